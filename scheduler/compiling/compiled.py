"""An instance as integers: legal starts and rooms, by position."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from models import Activity, Instance
from models.clock import EVER, Interval, Minute, inside
from models.rule import UNITS
from scheduler.compiling.effective import effective
from scheduler.compiling.engagements import engagement
from scheduler.compiling.legality import Legality
from scheduler.compiling.ranges import common, on_grid


@dataclass(frozen=True)
class CompiledRoom:
    """A room of the formulation: a single unit, or ``units`` that are counted.

    ``unit`` is the number of the unit where units are told apart, else None.
    """

    id: str
    units: int
    unit: int | None
    zone: str | None
    capacity: int
    turnaround: int


@dataclass(frozen=True, eq=False)
class CompiledActivity:
    """An activity with its legal starts and rooms.

    Attributes
    ----------
    starts
        Legal start minutes in at least one room, ascending.
    rooms
        Position of a room -> its legal starts, None meaning all of ``starts``.
    people, wished_people
        Position of each person who is required, or wished for as well -> when they are engaged,
        in minutes from the start.
    must
        Whether it must have a place.
    wished, costs
        Wished spans, and spans in which a start has a cost, as minutes.
    usual
        For each required person with usual hours: when they are engaged, in minutes from the start,
        their hours as minutes, and what it costs to be engaged outside.
    """

    source: Activity
    starts: tuple[Minute, ...]
    rooms: dict[int, frozenset[Minute] | None]
    people: dict[int, Interval]
    must: bool
    wished_people: dict[int, Interval] = field(default_factory=dict)
    wished: tuple[Interval, ...] = ()
    costs: tuple[tuple[Interval, int], ...] = ()
    usual: tuple[tuple[Interval, tuple[Interval, ...], int], ...] = ()

    @property
    def minutes(self) -> int:
        """Duration."""
        return self.source.minutes

    def engagement(self, person: int) -> Interval:
        """Return when a person, required or wished for, is engaged: minutes from the start."""
        required = self.people.get(person)
        return self.wished_people[person] if required is None else required

    @cached_property
    def priced(self) -> dict[Minute, int]:
        """Starts that cost something in goal ``preference``, and how much."""
        if not (self.costs or self.wished or self.usual):
            return {}
        starts, prices = self.starts, Counter[Minute]()
        for (low, high), cost in self.costs:
            for start in starts[bisect_left(starts, low) : bisect_left(starts, high)]:
                prices[start] += cost
        if self.wished or self.usual:
            for start in starts:
                prices[start] += self._missed(start)
        return {start: prices[start] for start in sorted(prices) if prices[start]}

    def _missed(self, start: Minute) -> int:
        """Return what a start costs as it is not wished for, or not in usual hours."""
        during = (start, start + self.minutes)
        missed = bool(self.wished) and not any(inside(during, span) for span in self.wished)
        return missed + sum(
            cost
            for (first, last), hours, cost in self.usual
            if not _within((start + first, start + last), hours)
        )

    def at(self, starts: tuple[Minute, ...]) -> "CompiledActivity":
        """Return the activity with only some of its starts."""
        if len(starts) == len(self.starts):
            return self
        left = {
            room: None if possible is None else possible.intersection(starts)
            for room, possible in self.rooms.items()
        }
        rooms = {room: possible for room, possible in left.items() if possible is None or possible}
        return replace(self, starts=starts, rooms=rooms).within(rooms if starts else {})

    def within(self, rooms: dict[int, frozenset[Minute] | None]) -> "CompiledActivity":
        """Return the activity with only these rooms and starts in them."""
        starts = self.starts
        if all(possible is not None for possible in rooms.values()):
            reachable = frozenset().union(*(p for p in rooms.values() if p is not None))
            starts = tuple(start for start in starts if start in reachable)
        rooms = {
            room: None if possible is not None and len(possible) == len(starts) else possible
            for room, possible in rooms.items()
        }
        return replace(self, starts=starts if rooms else (), rooms=rooms)

    def fixed_at(self, start: Minute, room: int) -> "CompiledActivity":
        """Return the activity with one place only, legal or not, which it must take."""
        return replace(self, must=True, starts=(start,), rooms={room: None})

    def left_out(self) -> "CompiledActivity":
        """Return the activity without any place, and without the need of one."""
        return replace(self, must=False, starts=(), rooms={})

    @property
    def is_fixed(self) -> bool:
        """Whether it has one place and must take it."""
        return self.must and len(self.starts) == 1 and len(self.rooms) == 1

    @property
    def is_decided(self) -> bool:
        """Whether it is fixed, or has no place and need not have one."""
        return self.is_fixed or not (self.starts or self.must)

    @property
    def is_movable(self) -> bool:
        """Whether it has several places, or one that it need not take."""
        return bool(self.starts) and not self.is_fixed


def _within(during: Interval, spans: tuple[Interval, ...]) -> bool:
    """Tell whether one of the spans, in order and apart, holds an interval."""
    later = bisect_right(spans, (during[0], EVER[1]))
    return later > 0 and inside(during, spans[later - 1])


@dataclass(frozen=True)
class Compiled:
    """An instance with rooms as single or counted units, and activities with legal places.

    ``instance`` is what is left of the one stated (:func:`scheduler.compiling.effective`).
    """

    instance: Instance
    rooms: tuple[CompiledRoom, ...]
    activities: tuple[CompiledActivity, ...]
    position: dict[str, int]
    """Activity id -> position."""
    of_person: dict[int, list[int]]
    """Person position -> positions of the activities that require the person."""
    cleared_for: frozenset[int] = frozenset()
    """Positions of fixed activities that rules about persons and single rooms need not consider
    any more, as what clashes with them has been removed from the others' starts and rooms."""
    settled: frozenset[int] = frozenset()
    """Positions of activities that are fixed or left out, and known to keep every hard rule among
    themselves."""

    def occupancy(self, activity: CompiledActivity, room: int) -> tuple[int, int]:
        """Return the minutes before the start and after the end for which a room is taken."""
        source, turnaround = activity.source, self.rooms[room].turnaround
        return source.set_up_minutes, source.clear_down_minutes + turnaround

    def gap(self, room: int, other: int) -> int:
        """Return the transfer minutes from one room to another."""
        a, b = self.rooms[room].zone, self.rooms[other].zone
        if a is None or b is None or a == b:
            return 0
        return self.instance.transfer_minutes[a, b]


