"""One solve: a first timetable, then tier after tier proof and improvement side by side."""

import logging
from collections.abc import Callable

from scheduler.compiling import Places
from scheduler.solving.construction import construction
from scheduler.solving.crew import Crew, Job, ProcessDied
from scheduler.solving.searching import Answer, Effort
from scheduler.solving.standing import Standing
from scheduler.solving.tasks import Doubt, Part, Salvage, doubt, relax, salvage, solve_part
from scheduler.solving.tier import PROVER, Tier

LEAST_WORK = 0.01
"""What a job is charged at least: what presolve settles is no work to CP-SAT, yet takes time."""

FIRST_SHARE, LARGE_SHARE, NEAR = 0.5, 0.8, 0.01
"""Parts of the time that the first tier may take, as nothing in the others makes up for it: the
larger one where the whole is not searched, until the gap is so small."""

PATIENCE_SECONDS, LAST_PATIENCE_SECONDS = 1.0, 0.3
"""How long a task may take to obey a stop before its process is killed; at the very end less."""


class Campaign:
    """Solves the tiers of a problem in order.

    Attributes
    ----------
    tier
        At hand; None while constructing.
    """

    def __init__(
        self, standing: Standing, *, tick: Callable[[], None], on_mishap: Callable[[str], None]
    ) -> None:
        self._standing, self._tick, self._on_mishap = standing, tick, on_mishap
        self._crew = Crew(standing.problem, standing.workers + 1, on_mishap)
        self.tier: int | None = None

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
            first = Tier(0, self._standing, self._crew)
            self._construct(first, start)
            for number in range(len(self._standing.problem.tiers)):
                self.tier = number
                self._solve(first if number == 0 else Tier(number, self._standing, self._crew))
                if not self._standing.found:
                    break
            if self._standing.infeasible:
                self._ask_again()
        finally:
            self._crew.close()

    def _construct(self, first: Tier, start: Places | None) -> None:
        standing = self._standing
        standing.until = self._end_of_construction()
        if start is None and not first.relaxes:
            return  # its first timetables are no better than those of the search to come
        steps = construction(
            standing.problem, standing.incumbent, standing.budget, standing.seed, start
        )
        step = next(steps)
        tiers = len(standing.problem.tiers)
        left = standing.budget.until(tiers, FIRST_SHARE) - standing.budget.used
        if standing.workers > 1 and first.may_relax(left) and not standing.deterministic:
            first.start_relaxing(left)
        while step.task is not None and (standing.left > 0 or self._has_nothing_else):
            task = step.task
            if self._crew.is_free(PROVER + 1):
                function = salvage if isinstance(task, Salvage) else solve_part
                self._crew.start(PROVER + 1, function, task)
                self._offer(step.found)
            for job in self._served(0):
                if job.function is relax:
                    first.take(job)
                    continue
                answer = job.answer or Answer("UNKNOWN")
                if job.answer is None and job.function is not salvage and not standing.found:
                    raise ProcessDied("the solver's process dies again and again")
                whole = isinstance(task, Part) and task.holds_nothing
                if whole and answer.status == "INFEASIBLE":
                    standing.infeasible = True
                step = steps.send(answer)
        steps.close()
        self._offer(step.found)
        if not self._crew.is_free(PROVER + 1):  # time is over, and the prover wants the thread
            self._crew.abandon(PROVER + 1)

    def _end_of_construction(self) -> float:
        """Return until when: where the whole is not searched, nothing finds more as quickly."""
        tiers, budget = len(self._standing.problem.tiers), self._standing.budget
        if self._standing.problem.is_searched:
            return budget.until(tiers + 1)
        return budget.until(tiers, FIRST_SHARE)

    @property
    def _has_nothing_else(self) -> bool:
        """Whether there is no timetable and no other way to one, but time."""
        standing = self._standing
        return (
            not standing.found and not standing.problem.is_formulated and standing.budget.left > 0
        )

    def _offer(self, places: Places | None) -> None:
        if places is not None:
            self._standing.incumbent.offer(places)

    def _solve(self, tier: Tier) -> None:
        """Prove and improve until the tier is proven, its time is over, or nothing is left."""
        standing = self._standing
        began = standing.budget.seconds
        waiting = len(standing.problem.tiers) - tier.number
        soon = standing.until = standing.budget.until(waiting, 0.0 if tier.number else FIRST_SHARE)
        if tier.number == 0 and not standing.problem.is_searched:
            standing.until = standing.budget.until(waiting, LARGE_SHARE)
        tier.begin()
        try:
            while not standing.decided(tier.number) and standing.left > 0:
                tier.assign()
                if not self._crew.jobs:
                    break
                for job in self._served(tier.number):
                    tier.take(job)
                if standing.is_near(tier.number, NEAR):
                    standing.until = soon
        finally:
            standing.seconds[tier.number] = standing.budget.seconds - began
        self._end(tier)

    def _end(self, tier: Tier) -> None:
        standing = self._standing
        last = tier.number == len(standing.problem.tiers) - 1 or standing.budget.left == 0
        for job in self._crew.end_round(LAST_PATIENCE_SECONDS if last else PATIENCE_SECONDS):
            tier.take(job)
        self._hear(tier.number)
        self._tick()
        standing.confirm(tier.number)

    def _ask_again(self) -> None:
        """Take nothing for impossible on one run alone: another one has to find the same."""
        standing = self._standing
        standing.until = standing.budget.limit
        effort = Effort(standing.left, seed=standing.seed, deterministic=standing.deterministic)
        self._crew.start(PROVER + 1, doubt, Doubt(effort))
        opinion = "UNKNOWN"
        while self._crew.jobs and standing.left > 0:
            for job in self._served(0):
                opinion = job.answer.status if job.answer else opinion
        standing.infeasible = opinion == "INFEASIBLE"
        if opinion == "FEASIBLE":
            logging.getLogger(__name__).error("Two runs disagree on whether there is a timetable.")
            self._on_mishap(
                "one run found that there is no timetable, a second one that there is: "
                "neither is taken for true"
            )
        elif opinion == "UNKNOWN":
            self._on_mishap(
                "one run found that there is no timetable, and there was no time to see "
                "whether a second one finds the same"
            )

    def _served(self, tier: int) -> list[Job]:
        """Let the jobs go on for a moment; return those that have ended."""
        standing = self._standing
        self._crew.set_known(standing.value(tier), standing.bounds[tier])
        ended = self._crew.ended(together=standing.deterministic)
        if standing.deterministic and ended:
            standing.budget.spend(max(map(_work, ended)))
        self._hear(tier)
        self._tick()
        return ended

    def _hear(self, tier: int) -> None:
        """Take in what jobs told while under way; a deterministic solve waits for their end."""
        for told in list(self._crew.told()):
            if not self._standing.deterministic and told.tier == tier:
                if told.places is not None:
                    self._standing.incumbent.offer_valued(told.places, tier, told.value)
                if told.bound is not None:
                    self._standing.rise(told.bound, tier)


def _work(job: Job) -> float:
    """Return the deterministic work of a job that has ended; all it might do if it was given up."""
    effort: Effort = job.task.effort
    return max(LEAST_WORK, effort.limit if job.answer is None else job.answer.work)
