"""Back to the previous timetable: a search that came far from it is brought near it at once.

A timetable that is better in an earlier tier may change much that need not change, as nothing
before the tier of ``stability`` asks for less. Neighbourhoods of that tier bring it back step by
step. If each activity is either where it was or where it is now, the whole is small enough to be
solved in a moment: so that is done before that tier begins, and before a stopped search ends.
"""

from scheduler.compiling import recombined
from scheduler.solving.core.cpsat import Effort, Stop, hint, search
from scheduler.solving.core.placements import to_places
from scheduler.solving.core.state import State

SECONDS = 1.0
"""Limit of the search, which may end after that of the solve; mostly it takes some hundredths."""


def bring_back(state: State) -> None:
    """Put activities back where they were, as far as no earlier tier gets worse for it."""
    problem, places = state.problem, state.incumbent.places
    number = problem.stability_tier
    if places is None or problem.previous is None or number is None or state.decided(number):
        return
    changed = problem.changed(places)
    if not changed:
        return
    assert state.incumbent.values is not None
    before = to_places(problem.compiled, problem.previous)
    variables = problem.formulate(recombined(problem.compiled, places, (before,), changed))
    problem.hold_earlier(variables, number, state.incumbent.values)
    variables.model.minimize(problem.objective(variables, number))
    hint(variables, places)
    effort = Effort(
        limit=SECONDS,
        seed=state.seed,
        deterministic=state.deterministic,
        kind="neighbourhood",
    )
    answer = search(variables, effort, Stop())
    state.budget.spend(answer.work)
    if answer.places is not None:
        state.incumbent.consider(answer.places)
