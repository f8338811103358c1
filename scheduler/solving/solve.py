"""Solving: an instance in, an outcome out."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from models import (
    Goal,
    Hold,
    Incident,
    Instance,
    InstanceError,
    Outcome,
    Policy,
    Request,
    Timetable,
    find_faults,
    find_request_faults,
)
from scheduler.cluster import Cluster, ClusterError
from scheduler.compiling import Places, by_lot, put_in_vain
from scheduler.machine import may_have_children, processors
from scheduler.signals import HeldSignals
from scheduler.solving.asking import as_request
from scheduler.solving.core.budget import Budget
from scheduler.solving.core.incumbent import Disagreement, Incumbent
from scheduler.solving.core.placements import to_places
from scheduler.solving.core.problem import Problem, pose
from scheduler.solving.core.progress import OnProgress, Progress, gap
from scheduler.solving.core.state import State
from scheduler.solving.lexicographic.coverage_first import coverage_first
from scheduler.solving.lexicographic.returning import bring_back
from scheduler.solving.lexicographic.tiers import LexicographicSearch
from scheduler.solving.reporting import Ending, outcome_of
from scheduler.solving.unmet import with_reasons


def solve(
    instance: Instance,
    request: Request | None = None,
    *,
    time_limit: float | None = None,
    workers: int | None = None,
    seed: int | None = None,
    deterministic: bool = False,
    policy: Policy | Mapping[str, Any] | None = None,
    previous: Timetable | None = None,
    start: Timetable | None = None,
    max_changes: int | None = None,
    at_most: Mapping[Goal, int] | None = None,
    holds: Sequence[Hold] = (),
    cluster: str | None = None,
    on_progress: OnProgress | None = None,
) -> Outcome:
    """Find the best timetable, tier after tier, and say what is proven.

    Parameters
    ----------
    instance
        What to plan.
    request
        Everything else, as one value; or instead some of these:
    time_limit
        Seconds in all, 60 if it is not given; the best timetable so far is returned when they
        have passed.
    workers
        Threads to use; as many as there are processors if it is not given. One in a process that
        may have no children, as those of a Dask worker or of :class:`multiprocessing.Pool`.
    seed
        Seed of all random choices, 0 if it is not given. Which of equally good timetables is found
        depends on it, and not on the order of rows.
    deterministic
        Count deterministic work for ``time_limit`` in place of seconds (a unit is of the
        order of a second, and longer where the machine is busy). Same instance, seed,
        workers and versions then give the same timetable, byte for byte.
    policy
        Goals to use in place of the instance's own, as :class:`Policy` or as its fields.
    previous
        The timetable that goal ``stability`` compares with.
    start
        A timetable for a warm start; ``previous`` if not given. It may break any rule: what
        is still legal of it is used.
    max_changes
        At most this many activities may be elsewhere than in ``previous``; a hard rule of this
        run.
    at_most
        Goal -> the largest value that it may have; a hard rule of this run.
    holds
        Activities that stay, are put somewhere, are left out, or are restricted to some times
        and rooms. Bounds are about the timetables that keep the holds and limits.
    cluster
        Address of a Dask scheduler, such as ``tcp://10.0.0.1:8786``: its workers search
        neighbourhoods beside this machine, which does all proofs and all refereeing. Whoever can
        reach that address can run programs on its workers: see docs/cluster.md.
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
        With every fault of the instance, which a copy with other rows may have, or of the request:
        a hold names something that the instance does not have,
        or a start in a timetable cannot be read.
    TypeError
        Both a request and some of its parts are given.
    scheduler.cluster.ClusterError
        The cluster cannot be used, and why; or the solve is to be deterministic.
    scheduler.solving.Disagreement
        The referee and the formulation disagree, in a second search as well: a bug, never a
        result.
    """
    asked = as_request(
        request,
        time_limit=time_limit,
        workers=workers,
        seed=seed,
        deterministic=deterministic,
        policy=policy,
        previous=previous,
        start=start,
        max_changes=max_changes,
        at_most=at_most,
        holds=holds,
    )
    if faults := find_faults(instance):  # a copy with other rows is not validated
        raise InstanceError(faults)
    with _reached(cluster, asked) as far:
        outcome = solve_within(Budget.of(asked.limits), instance, asked, on_progress, far)
    if outcome.timetable is None:
        return outcome
    with HeldSignals():  # what was found is not lost to a Ctrl-C that comes now
        reasoned = with_reasons(with_policy(instance, asked), asked, outcome.timetable)
    return outcome.model_copy(update={"timetable": reasoned})


def _reached(cluster: str | None, request: Request) -> AbstractContextManager[Cluster | None]:
    """Connect to a cluster if one is given."""
    if cluster is None:
        return nullcontext()
    if request.limits.deterministic:
        raise ClusterError(
            "a deterministic solve cannot use a cluster: what its workers find, and when, depends "
            "on how busy they are"
        )
    return Cluster(cluster)


def solve_within(
    budget: Budget,
    instance: Instance,
    request: Request,
    on_progress: OnProgress | None = None,
    cluster: Cluster | None = None,
) -> Outcome:
    """Solve as :func:`solve` does, within a budget in place of the limits of the request.

    What has no place gets no reason yet.
    """
    faults = [*find_request_faults(instance, request), *put_in_vain(instance, request)]
    if faults:
        raise InstanceError(faults)
    return _Run(budget, with_policy(instance, request), request, on_progress, cluster).solve()


def with_policy(instance: Instance, request: Request) -> Instance:
    """Return an instance with the policy of a request, if that has one."""
    if request.policy is None:
        return instance
    return instance.model_copy(update={"policy": request.policy})


class _Run:
    """One solve and its reports of progress."""

    def __init__(
        self,
        budget: Budget,
        instance: Instance,
        request: Request,
        on_progress: OnProgress | None,
        cluster: Cluster | None,
    ) -> None:
        self._budget, self._instance, self._request = budget, instance, request
        self._workers = (request.limits.workers or processors()) if may_have_children() else 1
        self._seed, self._on_progress = request.limits.seed, on_progress
        self._cluster = cluster
        self._reported: dict[int, Progress] = {}
        self._first_seconds: float | None = None
        self._incidents: list[Incident] = []
        self._state: State | None = None
        self._tiers: LexicographicSearch | None = None
        self._signals = HeldSignals()

    def solve(self) -> Outcome:
        """Compile, search tier after tier, and return the outcome."""
        try:
            problem = pose(by_lot(self._instance, self._seed), self._request)
        except KeyboardInterrupt:
            return self._outcome(cancelled=True)
        with self._signals:
            try:
                self._begin(problem)
                self._signals.deliver()
            except KeyboardInterrupt:
                if self._state is not None:
                    bring_back(self._state)
                return self._outcome(cancelled=True)
            return self._outcome(cancelled=False)

    def _begin(self, problem: Problem) -> None:
        incumbent, start = Incumbent(problem), self._request.start or self._request.previous
        places = None if start is None else to_places(problem.compiled, start)
        try:
            self._search(problem, incumbent, places)
        except Disagreement as refusal:  # CP-SAT has bugs too, so its bounds are not kept either
            self._incidents.append(Incident(kind="answer-refused", detail=str(refusal)))
            self._search(problem, incumbent, incumbent.places or places, cautious=True)

    def _search(
        self,
        problem: Problem,
        incumbent: Incumbent,
        start: Places | None,
        *,
        cautious: bool = False,
    ) -> None:
        self._state = State(
            problem,
            incumbent,
            self._budget,
            workers=self._workers,
            seed=self._seed + cautious,
            until=self._budget.limit,
            cautious=cautious,
            incidents=self._incidents,
        )
        self._tiers = LexicographicSearch(self._state, tick=self._tick, cluster=self._cluster)
        if start is None:
            coverage_first(self._state, self._tick, self._cluster)
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
        told = (progress.tier - 1 for progress in self._reported.values() if progress.tier)
        for tier in sorted({*told, *self._tiers.improved}) or (None,):
            progress = self._progress(self._state, tier)
            reported = self._reported.get(progress.tier)
            if reported is None or progress.news != reported.news:
                self._reported[progress.tier] = progress
                self._on_progress(progress)

    def _progress(self, state: State, tier: int | None) -> Progress:
        """Report on a tier; during construction on the first."""
        tiers, value = self._instance.policy.tiers, state.value(tier or 0)
        bound = state.bounds[tier or 0]
        return Progress(
            tier=0 if tier is None else tier + 1,
            tiers=len(tiers),
            goals=tuple(tiers[tier or 0]),
            value=value,
            bound=bound,
            gap=None if value is None else gap(value, bound),
            seconds=round(self._budget.seconds, 3),
        )

    def _outcome(self, *, cancelled: bool) -> Outcome:
        return outcome_of(
            Ending(
                instance=self._instance,
                state=self._state,
                seconds=self._budget.seconds,
                first_seconds=self._first_seconds,
                cancelled=cancelled,
                request=self._request,
                workers=self._workers,
                incidents=tuple(self._incidents),
                cluster=self._cluster.used if self._cluster else None,
            )
        )
