"""Variables of the plain interval formulation."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ortools.sat.python import cp_model

from models.clock import Minute
from scheduler.compiling import Compiled, Places

Literal = cp_model.IntVar
Expression = cp_model.LinearExprT


class Plain:
    """A start and a presence per activity, a literal per activity and room.

    Times are minutes since the first moment of the window.
    """

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.instance = compiled.instance
        self.activities = compiled.activities
        self.origin = compiled.instance.windows[0][0]
        self.model = cp_model.CpModel()
        self.start: list[cp_model.IntVar] = []
        self.present: list[Literal] = []
        self.rooms: list[dict[int, Literal]] = []
        self.of_person: dict[int, list[int]] = defaultdict(list)
        self.breaks: dict[int, Expression] = {}
        self._starting: dict[int, dict[Minute, Literal]] = {}
        self._attends: dict[int, dict[int, Literal]] = {}
        for a, activity in enumerate(compiled.activities):
            domain = self.domain(activity.starts or [self.origin])
            self.start.append(self.model.new_int_var_from_domain(domain, ""))
            self.present.append(self.model.new_bool_var(""))
            self.rooms.append({r: self.model.new_bool_var("") for r in activity.rooms})
            self.model.add(sum(self.rooms[a].values()) == self.present[a])
            if activity.must:
                self.model.add(self.present[a] == 1)
            for p in activity.people:
                self.of_person[p].append(a)
        self.end = [s + a.minutes for s, a in zip(self.start, compiled.activities, strict=True)]

    def domain(self, starts: Iterable[Minute]) -> cp_model.Domain:
        """Return starts as a domain."""
        return cp_model.Domain.from_values([s - self.origin for s in starts])

    def starts_among(self, a: int, starts: Iterable[Minute], given: Sequence[Literal]) -> None:
        """State that an activity starts at one of ``starts`` if all of ``given`` hold."""
        domain = self.domain(starts)
        self.model.add_linear_expression_in_domain(self.start[a], domain).only_enforce_if(given)

    def interval(
        self, a: int, presence: Literal, before: int = 0, after: int = 0
    ) -> cp_model.IntervalVar:
        """Return an activity's interval, widened by minutes before and after."""
        size = before + self.activities[a].minutes + after
        return self.model.new_optional_fixed_size_interval_var(
            self.start[a] - before, size, presence, ""
        )

    def starting(self, a: int) -> dict[Minute, Literal]:
        """Return a literal for each start of an activity, made on first asking."""
        if a not in self._starting:
            literals = {s: self.model.new_bool_var("") for s in self.activities[a].starts}
            self.model.add(sum(literals.values()) == self.present[a])
            for s, literal in literals.items():
                self.model.add(self.start[a] == s - self.origin).only_enforce_if(literal)
            self._starting[a] = literals
        return self._starting[a]

    def on_days(self, a: int) -> dict[int, Literal]:
        """Return a literal for each day that an activity may be on."""
        if a not in self._attends:
            starts: dict[int, list[Minute]] = defaultdict(list)
            for s in self.activities[a].starts:
                starts[self._day(s)].append(s)
            literals = {day: self.model.new_bool_var("") for day in starts}
            self.model.add(sum(literals.values()) == self.present[a])
            for day, literal in literals.items():
                self.starts_among(a, starts[day], [literal])
            self._attends[a] = literals
        return self._attends[a]

    def _day(self, start: Minute) -> int:
        windows = enumerate(self.instance.windows)
        return next(day for day, (low, high) in windows if low <= start < high)

    def places(self, solver: cp_model.CpSolver) -> Places:
        """Read the solution."""
        return tuple(
            (
                solver.value(self.start[a]) + self.origin,
                next(r for r, y in rooms.items() if solver.value(y)),
            )
            if solver.value(self.present[a])
            else None
            for a, rooms in enumerate(self.rooms)
        )
