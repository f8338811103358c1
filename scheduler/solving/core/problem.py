"""The problem of one solve: an instance, compiled, with a request."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ortools.sat.python import cp_model
from pydantic import TypeAdapter

from models import Goal, Instance, Report, Request, Timetable
from scheduler.checking import soft_violations
from scheduler.compiling import Compiled, Place, Places, cleared, compile_instance, fits, narrowed
from scheduler.formulation import (
    GOALS,
    Family,
    Previous,
    Stand,
    Variables,
    changes,
    formulate,
    weighted,
    without_units,
)
from scheduler.solving.core.placements import to_timetable

TierWeights = dict[Goal, int]

Values = tuple[int, ...]
"""The values of tiers, most important first."""

NO_LIMIT = 1 << 60
"""A value that no tier has: it is not held at all."""

MOST_STARTS = 400_000
"""Starts above which the whole problem is not formulated: only neighbourhoods of it are solved, and
a relaxation where there is much time."""

MOST_SEARCHED = 60_000
"""Starts above which the whole is relaxed but not searched: neighbourhoods gain more."""

RELAXED_A_SECOND = 10_000
"""Starts per second of a relaxation, in the largest problems."""

PLAIN = Request()
"""A request that asks for nothing beside the instance."""


@dataclass(frozen=True)
class Problem:
    """An instance and a request.

    Attributes
    ----------
    instance
        What is left of the instance, with the policy of the request.
    compiled
        The places that rules and holds leave to each activity.
    request
        With the previous timetable, the holds and the limits of changes and goals.
    """

    instance: Instance
    compiled: Compiled
    request: Request = PLAIN

    @property
    def previous(self) -> Timetable | None:
        """The timetable to compare with."""
        return self.request.previous

    @property
    def tiers(self) -> tuple[TierWeights, ...]:
        """Goals and weights, most important tier first."""
        return self.instance.policy.tiers

    @cached_property
    def _starts(self) -> int:
        return sum(len(activity.starts) for activity in self.compiled.activities)

    @property
    def is_formulated(self) -> bool:
        """Whether the whole is small enough to be formulated, and so to be bounded."""
        return self._starts <= MOST_STARTS

    @property
    def relaxing_seconds(self) -> float:
        """Seconds that a relaxation takes, roughly and at most."""
        return self._starts / RELAXED_A_SECOND

    @property
    def is_searched(self) -> bool:
        """Whether the whole is small enough to be searched."""
        return self._starts <= MOST_SEARCHED

    @cached_property
    def before(self) -> Previous | None:
        """The previous timetable as start minutes, rooms, and units where they are told apart."""
        if self.previous is None:
            return None
        clock = self.instance.clock
        apart = {room.id for room in self.compiled.rooms if room.unit is not None}
        before: dict[str, set[Stand]] = {}
        for place in self.previous.placements:
            stood = before.setdefault(place.activity, set())
            if place.start is not None and place.room is not None:
                unit = (place.unit or 1) if place.room in apart else None
                stood.add((clock.minute(place.start), place.room, unit))
        return {activity: frozenset(stood) for activity, stood in before.items()}

    def formulate(
        self,
        compiled: Compiled,
        *,
        without: Collection[Family] = (),
        people: Collection[int] | None = None,
        unlimited: Collection[Goal] = (),
    ) -> Variables:
        """Return the formulation of this problem, of a restriction or of a relaxation of it.

        The limits of the goals in ``unlimited`` are left out, which relaxes it too.
        """
        variables = formulate(compiled, self.before, without=without, people=people)
        self._limit(variables, unlimited)
        return variables

    def _limit(self, variables: Variables, unlimited: Collection[Goal]) -> None:
        """Add the limits of changes and of goals, which are no rules of the instance."""
        most = self.request.max_changes
        if most is not None and self.before is not None:
            variables.model.add(changes(variables, self.before) <= most)
        for goal, value in self.request.at_most.items():
            if goal not in unlimited:
                variables.model.add(weighted([(1, GOALS[goal](variables))]) <= value)

    def allows(self, places: Places) -> bool:
        """Tell whether places keep holds and limit of changes, which the referee does not know.

        The limits of goals are about its scores, see :meth:`exceeded`.
        """
        if self.request.holds and not fits(self.compiled, places):
            return False
        most = self.request.max_changes
        return most is None or len(self.changed(places, units=False)) <= most

    def exceeded(self, report: Report) -> list[Goal]:
        """Return the goals that have more in a report of the referee than the request allows."""
        limits = self.request.at_most.items()
        return [goal for goal, most in limits if report.scores[goal].value > most]

    def changed(self, places: Places, *, units: bool = True) -> list[int]:
        """Return positions of the activities that the previous timetable has elsewhere.

        Another unit counts where units are told apart, unless ``units`` is False.
        """
        before = self.before or {}
        changed = []
        for a, (activity, place) in enumerate(zip(self.compiled.activities, places, strict=True)):
            now = set() if place is None else {self._stand(place)}
            then = before.get(activity.source.id, frozenset())
            if now != then and (units or without_units(now) != without_units(then)):
                changed.append(a)
        return changed

    def broken(self, places: Places) -> list[list[int]]:
        """Return positions of the activities of each broken soft rule."""
        numbers = {x.source.id: a for a, x in enumerate(self.compiled.activities)}
        found = soft_violations(self.instance, self.timetable(places))
        return [[numbers[a] for a in one.activities if a in numbers] for one in found]

    def _stand(self, place: Place) -> Stand:
        start, room = place[0], self.compiled.rooms[place[1]]
        return start, room.id, room.unit

    def objective(
        self, variables: Variables, tier: int, *, without: Collection[Goal] = ()
    ) -> cp_model.LinearExpr:
        """Return the weighted sum of the goals of a tier, or of some of them."""
        return weighted(
            (weight, GOALS[goal](variables))
            for goal, weight in self.tiers[tier].items()
            if goal not in without
        )

    def hold_earlier(self, variables: Variables, tier: int, values: Values) -> None:
        """Add that no tier before this one gets worse than ``values``."""
        for earlier in range(tier):
            variables.model.add(self.objective(variables, earlier) <= values[earlier])

    def together(
        self,
        variables: Variables,
        weights: Mapping[int, int],
        *,
        without: Collection[Goal],
    ) -> cp_model.LinearExpr:
        """Return the sum of the objectives of some tiers, each times its weight."""
        return weighted(
            (weight, self.objective(variables, tier, without=without))
            for tier, weight in weights.items()
        )

    @property
    def stability_tier(self) -> int | None:
        """Number of the tier that has ``stability``, from 0."""
        return next((n for n, tier in enumerate(self.tiers) if "stability" in tier), None)

    @property
    def is_mixed(self) -> bool:
        """Whether the first tier weighs coverage against other goals."""
        return "coverage" in self.tiers[0] and len(self.tiers[0]) > 1

    def first_objective(
        self, variables: Variables, *, without: Collection[Goal]
    ) -> cp_model.LinearExpr:
        """Return the objective of a first timetable: coverage, and the goals weighed against it."""
        if "coverage" in self.tiers[0]:
            return self.objective(variables, 0, without=without)
        return weighted([(1, GOALS["coverage"](variables))])

    def timetable(self, places: Places) -> Timetable:
        """Return places as a timetable, with units handed out."""
        return to_timetable(self.compiled, places, self.previous)

    def values(self, report: Report) -> Values:
        """Return the value of every tier in a report of the referee."""
        return tier_values(self.tiers, report)


def tier_values(tiers: Iterable[Mapping[Goal, int]], report: Report) -> Values:
    """Return the value of each tier, the weighted sum of its goals, in a report of the referee."""
    return tuple(
        sum(weight * report.scores[goal].value for goal, weight in tier.items()) for tier in tiers
    )


def pose(instance: Instance, request: Request) -> Problem:
    """Compile an instance for a request that has no faults."""
    legal = narrowed(compile_instance(instance), request)
    return Problem(legal.instance, cleared(legal), request)


_POSED = TypeAdapter(tuple[Instance, Request])


def to_document(problem: Problem) -> bytes:
    """Return a problem as a JSON document, to be posed elsewhere."""
    return _POSED.dump_json((problem.instance, problem.request))


def of_document(document: bytes) -> Problem:
    """Return the problem of a document: posing what is left of an instance leaves the same."""
    return pose(*_POSED.validate_json(document))
