"""Restricting an instance: most activities are fixed where they are."""

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache

from models.clock import Interval, Minute
from scheduler.compiling.clearing import cleared
from scheduler.compiling.compiled import Compiled, CompiledActivity

Place = tuple[Minute, int]
"""Start minute and position of the room."""

Places = tuple[Place | None, ...]
"""The place of each activity, by position; None: no place."""


def restricted(
    compiled: Compiled,
    places: Places,
    free: Collection[int],
    within: Collection[Interval] | None = None,
) -> Compiled:
    """Fix every activity at its place, except for those at the positions in ``free``.

    These may start in one of the stretches ``within``, if given, or stay. The places must keep
    every hard rule.
    """
    held = list(map(_held, compiled.activities, places))
    for position in free:
        held[position] = _within(compiled.activities[position], places[position], within)
    settled = frozenset(range(len(held))).difference(free)
    return cleared(replace(compiled, activities=tuple(held), settled=settled), free)


def _within(
    activity: CompiledActivity, place: Place | None, within: Collection[Interval] | None
) -> CompiledActivity:
    if within is None:
        return activity
    starts = activity.starts
    kept = {
        s
        for low, high in within
        for s in starts[bisect_left(starts, low) : bisect_left(starts, high)]
    }
    if place is not None:
        kept.add(place[0])
    return activity.at(tuple(sorted(kept.intersection(starts))))


@lru_cache(maxsize=1 << 17)  # from one neighbourhood to the next nearly all stay where they are
def _held(activity: CompiledActivity, place: Place | None) -> CompiledActivity:
    return activity.left_out() if place is None else activity.fixed_at(*place)


def salvageable(compiled: Compiled, places: Places) -> Compiled:
    """Let each activity be at its place in ``places``, if that is legal, or nowhere."""
    return replace(
        compiled,
        activities=tuple(
            replace(activity.fixed_at(*place), must=False)
            if place is not None and _is_legal(activity, place)
            else activity.left_out()
            for activity, place in zip(compiled.activities, places, strict=True)
        ),
    )


def recombined(
    compiled: Compiled, places: Places, others: Collection[Places], free: Collection[int]
) -> Compiled:
    """Let each activity in ``free`` be where it is or where another timetable has it.

    It may also be at the time of one in the room of another, and one that is not mandatory may be
    left out. All others stay. The places must keep every hard rule.
    """
    activities = list(compiled.activities)
    for position in free:
        some = [place for one in (places, *others) if (place := one[position]) is not None]
        activity = activities[position]
        starts = tuple(sorted({start for start, _ in some}.intersection(activity.starts)))
        kept = activity.at(starts)
        rooms = {room for _, room in some}.intersection(kept.rooms)
        activities[position] = kept.within({room: kept.rooms[room] for room in sorted(rooms)})
    return restricted(replace(compiled, activities=tuple(activities)), places, free)


def fits(compiled: Compiled, places: Places) -> bool:
    """Tell whether each place is legal for its activity alone, and no mandatory one is missing."""
    return all(
        not activity.must if place is None else _is_legal(activity, place)
        for activity, place in zip(compiled.activities, places, strict=True)
    )


def _is_legal(activity: CompiledActivity, place: Place) -> bool:
    start, room = place
    if room not in activity.rooms or start not in activity.starts:
        return False
    possible = activity.rooms[room]
    return possible is None or start in possible
