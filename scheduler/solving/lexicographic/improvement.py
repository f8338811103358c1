"""Large neighbourhood search: parts of the timetable are placed anew, repeatedly."""

from collections.abc import Collection, Mapping, Sequence

from models import Goal
from scheduler.compiling import Places
from scheduler.solving.core.cpsat import Effort, SearchResult
from scheduler.solving.core.problem import Values
from scheduler.solving.core.state import State
from scheduler.solving.exact.bounds import SLOW
from scheduler.solving.lns.neighbourhoods import Neighbourhood, Neighbourhoods
from scheduler.solving.workers.jobs import SubProblem, solve_subproblem
from scheduler.solving.workers.pool import Job, Pool

STUCK, TURNS = 4, 3
"""After ``STUCK`` failures in a row, one of each ``TURNS`` neighbourhoods is searched without a
hint, and one is about people who miss something; two are if nothing but that counts. Those take
long, and few people have more requests than fit."""

ROUND_SHARE = 0.05
"""Part of a deterministic solve that a neighbourhood may take with others searched beside it."""

MOST_LOST = 8
"""Gains, at most, that are combined at a time."""

MOST_WEIGHT = 1 << 50
"""Largest weight of a tier in a neighbourhood; with larger ones sums would not be exact."""

Weights = Mapping[int, int]


