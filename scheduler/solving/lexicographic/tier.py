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
    whose_turn,
)
from scheduler.solving.exact.tasks import Proof, Proven
from scheduler.solving.lexicographic.attaining import (
    attempt,
    counts_rules,
    is_far,
    may_attain_relaxation,
)
from scheduler.solving.lexicographic.improvement import Improvement
from scheduler.solving.lexicographic.improvements import Improvements
from scheduler.solving.lexicographic.turn import Turn
from scheduler.solving.workers.jobs import approach, attain, prove, relax, solve_subproblem
from scheduler.solving.workers.pool import Job, Pool

FEWEST_MOVABLE = 40
"""With fewer, the whole problem is as quick to solve as its neighbourhoods or its relaxations."""

PATIENCE = 8
"""Neighbourhoods in a row without a gain after which the whole problem is searched; before that
neighbourhoods make better use of the thread."""

OWN_TURN = 3
"""While a tier is being proven in which neighbourhoods gain nothing, one of so many is about it,
and the others are about later tiers."""

ROUNDS_BETWEEN = 10
"""Failures in a row after which a deterministic solve searches the whole again."""

ALONE_SHARE, BESIDE_SHARE = 0.25, 0.5
"""Parts of a tier's time for one proof of a deterministic solve, as nothing that is found meanwhile
can shorten it: on the only thread, and beside neighbourhoods."""

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

    def __init__(self, number: int, state: State, pool: Pool, turn: Turn = Turn.WHOLE) -> None:
        self.number = number
        self._turn = turn
        self._state, self._pool = state, pool
        compiled = state.problem.compiled
        self._whole = state.problem.is_formulated
        threads = 1 if state.deterministic else state.workers  # several would race each other
        self._strategies = strategies(state.problem.tiers[number], compiled, threads)
        many = sum(activity.is_movable for activity in compiled.activities) >= FEWEST_MOVABLE
        self._in_parts = many and self.relaxes
        if state.cautious:
            self._strategies = tuple(map(cautiously, self._strategies))
        self._proofs = 0
        self._failures_then = 0
        self._relaxed = turn is Turn.PROOF and SLOW.issuperset(state.problem.tiers[number])
        self._attains_early = (
            self._in_parts and state.problem.is_searched and counts_rules(state, number)
        )
        self._improvement: Improvement | None = None
        self._later: Improvement | None = None
        self._turns = 0

    @property
    def relaxes(self) -> bool:
        """Whether relaxations and neighbourhoods pay, if enough can move."""
        return self._strategies[0].relax

    def may_relax(self, left: float) -> bool:
        """Tell whether a bound by relaxations pays, with so much of the budget left."""
        if not self._in_parts or self._relaxed or self._values_first:
            return False
        if self._turn is Turn.PROOF and not self._is_time_to_prove:
            return False
        return self._whole or self._state.problem.relaxing_seconds <= LINEAR_SHARE * left

    @property
    def _values_first(self) -> bool:
        """Whether all threads look for a good timetable for now."""
        state = self._state
        if state.deterministic or state.problem.is_searched or state.workers > FEW_WORKERS:
            return False
        return state.budget.used < VALUE_SHARE * state.budget.limit

    def begin(self, improvements: Improvements) -> None:
        """Begin the large neighbourhood search, or go on with it, if there is a timetable."""
        if self._in_parts and self._state.found:
            self._improvement = improvements.of(self.number)
            self._later = improvements.after(self.number)

    @property
    def only_bounds(self) -> bool:
        """Whether the turn is for a bound alone, beside neighbourhoods of several tiers."""
        return self._turn is Turn.BOUND and self._in_parts

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do in a turn for a bound, at least for now."""
        if not self.only_bounds or self._improvement is None or not self._pool.is_free(PROVER):
            return False
        more = self._may_attain or self.may_relax(self._state.left)
        return not more and not (self._whole and self._is_time_to_prove)

    # Assigning -----------------------------------------------------------------------

    def assign(self) -> None:
        """Give free threads jobs."""
        if self._state.deterministic and self._pool.is_in_round:
            return
        reserved = self._consider_proof() if self._pool.is_free(PROVER) else 0
        while self._improvement and self._pool.threads + reserved < self._state.workers:
            process = self._pool.free_process(PROVER + 1)
            if process is None:
                break
            improvement = self._next_improvement()
            combines = improvement.combines
            improvement.start(process)
            if combines and self._state.deterministic:
                break  # others would begin from what the combination is about to replace
        if self._improvement:
            for thread in self._pool.free_remote():
                self._next_improvement().start(thread)

    def _next_improvement(self) -> Improvement:
        """Return whose neighbourhood is next: mostly that of later tiers while this one is proven.

        As long as neighbourhoods gain nothing in it.
        """
        assert self._improvement is not None
        is_stuck = self._improvement.failures >= PATIENCE and not self._pool.is_free(PROVER)
        if self._later is None or not is_stuck:
            return self._improvement
        self._turns += 1
        return self._improvement if self._turns % OWN_TURN == 0 else self._later

    def start_relaxing(self, left: float) -> None:
        """Bound the tier by relaxations, with so much of the budget left to it."""
        state = self._state
        briefly = self.only_bounds
        share = LINEAR_SHARE if state.problem.is_searched and not briefly else 1.0
        effort = Effort(limit=share * left, deterministic=state.deterministic)
        self._relaxed = True
        proof = Proof(self.number, effort, state.lasting(self.number), briefly=briefly)
        self._pool.start(PROVER, relax, proof)

    def _consider_proof(self) -> int:
        """Start a proof if it is time for one; return the threads to keep free for it."""
        state = self._state
        if self._may_attain:
            self._attains_early = False
            self._pool.start(PROVER, attain, attempt(state, self.number))
            return 0
        if state.found and self.may_relax(state.left):
            self.start_relaxing(state.left)
            return 0
        if not self._whole or not self._is_time_to_prove:
            return 0
        threads = proving_threads(state.workers)
        if self._improvement is None:
            threads = max(1, state.workers - self._pool.threads)
        if state.deterministic:
            threads = 1
        if self._pool.threads + threads > state.workers:
            return threads
        self._failures_then = self._improvement.failures if self._improvement else 0
        strategy = whose_turn(self._strategies, self._proofs, found=state.found)
        self._start_proving(strategy, threads)
        return 0

    def _start_proving(self, strategy: Strategy, threads: int) -> None:
        values, places = self._state.incumbent.values, self._state.incumbent.places
        if strategy.attaining and self._pool.is_free(PROVER + 1):
            threads -= 1
            beside = replace(strategy, subsolvers=(strategy.attaining,), seconds=None)
            effort = self._effort(beside, 1)
            self._pool.start(PROVER + 1, attain, Proof(self.number, effort, values))
        effort = self._effort(strategy, threads)
        proof = Proof(self.number, effort, values, places)
        jobs = {"prove": prove, "approach": approach, "attain": attain}
        self._pool.start(PROVER, jobs[strategy.does], proof, max(1, len(effort.subsolvers)))
        self._proofs += 1

    @property
    def _may_attain(self) -> bool:
        """Whether to search for a timetable that attains the bound known so far."""
        return self._attains_early and is_far(self._state, self.number)

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
            share = ALONE_SHARE if self._state.workers == 1 else BESIDE_SHARE
            limit = min(limit, max(1.0, share * left))
        return Effort(
            limit=limit,
            seed=self._state.seed + self._proofs,
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
            approach: self._take_proof,
        }
        if job.answer is not None:
            take[job.function](job)
        elif job.function is solve_subproblem:
            self._improvement = None
        elif job.function in (prove, approach):
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
        if self._later is not None:
            self._later.take(job)
        if self._improvement.failures == 0:
            self._failures_then = 0

    def _take_bound(self, job: Job) -> None:
        if job.task.tier == self.number:
            self._state.rise(job.answer.bound, self.number, job.task.held)
            if self.number == 0:
                self._state.losses = job.answer.losses
            relaxed = job.answer.work > 0  # without a relaxation there is no bound to attain
            self._attains_early = relaxed and may_attain_relaxation(self._state, self.number)

    def _take_attained(self, job: Job) -> None:
        proven: Proven = job.answer
        self._state.infeasible |= proven.infeasible
        if proven.places is not None:
            self._state.incumbent.offer_valued(proven.places, {self.number: 1}, proven.value)
        self._state.rise(proven.bound, self.number, job.task.held)

    def _take_proof(self, job: Job) -> None:
        proven: Proven = job.answer
        if proven.refused:
            raise Disagreement("the formulation refuses a timetable that the referee passed")
        self._take_attained(job)
        if proven.complete and self.number == 0 and not self._state.decided(0):
            value = self._state.value(0)
            raise Disagreement(f"the referee finds {value}, not {proven.bound:g}")
