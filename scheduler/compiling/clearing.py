"""Removing starts and rooms at which a person or a room is taken by a fixed activity.

This is implied by the rules about persons and rooms, but done beforehand, as activities that cannot
move (ceremonies, and all that is fixed around a neighbourhood) rule out thousands of starts.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from models.clock import Interval, Minute, merged
from scheduler.compiling.compiled import Compiled, CompiledActivity


def cleared(compiled: Compiled, positions: Collection[int] | None = None) -> Compiled:
    """Remove from activities (all, or some) the starts and rooms that clash with fixed activities.

    If ``positions`` are given, all other activities must be fixed or without a legal place.
    """
    activities = list(compiled.activities)
    asked = range(len(activities)) if positions is None else positions
    fixed = [a for a, activity in enumerate(activities) if activity.is_fixed]
    clearing = _Clearing(compiled, fixed, [activities[a] for a in asked])
    for position in asked:
        if not activities[position].is_fixed:
            activities[position] = clearing.cleared(activities[position])
    return replace(
        compiled, activities=tuple(activities), cleared_for=frozenset(fixed) - clearing.clashing
    )


_Engaged = tuple[Minute, Minute, int, int]
"""When somebody is engaged by a fixed activity, its room and its position."""


class _Clearing:
    """The fixed activities, by person and by room, as far as others can meet them."""

    def __init__(
        self, compiled: Compiled, fixed: Iterable[int], meeting: Sequence[CompiledActivity]
    ) -> None:
        people = {person for activity in meeting for person in activity.people}
        rooms = {
            room
            for activity in meeting
            for room in activity.rooms
            if compiled.rooms[room].units == 1
        }
        self._compiled = compiled
        self._longest = max(compiled.instance.transfer_minutes.values(), default=0)
        self._of_person: dict[int, list[_Engaged]] = defaultdict(list)
        self._in_room: dict[int, list[int]] = defaultdict(list)
        for a in fixed:
            activity = compiled.activities[a]
            start, room = activity.starts[0], next(iter(activity.rooms))
            for person in people.intersection(activity.people):
                first, last = activity.people[person]
                self._of_person[person].append((start + first, start + last, room, a))
            if room in rooms:
                self._in_room[room].append(a)
        self._taken = {
            room: merged(self._occupied(a, room) for a in held)
            for room, held in self._in_room.items()
        }
        self.clashing = frozenset(self._clashing())

    def _occupied(self, a: int, room: int) -> Interval:
        activity = self._compiled.activities[a]
        before, after = self._compiled.occupancy(activity, room)
        return activity.starts[0] - before, activity.starts[0] + activity.minutes + after

    def _clashing(self) -> Iterable[int]:
        """Yield fixed activities that clash with each other, which the formulation has to see."""
        for person, engaged in self._of_person.items():
            rest = self._compiled.instance.people[person].rest_minutes
            yield from _overlapping([(start, end + rest, a) for start, end, _, a in engaged])
        for room, held in self._in_room.items():
            yield from _overlapping([(*self._occupied(a, room), a) for a in held])

    def cleared(self, activity: CompiledActivity) -> CompiledActivity:
        """Return the activity with the starts and rooms that no fixed activity takes."""
        left = _outside(activity.starts, merged(self._blocked(activity)))
        return self._without_taken_rooms(activity.at(left))

    def _blocked(self, activity: CompiledActivity) -> Iterator[Interval]:
        """Yield the starts at which a person would clash with a fixed activity, or have no time.

        Where the zone is not known, neither is the transfer.
        """
        if not activity.starts:
            return
        earliest, latest = activity.starts[0], activity.starts[-1]
        zones = {self._compiled.rooms[room].zone for room in activity.rooms}
        room = next(iter(activity.rooms)) if len(zones) == 1 else None
        for person, (first, last) in activity.people.items():
            rest = self._compiled.instance.people[person].rest_minutes
            most = max(rest, self._longest)
            for start, end, held_in, _ in self._of_person.get(person, ()):
                if start - last - most >= latest or earliest >= end - first + most:
                    continue  # it is on another day, as most are
                there = back = rest
                if room is not None:
                    there = max(there, self._compiled.gap(room, held_in))
                    back = max(back, self._compiled.gap(held_in, room))
                low, high = start - last - there + 1, end - first + back
                if low <= latest and earliest < high:
                    yield low, high

    def _without_taken_rooms(self, activity: CompiledActivity) -> CompiledActivity:
        if self._taken.keys().isdisjoint(activity.rooms):
            return activity
        rooms: dict[int, frozenset[Minute] | None] = {}
        for room, possible in activity.rooms.items():
            taken = self._taken.get(room)
            if taken is None:
                rooms[room] = possible
                continue
            before, after = self._compiled.occupancy(activity, room)
            length = activity.minutes + after
            blocked = [(low - length + 1, high + before) for low, high in taken]
            opened = activity.starts if possible is None else sorted(possible)
            left = _outside(opened, merged(blocked))
            if left:
                rooms[room] = None if len(left) == len(activity.starts) else frozenset(left)
        return activity.within(rooms)


def _outside(starts: Iterable[Minute], blocked: list[Interval]) -> tuple[Minute, ...]:
    """Return the starts, in order, that lie in none of the stretches (sorted and disjoint)."""
    left = []
    ahead = iter(blocked)
    low, high = next(ahead, (0, 0))
    for start in starts:
        while high and start >= high:
            low, high = next(ahead, (0, 0))
        if not high or start < low:
            left.append(start)
    return tuple(left)


def _overlapping(spans: list[tuple[Minute, Minute, int]]) -> Iterable[int]:
    """Yield what overlaps a neighbour; if anything overlaps anything, some neighbours do."""
    for (_, end, a), (start, _, b) in pairwise(sorted(spans)):
        if start < end:
            yield from (a, b)
