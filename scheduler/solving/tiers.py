"""One tier: a proof on the whole problem, raced by neighbourhoods of the incumbent."""

import math
import time
from collections.abc import Callable

from scheduler.formulation import Expression, Relaxation, Variables, linear_relaxation
from scheduler.solving.improving import improve
from scheduler.solving.incumbent import Disagreement, Incumbent
from scheduler.solving.problem import Problem
from scheduler.solving.racing import race
from scheduler.solving.searching import Answer, Effort, Stop, hint, search

FEWEST_MOVABLE = 40
"""Below this the whole problem is as quick to solve as its parts."""

LINEAR_SHARE = 0.3
"""Part of a tier's time that the linear relaxation may take."""


class TierSolver:
    """Solves the tiers of a problem in order, on one formulation of the whole.

    Attributes
    ----------
    bound
        Proven for the tier last solved.
    infeasible
        Proven: no timetable keeps every hard rule.
    """

    def __init__(self, problem: Problem, incumbent: Incumbent, *, workers: int, seed: int) -> None:
        self._problem = problem
        self._incumbent = incumbent
        self._workers = workers
        self._seed = seed
        self._whole: Variables | None = None
        self._limits: list[tuple[int, int]] = []
        self._tier = 0
        self.bound = 0
        self.infeasible = False

    def solve(self, tier: int, deadline: float, tick: Callable[[], None]) -> None:
        """Race proof and improvement until the tier is proven or the deadline passes.

        Raises
        ------
        Disagreement
            Formulation and referee do not agree.
        """
        self._tier, self.bound = tier, 0
        if self._decided():
            return
        stop = Stop()
        runners = [lambda: self._prove(deadline, stop)]
        for n in range(self._improvers):
            seed = self._seed + 7919 * n
            runners.append(lambda seed=seed: self._improve(deadline, seed, stop))  # type: ignore[misc]
        race(runners, stop, deadline, decided=self._decided, tick=tick)
        value = self._value()
        if value is not None and value < self.bound:
            raise Disagreement(
                f"tier {tier + 1} is worth {value} to the referee, below the bound {self.bound}"
            )

    @property
    def _improvers(self) -> int:
        movable = sum(
            len(a.starts) > 1 or len(a.rooms) > 1 or not a.must
            for a in self._problem.compiled.activities
        )
        pays = self._incumbent.places is not None and movable >= FEWEST_MOVABLE
        return self._workers // 2 if pays else 0

    def _value(self) -> int | None:
        values = self._incumbent.values
        return None if values is None else values[self._tier]

    def _decided(self) -> bool:
        value = self._value()
        return value is not None and value <= self.bound

    def _prove(self, deadline: float, stop: Stop) -> None:
        whole = self._limited_whole()
        objective = self._problem.objective(whole, self._tier)
        whole.model.minimize(objective)
        if self._incumbent.places is not None:
            # On a good timetable the linear relaxation often proves at once what a
            # search would take long to; where it does not, it settles many literals.
            seconds = LINEAR_SHARE * (deadline - time.monotonic())
            relaxation = linear_relaxation(whole.model, seconds)
            if relaxation is not None:
                self._rise(relaxation.bound)
                if not self._decided() and not stop.is_set():
                    self._search_better(whole, objective, relaxation, deadline, stop)
                    return
            hint(whole, self._incumbent.places)
        answer = search(
            whole,
            self._effort(deadline),
            stop,
            on_places=self._incumbent.offer,
            on_bound=self._rise,
        )
        self._conclude(answer)
        if answer.closed:
            stop.set()

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
        value = self._value()
        assert value is not None
        model = whole.model
        whole.model = model.clone()
        whole.model.add(objective <= value - 1)
        zeros, ones = relaxation.settled(value - 1)
        for indices, side in ((zeros, 0), (ones, 1)):
            for index in indices:
                whole.model.add(whole.model.get_int_var_from_proto_index(index) == side)
        answer = search(
            whole,
            self._effort(deadline),
            stop,
            on_places=self._incumbent.offer,
            on_bound=lambda bound: self._rise(min(bound, value)),
        )
        whole.model = model
        if answer.status == "INFEASIBLE":
            self._rise(value)
        elif answer.status == "OPTIMAL":
            self._rise(answer.bound)
        if answer.closed:
            stop.set()

    def _effort(self, deadline: float) -> Effort:
        return Effort(
            seconds=deadline - time.monotonic(),
            workers=self._workers - self._improvers,
            seed=self._seed,
        )

    def _limited_whole(self) -> Variables:
        """Return the formulation of the whole, no earlier tier worse than it is."""
        if self._whole is None:
            self._whole = self._problem.formulate(self._problem.compiled)
        values = self._incumbent.values
        for earlier in range(len(self._limits), self._tier):
            assert values is not None
            objective = self._problem.objective(self._whole, earlier)
            self._whole.model.add(objective <= values[earlier])
            self._limits.append((earlier, values[earlier]))
        return self._whole

    def _rise(self, bound: float) -> None:
        if math.isfinite(bound):
            self.bound = max(self.bound, math.ceil(bound - 1e-6))

    def _conclude(self, answer: Answer) -> None:
        if answer.status == "OPTIMAL":
            self._rise(answer.bound)
        if answer.status == "INFEASIBLE":
            if self._incumbent.places is not None:
                raise Disagreement("the formulation refuses a timetable that the referee passed")
            self.infeasible = True

    def _improve(self, deadline: float, seed: int, stop: Stop) -> None:
        improve(self._problem, self._tier, self._incumbent, deadline, seed, stop)
