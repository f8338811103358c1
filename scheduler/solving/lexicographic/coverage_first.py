"""Coverage alone first, where the first tier weighs it against other goals.

Such a policy is that of the neutral cases of ``summit bench rivals``, for which it was made; the
default policy has coverage in a tier of its own and never comes here.

What is left out mostly outweighs everything else, and alone it is quick to minimise: the relaxation
is tight, and no goal is slow to state. The other goals are a second tier, which neighbourhoods turn
to where coverage gains nothing for a while. The search of the tier itself begins from the result.
"""

from collections.abc import Callable
from dataclasses import replace

from scheduler.cluster import Cluster
from scheduler.compiling import Places
from scheduler.solving.core.incumbent import Incumbent
from scheduler.solving.core.problem import Problem
from scheduler.solving.core.state import State
from scheduler.solving.lexicographic.tiers import LexicographicSearch

COVERAGE_SHARE = 0.6
"""Part of the time that both tiers may take if coverage is not proven before: two thirds of it are
for coverage."""

FEWEST_ACTIVITIES = 40
"""With fewer activities the tier itself is as quick."""


def coverage_first(state: State, tick: Callable[[], None], cluster: Cluster | None = None) -> None:
    """Search for the best coverage, and offer what is found to the incumbent.

    Only where the whole is small enough to be searched: in a larger problem the relaxation is not
    tight, and the time is better spent on the tier itself.

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
    ahead = _ahead(problem)
    search = State(
        ahead,
        Incumbent(ahead),
        budget,
        workers=state.workers,
        seed=state.seed,
        until=budget.limit,
        incidents=state.incidents,
    )
    offered: Places | None = None

    def offer() -> None:
        nonlocal offered
        places = search.incumbent.places
        if places is not None and places != offered:
            offered = places
            state.incumbent.consider(places)
        state.rise(problem.tiers[0]["coverage"] * search.bounds[0], 0)
        is_over = search.found and (tiers.tier or search.decided(0))
        if is_over and state.incumbent.places == places:
            budget.end()
        tick()

    tiers = LexicographicSearch(search, tick=offer, cluster=cluster)
    tiers.run(state.incumbent.places)
    offer()
    state.infeasible = search.infeasible


def _ahead(problem: Problem) -> Problem:
    """Return the problem with coverage in a tier of its own, and then the other goals.

    A timetable with the best coverage may at first be worse in all goals together than one that was
    improved in all of them, and be lost so; here it is improved further.
    """
    others = {goal: weight for goal, weight in problem.tiers[0].items() if goal != "coverage"}
    tiers = ({"coverage": 1}, others)
    policy = problem.instance.policy.model_copy(update={"tiers": tiers})
    return replace(problem, instance=problem.instance.model_copy(update={"policy": policy}))
