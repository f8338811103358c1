"""One tier: which jobs come next, and what is made of their results."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from scheduler.solving.core.cpsat import Effort
from scheduler.solving.core.incumbent import Disagreement
from scheduler.solving.core.state import State
from scheduler.solving.exact.bounds import SLOW
from scheduler.solving.exact.portfolio import (
    Strategy,
    cautiously,
    proving_threads,
    strategies,
)
from scheduler.solving.exact.proof import Proof, Proven
from scheduler.solving.lexicographic.improvement import Improvement
from scheduler.solving.workers.jobs import attain, prove, relax, solve_subproblem
from scheduler.solving.workers.pool import Job, Pool

FEWEST_MOVABLE = 40
"""With fewer, the whole problem is as quick to solve as its neighbourhoods or its relaxations."""

PATIENCE = 8
"""Neighbourhoods in a row without a gain after which the whole problem is searched; before that
neighbourhoods make better use of the thread."""

ATTAIN_FROM, ATTAIN_SECONDS, ATTAIN_SHARE = 0.05, 10.0, 0.5
"""Gap of a tier above which a timetable that attains its bound is sought at once, as neighbourhoods
may take long to come so near; and for how many seconds, and what part of its time, at most."""

FEW_POINTS = 3
"""Bound of a later tier up to which such a timetable is sought: soft rules of which next to none
may be broken are as good as hard ones, and clause learning is quick with those."""

ROUNDS_BETWEEN = 10
"""Failures in a row after which a deterministic solve searches the whole again."""

LINEAR_SHARE = 0.75
"""Part of a tier's time that the relaxations may take if a search is to follow, or that they are
likely to need where the whole is too large to be stated."""

VALUE_SHARE, FEW_WORKERS = 0.1, 2
"""Part of the time in which so few threads only look for a good timetable, where the whole is too
large to be searched: its relaxation takes long, and proves nothing soon."""

PROVER = 0
"""The process that keeps the formulation of the whole; the others search neighbourhoods."""


class TierSearch:
    """Gives free threads jobs for one tier, and takes in their results."""

    def __init__(self, number: int, state: State, pool: Pool, *, relaxes: bool = True) -> None:
        self.number = number
        self._state, self._pool = state, pool
        compiled = state.problem.compiled
        self._whole = state.problem.is_formulated
        self._strategies = strategies(state.problem.tiers[number], compiled, state.workers)
        many = sum(activity.is_movable for activity in compiled.activities) >= FEWEST_MOVABLE
        self._in_parts = many and self.relaxes
        if state.cautious:
            self._strategies = tuple(map(cautiously, self._strategies))
        self._turn = 0
        self._failures_then = 0
        self._relaxed = not relaxes
        self._attains_early = self._in_parts and self._counts_rules and state.problem.is_searched
        self._improvement: Improvement | None = None

    @property
    def relaxes(self) -> bool:
        """Whether relaxations and neighbourhoods pay, if enough can move."""
        return self._strategies[0].relax

    @property
    def _counts_rules(self) -> bool:
        """Whether no relaxation has a bound for the tier, as all its cost is that of rules."""
        return self._state.problem.tiers[self.number].keys() == {"rules"}

    def may_relax(self, left: float) -> bool:
        """Tell whether a bound by relaxations pays, with so much of the budget left."""
        if not self._in_parts or self._relaxed or self._values_first:
            return False
        return self._whole or self._state.problem.relaxing_seconds <= LINEAR_SHARE * left

    @property
    def _values_first(self) -> bool:
        """Whether all threads look for a good timetable for now."""
        state = self._state
        if state.deterministic or state.problem.is_searched or state.workers > FEW_WORKERS:
            return False
        return state.budget.used < VALUE_SHARE * state.budget.limit

    def begin(self, improvement: Callable[[int], Improvement]) -> None:
        """Begin the large neighbourhood search, or go on with it, if there is a timetable."""
        if self._in_parts and self._state.found:
            self._improvement = improvement(self.number)

    @property
    def only_improves(self) -> bool:
        """Whether nothing but the large neighbourhood search is left to do, at least for now."""
        if self._improvement is None or not self._pool.is_free(PROVER):
            return False
        more = self._may_attain or self.may_relax(self._state.left)
        return not more and not (self._whole and self._is_time_to_prove)

    # Assigning -----------------------------------------------------------------------

    def assign(self) -> None:
        """Give free threads jobs."""
        deterministic = self._state.deterministic
        if deterministic and self._pool.jobs:
            return
        reserved = 0
        if self._pool.is_free(PROVER):
            reserved = self._consider_proof()
            if deterministic and self._pool.jobs:
                return
        while self._improvement and self._pool.threads + reserved < self._state.workers:
            process = self._pool.free_process(PROVER + 1)
            if process is None:
                break
            self._improvement.start(process)
        if self._improvement:
            for thread in self._pool.free_remote():
                self._improvement.start(thread)

    def start_relaxing(self, left: float) -> None:
        """Bound the tier by relaxations, with so much of the budget left to it."""
        state = self._state
        share = LINEAR_SHARE if state.problem.is_searched else 1.0
        effort = Effort(limit=share * left, deterministic=state.deterministic)
        self._relaxed = True
        self._pool.start(PROVER, relax, Proof(self.number, effort, state.lasting(self.number)))

    def _consider_proof(self) -> int:
        """Start a proof if it is time for one; return the threads to keep free for it."""
        state = self._state
        if self._may_attain:
            self._start_attaining()
            return 0
        if state.found and self.may_relax(state.left):
            self.start_relaxing(state.left)
            return 0
        if not self._whole or not self._is_time_to_prove:
            return 0
        threads = state.workers
        if self._improvement and not state.deterministic:
            threads = proving_threads(state.workers)
        if self._pool.threads + threads > state.workers:
            return threads
        self._failures_then = self._improvement.failures if self._improvement else 0
        self._start_proving(self._strategies[min(self._turn, len(self._strategies) - 1)], threads)
        return 0

    def _start_attaining(self) -> None:
        """Search for a timetable that attains the bound known so far."""
        state = self._state
        self._attains_early = False
        effort = Effort(
            limit=min(ATTAIN_SECONDS, ATTAIN_SHARE * state.left),
            seed=state.seed,
            subsolvers=("no_lp",),
            deterministic=state.deterministic,
        )
        near = int(state.bounds[self.number] / (1 - ATTAIN_FROM))
        proof = Proof(self.number, effort, state.incumbent.values, near=near)
        self._pool.start(PROVER, attain, proof)

    def _start_proving(self, strategy: Strategy, threads: int) -> None:
        values, places = self._state.incumbent.values, self._state.incumbent.places
        attains = strategy.attaining and not self._state.deterministic
        if strategy.attaining and attains and self._pool.is_free(PROVER + 1):
            threads -= 1
            effort = replace(self._effort(strategy, 1), subsolvers=(strategy.attaining,))
            self._pool.start(PROVER + 1, attain, Proof(self.number, effort, values))
        effort = self._effort(strategy, threads)
        proof = Proof(self.number, effort, values, places)
        self._pool.start(PROVER, prove, proof, max(1, len(effort.subsolvers)))

    @property
    def _may_attain(self) -> bool:
        """Whether to search for a timetable that attains the bound known so far."""
        state = self._state
        if not self._attains_early or not state.found:
            return False
        return not state.is_near(self.number, ATTAIN_FROM)

    @property
    def _is_time_to_prove(self) -> bool:
        if self._improvement is None or not self._state.found:
            return True
        if not self._state.problem.is_searched:
            return False
        if self._state.deterministic:
            return self._improvement.failures >= self._failures_then + ROUNDS_BETWEEN
        return self._improvement.failures >= PATIENCE

    def _effort(self, strategy: Strategy, threads: int) -> Effort:
        """Return the effort of a proof."""
        deterministic, left = self._state.deterministic, self._state.left
        limit = min(left, strategy.seconds or left)
        if deterministic and self._improvement is not None:
            limit = min(limit, max(1.0, left / 4))
        return Effort(
            limit=limit,
            seed=self._state.seed + self._turn,
            subsolvers=strategy.subsolvers[:threads],
            linearization=strategy.linearization,
            deterministic=deterministic,
        )

    # Taking in -----------------------------------------------------------------------

    def take(self, job: Job) -> None:
        """Take in the result of a job; if it was given up, do without jobs of its kind.

        Raises
        ------
        Disagreement
            Formulation and referee do not agree.
        """
        take: dict[Any, Callable[[Job], None]] = {
            solve_subproblem: self._take_part,
            relax: self._take_bound,
            prove: self._take_proof,
            attain: self._take_attained,
        }
        if job.answer is not None:
            take[job.function](job)
        elif job.function is solve_subproblem:
            self._improvement = None
        elif job.function is prove:
            self._try_otherwise()

    def _try_otherwise(self) -> None:
        """Go on with CP-SAT's search for one thread, or without proofs if that one has died."""
        self._state.cautious = True
        others = tuple(map(cautiously, self._strategies))
        self._whole = self._whole and others != self._strategies
        self._strategies = others

    def _take_part(self, job: Job) -> None:
        if self._improvement is None:  # the search was given up meanwhile, but this result counts
            if job.answer.places is not None:
                self._state.incumbent.consider(job.answer.places)
            return
        self._improvement.take(job)
        if self._improvement.failures == 0:
            self._failures_then = 0

    def _take_bound(self, job: Job) -> None:
        if job.task.tier == self.number:
            self._state.rise(job.answer.bound, self.number, job.task.held)
            relaxed = job.answer.work > 0  # without a relaxation there is no bound to attain
            self._attains_early = relaxed and self._attains_relaxation

    @property
    def _attains_relaxation(self) -> bool:
        """Whether a timetable that attains the bound of the relaxation is likely to be found."""
        problem = self._state.problem
        if not problem.is_searched or self._counts_rules:  # of rules it was sought before
            return False
        if self.number == 0:
            return SLOW.isdisjoint(problem.tiers[0])
        return self._state.bounds[self.number] <= FEW_POINTS

    def _take_attained(self, job: Job) -> None:
        proven: Proven = job.answer
        self._state.infeasible |= proven.infeasible
        if proven.places is not None:
            self._state.incumbent.offer_valued(proven.places, {self.number: 1}, proven.value)
        self._state.rise(proven.bound, self.number, job.task.held)

    def _take_proof(self, job: Job) -> None:
        proven: Proven = job.answer
        self._turn += 1
        if proven.refused:
            raise Disagreement("the formulation refuses a timetable that the referee passed")
        self._take_attained(job)
        if proven.complete and self.number == 0 and not self._state.decided(0):
            value = self._state.value(0)
            raise Disagreement(f"the referee finds {value}, not {proven.bound:g}")
