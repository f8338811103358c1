"""The decisions: whether each activity takes place, when it starts, and in which room."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from ortools.sat.python import cp_model
from ortools.sat.python.cp_model_helper import FlatIntExpr

from models.clock import Interval, Minute
from scheduler.compiling import Compiled, CompiledActivity

Literal = cp_model.IntVar
BOOLEAN = cp_model.Domain(0, 1)
Expression = cp_model.LinearExpr | int
Stand = tuple[Minute, str, int | None]
"""Start, room id, and the unit where units are told apart, else None."""

Previous = dict[str, frozenset[Stand]]
"""Activity id -> start minute and room id, as a previous timetable had them.

Every activity listed there is in it: an empty set is no place, and a faulty timetable may give an
activity several.
"""


class Stretch(NamedTuple):
    """A literal that, when true, occupies ``[start, end)`` for the activity at a position."""

    start: Minute
    end: Minute
    literal: Literal
    activity: int


class Variables:
    """Decision variables of a compiled instance, and what families of constraints need of them.

    Starts are time-indexed: one literal per activity and legal start, exactly one of
    which is true if the activity takes place. Rooms are decided separately, with one literal
    per activity and room, only where there is a choice.

    Attributes
    ----------
    decisions
        Number of variables of the model before any goal; they are the same in every
        formulation of one problem.
    people
        Positions of the persons whom the rules about persons consider; None: everybody.
    of_person
        Person position -> positions of the activities that require the person.
    """

    def __init__(
        self,
        compiled: Compiled,
        previous: Previous | None = None,
        people: Collection[int] | None = None,
    ) -> None:
        self.compiled = compiled
        self.previous = previous
        self.people, self.of_person = people, compiled.of_person
        self.decisions = 0
        self.breaks: dict[int, Expression] = {}
        self._stretches: dict[tuple[int, int, int], list[Stretch]] = {}
        self._by_zone: dict[tuple[int, Interval], dict[str | None, list[Stretch]]] = {}
        self._in_zone: dict[int, dict[str | None, list[Literal]]] = {}
        self._either: dict[frozenset[int], Literal] = {}
        self._begin: dict[int, Expression] = {}
        self.model = cp_model.CpModel()
        self.true = self.model.new_constant(1)
        self.false = self.model.new_constant(0)
        self.starts: list[dict[Minute, Literal]] = []
        self.present: list[Literal] = []
        self.rooms: list[dict[int, Literal]] = []
        for position, activity in enumerate(compiled.activities):
            if position in compiled.settled or activity.is_decided:
                self._add_decided(activity)
            else:
                self._add_activity(activity)

    def _add_decided(self, activity: CompiledActivity) -> None:
        is_placed = bool(activity.starts)
        self.starts.append({activity.starts[0]: self.true} if is_placed else {})
        self.present.append(self.true if is_placed else self.false)
        self.rooms.append(dict.fromkeys(activity.rooms, self.true))

    def _add_activity(self, activity: CompiledActivity) -> None:
        model = self.model
        present = self.true if activity.must else self.literal()
        only = len(activity.starts) == 1
        starts = {s: present if only else self.literal() for s in activity.starts}
        single = len(activity.rooms) == 1
        rooms = {r: present if single else self.literal() for r in activity.rooms}
        for choice in (starts, rooms):
            if not choice or len(choice) > 1:
                self._one_if_present(list(choice.values()), present)
        for room, possible in activity.rooms.items():
            if possible is not None:
                shut = [literal for s, literal in starts.items() if s not in possible]
                model.add_at_most_one([*shut, rooms[room]])
        self.starts.append(starts)
        self.present.append(present)
        self.rooms.append(rooms)

    def literal(self) -> Literal:
        """Make a literal; CP-SAT's own way takes twice as long, and there are thousands."""
        return cp_model.IntVar(self.model.model_proto).with_domain(BOOLEAN)

    def at_most(self, most: int, literals: list[Literal], less: Sequence[Literal] = ()) -> None:
        """State that the sum of literals (none negated), less that of others, is at most a number.

        Written straight into the model, as expressions take twice as long.
        """
        linear = self.model.model_proto.constraints.add().linear
        linear.vars.extend([literal.index for literal in (*literals, *less)])
        linear.coeffs.extend([1] * len(literals) + [-1] * len(less))
        linear.domain.extend([cp_model.INT_MIN, most])

    def minimize(self, objective: cp_model.LinearExpr) -> None:
        """Set what to minimise, as ``CpModel.minimize`` does one variable at a time."""
        flat = FlatIntExpr(objective)
        self.model.model_proto.clear_objective()
        proto = self.model.model_proto.objective
        proto.vars.extend([variable.index for variable in flat.vars])
        proto.coeffs.extend(flat.coeffs)
        proto.offset, proto.scaling_factor = flat.offset, 1.0

    def _one_if_present(self, literals: list[Literal], present: Literal) -> None:
        if present is self.true:
            self.model.add_exactly_one(literals)
        else:
            self.model.add_exactly_one([*literals, present.negated()])

    def stretches(self, activity: int, before: int = 0, after: int = 0) -> list[Stretch]:
        """Return the stretch of an activity for each start, widened by minutes on each side."""
        return self._while(activity, -before, self.compiled.activities[activity].minutes + after)

    def engagements(self, activity: int, person: int, after: int = 0) -> list[Stretch]:
        """Return when a person is engaged for each start, and ``after`` minutes on."""
        first, last = self.compiled.activities[activity].engagement(person)
        return self._while(activity, first, last + after)

    def _while(self, activity: int, first: int, last: int) -> list[Stretch]:
        asked = (activity, first, last)
        if asked not in self._stretches:
            self._stretches[asked] = [
                Stretch(start + first, start + last, literal, activity)
                for start, literal in self.starts[activity].items()
            ]
        return self._stretches[asked]

    def engagements_by_date(self, person: int) -> dict[date, list[Stretch]]:
        """Return when a person is engaged, by the date on which the activity starts."""
        dates: dict[date, list[Stretch]] = defaultdict(list)
        for a in self.of_person.get(person, ()):
            for start, engaged in zip(self.starts[a], self.engagements(a, person), strict=True):
                dates[self.date_of[start]].append(engaged)
        return dates

    def engagements_by_zone(self, activity: int, person: int) -> dict[str | None, list[Stretch]]:
        """Return when a person is engaged by an activity in each zone that it may be in."""
        asked = (activity, self.compiled.activities[activity].engagement(person))
        if asked not in self._by_zone:
            rooms: dict[str | None, list[Literal]] = defaultdict(list)
            for room, literal in self.rooms[activity].items():
                rooms[self.compiled.rooms[room].zone].append(literal)
            engaged = self.engagements(activity, person)
            self._by_zone[asked] = (
                dict.fromkeys(rooms, engaged)
                if len(rooms) < 2
                else {
                    zone: [s._replace(literal=z) for s, z in zip(engaged, starts, strict=True)]
                    for zone, starts in self._starts_by_zone(activity, rooms).items()
                }
            )
        return self._by_zone[asked]

    def _starts_by_zone(
        self, activity: int, rooms: dict[str | None, list[Literal]]
    ) -> dict[str | None, list[Literal]]:
        """Return one literal for each zone and start of an activity, by the rooms of each zone.

        With products of choices, the linear relaxation would not see transfers.
        """
        if activity not in self._in_zone:
            starts = self.starts[activity].values()
            split = {zone: [self.literal() for _ in starts] for zone in rooms}
            for start, *in_zones in zip(starts, *split.values(), strict=True):
                self.model.add(total(in_zones) == start)
            for zone, literals in rooms.items():
                self.model.add(total(split[zone]) == total(literals))
            self._in_zone[activity] = split
        return self._in_zone[activity]

    def either(self, literals: Iterable[Literal]) -> Literal:
        """Return the literal that one of some literals is true, of which no two can be.

        For the same literals it is the same: it connects constraints about persons and about rooms.
        """
        listed = list(literals)
        if any(literal is self.true for literal in listed):
            return self.true
        if len(listed) == 1:
            return listed[0]
        asked = frozenset(literal.index for literal in listed)
        if asked not in self._either:
            self._either[asked] = self.literal()
            self.model.add_exactly_one([*listed, self._either[asked].negated()])
        return self._either[asked]

    @cached_property
    def moving_people(self) -> frozenset[int]:
        """Persons not all of whose activities are settled."""
        activities = self.compiled.activities
        moving = set(range(len(activities))) - self.compiled.settled
        return frozenset(person for position in moving for person in activities[position].people)

    @cached_property
    def bound_people(self) -> dict[int, list[int]]:
        """Activities of the persons whom a rule can affect, as not all of these are settled."""
        moving, people = self.moving_people, self.people
        return {
            person: some
            for person, some in self.of_person.items()
            if person in moving and (people is None or person in people)
        }

    @cached_property
    def date_of(self) -> dict[Minute, date]:
        """Start minute -> date of its day, for every legal start."""
        every = sorted({s for starts in self.starts for s in starts})
        return {s: self.compiled.instance.date_of(s) for s in every}

    def starts_by_date(self, activity: int) -> Iterator[tuple[date, list[Literal]]]:
        """Yield the dates on which an activity may be, with its start literals then."""
        items = self.starts[activity].items()
        for day, group in groupby(items, key=lambda item: self.date_of[item[0]]):
            yield day, [literal for _, literal in group]

    def occupancy(self, activity: int, room: int) -> tuple[int, int]:
        """Return the minutes before the start and after the end for which a room is taken."""
        return self.compiled.occupancy(self.compiled.activities[activity], room)

    def rooms_named(self, activity: int, name: str, unit: int | None = None) -> list[Literal]:
        """Return an activity's literals for a room id, one for each unit told apart, or for one."""
        compiled = self.compiled.rooms
        return [
            literal
            for room, literal in self.rooms[activity].items()
            if compiled[room].id == name and unit in (None, compiled[room].unit)
        ]

    def begin(self, activity: int) -> Expression:
        """Return when an activity starts, in minutes since the first window; free if it does not.

        For activities that may meet a choice of rooms; the variable is made at the first call.
        """
        if activity not in self._begin:
            origin = self.compiled.instance.windows[0][0]
            placed = [(s - origin, literal) for s, literal in self.starts[activity].items()]
            self._begin[activity] = (
                placed[0][0] if len(placed) == 1 else self._begin_among(placed, activity)
            )
        return self._begin[activity]

    def _begin_among(self, placed: list[tuple[Minute, Literal]], activity: int) -> cp_model.IntVar:
        domain = cp_model.Domain.from_values([s for s, _ in placed])
        begin = self.model.new_int_var_from_domain(domain, "")
        link = self.model.add(begin == weighted(placed))
        present = self.present[activity]
        if present is not self.true:
            link.only_enforce_if(present)
        return begin

    @cached_property
    def chosen_rooms(self) -> frozenset[int]:
        """Rooms that some activity with a choice of rooms may take."""
        return frozenset(room for rooms in self.rooms if len(rooms) > 1 for room in rooms)


Family = Callable[[Variables], None]
"""A hard rule: adds its constraints."""


def weighted(terms: Iterable[tuple[int, Expression]]) -> cp_model.LinearExpr:
    """Return the sum of coefficient x expression."""
    listed = list(terms)
    if not listed:
        return cp_model.LinearExpr.constant(0)
    return cp_model.LinearExpr.weighted_sum([e for _, e in listed], [c for c, _ in listed])


def total(literals: Iterable[Expression]) -> cp_model.LinearExpr:
    """Return the sum of literals."""
    return cp_model.LinearExpr.sum(list(literals))
