"""Holds of a request: the one place where they are applied to what is legal."""

from dataclasses import replace

from models import Fault, Hold, Instance, Omit, Only, Placement, Put, Request, Stay
from models.clock import Minute, inside, merged
from scheduler.compiling.compiled import Compiled, CompiledActivity
from scheduler.compiling.effective import cancelled


def narrowed(compiled: Compiled, request: Request) -> Compiled:
    """Remove from activities the starts and rooms that the holds of a request rule out.

    Nothing is added, so no hold overrides a rule: if an activity that has to take place has no
    legal place left, there is no timetable.

    Parameters
    ----------
    compiled
        What the rules allow.
    request
        With the holds, and the timetables that say where activities are.
    """
    activities = list(compiled.activities)
    for hold in request.holds:
        position = compiled.position.get(hold.activity)
        if position is None:  # it is cancelled, so there is nothing to hold
            continue
        activities[position] = _held(compiled, activities[position], hold, request)
    return replace(compiled, activities=tuple(activities)) if request.holds else compiled


def put_in_vain(instance: Instance, request: Request) -> list[Fault]:
    """List the holds that put an activity somewhere which does not take place."""
    off = cancelled(instance)
    return [
        Fault("cancelled", "holds", row, "activity", repr(hold.activity), "what takes place")
        for row, hold in enumerate(request.holds)
        if isinstance(hold, Put) and hold.activity in off
    ]


def _held(
    compiled: Compiled, activity: CompiledActivity, hold: Hold, request: Request
) -> CompiledActivity:
    match hold:
        case Stay():
            place = request.stands.get(hold.activity)
            return _nowhere(activity) if place is None else _stays(compiled, activity, hold, place)
        case Put():
            return _put(compiled, activity, hold)
        case Omit():
            return _nowhere(activity)
        case Only():
            return _only(compiled, activity, hold)


def _nowhere(activity: CompiledActivity) -> CompiledActivity:
    """Return the activity without a place; whether it must have one does not change."""
    return replace(activity, starts=(), rooms={})


def _stays(
    compiled: Compiled, activity: CompiledActivity, hold: Stay, place: Placement
) -> CompiledActivity:
    assert place.start is not None
    there = Put(activity=hold.activity)
    if hold.what != "time":
        there = there.model_copy(update={"room": place.room, "unit": place.unit or 1})
    if hold.what != "room":
        there = there.model_copy(update={"start": place.start})
    return _put(compiled, activity, there)


def _put(compiled: Compiled, activity: CompiledActivity, hold: Put) -> CompiledActivity:
    if hold.room is not None:
        activity = _in_rooms(compiled, activity, (hold.room,), hold.unit)
    if hold.start is not None:
        start = compiled.instance.clock.minute(hold.start)
        activity = activity.at(tuple(s for s in activity.starts if s == start))
    return replace(activity, must=True)


def _only(compiled: Compiled, activity: CompiledActivity, hold: Only) -> CompiledActivity:
    if hold.rooms:
        activity = _in_rooms(compiled, activity, hold.rooms)
    if hold.spans:
        spans = merged(map(compiled.instance.clock.interval, hold.spans))

        def lies_inside(start: Minute) -> bool:
            return any(inside((start, start + activity.minutes), span) for span in spans)

        activity = activity.at(tuple(filter(lies_inside, activity.starts)))
    return activity


def _in_rooms(
    compiled: Compiled, activity: CompiledActivity, names: tuple[str, ...], unit: int | None = None
) -> CompiledActivity:
    """Return the activity with some rooms only, and one unit of them where units are told apart."""
    kept = {
        position: possible
        for position, possible in activity.rooms.items()
        for room in [compiled.rooms[position]]
        if room.id in names and (unit is None or room.unit in (None, unit))
    }
    return activity.within(kept)
