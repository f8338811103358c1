"""Starts that cannot be, because somebody required has something fixed then.

Implied by the rules on persons; taken out beforehand because thousands of starts fall
to ceremonies that cannot move.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace

from models.clock import Interval, merged
from scheduler.compiling.compiled import Compiled, CompiledActivity


def cleared(compiled: Compiled, positions: Collection[int] | None = None) -> Compiled:
    """Take from activities (all, or some) the starts that clash with what is fixed."""
    fixed: dict[int, list[CompiledActivity]] = defaultdict(list)
    for activity in compiled.activities:
        if _is_fixed(activity):
            for person in activity.people:
                fixed[person].append(activity)
    activities = list(compiled.activities)
    for position in range(len(activities)) if positions is None else positions:
        if not _is_fixed(activities[position]):
            activities[position] = _cleared(compiled, activities[position], fixed)
    return replace(compiled, activities=tuple(activities))


def _is_fixed(activity: CompiledActivity) -> bool:
    return activity.must and len(activity.starts) == 1


def _cleared(
    compiled: Compiled, activity: CompiledActivity, fixed: dict[int, list[CompiledActivity]]
) -> CompiledActivity:
    blocked = merged(
        _blocked(compiled, activity, other, compiled.instance.people[person].rest_minutes)
        for person in activity.people
        for other in fixed[person]
    )
    left = tuple(s for s in activity.starts if not any(low <= s < high for low, high in blocked))
    if len(left) == len(activity.starts):
        return activity
    rooms = {
        room: None if possible is None else possible.intersection(left)
        for room, possible in activity.rooms.items()
    }
    return replace(activity, starts=left, rooms=rooms if left else {})


def _blocked(
    compiled: Compiled, activity: CompiledActivity, other: CompiledActivity, rest: int
) -> Interval:
    """Return the starts at which an activity would meet a fixed one, or leave too little gap."""
    there = back = rest
    zones = [{compiled.rooms[r].zone for r in a.rooms} for a in (activity, other)]
    if all(len(zone) == 1 for zone in zones):
        room, fixed_room = next(iter(activity.rooms)), next(iter(other.rooms))
        there = max(rest, compiled.gap(room, fixed_room))
        back = max(rest, compiled.gap(fixed_room, room))
    start = other.starts[0]
    return start - activity.minutes - there + 1, start + other.minutes + back
