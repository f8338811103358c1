"""Changes from the previous timetable: as a goal, and as a number with a limit."""

from collections import defaultdict
from collections.abc import Collection

from scheduler.formulation.variables import Expression, Previous, Stand, Variables, total, weighted

Term = tuple[int, Expression]


def stability(v: Variables) -> Expression:
    """Persons to tell of a change, then moves in time, then moves of room."""
    if v.previous is None:
        return 0
    named = {activity.source.id for activity in v.compiled.activities}
    n = len(named | set(v.previous))
    told: dict[int, list[Expression]] = defaultdict(list)
    terms: list[Term] = []
    for a, activity in enumerate(v.compiled.activities):
        before = v.previous.get(activity.source.id)
        if not before:
            changes: list[Expression] = [v.present[a]]
        else:
            same_time, same_room = _as_before(v, a, before)
            changes = [1 - same_time, 1 - same_room]
            terms += [(n + 1, v.present[a] - same_time), (1, v.present[a] - same_room)]
        for person in activity.people:
            told[person] += changes
    for changes in told.values():
        is_told = v.literal()
        for change in changes:
            v.model.add(is_told >= change)
        terms.append(((n + 1) ** 2, is_told))
    return weighted(terms)


def changes(v: Variables, previous: Previous) -> Expression:
    """How many activities are elsewhere than before, or have got or lost a place.

    Another unit of the same room does not count. The expression is an upper bound of that number,
    which is enough for a limit.
    """
    terms: list[Expression] = []
    for a, activity in enumerate(v.compiled.activities):
        before = previous.get(activity.source.id)
        if not before:
            terms.append(v.present[a])
            continue
        stays = v.literal()
        for same in _as_before(v, a, without_units(before)):
            v.model.add(stays <= same)
        terms.append(1 - stays)
    return total(terms)


def without_units(stands: Collection[Stand]) -> frozenset[Stand]:
    """Return starts and rooms alone."""
    return frozenset((start, room, None) for start, room, _ in stands)


def _as_before(v: Variables, a: int, before: frozenset[Stand]) -> tuple[Expression, Expression]:
    """Return whether an activity starts as before, and is in the same room as before.

    In the same unit too, where units are told apart. An activity that had two starts, or two
    rooms, can keep neither.
    """
    starts, rooms = {start for start, *_ in before}, {(room, unit) for _, room, unit in before}
    same_start = v.starts[a].get(min(starts), 0) if len(starts) == 1 else 0
    if len(rooms) > 1:
        return same_start, 0
    (room, unit), *_ = rooms
    return same_start, total(v.rooms_named(a, room, unit))
