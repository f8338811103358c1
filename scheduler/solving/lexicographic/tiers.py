"""One solve: a first timetable, then tier after tier, proof and improvement side by side."""

import logging
from collections.abc import Callable, Sequence

from models import Incident
from scheduler.cluster import Cluster
from scheduler.compiling import Places
from scheduler.solving.core.cpsat import Effort, SearchResult
from scheduler.solving.core.state import State
from scheduler.solving.lexicographic.construction import construction
from scheduler.solving.lexicographic.improvements import Improvements
from scheduler.solving.lexicographic.returning import bring_back
from scheduler.solving.lexicographic.rounds import Rounds
from scheduler.solving.lexicographic.tier import PROVER, TierSearch
from scheduler.solving.lexicographic.turn import Turn
from scheduler.solving.workers.jobs import (
    AskAgain,
    Salvage,
    SubProblem,
    ask_again,
    relax,
    salvage,
    solve_subproblem,
)
from scheduler.solving.workers.pool import Job, Pool, ProcessDied

FIRST_SHARE, LARGE_SHARE, NEAR = 0.5, 0.8, 0.01
"""Parts of the time that the first tier may take, as it outweighs all others; the larger one is
for problems too large to be searched as a whole, until the gap is at most ``NEAR``."""

BOUNDS_SHARE = 1 / 4
"""Part of the work of all threads that the first bounds of later tiers may take: mostly they are
far below what is found."""

OFFERED = 4
"""Of so many batches of a construction one is refereed: the referee takes as long as a batch."""

ANOTHER_SEED = 1_000_003
"""Added to the seed when the tiers that are not proven are searched once more."""

PATIENCE_SECONDS, LAST_PATIENCE_SECONDS = 1.0, 0.3
"""Seconds that a task has to obey a stop before its process is killed; less at the very end."""


