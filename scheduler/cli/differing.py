"""``summit diff``."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler.cli.printing import document, say
from scheduler.cli.reading import read_instance, read_previous, warn_of_oddities

if TYPE_CHECKING:
    from models import Instance


def diff_command(
    before: Annotated[
        Path, typer.Argument(help="The earlier timetable: .json, .csv or a workbook.")
    ],
    after: Annotated[Path, typer.Argument(help="The later timetable: .json, .csv or a workbook.")],
    instance: Annotated[
        Path | None,
        typer.Option(
            help="Instance of the later one: folder, workbook or JSON document; by default the "
            "instance.json beside it, or beside the earlier one."
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the changes as JSON.")] = False,
) -> None:
    """Compare any two timetables: what changes, and who has to be told of what."""
    from scheduler.exporting import changes_text
    from scheduler.viewing.changes import diff

    what = read_instance(instance) if instance else _instance_beside(before, after)
    earlier, later = read_previous(before, what), read_previous(after, what)
    warn_of_oddities(before, earlier, what)
    warn_of_oddities(after, replace(later, facts=what), what)
    changes = diff(what, earlier.timetable, later.timetable, earlier.facts)
    if json:
        document(changes)
    else:
        say(changes_text(changes, what).rstrip("\n"))


def _instance_beside(before: Path, after: Path) -> "Instance":
    """Return the instance of the later timetable that lies beside it, or beside the earlier one.

    An edited timetable may have names in place of ids, and dates without a year: it is read as one
    of that instance.
    """
    from models import Fault, InstanceError
    from scheduler.files import FACTS, load_facts, load_instance, load_timetable

    places = [place for place in (after, before) if place.with_name(FACTS).exists()]
    for place in places:
        facts = load_instance(place.with_name(FACTS), on_warning=lambda _: None)
        later = load_timetable(after, instance=facts, on_warning=lambda _: None)
        if (found := load_facts(place, later)) is not None:
            return found
    if not places:
        load_timetable(after)  # what is wrong with the file itself goes first
    allowed = f"it, as there is no {FACTS} of {after.name} beside one of the two"
    raise InstanceError([Fault("missing-file", "--instance", None, "", "nothing", allowed)])