class Improvement:
    """Picks neighbourhoods for one tier, or several together, and takes in their results.

    A better timetable becomes the incumbent. One that is different but equally good does not, but
    the next neighbourhoods start from it: where nothing gains any more, that leads further.

    Attributes
    ----------
    failures
        Neighbourhoods in a row that were no better.
    """

    def __init__(self, numbers: Sequence[int], state: State, pool: Pool) -> None:
        self.failures = 0
        self._numbers, self._state, self._pool = numbers, state, pool
        self._begun = 0
        self._lost: list[Places] = []
        self._go_on_from_best()
        problem = state.problem
        goals = problem.tiers[numbers[0]].keys()
        alone = len(numbers) == 1
        counts_rules = any("rules" in tier for tier in problem.tiers[numbers[0] : numbers[-1] + 1])
        self._is_about_coverage, self._is_coverage = "coverage" in goals, goals == {"coverage"}
        self._neighbourhoods = Neighbourhoods(
            problem.compiled,
            state.seed + numbers[0],
            mixed=alone and _are_mixed(goals),
            changed=problem.changed if alone and goals == {"stability"} else None,
            broken=problem.broken if counts_rules else None,
        )

    @property
    def combines(self) -> bool:
        """Whether the next part combines gains that were lost, as others landed first."""
        return bool(self._lost)

    @property
    def _values(self) -> Values:
        """Values of the best timetable up to the last of these tiers."""
        assert self._state.incumbent.values is not None
        return self._state.incumbent.values[: self._numbers[-1] + 1]

    def _weights(self) -> Weights:
        """Return weights of the tiers to improve: from the first that is not proven, all after it.

        What a tier has above its bound is the most that can be gained in it. A tier weighs more
        than all that can be gained in those after it, so whatever has less in all than the best
        timetable is better in their order. The last ones are left out where this would be too much.
        """
        values, bounds = self._values, self._state.bounds
        tiers = [n for n in self._numbers if values[n] > bounds[n]] or [self._numbers[-1]]
        tiers = [n for n in self._numbers if n >= tiers[0]]
        while True:
            weights, weight = dict[int, int](), 1
            for number in reversed(tiers):
                weights[number] = weight
                weight *= 1 + max(0, values[number] - bounds[number])
            if weight <= MOST_WEIGHT or len(tiers) == 1:
                return weights
            tiers.pop()

    def _go_on_from_best(self) -> None:
        assert self._state.incumbent.places is not None
        self._from, self._from_values = self._state.incumbent.places, self._values

    def start(self, process: int) -> None:
        """Let a process search another neighbourhood."""
        state = self._state
        if self._from_values != self._values:  # others found something better
            self._go_on_from_best()
        assert state.incumbent.values is not None
        self._begun += 1
        if self._lost and (combination := self._combination()):
            self._pool.start(process, solve_subproblem, combination)
            return
        under_way = [job.task.moves for job in self._pool.jobs if job.function is solve_subproblem]
        turn = self.failures % TURNS if self.failures >= STUCK else None
        missing = None
        if self._is_coverage and self._numbers == (0,):
            self._neighbourhoods.guide(state.losses)
        if turn == 1 and self._is_about_coverage:
            missing = self._neighbourhoods.crowded(self._from, under_way)
        elif turn == 0 and self._is_coverage:
            missing = self._neighbourhoods.on_all_days(self._from)
        moves = missing or self._neighbourhoods.pick(self._from, under_way)
        part = SubProblem(
            self._from,
            moves,
            self._effort(moves.form.limit),
            self._weights(),
            state.incumbent.values,
            unhinted=turn == 2,
        )
        self._pool.start(process, solve_subproblem, part)

    def _combination(self) -> SubProblem | None:
        """Return the part that combines gains which were lost with the best timetable."""
        assert self._state.incumbent.values is not None
        others, self._lost = tuple(self._lost[-MOST_LOST:]), []
        moved = frozenset(
            a for a, place in enumerate(self._from) if any(other[a] != place for other in others)
        )
        if not moved:
            return None
        values = self._state.incumbent.values
        moves = Neighbourhood(moved)
        effort = self._effort(moves.form.limit)
        return SubProblem(self._from, moves, effort, self._weights(), values, others=others)

    def _effort(self, most: float) -> Effort:
        state = self._state
        return Effort(
            limit=self._limit(most),
            seed=state.seed + self._begun,
            deterministic=state.deterministic,
            kind="neighbourhood",
        )

    def _limit(self, most: float) -> float:
        """Return how long a neighbourhood may be searched, at most so long.

        Those for several tiers go on beyond the turn of one of them. In a deterministic solve all
        that are searched side by side wait for the longest.
        """
        state = self._state
        if state.deterministic and state.workers > 1:
            most = min(most, ROUND_SHARE * state.budget.limit)
        return min(most, state.left if len(self._numbers) == 1 else state.budget.left)

    def take(self, job: Job) -> None:
        """Take in the result of a neighbourhood.

        Raises
        ------
        Disagreement
            Formulation and referee do not agree.
        """
        part: SubProblem = job.task
        answer: SearchResult = job.answer
        if part.tier is None or part.tier not in self._numbers:
            return
        before, places = _sum(part.weights, self._values), answer.places
        improved = (
            places is not None and places != part.places and self._take_in(part, answer, places)
        )
        self.failures = 0 if improved else self.failures + 1
        if part.others:
            return
        self._neighbourhoods.learn(
            part.moves,
            gain=(before - _sum(part.weights, self._values)) / part.weights[part.tier],
            solved=answer.closed,
            work=answer.work,
        )

    def _take_in(self, part: SubProblem, answer: SearchResult, places: Places) -> bool:
        """Accept what is better, go on from what is equally good; return whether it is better."""
        claimed, incumbent = round(answer.value), self._state.incumbent
        lean = part.moves.form.lean  # what it has gained, if anything, only the referee can say
        gained = not lean and claimed < _sum(part.weights, part.values)
        if answer.closed and not lean and not gained:
            if claimed == _sum(part.weights, self._values):
                self._from = places
            return False
        best, overtaken = incumbent.places, part.values != incumbent.values
        if part.places != self._from and incumbent.merge(self._from, part.places, places):
            improved = True
        else:
            improved = self._accept(part, answer, places)
            if gained and overtaken and best is not None:  # one of the two is lost
                self._lost.append(best if improved else places)
        if improved:
            self._go_on_from_best()
        return improved

    def _accept(self, part: SubProblem, answer: SearchResult, places: Places) -> bool:
        """Offer it by itself, unless others have found something as good meanwhile."""
        if part.moves.form.lean:
            return self._state.incumbent.offer(places)
        if answer.closed and round(answer.value) >= _sum(part.weights, self._values):
            return False
        return self._state.incumbent.offer_valued(places, part.weights, answer.value)


def _sum(weights: Weights, values: Values) -> int:
    """Return the weighted sum of the values of some tiers."""
    return sum(weight * values[number] for number, weight in weights.items())


def _are_mixed(goals: Collection[Goal]) -> bool:
    """Tell whether goals that are slow to state are weighed against other goals."""
    return not SLOW.isdisjoint(goals) and not SLOW.issuperset(goals)
