"""Families that bind rooms."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from types import MappingProxyType

from scheduler.formulation.cliques import binding, cliques
from scheduler.formulation.variables import Literal, Stretch, Variables, total

NOBODY: Mapping[int, int] = MappingProxyType({})


def room_overlap(v: Variables) -> None:
    """A unit serves one activity at a time, set-up to turnaround."""
    users: dict[int, list[int]] = defaultdict(list)
    for position, rooms in enumerate(v.rooms):
        for room in rooms:
            users[room].append(position)
    for room, positions in users.items():
        if v.compiled.rooms[room].units == 1:
            positions = [a for a in positions if a not in v.compiled.held]
        positions = binding(v, {a: v.occupancy(a, room) for a in positions})
        if room in v.chosen_rooms:
            _intervals_in_room(v, room, positions)
        else:
            stretches = [s for a in positions for s in v.stretches(a, *v.occupancy(a, room))]
            _at_most(v, stretches, v.compiled.rooms[room].units, _hosts(v, room, positions))
    _counted_over_choices(v)


def _hosts(v: Variables, room: int, positions: list[int]) -> dict[int, int]:
    """Return, for activities of a room, one person each to be counted by; few in all.

    Whoever is in one of them is in no other, so who is there is counted in place of what
    takes place: far fewer literals (clusters in section 4.5.2 of the paper named in
    ``even_days.py``). Only where a unit is held for the activity itself, no longer than
    its people are, and where nothing can be left out: the linear relaxation, which does
    better there, gains nothing by it.
    """
    if not all(v.compiled.activities[a].must for a in positions):
        return {}
    if any(v.occupancy(a, room) != (0, 0) for a in positions):
        return {}
    left, hosts = set(positions), dict[int, int]()
    while met := Counter(p for a in left for p in v.compiled.activities[a].people):
        host = min(met, key=lambda person: (-met[person], person))
        hosts |= {a: host for a in v.of_person[host] if a in left}
        left.difference_update(hosts)
    return hosts


def _at_most(
    v: Variables, stretches: list[Stretch], units: int, hosts: Mapping[int, int] = NOBODY
) -> None:
    for clique in cliques(stretches):
        if units == 1:
            v.model.add_at_most_one(s.literal for s in clique)
        elif hosts:
            _counted_by_person(v, clique, units, hosts)
        elif len({s.activity for s in clique}) > units:
            v.model.add(total(s.literal for s in clique) <= units)


def _counted_by_person(
    v: Variables, clique: list[Stretch], units: int, hosts: Mapping[int, int]
) -> None:
    """Bound the hosts who are there; everybody who is there is a fixed multiple of them."""
    activities = v.compiled.activities
    hosted: dict[int, list[Literal]] = defaultdict(list)
    there: dict[int, list[Literal]] = defaultdict(list)
    for s in clique:
        hosted[hosts.get(s.activity, ~s.activity)].append(s.literal)
        for person in activities[s.activity].people:
            there[person].append(s.literal)
    taken = v.model.new_int_var(0, units, "")
    v.model.add(total(v.either(literals) for literals in hosted.values()) == taken)
    sizes = {len(activities[s.activity].people) for s in clique}
    if len(sizes) == 1:
        v.model.add(total(v.either(literals) for literals in there.values()) == taken * max(sizes))


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
    """Bound, for each set of rooms that some activity chooses from, what fits into it.

    Implied by the intervals, but stated on the start literals, where the linear
    relaxation sees it.
    """
    choices = {frozenset(rooms) for rooms in v.rooms if len(rooms) > 1}
    for choice in sorted(choices, key=sorted):
        inside = [a for a, rooms in enumerate(v.rooms) if rooms and choice.issuperset(rooms)]
        held = {a: _shortest(v, a) for a in inside}
        stretches = [s for a in binding(v, held) for s in v.stretches(a, *held[a])]
        _at_most(v, stretches, sum(v.compiled.rooms[room].units for room in choice))


def _shortest(v: Variables, a: int) -> tuple[int, int]:
    """Return the minutes before and after an activity that its room is held at the least."""
    held = [v.occupancy(a, room) for room in v.rooms[a]]
    return min(before for before, _ in held), min(after for _, after in held)