def compile_instance(instance: Instance) -> Compiled:
    """Work out where and when each activity that takes place may be, rule by rule."""
    instance = effective(instance)
    legality = Legality(instance)
    rooms = tuple(_compiled_rooms(instance))
    by_id: dict[str, list[int]] = {}
    for position, room in enumerate(rooms):
        by_id.setdefault(room.id, []).append(position)
    person = {p.id: position for position, p in enumerate(instance.people)}
    activities = tuple(
        _compiled_activity(activity, legality, rooms, by_id, person)
        for activity in instance.activities
    )
    by_name = {activity.id: index for index, activity in enumerate(instance.activities)}
    return Compiled(instance, rooms, activities, by_name, by_person(activities))


def by_person(activities: Iterable[CompiledActivity]) -> dict[int, list[int]]:
    """Return the positions of the activities that require each person."""
    found: dict[int, list[int]] = {}
    for position, activity in enumerate(activities):
        for person in activity.people:
            found.setdefault(person, []).append(position)
    return found


def _told_apart(instance: Instance) -> set[str]:
    """Return the rooms whose units are told apart: by a pinned unit or a rule."""
    bound = {name for rule in instance.rules if rule.kind in UNITS for name in rule.activities}
    legality = Legality(instance)
    apart = {a.pin_room for a in instance.activities if a.pin_room and a.pin_unit}
    for name in bound:
        apart |= {room.id for room in legality.rooms(instance.activity[name])}
    return apart


def _compiled_rooms(instance: Instance) -> Iterator[CompiledRoom]:
    """Yield rooms with counted units, or one room for each unit where units are told apart.

    Counting is exact: an activity takes a unit for one interval that does not depend on
    which unit it is, so if never more than ``units`` overlap, giving out units in order
    of start never runs short (interval graphs are perfect).
    """
    apart = _told_apart(instance)
    for room in instance.rooms:
        separate = room.id in apart and room.units > 1
        for unit in range(1, room.units + 1) if separate else (None,):
            yield CompiledRoom(
                id=room.id,
                units=1 if separate else room.units,
                unit=unit,
                zone=room.zone,
                capacity=room.capacity,
                turnaround=room.turnaround_minutes,
            )


def _compiled_activity(
    activity: Activity,
    legality: Legality,
    rooms: tuple[CompiledRoom, ...],
    by_id: dict[str, list[int]],
    person: dict[str, int],
) -> CompiledActivity:
    instance = legality.instance
    ranges = legality.starts(activity)
    starts = tuple(on_grid(ranges, instance.windows, instance.grid_minutes))
    legal: dict[int, frozenset[Minute] | None] = {}
    for room in legality.rooms(activity):
        opened = legality.room_starts(activity, room)
        possible: frozenset[Minute] | None = None
        if opened is not None:
            in_open = on_grid(common(ranges, opened), instance.windows, instance.grid_minutes)
            possible = frozenset(in_open)
            if len(possible) == len(starts):
                possible = None
        if possible is not None and not possible:
            continue
        for index in by_id[room.id]:
            if activity.pin_unit is None or rooms[index].unit in (None, activity.pin_unit):
                legal[index] = possible
    compiled = CompiledActivity(
        source=activity,
        starts=starts,
        rooms={},
        people={person[name]: engagement(activity, name) for name in activity.people},
        must=not activity.optional,
        wished_people={
            person[name]: engagement(activity, name)
            for name in activity.wished_people
            if name not in activity.people
        },
        wished=instance.stated[activity.id].wished,
        costs=instance.stated[activity.id].costs,
        usual=tuple(
            (engagement(activity, name), instance.usual[name], hours.cost)
            for name in dict.fromkeys(activity.people)
            if (hours := instance.person[name].usual_hours)
        ),
    )
    return compiled.within(legal if starts else {})
