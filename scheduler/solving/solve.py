"""The front door: an instance in, an outcome out."""

import os
from dataclasses import dataclass

from models import Instance, InstanceError, Outcome, Policy, Timetable, find_timetable_faults
from scheduler.compiling import Places, cleared, compile_instance
from scheduler.solving.core.budget import Budget
from scheduler.solving.core.incumbent import Disagreement, Incumbent
from scheduler.solving.core.placements import to_places
from scheduler.solving.core.problem import Problem, Restrict
from scheduler.solving.core.progress import OnProgress, Progress
from scheduler.solving.core.state import State
from scheduler.solving.lexicographic.coverage_first import coverage_first
from scheduler.solving.lexicographic.tiers import LexicographicSearch
from scheduler.solving.reporting import Ending, outcome_of
from scheduler.solving.workers.signals import HeldSignals


def solve(
    instance: Instance,
    *,
    time_limit: float = 60.0,
    workers: int | None = None,
    seed: int = 0,
    previous: Timetable | None = None,
    start: Timetable | None = None,
    policy: Policy | None = None,
    restrict: Restrict | None = None,
    most_changes: int | None = None,
    deterministic: bool = False,
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
    start
        A timetable to start from; ``previous`` if not given. It may break any rule: what
        is still legal of it is used.
    policy
        Goals to use in place of the instance's own.
    restrict
        Takes legal starts and rooms away, beside what the rules do; bounds hold for what
        it leaves.
    most_changes
        So many activities may not be where ``previous`` has them; a hard rule of this run.
    deterministic
        Take ``time_limit`` for deterministic work in place of seconds (a unit is of the
        order of a second, and longer where the machine is busy). Same instance, seed,
        workers and versions then give the same timetable, byte for byte.
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
        The referee and the formulation disagree, and again when the search was begun anew:
        a bug, never a result.
    """
    for given in (previous, start):
        faults = find_timetable_faults(instance, given) if given is not None else []
        unreadable = [fault for fault in faults if fault.column == "start"]
        if unreadable:
            raise InstanceError(unreadable)
    if policy is not None:
        instance = instance.model_copy(update={"policy": policy})
    budget = Budget(time_limit, deterministic=deterministic)
    wanted = _Wanted(instance, previous, restrict, most_changes)
    run = _Run(wanted, budget, workers or _processors(), seed, on_progress)
    return run.solve(start or previous)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True)
class _Wanted:
    """What is asked for."""

    instance: Instance
    previous: Timetable | None
    restrict: Restrict | None
    most_changes: int | None

    def problem(self) -> Problem:
        """Compile it."""
        compiled = compile_instance(self.instance)
        if self.restrict is not None:
            compiled = self.restrict(compiled)
        return Problem(
            self.instance, cleared(compiled), self.previous, self.restrict, self.most_changes
        )


class _Run:
    """One solve, and what it tells."""

    def __init__(
        self,
        wanted: _Wanted,
        budget: Budget,
        workers: int,
        seed: int,
        on_progress: OnProgress | None,
    ) -> None:
        self._wanted, self._instance, self._budget = wanted, wanted.instance, budget
        self._workers, self._seed, self._on_progress = workers, seed, on_progress
        self._told: Progress | None = None
        self._first_seconds: float | None = None
        self._mishaps: list[str] = []
        self._state: State | None = None
        self._tiers: LexicographicSearch | None = None
        self._signals = HeldSignals()

    def solve(self, start: Timetable | None) -> Outcome:
        """Compile, let a search go through the tiers, and return how it ended."""
        try:
            problem = self._wanted.problem()
        except KeyboardInterrupt:
            return self._outcome(cancelled=True)
        with self._signals:
            try:
                self._begin(problem, start)
                self._signals.deliver()
            except KeyboardInterrupt:
                return self._outcome(cancelled=True)
            return self._outcome(cancelled=False)

    def _begin(self, problem: Problem, start: Timetable | None) -> None:
        incumbent = Incumbent(problem)
        places = None if start is None else to_places(problem.compiled, start)
        try:
            self._search(problem, incumbent, places)
        except Disagreement as refusal:  # CP-SAT has faults too: its bounds are not kept either
            self._mishaps.append(
                f"an answer of the solver was refused ({refusal}), and the search begun again"
            )
            self._search(problem, incumbent, incumbent.places or places, avoid_tree_search=True)

    def _search(
        self,
        problem: Problem,
        incumbent: Incumbent,
        start: Places | None,
        *,
        avoid_tree_search: bool = False,
    ) -> None:
        self._state = State(
            problem,
            incumbent,
            self._budget,
            workers=self._workers,
            seed=self._seed + avoid_tree_search,
            until=self._budget.limit,
            avoid_tree_search=avoid_tree_search,
        )
        self._tiers = LexicographicSearch(
            self._state, tick=self._tick, on_mishap=self._mishaps.append
        )
        if start is None:
            coverage_first(self._state, self._tick, self._mishaps.append)
        if not self._state.infeasible:
            self._tiers.run(incumbent.places or start)

    def _tick(self) -> None:
        assert self._state is not None
        assert self._tiers is not None
        self._signals.deliver()
        values = self._state.incumbent.values
        if values is not None and self._first_seconds is None:
            self._first_seconds = self._budget.seconds
        if self._on_progress is None:
            return
        tiers = self._instance.policy.tiers
        tier = self._tiers.tier
        progress = Progress(
            tier=0 if tier is None else tier + 1,
            tiers=len(tiers),
            goals=tuple(tiers[tier or 0]),
            value=None if values is None else values[tier or 0],
            bound=0 if tier is None else self._state.bounds[tier],
            seconds=self._budget.seconds,
        )
        if self._told is None or progress.said != self._told.said:
            self._told = progress
            self._on_progress(progress)

    def _outcome(self, *, cancelled: bool) -> Outcome:
        return outcome_of(
            Ending(
                instance=self._instance,
                state=self._state,
                seconds=self._budget.seconds,
                first_seconds=self._first_seconds,
                cancelled=cancelled,
                seed=self._seed,
                workers=self._workers,
                mishaps=tuple(self._mishaps),
            )
        )
