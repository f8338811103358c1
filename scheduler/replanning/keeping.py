"""What a replan may not touch, and what of it the new facts rule out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from models import Fault, Instance, InstanceError, Placement, Timetable
from models.clock import Minute, SkippedTime
from scheduler.checking import check
from scheduler.compiling import Compiled, CompiledActivity
from scheduler.files.text import did_you_mean


@dataclass(frozen=True)
class Keeping:
    """What stays: ids of activities of the instance, and the time before which nothing starts.

    Attributes
    ----------
    placed
        What keeps start, room and unit.
    waiting
        What stays without a place.
    """

    placed: dict[str, Placement]
    waiting: frozenset[str]
    earliest: Minute | None

    def and_also(self, placed: Iterable[Placement]) -> "Keeping":
        """Return what stays if some placements do as well; what has no place may get one."""
        return replace(self, placed={p.activity: p for p in placed if p.start} | self.placed)

    def __call__(self, compiled: Compiled) -> Compiled:
        """Take from every activity the places that it may not have."""
        return replace(
            compiled,
            activities=tuple(self._kept(compiled, activity) for activity in compiled.activities),
        )

    def _kept(self, compiled: Compiled, activity: CompiledActivity) -> CompiledActivity:
        place = self.placed.get(activity.source.id)
        if place is not None:
            assert place.start is not None
            start = compiled.instance.clock.minute(place.start)
            room = next(
                position
                for position, room in enumerate(compiled.rooms)
                if room.id == place.room and room.unit in (None, place.unit or 1)
            )
            return activity.held(start, room)
        if activity.source.id in self.waiting:
            return activity.left_out()
        if self.earliest is None:
            return activity
        return activity.at(tuple(s for s in activity.starts if s >= self.earliest))


def keeping(
    instance: Instance,
    previous: Timetable,
    freeze_until: datetime | None,
    locked: Collection[str],
) -> Keeping:
    """Work out what stays.

    A request that had no place waits: taking it in would be one more thing to tell, and
    ``summit solve`` is there for that.

    Raises
    ------
    InstanceError
        A locked id is not in the instance, or the time to freeze until does not exist.
    """
    earliest = _minute(instance, freeze_until)
    faults = [
        Fault(
            "unknown-id",
            "--lock",
            None,
            "",
            repr(name),
            f"an activity{did_you_mean(name, instance.activity)}",
        )
        for name in locked
        if name not in instance.activity
    ]
    if faults:
        raise InstanceError(faults)
    listed = {p.activity: p for p in previous.placements if p.activity in instance.activity}
    placed, waiting = {}, set()
    for name, place in listed.items():
        if place.start is None:
            if instance.activity[name].optional or name in locked:
                waiting.add(name)
        elif name in locked or (earliest and instance.clock.minute(place.start) < earliest):
            placed[name] = place
    return Keeping(placed, frozenset(waiting), earliest)


def _minute(instance: Instance, moment: datetime | None) -> Minute | None:
    if moment is None:
        return None
    try:
        return instance.clock.minute(moment)
    except SkippedTime as error:
        allowed = "a time that daylight saving does not skip"
        found = moment.isoformat()
        raise InstanceError(
            [Fault("skipped-time", "--freeze-until", None, "", found, allowed)]
        ) from error


def broken(instance: Instance, kept: Keeping) -> list[str]:
    """Return a sentence for each hard rule that what has to stay breaks, by the referee."""
    gone = [place for place in kept.placed.values() if place.room not in instance.room]
    there = [place for place in kept.placed.values() if place.room in instance.room]
    report = check(instance, Timetable(placements=tuple(there)))
    return [f"{p.activity} cannot stay in {p.room}: there is no such room" for p in gone] + [
        f"{v.rule}: {v.message}"
        for v in report.violations
        if v.rule != "mandatory" or kept.waiting.intersection(v.activities)
    ]
