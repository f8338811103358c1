"""One tier: a proof on the whole problem, raced by neighbourhoods of the incumbent."""

import time
from collections.abc import Callable
from functools import partial

from scheduler.solving.improving import improve
from scheduler.solving.incumbent import Disagreement, Incumbent
from scheduler.solving.problem import Problem
from scheduler.solving.proving import Prover
from scheduler.solving.racing import race
from scheduler.solving.searching import Stop

FEWEST_MOVABLE = 40
"""Below this the whole problem is as quick to solve as its parts."""

NEAR, FAILURES = 0.1, 10
"""Gap, and failures in a row, at which improvers leave the processor to the proof."""

FAR, PATIENCE = 0.5, 50
"""Gap above which the whole problem is left alone at first, as no proof is near but better
values are; and failures in a row after which it is taken on all the same."""


def _near(gap: float, failures: int) -> bool:
    return gap < NEAR and failures >= FAILURES


def _not_far(gap: float, failures: int) -> bool:
    return gap <= FAR or failures >= PATIENCE


class TierSolver:
    """Solves the tiers of a problem in order."""

    def __init__(
        self,
        problem: Problem,
        incumbent: Incumbent,
        *,
        workers: int,
        seed: int,
        last_deadline: float,
    ) -> None:
        self._problem = problem
        self._incumbent = incumbent
        self._workers = workers
        self._seed = seed
        self._last_deadline = last_deadline
        self._prover = Prover(problem, incumbent, seed)

    @property
    def bound(self) -> int:
        """Proven for the tier last solved."""
        return self._prover.bound

    @property
    def infeasible(self) -> bool:
        """Proven: no timetable keeps every hard rule."""
        return self._prover.infeasible

    def solve(self, tier: int, deadline: float, tick: Callable[[], None]) -> None:
        """Race proof and improvement until the tier is proven or the deadline passes.

        Raises
        ------
        Disagreement
            Formulation and referee do not agree.
        """
        prover = self._prover
        improvers = self._improvers()
        prover.begin(tier, self._workers - improvers)
        if prover.decided or time.monotonic() >= deadline:
            return
        stop = Stop()

        def improve_part(n: int, enough: Callable[[float, int], bool]) -> None:
            seed = self._seed + 7919 * n  # far enough apart that the runs do not meet
            improve(self._problem, self._incumbent, prover, deadline, seed, stop, enough)

        def prove_or_improve() -> None:
            prover.relax(deadline, stop)
            if improvers and not prover.decided:
                improve_part(improvers, _not_far)
            prover.prove(deadline, stop)

        def each_tick() -> None:
            prover.reconsider()
            tick()

        runners: list[Callable[[], None]] = [prove_or_improve]
        runners += [partial(improve_part, n, _near) for n in range(improvers)]
        race(
            runners,
            stop,
            deadline,
            self._last_deadline,
            decided=lambda: prover.decided,
            tick=each_tick,
        )
        if prover.value is not None and prover.value < prover.bound:
            raise Disagreement(
                f"tier {tier + 1} is worth {prover.value} to the referee, "
                f"below the proven bound {prover.bound}"
            )

    def _improvers(self) -> int:
        movable = sum(
            len(a.starts) > 1 or len(a.rooms) > 1 or not a.must
            for a in self._problem.compiled.activities
        )
        pays = self._incumbent.places is not None and movable >= FEWEST_MOVABLE
        return self._workers // 2 if pays else 0
