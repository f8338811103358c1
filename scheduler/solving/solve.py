"""The front door: an instance in, an outcome out."""

import os
import platform
import time
from importlib.metadata import version

from models import (
    Goal,
    GoalResult,
    Instance,
    InstanceError,
    Outcome,
    Policy,
    Status,
    TierResult,
    Timetable,
    find_timetable_faults,
)
from scheduler.compiling import cleared, compile_instance
from scheduler.solving.improving import construct
from scheduler.solving.incumbent import Incumbent
from scheduler.solving.problem import Problem
from scheduler.solving.progress import OnProgress, Progress, gap
from scheduler.solving.racing import race
from scheduler.solving.searching import Stop
from scheduler.solving.tiers import TierSolver


def solve(
    instance: Instance,
    *,
    time_limit: float = 60.0,
    workers: int | None = None,
    seed: int = 0,
    previous: Timetable | None = None,
    policy: Policy | None = None,
    on_progress: OnProgress | None = None,
) -> Outcome:
    """Find the best timetable, tier after tier, and say what is proven.

    Parameters
    ----------
    instance
        What to plan.
    time_limit
        Seconds in all; the best timetable so far is returned when they have passed.
    workers
        Threads to use; None: as many as there are processors.
    seed
        Of everything random.
    previous
        The timetable that goal ``stability`` compares with.
    policy
        Goals to use in place of the instance's own.
    on_progress
        Called in this thread with better values and bounds.

    Returns
    -------
    Outcome
        ``timetable`` is None unless the referee passed one. Ctrl-C ends the solve with
        status ``cancelled`` and the best timetable so far.

    Raises
    ------
    InstanceError
        A start of the previous timetable cannot be read.
    scheduler.solving.Disagreement
        The referee and the formulation disagree: a bug, never a result.
    """
    if previous is not None:
        unreadable = [f for f in find_timetable_faults(instance, previous) if f.column == "start"]
        if unreadable:
            raise InstanceError(unreadable)
    if policy is not None:
        instance = instance.model_copy(update={"policy": policy})
    run = _Run(instance, time_limit, workers or _processors(), seed, previous, on_progress)
    try:
        run.solve()
    except KeyboardInterrupt:
        run.cancelled = True
    return run.outcome()


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Run:
    """State of one solve."""

    def __init__(
        self,
        instance: Instance,
        time_limit: float,
        workers: int,
        seed: int,
        previous: Timetable | None,
        on_progress: OnProgress | None,
    ) -> None:
        self.began = time.monotonic()
        self.deadline = self.began + time_limit
        self.instance, self.previous = instance, previous
        self.workers, self.seed = workers, seed
        self.on_progress = on_progress
        self.tiers = instance.policy.tiers
        self.tier: int | None = None
        self.bounds = [0] * len(self.tiers)
        self.seconds = [0.0] * len(self.tiers)
        self.told: Progress | None = None
        self.cancelled = False
        self.incumbent: Incumbent | None = None
        self.solver: TierSolver | None = None

    def solve(self) -> None:
        """Construct, then take the tiers in order."""
        compiled = cleared(compile_instance(self.instance))
        problem = Problem(self.instance, compiled, self.previous)
        incumbent = self.incumbent = Incumbent(problem, self.began)
        solver = self.solver = TierSolver(
            problem,
            incumbent,
            workers=self.workers,
            seed=self.seed,
            last_deadline=self.deadline,
        )
        stop = Stop()
        until = self._until(len(self.tiers) + 1)
        race(
            [lambda: construct(problem, incumbent, until, self.seed, stop)],
            stop,
            until,
            self.deadline,
            tick=self._tell,
        )
        for tier in range(len(self.tiers)):
            self.tier = tier
            began = time.monotonic()
            try:
                solver.solve(tier, self._until(len(self.tiers) - tier), self._tell)
            finally:
                self.bounds[tier] = solver.bound
                self.seconds[tier] = time.monotonic() - began
            if incumbent.values is None:
                return

    def _until(self, waiting: int) -> float:
        """Return when the first of the tiers still waiting must end: it may take two parts."""
        now = time.monotonic()
        return now + 2 / (waiting + 1) * max(0.0, self.deadline - now)

    def _tell(self) -> None:
        if self.on_progress is None or self.incumbent is None or self.solver is None:
            return
        tier = self.tier or 0
        values = self.incumbent.values
        progress = Progress(
            tier=0 if self.tier is None else tier + 1,
            tiers=len(self.tiers),
            goals=tuple(self.tiers[tier]),
            value=None if values is None else values[tier],
            bound=0 if self.tier is None else self.solver.bound,
            seconds=time.monotonic() - self.began,
        )
        if self.told is None or progress.said != self.told.said:
            self.told = progress
            self.on_progress(progress)

    def outcome(self) -> Outcome:
        """Return how the solve ended."""
        found = self.incumbent
        if found is not None:
            found.close()
        timetable = found.timetable if found else None
        tiers = tuple(self._tier_results())
        status = self._status(tiers)
        return Outcome(
            status=status,
            goals=tuple(self._goal_results()),
            tiers=tiers,
            unscheduled=tuple(
                p.activity for p in (timetable.placements if timetable else ()) if p.start is None
            ),
            hard_violations=0,
            wall_seconds=round(time.monotonic() - self.began, 3),
            first_seconds=round(found.first_seconds, 3) if found and found.first_seconds else None,
            seed=self.seed,
            workers=self.workers,
            versions=versions(),
            instance=self.instance.name,
            instance_sha256=self.instance.sha256,
            message=MESSAGES[status],
            timetable=timetable,
        )

    def _status(self, tiers: tuple[TierResult, ...]) -> Status:
        if self.cancelled:
            return "cancelled"
        if self.solver is not None and self.solver.infeasible:
            return "infeasible"
        if not tiers:
            return "unknown"
        return "optimal" if all(t.status == "optimal" for t in tiers) else "feasible"

    def _tier_results(self) -> list[TierResult]:
        values = self.incumbent.values if self.incumbent else None
        if values is None:
            return []
        return [
            TierResult(
                tier=n + 1,
                goals=tuple(tier),
                value=values[n],
                bound=self.bounds[n],
                status="optimal" if values[n] <= self.bounds[n] else "feasible",
                gap=round(gap(values[n], self.bounds[n]), 6),
                seconds=round(self.seconds[n], 3),
            )
            for n, tier in enumerate(self.tiers)
        ]

    def _goal_results(self) -> list[GoalResult]:
        report = self.incumbent.report if self.incumbent else None
        if report is None:
            return []
        return [
            GoalResult(
                goal=goal,
                tier=n + 1,
                weight=weight,
                value=report.scores[goal].value,
                bound=self._goal_bound(n, goal),
                parts=report.scores[goal].parts,
            )
            for n, tier in enumerate(self.tiers)
            for goal, weight in tier.items()
        ]

    def _goal_bound(self, tier: int, goal: Goal) -> int:
        """Return what is proven of one goal: of several in a tier, only that none is negative."""
        goals = self.tiers[tier]
        return -(-self.bounds[tier] // goals[goal]) if len(goals) == 1 else 0


MESSAGES: dict[Status, str] = {
    "optimal": "Every tier is proven: no timetable is better.",
    "feasible": "The timetable keeps every hard rule; see each tier for what is not proven.",
    "infeasible": "Proven: no timetable keeps every hard rule.",
    "unknown": "No timetable was found within the limit, and none was ruled out.",
    "cancelled": "Stopped on request; what was found until then is kept.",
}


def versions() -> dict[str, str]:
    """Return the versions that a result depends on."""
    return {
        "summit-scheduler": version("summit-scheduler"),
        "ortools": version("ortools"),
        "python": platform.python_version(),
    }
