"""What has to stay in a replan, as holds, and what of it the new instance rules out."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from models import (
    Fault,
    Hold,
    Instance,
    InstanceError,
    Omit,
    Only,
    Placement,
    Put,
    Request,
    Span,
    Stay,
    Timetable,
)
from models.clock import SkippedTime
from scheduler.checking import check
from scheduler.viewing.meant import activity_meant


def freeze(instance: Instance, previous: Timetable, until: datetime | None) -> tuple[Hold, ...]:
    """Return the holds that freeze a timetable until a time.

    What starts before that time in ``previous`` stays, and nothing else may start before it.

    Parameters
    ----------
    until
        Local wall-clock time, or a time with offset; None: nothing is frozen.

    Raises
    ------
    InstanceError
        The time does not exist.
    """
    if until is None:
        return ()
    try:
        earliest = instance.clock.minute(until)
    except SkippedTime as error:
        allowed = "a time that daylight saving does not skip"
        fault = Fault("skipped-time", "--freeze-until", None, "", until.isoformat(), allowed)
        raise InstanceError([fault]) from error
    stands = Request(previous=previous).stands
    begun = {
        name
        for name, place in stands.items()
        if place.start is not None and instance.clock.minute(place.start) < earliest
    }
    end = max(earliest + 1, *(end for _, end in instance.windows))
    rest = Span(start=instance.clock.moment(earliest), end=instance.clock.moment(end))
    return tuple(
        Stay(activity=name) if name in begun else Only(activity=name, spans=(rest,))
        for name in instance.activity
    )


def lock(instance: Instance, names: Iterable[str]) -> tuple[Hold, ...]:
    """Return the holds that keep activities as they were.

    Parameters
    ----------
    names
        Ids, or what else fits one activity alone: its title, or all its people (``CHN JPN``).

    Raises
    ------
    InstanceError
        With every name that fits none or several, and those that may be meant.
    """
    holds: list[Hold] = []
    faults: list[Fault] = []
    for name in names:
        try:
            holds.append(Stay(activity=activity_meant(instance, name, "--lock")))
        except InstanceError as error:
            faults += error.faults
    if faults:
        raise InstanceError(faults)
    return tuple(holds)


def waiting(instance: Instance, request: Request) -> tuple[Hold, ...]:
    """Return the holds for requests that had no place: they stay without, unless put somewhere.

    A place for one would be one more change to tell people of; ``summit solve`` finds places.
    """
    assert request.previous is not None
    put = {hold.activity for hold in request.holds if isinstance(hold, Put)}
    listed = {place.activity for place in request.previous.placements}
    return tuple(
        Omit(activity=name)
        for name, activity in instance.activity.items()
        if activity.optional and name in listed - request.stands.keys() - put
    )


def staying(places: Iterable[Placement]) -> tuple[Hold, ...]:
    """Return the holds that keep activities at their placements."""
    return tuple(
        Put(activity=p.activity, start=p.start, room=p.room, unit=p.unit) for p in places if p.start
    )


def broken(instance: Instance, request: Request) -> list[str]:
    """Return a sentence for each hard rule that the holds of a request break by themselves.

    Activities that the instance does not have are held in vain, and break nothing.
    """
    known = (p for p in _places(request) if p.activity in instance.activity)
    placed = {(p.activity, p.start, p.room): p for p in known}.values()
    gone = [place for place in placed if place.room not in instance.room]
    there = [place for place in placed if place.room in instance.room]
    out = frozenset(_left_out(request))
    report = check(instance, Timetable(placements=tuple(there)))
    return [f"{p.activity} cannot stay in {p.room}: there is no such room" for p in gone] + [
        f"{v.rule}: {v.message}"
        for v in report.violations
        if v.rule != "mandatory" or out.intersection(v.activities)
    ]


def _places(request: Request) -> Iterator[Placement]:
    """Yield the placements of activities that are held at one start in one room."""
    for hold in request.holds:
        if isinstance(hold, Stay) and hold.what == "place" and hold.activity in request.stands:
            yield request.stands[hold.activity]
        elif isinstance(hold, Put) and hold.start is not None and hold.room is not None:
            yield Placement(
                activity=hold.activity, start=hold.start, room=hold.room, unit=hold.unit
            )


def _left_out(request: Request) -> Iterator[str]:
    for hold in request.holds:
        stays_out = isinstance(hold, Stay) and hold.activity not in request.stands
        if isinstance(hold, Omit) or stays_out:
            yield hold.activity
