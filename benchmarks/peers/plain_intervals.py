"""The plain interval formulation: what one writes first, straight from the CP-SAT manual.

A start variable per activity, an optional interval per activity and room, no-overlap per
person and single room, cumulative per counted room and resource, a Boolean per ordered
pair where a person has to travel. Only goal ``coverage``.
"""

import time
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations, pairwise

from ortools.sat.python import cp_model

from models import Instance, Timetable
from scheduler.compiling import Compiled, Places, compile_instance
from scheduler.solving.units import to_timetable


@dataclass(frozen=True)
class PlainAnswer:
    """How the plain formulation did."""

    status: str
    value: int | None
    bound: int
    first_seconds: float | None
    seconds: float
    build_seconds: float
    timetable: Timetable | None


class _Plain:
    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.origin = compiled.instance.windows[0][0]
        self.model = cp_model.CpModel()
        self.start: list[cp_model.IntVar] = []
        self.present: list[cp_model.IntVar] = []
        self.rooms: list[dict[int, cp_model.IntVar]] = []
        for activity in compiled.activities:
            domain = cp_model.Domain.from_values([s - self.origin for s in activity.starts] or [0])
            self.start.append(self.model.new_int_var_from_domain(domain, ""))
            present = self.model.new_bool_var("")
            self.present.append(present)
            self.rooms.append({r: self.model.new_bool_var("") for r in activity.rooms})
            self.model.add(sum(self.rooms[-1].values()) == present)
            if activity.must:
                self.model.add(present == 1)
        self.end = [s + a.minutes for s, a in zip(self.start, compiled.activities, strict=True)]

    def interval(self, a: int, presence: cp_model.IntVar, before: int = 0, after: int = 0):  # type: ignore[no-untyped-def]
        size = before + self.compiled.activities[a].minutes + after
        return self.model.new_optional_fixed_size_interval_var(
            self.start[a] - before, size, presence, ""
        )

    def in_rooms(self) -> None:
        users = defaultdict(list)
        for a, rooms in enumerate(self.rooms):
            for r, literal in rooms.items():
                source = self.compiled.activities[a].source
                after = source.clear_down_minutes + self.compiled.rooms[r].turnaround
                users[r].append(self.interval(a, literal, source.set_up_minutes, after))
                possible = self.compiled.activities[a].rooms[r]
                if possible is not None:
                    domain = cp_model.Domain.from_values([s - self.origin for s in possible])
                    self.model.add_linear_expression_in_domain(
                        self.start[a], domain
                    ).only_enforce_if(literal)
        for r, intervals in users.items():
            units = self.compiled.rooms[r].units
            if units == 1:
                self.model.add_no_overlap(intervals)
            else:
                self.model.add_cumulative(intervals, [1] * len(intervals), units)

    def of_people(self) -> None:
        people = defaultdict(list)
        for a, activity in enumerate(self.compiled.activities):
            for p in activity.people:
                people[p].append(a)
        for p, mine in people.items():
            person = self.compiled.instance.people[p]
            rest = person.rest_minutes
            self.model.add_no_overlap([self.interval(a, self.present[a], 0, rest) for a in mine])
            for a, b in combinations(mine, 2):
                self.apart(a, b, person.night_rest_minutes)
            if person.daily_activities is not None:
                self.daily(mine, person.daily_activities)

    def apart(self, a: int, b: int, night: int) -> None:
        a_first = self.model.new_bool_var("")
        for r, in_r in self.rooms[a].items():
            for q, in_q in self.rooms[b].items():
                there, back = self.compiled.gap(r, q), self.compiled.gap(q, r)
                if there or back:
                    self.ordered(a, b, a_first, there, back, [in_r, in_q])
        if night:
            dates = [{self.date(s) for s in self.compiled.activities[x].starts} for x in (a, b)]
            if len(dates[0] | dates[1]) > 1:
                same = self.same_date(a, b)
                both = [self.present[a], self.present[b], same.negated()]
                self.ordered(a, b, a_first, night, night, both)

    def ordered(self, a, b, a_first, there, back, given) -> None:  # type: ignore[no-untyped-def]
        model = self.model
        model.add(self.start[b] >= self.end[a] + there).only_enforce_if([a_first, *given])
        model.add(self.start[a] >= self.end[b] + back).only_enforce_if([a_first.negated(), *given])

    def date(self, start: int) -> int:
        windows = self.compiled.instance.windows
        return next(n for n, (low, high) in enumerate(windows) if low <= start < high)

    def on_date(self, a: int, day: int) -> cp_model.IntVar:
        low, high = (m - self.origin for m in self.compiled.instance.windows[day])
        literal = self.model.new_bool_var("")
        inside = cp_model.Domain(low, high)
        expression = self.start[a]
        self.model.add_linear_expression_in_domain(expression, inside).only_enforce_if(literal)
        self.model.add_linear_expression_in_domain(expression, inside.complement()).only_enforce_if(
            literal.negated()
        )
        return literal

    def same_date(self, a: int, b: int) -> cp_model.IntVar:
        same = self.model.new_bool_var("")
        for day in range(len(self.compiled.instance.windows)):
            on_a, on_b = self.on_date(a, day), self.on_date(b, day)
            self.model.add(on_a == on_b).only_enforce_if(same)
            self.model.add(on_a + on_b <= 1).only_enforce_if(same.negated())
        return same

    def daily(self, mine: list[int], limit: int) -> None:
        for day in range(len(self.compiled.instance.windows)):
            counted = []
            for a in mine:
                both = self.model.new_bool_var("")
                self.model.add_bool_or(
                    self.on_date(a, day).negated(), self.present[a].negated(), both
                )
                counted.append(both)
            self.model.add(sum(counted) <= limit)

    def resources(self) -> None:
        for resource in self.compiled.instance.resources:
            need = {
                a: activity.source.resources[resource.id]
                for a, activity in enumerate(self.compiled.activities)
                if resource.id in activity.source.resources
            }
            intervals = [self.interval(a, self.present[a]) for a in need]
            self.model.add_cumulative(intervals, list(need.values()), resource.level)

    def declared(self) -> None:
        for rule in self.compiled.instance.rules:
            if rule.weight is not None:
                continue
            listed = [self.compiled.position[name] for name in rule.activities]
            if rule.kind == "precedence":
                for a, b in pairwise(listed):
                    both = [self.present[a], self.present[b]]
                    self.model.add(self.start[b] >= self.end[a] + rule.minutes).only_enforce_if(
                        both
                    )
            elif rule.kind in ("apart", "minimum-gap"):
                gap = rule.minutes if rule.kind == "minimum-gap" else 0
                self.model.add_no_overlap(
                    [self.interval(a, self.present[a], 0, gap) for a in listed]
                )
            elif rule.kind == "same-day":
                for a, b in combinations(listed, 2):
                    both = [self.present[a], self.present[b]]
                    self.model.add(self.same_date(a, b) == 1).only_enforce_if(both)
            elif rule.kind == "at-most-parallel":
                intervals = [self.interval(a, self.present[a]) for a in listed]
                self.model.add_cumulative(intervals, [1] * len(listed), rule.limit)
            else:
                raise NotImplementedError(rule.kind)

    def places(self, value) -> Places:  # type: ignore[no-untyped-def]
        return tuple(
            (value(self.start[a]) + self.origin, next(r for r, y in rooms.items() if value(y)))
            if value(self.present[a])
            else None
            for a, rooms in enumerate(self.rooms)
        )


