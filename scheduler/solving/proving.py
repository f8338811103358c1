"""Bounds and proofs on the whole problem."""

import math
import time
from dataclasses import replace

from ortools.sat.python import cp_model

from scheduler.formulation import Expression, Relaxation, Variables, linear_relaxation
from scheduler.solving.incumbent import Disagreement, Incumbent
from scheduler.solving.problem import Problem
from scheduler.solving.relaxing import SLOW, fewest_breaks, lean_formulation
from scheduler.solving.searching import Answer, Effort, Stop, hint, search

LINEAR_SHARE = 0.3
"""Part of a tier's time that the linear relaxation may take."""

PERSONS_SHARE = 0.4
"""Part of what is left that bounding each person's breaks may take."""

ATTEMPT_SECONDS = 0.5
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
        self._relaxation: Relaxation | None = None
        self._attempt: tuple[Stop, int, float] | None = None
        self.tier = 0
        self.workers = 1
        self.bound = 0
        self.infeasible = False

    def begin(self, tier: int, workers: int) -> None:
        """Turn to a tier, of which nothing is proven yet but that no goal is negative."""
        self.tier, self.bound, self.workers = tier, 0, workers
        self._relaxation = None

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

    def prove(self, deadline: float, stop: Stop) -> None:
        """Raise the bound until it meets the incumbent, the deadline passes or a stop comes.

        After :meth:`relax`, if at all.
        """
        if not self._finished(deadline, stop):
            whole, objective = self._limited_whole()
            whole.model.minimize(objective)
            if self._relaxation is None:
                self._search_all(whole, deadline, stop)
            while self._relaxation is not None and not self._finished(deadline, stop):
                self._search_better(whole, objective, self._relaxation, deadline, stop)
        if self.decided or self.infeasible:
            stop.set()

    def _finished(self, deadline: float, stop: Stop) -> bool:
        return self.decided or stop.is_set() or time.monotonic() >= deadline

    def relax(self, deadline: float, stop: Stop) -> None:
        """Bound the tier by relaxations.

        Beside a good timetable they often prove at once what a search would take long
        to; where they do not, they settle many literals.
        """
        values = self._incumbent.values
        if values is None:
            return
        goals = self._problem.tiers[: self.tier + 1]
        if any(SLOW & tier.keys() for tier in goals):
            variables = lean_formulation(self._problem, self.tier, values)
        else:
            variables, objective = self._limited_whole()
            variables.model.minimize(objective)
        seconds = LINEAR_SHARE * (deadline - time.monotonic())
        relaxation = linear_relaxation(variables.model, seconds)
        if relaxation is None:
            return
        decisions = variables.decisions
        relaxation = replace(relaxation, reduced=relaxation.reduced[:decisions])
        self._rise(relaxation.bound)
        weight = self._problem.tiers[self.tier].get("breaks", 0)
        if weight and not self.decided:
            until = time.monotonic() + PERSONS_SHARE * (deadline - time.monotonic())
            waits = weight * fewest_breaks(self._problem, until, stop)
            relaxation = replace(relaxation, bound=relaxation.bound + waits)
            self._rise(relaxation.bound)
        self._relaxation = relaxation

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

    def _effort(self, deadline: float) -> Effort:
        return Effort(
            seconds=deadline - time.monotonic(),
            workers=self.workers,
            seed=self._seed,
            subsolvers=("lb_tree_search", "pseudo_costs") if self.workers == 2 else (),
        )

    def _search_all(self, whole: Variables, deadline: float, stop: Stop) -> None:
        if self._incumbent.places is not None:
            hint(whole, self._incumbent.places)
        answer = search(
            whole,
            self._effort(deadline),
            stop,
            on_places=self._incumbent.offer,
            on_bound=self._rise,
        )
        if answer.status == "OPTIMAL":
            self._rise(answer.bound)
            if self.tier == 0 and not self.decided:
                raise Disagreement(f"the referee finds {self.value}, not {answer.bound:g}")
        if answer.status == "INFEASIBLE":
            if self._incumbent.places is not None:
                raise Disagreement("the formulation refuses a timetable that the referee passed")
            self.infeasible = True

    def _search_better(
        self,
        whole: Variables,
        objective: Expression,
        relaxation: Relaxation,
        deadline: float,
        stop: Stop,
    ) -> None:
        """Search only what is better than the incumbent, less what the relaxation settles.

        If there is nothing, the incumbent's value is the optimum.
        """
        values = self._incumbent.values
        assert values is not None
        value = values[self.tier]
        better = _better(whole.model, objective, relaxation, value)
        for earlier, limit in zip(self._objectives, values[: self.tier], strict=False):
            better.add(earlier <= limit)  # it may have got better since the tier began
        with stop.child() as attempt:
            self._attempt = (attempt, value, time.monotonic())
            answer = search(
                whole,
                self._effort(deadline),
                attempt,
                model=better,
                on_places=self._incumbent.offer,
                on_bound=lambda bound: self._rise(min(bound, value)),
            )
            self._attempt = None
        self._conclude(answer, values)

    def _conclude(self, answer: Answer, values: tuple[int, ...]) -> None:
        if answer.status == "INFEASIBLE":
            self._rise(values[self.tier])
        elif answer.status == "OPTIMAL":
            self._rise(answer.bound)
        if answer.places is not None and self._incumbent.values == values:
            raise Disagreement(
                f"what the formulation holds for better than {values[self.tier]} "
                f"in tier {self.tier + 1} is not to the referee"
            )

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
