"""One solve: a first timetable, then tier after tier proof and improvement side by side."""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from scheduler.compiling import Places
from scheduler.solving.budget import Budget
from scheduler.solving.construction import construction
from scheduler.solving.crew import Crew, Job, ProcessDied
from scheduler.solving.incumbent import Disagreement, Incumbent
from scheduler.solving.neighbourhoods import Neighbourhoods
from scheduler.solving.problem import Problem
from scheduler.solving.progress import gap
from scheduler.solving.proving import Proof, Proven
from scheduler.solving.relaxing import SLOW
from scheduler.solving.searching import Answer, Effort
from scheduler.solving.strategies import Strategy, strategies
from scheduler.solving.tasks import Part, Salvage, attain, prove, relax, salvage, solve_part

FEWEST_MOVABLE = 40
"""Below this the whole problem is as quick to solve as its parts."""

MOST_STARTS = 400_000
"""Above this the whole problem is not formulated: its parts alone are solved, nothing is proven."""

MOST_SEARCHED = 60_000
"""Starts above which the whole is relaxed but not searched: its parts use the thread better."""

FAR, PATIENCE = 0.02, 8
"""Gap above which the whole problem is left alone at first, as no proof is near but better
values are; and failures in a row after which it is taken on all the same."""

ROUNDS_BETWEEN = 10
"""Failures in a row after which a deterministic solve turns from parts to the whole again."""

LINEAR_SHARE = 0.75
"""Part of a tier's time that the relaxations may take."""

PART_LIMIT = 1.0

LEAST_WORK = 0.01
"""What a job is charged at least: what presolve settles is no work to CP-SAT, yet takes time."""

PATIENCE_SECONDS, LAST_PATIENCE_SECONDS = 1.0, 0.3
"""How long a task may take to obey a stop before its process is killed; at the very end less."""

PROVER = 0
"""The desk that keeps the formulation of the whole; the others take parts."""