class _First(cp_model.CpSolverSolutionCallback):
    def __init__(self) -> None:
        super().__init__()
        self.began = time.perf_counter()
        self.seconds: float | None = None

    def on_solution_callback(self) -> None:
        self.seconds = self.seconds or time.perf_counter() - self.began


def solve_plain(instance: Instance, *, time_limit: float, workers: int) -> PlainAnswer:
    """Minimise ``coverage`` with the plain formulation and CP-SAT's own settings."""
    began = time.perf_counter()
    plain = _Plain(compile_instance(instance))
    plain.in_rooms()
    plain.of_people()
    plain.resources()
    plain.declared()
    plain.model.minimize(
        sum(
            activity.source.priority * (1 - plain.present[a])
            for a, activity in enumerate(plain.compiled.activities)
            if activity.source.optional
        )
    )
    built = time.perf_counter() - began
    solver, first = cp_model.CpSolver(), _First()
    solver.parameters.num_workers = workers
    solver.parameters.max_time_in_seconds = time_limit
    status = solver.solve(plain.model, first)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return PlainAnswer(
        status=solver.status_name(status),
        value=round(solver.objective_value) if found else None,
        bound=max(0, round(solver.best_objective_bound)),
        first_seconds=first.seconds,
        seconds=solver.wall_time,
        build_seconds=built,
        timetable=to_timetable(plain.compiled, plain.places(solver.value)) if found else None,
    )
