"""Families of constraints about rooms."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, partial

from scheduler.formulation.cliques import binding, cliques
from scheduler.formulation.hosts import NOBODY, count_by_host, hosts_of
from scheduler.formulation.variables import Family, Stretch, Variables


def room_overlap(v: Variables) -> None:
    """A unit serves one activity at a time, set-up to turnaround."""
    users: dict[int, list[int]] = defaultdict(list)
    for position, rooms in enumerate(v.rooms):
        for room in rooms:
            users[room].append(position)
    for room, positions in users.items():
        if v.compiled.settled.issuperset(positions):
            continue
        if v.compiled.rooms[room].units == 1:
            positions = [a for a in positions if a not in v.compiled.cleared_for]
        positions = binding(v, positions, partial(v.occupancy, room=room))
        if room in v.chosen_rooms:
            _intervals_in_room(v, room, positions)
        else:
            stretches = [s for a in positions for s in v.stretches(a, *v.occupancy(a, room))]
            _at_most(v, stretches, v.compiled.rooms[room].units, hosts_of(v, room, positions))
    _counted_over_choices(v)


def _at_most(
    v: Variables, stretches: list[Stretch], units: int, hosts: Mapping[int, int] = NOBODY
) -> None:
    for clique in cliques(stretches, v.compiled.settled):
        if units == 1:
            v.model.add_at_most_one(s.literal for s in clique)
        elif hosts:
            count_by_host(v, clique, units, hosts)
        elif len({s.activity for s in clique}) > units:
            v.at_most(units, [s.literal for s in clique])


def _intervals_in_room(v: Variables, room: int, positions: list[int]) -> None:
    intervals = []
    for a in positions:
        before, after = v.occupancy(a, room)
        size = before + v.compiled.activities[a].minutes + after
        intervals.append(
            v.model.new_optional_fixed_size_interval_var(
                v.begin(a) - before, size, v.rooms[a][room], ""
            )
        )
    units = v.compiled.rooms[room].units
    if units == 1:
        v.model.add_no_overlap(intervals)
    elif len(intervals) > units:
        v.model.add_cumulative(intervals, [1] * len(intervals), units)


def _counted_over_choices(v: Variables) -> None:
    """Limit, for each set of rooms that some activity chooses from, how many activities are in it.

    Implied by the intervals, but stated on the start literals, where the linear
    relaxation sees it.
    """
    users: dict[frozenset[int], list[int]] = defaultdict(list)
    for a, rooms in enumerate(v.rooms):
        if rooms:
            users[frozenset(rooms)].append(a)
    choices = [choice for choice in users if len(choice) > 1]
    shortest = cache(partial(_shortest, v))
    for choice in sorted(choices, key=sorted):
        inside = sorted(a for rooms, some in users.items() if rooms <= choice for a in some)
        some = binding(v, inside, shortest)
        stretches = [s for a in some for s in v.stretches(a, *shortest(a))]
        _at_most(v, stretches, sum(v.compiled.rooms[room].units for room in choice))


def _shortest(v: Variables, a: int) -> tuple[int, int]:
    """Return the fewest minutes before and after an activity for which its room is taken."""
    held = [v.occupancy(a, room) for room in v.rooms[a]]
    return min(before for before, _ in held), min(after for _, after in held)


ROOM_FAMILIES: tuple[Family, ...] = (room_overlap,)