class Campaign:
    """Solves the tiers of a problem in order.

    Attributes
    ----------
    tier
        At hand; None while constructing.
    bounds, seconds
        For each tier, what is proven and how long it took.
    infeasible
        Proven: no timetable keeps every hard rule.
    """

    def __init__(
        self,
        problem: Problem,
        incumbent: Incumbent,
        budget: Budget,
        *,
        workers: int,
        seed: int,
        tick: Callable[[], None],
        on_death: Callable[[str], None],
    ) -> None:
        self._problem, self._incumbent, self._budget = problem, incumbent, budget
        self._workers, self._seed, self._tick = workers, seed, tick
        self._crew = Crew(problem, workers + 1, on_death)
        starts = sum(len(a.starts) for a in problem.compiled.activities)
        self._whole, self._searched = starts <= MOST_STARTS, starts <= MOST_SEARCHED
        self._until = budget.limit
        self._neighbourhoods: Neighbourhoods | None = None
        self._strategies: tuple[Strategy, ...] = ()
        self._turn = 0
        self._parts = 0
        self._failures = 0
        self._failures_then = 0
        self._relaxed: int | None = None
        self._given_up = False
        self.tier: int | None = None
        self.bounds = [0] * len(problem.tiers)
        self.seconds = [0.0] * len(problem.tiers)
        self.infeasible = False

    def run(self, start: Places | None) -> None:
        """Construct, then take the tiers in order.

        Raises
        ------
        Disagreement
            Formulation and referee do not agree.
        ProcessDied
            No first timetable, as the searching process dies again and again.
        """
        try:
            self._construct(start)
            for tier in range(len(self._problem.tiers)):
                self._solve_tier(tier)
                if self._incumbent.values is None:
                    return
        finally:
            self._crew.close()

    def _construct(self, start: Places | None) -> None:
        self._until = self._budget.until(len(self._problem.tiers) + 1)
        self._strategies = self._strategies_of(0)
        if start is None and not self._strategies[0].relax:
            return  # its first timetables are no better than those of the search to come
        steps = construction(self._problem, self._incumbent, self._budget, self._seed, start)
        task: Part | Salvage | None = next(steps, None)
        if self._workers > 1 and self._large and not self._budget.deterministic:
            self._start_relaxing(0)
        while task is not None and self._goes_on:
            if self._crew.is_free(1):
                self._crew.start(1, salvage if isinstance(task, Salvage) else solve_part, task)
            for job in self._served():
                if job.function in (relax, prove):
                    continue
                answer = job.answer or Answer("UNKNOWN")
                if job.answer is None and job.function is not salvage and not self._found:
                    raise ProcessDied("the solver's process dies again and again")
                try:
                    task = steps.send(answer)
                except StopIteration:
                    task = None
        steps.close()
        if not self._crew.is_free(1):  # its time is over, and the prover waits for the thread
            self._crew.abandon(1)

    @property
    def _found(self) -> bool:
        return self._incumbent.places is not None

    def _strategies_of(self, tier: int) -> tuple[Strategy, ...]:
        return strategies(self._problem.tiers[tier], self._problem.compiled, self._workers)

    @property
    def _goes_on(self) -> bool:
        return self._budget.used < self._until

    @property
    def _large(self) -> bool:
        movable = sum(
            len(a.starts) > 1 or len(a.rooms) > 1 or not a.must
            for a in self._problem.compiled.activities
        )
        return self._whole and movable >= FEWEST_MOVABLE

    def _solve_tier(self, tier: int) -> None:
        """Prove and improve until the tier is proven, its time is over, or nothing is left."""
        began = self._budget.seconds
        self._until = self._budget.until(len(self._problem.tiers) - tier)
        self.tier = tier
        self._failures = self._failures_then = 0
        self._given_up = not self._whole
        self._neighbourhoods = None
        self._strategies, self._turn = self._strategies_of(tier), 0
        if self._found and self._strategies[0].relax:
            goals = self._problem.tiers[tier].keys()
            mixed = bool(goals & SLOW) and bool(goals - SLOW)
            found = Neighbourhoods(self._problem.compiled, self._seed + tier, mixed=mixed)
            if len(found.movable) >= max(1, FEWEST_MOVABLE):
                self._neighbourhoods = found
        try:
            while not self._decided and self._goes_on:
                self._assign(tier)
                if not self._crew.jobs:
                    break
                for job in self._served():
                    self._take(job, tier)
        finally:
            self.seconds[tier] = self._budget.seconds - began
        self._end_tier(tier)

    def _end_tier(self, tier: int) -> None:
        last = tier == len(self._problem.tiers) - 1 or self._budget.left == 0
        patience = LAST_PATIENCE_SECONDS if last else PATIENCE_SECONDS
        for job in self._crew.end_round(patience):
            self._take(job, tier)
        self._hear(tier)
        self._tick()
        value = self._value(tier)
        if value is not None and value < self.bounds[tier]:
            raise Disagreement(
                f"tier {tier + 1} is worth {value} to the referee, "
                f"below the proven bound {self.bounds[tier]}"
            )

    def _value(self, tier: int) -> int | None:
        values = self._incumbent.values
        return None if values is None else values[tier]

    @property
    def _decided(self) -> bool:
        assert self.tier is not None
        value = self._value(self.tier)
        return self.infeasible or (value is not None and value <= self.bounds[self.tier])

    def _served(self) -> list[Job]:
        """Let the jobs go on for a moment; return those that have ended."""
        tier = self.tier or 0
        self._crew.set_known(self._value(tier), self.bounds[tier])
        ended = self._crew.ended(together=self._budget.deterministic)
        if self._budget.deterministic and ended:
            self._budget.spend(max(map(_work, ended)))
        self._hear(tier)
        self._tick()
        return ended

    def _hear(self, tier: int) -> None:
        """Take in what jobs told while under way; a deterministic solve waits for their end."""
        for told in list(self._crew.told()):
            if not self._budget.deterministic and told.tier == tier:
                if told.places is not None:
                    self._incumbent.offer_valued(told.places, tier, told.value)
                if told.bound is not None:
                    self._rise(told.bound, tier)

    # Assigning -----------------------------------------------------------------------

    def _assign(self, tier: int) -> None:
        """Give the free threads something to do."""
        deterministic = self._budget.deterministic
        if deterministic and self._crew.jobs:
            return
        reserved = 0
        if self._crew.is_free(PROVER):
            reserved = self._consider_proof(tier)
            if deterministic and self._crew.jobs:
                return
        while self._neighbourhoods and self._crew.slots + reserved < self._workers:
            desk = self._crew.free_desk(PROVER + 1)
            if desk is None:
                return
            self._start_part(desk, tier, self._neighbourhoods)

    def _consider_proof(self, tier: int) -> int:
        """Start the prover if it is its turn; return the threads to keep free for it."""
        values = self._incumbent.values
        if self._given_up:
            return 0
        if self._relaxed != tier and values is not None and self._strategies[0].relax:
            self._start_relaxing(tier)
            return 0
        if not self._is_time_to_prove(tier):
            return 0
        threads = self._workers
        if self._neighbourhoods and not self._budget.deterministic:
            threads -= self._workers // 2
        if self._crew.slots + threads > self._workers:
            return threads
        self._failures_then = self._failures
        strategy = self._strategies[min(self._turn, len(self._strategies) - 1)]
        if strategy.attaining and not self._budget.deterministic:
            if not self._crew.is_free(PROVER + 1):
                return threads
            threads -= 1
            aim = replace(self._proof_effort(strategy, 1), subsolvers=(strategy.attaining,))
            self._crew.start(PROVER + 1, attain, Proof(tier, aim, values))
        effort = self._proof_effort(strategy, threads)
        proof = Proof(tier, effort, values, self._incumbent.places)
        self._crew.start(PROVER, prove, proof, threads)
        return 0

    def _is_time_to_prove(self, tier: int) -> bool:
        value = self._value(tier)
        if self._neighbourhoods is None or value is None:
            return True
        if not self._searched:
            return False
        if self._budget.deterministic:
            return self._failures >= self._failures_then + ROUNDS_BETWEEN
        return gap(value, self.bounds[tier]) <= FAR or self._failures >= PATIENCE

    def _start_relaxing(self, tier: int) -> None:
        effort = Effort(limit=LINEAR_SHARE * self._left, deterministic=self._budget.deterministic)
        self._relaxed = tier
        self._crew.start(PROVER, relax, Proof(tier, effort, self._incumbent.values))

    @property
    def _left(self) -> float:
        return max(0.0, self._until - self._budget.used)

    def _proof_effort(self, strategy: Strategy, threads: int) -> Effort:
        """Return how hard to try."""
        deterministic = self._budget.deterministic
        limit = min(self._left, strategy.seconds or self._left)
        if deterministic and self._neighbourhoods is not None:
            limit = min(limit, max(1.0, self._left / 4))
        return Effort(
            limit=limit,
            workers=threads,
            seed=self._seed + self._turn,
            subsolvers=strategy.subsolvers if len(strategy.subsolvers) <= threads else (),
            linearization=strategy.linearization,
            probing=strategy.probing,
            deterministic=deterministic,
        )

    def _start_part(self, desk: int, tier: int, neighbourhoods: Neighbourhoods) -> None:
        places, values = self._incumbent.places, self._incumbent.values
        assert places is not None
        assert values is not None
        self._parts += 1
        picked = neighbourhoods.pick(places)
        effort = Effort(
            limit=min(PART_LIMIT, self._left),
            seed=self._seed + self._parts,
            deterministic=self._budget.deterministic,
            part=True,
        )
        self._crew.start(desk, solve_part, Part(places, picked, effort, tier, values))

    # Taking in -----------------------------------------------------------------------

    def _take(self, job: Job, tier: int) -> None:
        """Take in what a job has found."""
        take: dict[Any, Callable[[Job, int], None]] = {
            solve_part: self._take_part,
            relax: self._take_bound,
            prove: self._take_proof,
            attain: self._take_attained,
        }
        if job.answer is not None:
            take[job.function](job, tier)
        elif job.function is solve_part:
            self._neighbourhoods = None
        elif job.function is prove:
            self._given_up = True

    def _take_part(self, job: Job, tier: int) -> None:
        part: Part = job.task
        answer: Answer = job.answer
        before = self._value(tier)
        improved = False
        if answer.places is not None and answer.places != part.places and part.tier == tier:
            if part.places != self._incumbent.places:
                improved = self._incumbent.merge(part.places, answer.places)
            elif part.moves.form.lean:
                improved = self._incumbent.offer(answer.places)
            else:
                improved = self._incumbent.offer_valued(answer.places, tier, answer.value)
        self._failures = 0 if improved else self._failures + 1
        if improved:
            self._failures_then = 0
        if self._neighbourhoods:
            after = self._value(tier)
            gain = before - after if improved and before is not None and after is not None else 0
            self._neighbourhoods.learn(
                part.moves, gain=gain, solved=answer.closed, work=answer.work
            )

    def _take_bound(self, job: Job, tier: int) -> None:
        if job.task.tier == tier:
            self._rise(job.answer.bound, tier)

    def _take_proof(self, job: Job, tier: int) -> None:
        proven: Proven = job.answer
        self._turn += 1
        if proven.refused:
            raise Disagreement("the formulation refuses a timetable that the referee passed")
        self.infeasible = proven.infeasible
        if proven.places is not None:
            self._incumbent.offer_valued(proven.places, tier, proven.value)
        self._rise(proven.bound, tier)
        if proven.complete and tier == 0 and not self._decided:
            raise Disagreement(f"the referee finds {self._value(tier)}, not {proven.bound:g}")

    def _take_attained(self, job: Job, tier: int) -> None:
        proven: Proven = job.answer
        if proven.places is not None:
            self._incumbent.offer_valued(proven.places, tier, proven.value)
        self._rise(proven.bound, tier)

    def _rise(self, bound: float, tier: int) -> None:
        if math.isfinite(bound):
            self.bounds[tier] = max(self.bounds[tier], math.ceil(bound - 1e-6))


def _work(job: Job) -> float:
    """Return the deterministic work of a job that has ended; all it might do if it was given up."""
    effort: Effort = job.task.effort
    return max(LEAST_WORK, effort.limit if job.answer is None else job.answer.work)
