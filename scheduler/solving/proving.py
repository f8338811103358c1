"""Bounds and proofs on the whole problem."""

import math
import time

from ortools.sat.python import cp_model

from scheduler.formulation import Expression, Relaxation, Variables, linear_relaxation
from scheduler.solving.incumbent import Disagreement, Incumbent
from scheduler.solving.problem import Problem
from scheduler.solving.searching import Answer, Effort, Stop, hint, search

LINEAR_SHARE = 0.3
"""Part of a tier's time that the linear relaxation may take."""

ATTEMPT_SECONDS = 3.0
"""How long a search for something better goes on, at least, after the incumbent improved.

Starting anew with the better value settles more literals, but presolve has its price.
"""


class Prover:
    """Proves bounds tier by tier, on one formulation of the whole problem.

    Attributes
    ----------
    bound
        Proven for the tier at hand: no timetable as good in earlier tiers is worth less.
    infeasible
        Proven: no timetable keeps every hard rule.
    """

    def __init__(self, problem: Problem, incumbent: Incumbent, seed: int) -> None:
        self._problem = problem
        self._incumbent = incumbent
        self._seed = seed
        self._whole: Variables | None = None
        self._objectives: list[Expression] = []
        self._attempt: tuple[Stop, int, float] | None = None
        self.tier = 0
        self.bound = 0
        self.infeasible = False

    def begin(self, tier: int) -> None:
        """Turn to a tier, of which nothing is proven yet but that no goal is negative."""
        self.tier, self.bound = tier, 0

    @property
    def value(self) -> int | None:
        """The incumbent's value in the tier at hand."""
        values = self._incumbent.values
        return None if values is None else values[self.tier]

    @property
    def decided(self) -> bool:
        """Whether the incumbent is proven best in the tier at hand."""
        return self.value is not None and self.value <= self.bound

    def reconsider(self) -> None:
        """Start the search for something better anew if the incumbent has improved since."""
        if self._attempt is None or self.value is None:
            return
        stop, aim, began = self._attempt
        if self.value < aim and time.monotonic() > began + ATTEMPT_SECONDS:
            stop.set()

    def prove(self, workers: int, deadline: float, stop: Stop) -> None:
        """Raise the bound until it meets the incumbent, the deadline passes or a stop comes."""
        whole, objective = self._limited_whole()
        whole.model.minimize(objective)
        relaxation = None
        if self._incumbent.places is not None:
            # Beside a good timetable the linear relaxation often proves at once what a
            # search would take long to; where it does not, it settles many literals.
            seconds = LINEAR_SHARE * (deadline - time.monotonic())
            relaxation = linear_relaxation(whole.model, seconds)
        if relaxation is None:
            self._search_all(whole, self._effort(workers, deadline), stop)
        else:
            self._rise(relaxation.bound)
            while not self.decided and not stop.is_set() and time.monotonic() < deadline:
                effort = self._effort(workers, deadline)
                self._search_better(whole, objective, relaxation, effort, stop)
        if self.decided or self.infeasible:
            stop.set()

    def _limited_whole(self) -> tuple[Variables, Expression]:
        """Return the formulation, no earlier tier worse than it is, and the objective."""
        if self._whole is None:
            self._whole = self._problem.formulate(self._problem.compiled)
        values = self._incumbent.values
        for tier in range(len(self._objectives), self.tier + 1):
            if tier > 0:
                assert values is not None
                self._whole.model.add(self._objectives[tier - 1] <= values[tier - 1])
            self._objectives.append(self._problem.objective(self._whole, tier))
        return self._whole, self._objectives[self.tier]

    def _effort(self, workers: int, deadline: float) -> Effort:
        return Effort(seconds=deadline - time.monotonic(), workers=workers, seed=self._seed)

    def _search_all(self, whole: Variables, effort: Effort, stop: Stop) -> None:
        if self._incumbent.places is not None:
            hint(whole, self._incumbent.places)
        answer = search(whole, effort, stop, on_places=self._incumbent.offer, on_bound=self._rise)
        if answer.status == "OPTIMAL":
            self._rise(answer.bound)
        if answer.status == "INFEASIBLE":
            if self._incumbent.places is not None:
                raise Disagreement("the formulation refuses a timetable that the referee passed")
            self.infeasible = True

    def _search_better(
        self,
        whole: Variables,
        objective: Expression,
        relaxation: Relaxation,
        effort: Effort,
        stop: Stop,
    ) -> None:
        """Search only what is better than the incumbent, less what the relaxation settles.

        If there is nothing, the incumbent's value is the optimum.
        """
        value = self.value
        assert value is not None
        better = _better(whole.model, objective, relaxation, value)
        with stop.child() as attempt:
            self._attempt = (attempt, value, time.monotonic())
            answer = search(
                whole,
                effort,
                attempt,
                model=better,
                on_places=self._incumbent.offer,
                on_bound=lambda bound: self._rise(min(bound, value)),
            )
            self._attempt = None
        self._conclude(answer, value)

    def _conclude(self, answer: Answer, value: int) -> None:
        if answer.status == "INFEASIBLE":
            self._rise(value)
        elif answer.status == "OPTIMAL":
            self._rise(answer.bound)

    def _rise(self, bound: float) -> None:
        if math.isfinite(bound):
            self.bound = max(self.bound, math.ceil(bound - 1e-6))


def _better(
    model: cp_model.CpModel, objective: Expression, relaxation: Relaxation, value: int
) -> cp_model.CpModel:
    """Return a copy of a model that has only solutions worth less than ``value``."""
    better = model.clone()
    better.add(objective <= value - 1)
    for indices, side in zip(relaxation.settled(value - 1), (0, 1), strict=True):
        for index in indices:
            better.add(better.get_int_var_from_proto_index(index) == side)
    return better