class LexicographicSearch:
    """Solves the tiers of a problem in order, and again what is not proven while there is time.

    Parameters
    ----------
    tick
        Called again and again.
    cluster
        Searches neighbourhoods too.

    Attributes
    ----------
    tier
        The tier whose turn it is to be bounded and proven; None during construction.
    """

    def __init__(
        self, state: State, *, tick: Callable[[], None], cluster: Cluster | None = None
    ) -> None:
        self._state, self._tick = state, tick
        self._pool = Pool(state.problem, state.workers + 1, state.incidents, cluster)
        self._rounds = Rounds(state, self._pool)
        self._improvements = Improvements(state, self._pool)
        self.tier: int | None = None
        self._bounded: float | None = None

    @property
    def improved(self) -> tuple[int, ...]:
        """The tiers that neighbourhoods improve at present; none during construction."""
        return () if self.tier is None else self._improvements.improved(self.tier)

    def run(self, start: Places | None) -> None:
        """Construct, then take the tiers in order.

        Raises
        ------
        Disagreement
            Formulation and referee do not agree.
        ProcessDied
            There is no first timetable, as the process dies again and again.
        """
        try:
            first = TierSearch(0, self._state, self._pool)
            self._construct(first, start)
            self._search(range(len(self._state.problem.tiers)), first)
            while self._state.found and self._state.budget.left > 0 and (again := self._open()):
                self._state.seed += ANOTHER_SEED
                if not self._search(again, again=True):
                    break  # nothing can be searched any more: its processes die
            if self._state.infeasible:
                self._ask_again()
        finally:
            self._pool.close()

    def _open(self) -> list[int]:
        """Return the tiers to take again: those improved together while any of them is open."""
        return [
            n for n in self._state.open_tiers if n in self._improvements.shared
        ] or self._state.open_tiers

    def _search(
        self, numbers: Sequence[int], first: TierSearch | None = None, *, again: bool = False
    ) -> bool:
        """Take some tiers in order, once; tell whether there was anything to do.

        At first the turn of a tier that is improved together with others ends with its
        relaxations, so that soon all of them have bounds.
        """
        searched, together = False, self._improvements.shared
        for position, number in enumerate(numbers):
            self.tier = number
            if number == self._state.problem.stability_tier:
                bring_back(self._state)
            turn = Turn.WHOLE
            if number in together:
                turn = Turn.PROOF if again else Turn.BOUND
            tier = first or TierSearch(number, self._state, self._pool, turn)
            first = None
            following = numbers[position + 1 : position + 2]
            goes_on = number in together and any(n in together for n in following)
            searched |= self._solve(tier, len(numbers) - position, goes_on=goes_on)
            if not self._state.found:
                break
        return searched

    def _construct(self, first: TierSearch, start: Places | None) -> None:
        state = self._state
        state.until = self._end_of_construction()
        if start is None and not first.relaxes:
            return  # the search that follows finds first timetables as quickly
        steps = construction(state.problem, state.incumbent, state.budget, state.seed, start)
        step, batches = next(steps), 0
        tiers = len(state.problem.tiers)
        left = state.budget.until(tiers, FIRST_SHARE) - state.budget.used
        if state.workers > 1 and first.may_relax(left) and not state.deterministic:
            first.start_relaxing(left)
        while step.task is not None and (state.left > 0 or self._has_nothing_else):
            task = step.task
            if self._pool.is_free(PROVER + 1):
                function = salvage if isinstance(task, Salvage) else solve_subproblem
                self._pool.start(PROVER + 1, function, task)
                if step.found is not None:
                    if batches % OFFERED == 0:
                        self._offer(step.found)
                    batches += 1
            for job in self._served(0):
                if job.function is relax:
                    first.take(job)
                    continue
                answer = job.answer or SearchResult("UNKNOWN")
                if job.answer is None and job.function is not salvage and not state.found:
                    raise ProcessDied("the solver's process dies again and again")
                whole = isinstance(task, SubProblem) and task.holds_nothing
                if whole and answer.status == "INFEASIBLE":
                    state.infeasible = True
                step = steps.send(answer)
        steps.close()
        self._offer(step.found)
        if not self._pool.is_free(PROVER + 1):  # time is over, and the proof needs the thread
            self._pool.abandon(PROVER + 1)

    def _end_of_construction(self) -> float:
        """Return how much may have been spent when construction ends: more in larger problems."""
        tiers, budget = len(self._state.problem.tiers), self._state.budget
        if self._state.problem.is_searched:
            return budget.until(tiers + 1)
        return budget.until(tiers, FIRST_SHARE)

    @property
    def _has_nothing_else(self) -> bool:
        """Whether there is no timetable yet, no other way to find one, and time is left."""
        state = self._state
        return not state.found and not state.problem.is_formulated and state.budget.left > 0

    def _offer(self, places: Places | None) -> None:
        if places is not None:
            self._state.incumbent.offer(places)

    def _solve(self, tier: TierSearch, waiting: int, *, goes_on: bool) -> bool:
        """Prove and improve until the tier is proven, its time is over, or nothing can be done.

        Parameters
        ----------
        waiting
            How many tiers, this one among them, have the time that is left.
        goes_on
            The next tier has the same neighbourhoods, so those under way are not stopped.

        Returns
        -------
        bool
            Whether there was anything to do.
        """
        state, searched = self._state, False
        began = state.budget.seconds
        soon = self._begin(tier, waiting)
        try:
            while not state.decided(tier.number) and self._has_time():
                if tier.is_over:
                    break
                tier.assign()
                if not self._pool.jobs:
                    break
                found, searched = state.found, True
                for job in self._served(tier.number):
                    tier.take(job)
                if state.found and not found:
                    soon = self._begin(tier, waiting)
                elif state.is_near(tier.number, NEAR):
                    state.until = soon
        finally:
            state.seconds[tier.number] += state.budget.seconds - began
        if not (goes_on and self._pool.is_free(PROVER)):
            self._end(tier, last=waiting == 1)
        state.confirm(tier.number)
        return searched

    def _begin(self, tier: TierSearch, waiting: int) -> float:
        """Set until when a tier is searched; return until when if it is nearly proven.

        Without a timetable that is the very end, as nothing else can be done with the time; a
        deterministic search, which is not stopped when it has found one, takes its share first.
        """
        state, budget = self._state, self._state.budget
        soon = state.until = budget.until(waiting, 0.0 if tier.number else FIRST_SHARE)
        if not state.found and not state.deterministic:
            state.until = budget.limit
        elif tier.number == 0 and not state.problem.is_searched:
            state.until = budget.until(waiting, LARGE_SHARE)
        elif tier.only_bounds:
            self._bounded = self._bounded or budget.used + self._share_of_bounds * budget.left
            state.until = min(soon, budget.until(waiting, of=self._bounded))
        tier.begin(self._improvements)
        return soon

    @property
    def _share_of_bounds(self) -> float:
        """Part of the time that bounds of the tiers improved together may take of one thread."""
        return min(1.0, BOUNDS_SHARE * self._state.workers)

    def _has_time(self) -> bool:
        """Tell whether there is time for the tier at hand: all there is, without a timetable."""
        if not self._state.found and self._state.left == 0:
            self._state.until = self._state.budget.limit
        return self._state.left > 0

    def _end(self, tier: TierSearch, *, last: bool) -> None:
        state = self._state
        last = last or state.budget.left == 0
        for job in self._pool.end_round(LAST_PATIENCE_SECONDS if last else PATIENCE_SECONDS):
            tier.take(job)
        self._hear(tier.number)
        self._tick()

    def _ask_again(self) -> None:
        """Let a second, different run confirm that there is no timetable."""
        state = self._state
        state.until = state.budget.limit
        effort = Effort(state.left, seed=state.seed, deterministic=state.deterministic)
        self._pool.start(PROVER + 1, ask_again, AskAgain(effort))
        opinion = "UNKNOWN"
        while self._pool.jobs and state.left > 0:
            for job in self._served(0):
                opinion = job.answer.status if job.answer else opinion
        state.infeasible = opinion == "INFEASIBLE"
        if opinion == "FEASIBLE":
            logging.getLogger(__name__).error("Two runs disagree on whether there is a timetable.")
            state.incidents.append(Incident(kind="second-run-disagrees"))
        elif opinion == "UNKNOWN":
            state.incidents.append(Incident(kind="second-run-unfinished"))

    def _served(self, tier: int) -> list[Job]:
        """Let the jobs go on for a moment; return those that have ended."""
        state = self._state
        self._pool.set_known(state.value(tier), state.bounds[tier])
        ended = self._rounds.ended() if state.deterministic else self._pool.ended(together=False)
        self._hear(tier)
        self._tick()
        return ended

    def _hear(self, tier: int) -> None:
        """Take in messages of running jobs; a deterministic solve waits for their end instead."""
        for message in list(self._pool.messages()):
            if not self._state.deterministic and message.tier == tier:
                if message.places is not None:
                    self._state.incumbent.offer_valued(message.places, {tier: 1}, message.value)
                if message.bound is not None:
                    self._state.rise(message.bound, tier, message.held)
