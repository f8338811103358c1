"""What it would mean to approve a candidate, or to go back to an older release."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from models import Instance, InstanceError
from scheduler.compiling import effective
from scheduler.publishing.carrying import broken_today
from scheduler.publishing.config import Config, load_config
from scheduler.publishing.gates import Case
from scheduler.publishing.inputs import read_inputs
from scheduler.publishing.monitoring import read_status
from scheduler.publishing.release import Release
from scheduler.publishing.store import Store
from scheduler.publishing.trial import last_good
from scheduler.publishing.upkeep import case_between, source_of
from scheduler.wording import names
from scheduler.wording.effects import counted, differing

TODAY = "today"

MOST_SHOWN = 50
"""The most broken hard rules that are shown."""


@dataclass(frozen=True)
class Foreseen:
    """The consequences of making a release the current one.

    Attributes
    ----------
    what
        The candidate or release.
    broken
        The hard rules that it breaks, a sentence each.
    whose
        Whose rules these are: ``today``, or what takes the place of today's inputs.
    changes
        How many activities differ from the current release.
    told
        The delegations or persons that have to be told, by name.
    people
        How many persons that are in all.
    lost
        Activities with a place in it that do not take place by these inputs, by name: their row
        is gone, or they are cancelled, or somebody has withdrawn.
    """

    what: str
    broken: tuple[str, ...]
    whose: str
    changes: int
    told: tuple[str, ...]
    people: int
    lost: tuple[str, ...]

    def sentences(self) -> Iterator[str]:
        """Yield the consequences for people, a line each."""
        count = len(self.broken)
        if not count:
            yield f"{self.what} breaks no hard rule of {self.whose}."
        else:
            yield f"{self.what} breaks {counted(count, 'hard rule')} of {self.whose}:"
            yield from (f"  {sentence}" for sentence in self.broken[:MOST_SHOWN])
            if count > MOST_SHOWN:
                yield f"  and {count - MOST_SHOWN} more"
        if self.lost:
            yield (
                f"{self.what} gives a place to {len(self.lost)} that the inputs of {self.whose} no "
                "longer have, or have as cancelled or withdrawn:"
            )
            yield from (f"  {name}" for name in self.lost[:MOST_SHOWN])
            if (more := len(self.lost) - MOST_SHOWN) > 0:
                yield f"  and {more} more"
        yield f"{differing(self.changes).capitalize()} from the current release."
        if self.told:
            people = counted(self.people, "person", "people")
            yield f"Tell these {len(self.told)} ({people} in all): {', '.join(self.told)}."


def foresee_rollback(store: Path | str, release: str) -> Foreseen:
    """Return what going back to an older release would mean; nothing is written.

    Today's inputs are those that the last night read, as they are now. If they cannot be read,
    the inputs of the current release take their place.

    Raises
    ------
    InstanceError
        There is no such release, or it is damaged, or it is the current one.
    """
    place = Store(store)
    place.require()
    source = source_of(place, release)
    current = place.current()
    case = case_between(current, source)
    return _foreseen(f"Release {source.id}", case, *todays(place, source))


def foresee_approval(config: Config | Path | str, candidate: str) -> Foreseen | None:
    """Return what approving a candidate would mean; nothing is written.

    Returns
    -------
    Foreseen or None
        None if it does not wait, or today's inputs cannot be read: then approving it fails with
        the reason.

    Raises
    ------
    InstanceError
        The configuration is faulty.
    """
    settings = config if isinstance(config, Config) else load_config(config)
    place = Store(settings.store)
    waiting = place.pending()
    if waiting is None or waiting.id != candidate or waiting.damage():
        return None
    with suppress(InstanceError, OSError):
        case = case_between(last_good(place)[0], waiting)
        today = read_inputs(Path(settings.instance))
        return _foreseen(f"Candidate {candidate}", case, today, TODAY)
    return None


def todays(store: Store, source: Release) -> tuple[Instance, str]:
    """Return the newest inputs that can be read, and whose they are.

    Those of the current release, or of the one to go back to, take the place of today's.
    """
    status = read_status(store.folder)
    if status is not None and status.inputs:
        with suppress(InstanceError, OSError):
            return read_inputs(Path(status.inputs)), TODAY
    current = store.current()
    newest = current if current is not None and current.can_be_read() else source
    return newest.instance, f"{newest.id} (today's inputs cannot be read)"


def _foreseen(what: str, case: Case, today: Instance, whose: str) -> Foreseen:
    then, takes_place = case.instance.activity, effective(today).activity
    placed = [p.activity for p in case.timetable.placements if p.start is not None]
    lost = [name for name in placed if name not in takes_place]
    return Foreseen(
        what=what,
        broken=broken_today(case.timetable, today),
        whose=whose,
        changes=len(case.changes.changes),
        told=tuple(notice.name or notice.delegation for notice in case.changes.notices),
        people=len(case.changes.told),
        lost=tuple(names.what(then[name]) if name in then else name for name in lost),
    )
