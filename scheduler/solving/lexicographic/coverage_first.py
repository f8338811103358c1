"""Coverage alone first, where the first tier weighs it against other goals.

Such a policy is that of the neutral cases of ``summit bench rivals``, for which it was made; the
default policy has coverage in a tier of its own and never comes here.

What is left out mostly outweighs all else, and alone it is quick to search: the relaxation is
tight and no slow goal is stated. What is found is where the search of the tier itself begins.
"""

from collections.abc import Callable
from dataclasses import replace

from scheduler.compiling import Places
from scheduler.solving.core.incumbent import Incumbent
from scheduler.solving.core.problem import Problem
from scheduler.solving.core.state import State
from scheduler.solving.lexicographic.tiers import LexicographicSearch

COVERAGE_SHARE = 0.4
"""Part of the time that it may take, if it is not proven before."""

FEWEST_ACTIVITIES = 40
"""Activities below which the tier itself is as quick."""


def coverage_first(state: State, tick: Callable[[], None]) -> None:
    """Search for the best coverage, and offer the incumbent what is found on the way.

    Only where the whole is small enough to be searched: in a larger one nothing is tight,
    and the time is better spent on the parts of the tier itself.

    Raises
    ------
    Disagreement, ProcessDied
        As for the search of a tier.
    """
    problem = state.problem
    few = len(problem.compiled.activities) < FEWEST_ACTIVITIES
    if few or not problem.is_mixed or not problem.is_searched:
        return
    budget = state.budget.part(COVERAGE_SHARE * state.budget.left)
    alone = _of_coverage(problem)
    by_itself = State(
        alone,
        Incumbent(alone),
        budget,
        workers=state.workers,
        seed=state.seed,
        until=budget.limit,
        incidents=state.incidents,
    )
    offered: Places | None = None

    def offer() -> None:
        nonlocal offered
        places = by_itself.incumbent.places
        if places is not None and places != offered:
            offered = places
            state.incumbent.consider(places)
        tick()

    LexicographicSearch(by_itself, tick=offer).run(state.incumbent.places)
    state.infeasible = by_itself.infeasible
    state.rise(problem.tiers[0]["coverage"] * by_itself.bounds[0], 0)


def _of_coverage(problem: Problem) -> Problem:
    policy = problem.instance.policy.model_copy(update={"tiers": ({"coverage": 1},)})
    return replace(problem, instance=problem.instance.model_copy(update={"policy": policy}))
