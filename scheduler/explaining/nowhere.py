"""Activities without any legal place, and which rules rule out what."""

from collections.abc import Iterator

from models import Finding
from scheduler.compiling import Compiled, Legality
from scheduler.viewing.nowhere import no_place
from scheduler.wording.findings import no_legal_place


def nowhere(compiled: Compiled) -> Iterator[Finding]:
    """An activity with no legal start in any room."""
    legality = Legality(compiled.instance)
    for activity in compiled.activities:
        if not activity.rooms:
            rule, reason = no_place(activity.source, legality)
            yield Finding(
                dooms="instance" if activity.must else "request",
                rule=rule,
                subject_kind="activity",
                subject=activity.source.id,
                activities=(activity.source.id,),
                message=no_legal_place(activity.source, reason),
            )
