"""One tier: a proof on the whole problem, raced by neighbourhoods of the incumbent."""

import math
import time
from collections.abc import Callable

from scheduler.formulation import Variables
from scheduler.solving.improving import improve
from scheduler.solving.incumbent import Disagreement, Incumbent
from scheduler.solving.problem import Problem
from scheduler.solving.racing import race
from scheduler.solving.searching import Answer, Effort, Stop, hint, search

FEWEST_MOVABLE = 40
"""Below this the whole problem is as quick to solve as its parts."""


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
        whole.model.minimize(self._problem.objective(whole, self._tier))
        if self._incumbent.places is not None:
            hint(whole, self._incumbent.places)
        effort = Effort(
            seconds=deadline - time.monotonic(),
            workers=self._workers - self._improvers,
            seed=self._seed,
        )
        answer = search(whole, effort, stop, on_places=self._incumbent.offer, on_bound=self._rise)
        self._conclude(answer)
        if answer.closed:
            stop.set()

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
