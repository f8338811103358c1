"""When a timetable that attains the bound of a tier is sought, and for how long."""

from scheduler.solving.core.cpsat import Effort
from scheduler.solving.core.state import State
from scheduler.solving.exact.bounds import SLOW
from scheduler.solving.exact.tasks import Proof

ATTAIN_FROM, ATTAIN_SECONDS, ATTAIN_SHARE = 0.05, 6.0, 0.5
"""Gap of a tier above which a timetable that attains its bound is sought at once, as neighbourhoods
may take long to come so near; and for how many seconds, and what part of its time, at most. It is
not given up where they come near meanwhile: what is left may take a proof far longer."""

FEW_POINTS = 3
"""Bound of a later tier up to which such a timetable is sought: soft rules of which next to none
may be broken are as good as hard ones, and clause learning is quick with those."""


def counts_rules(state: State, number: int) -> bool:
    """Tell whether no relaxation has a bound for a tier, as all its cost is that of rules."""
    return state.problem.tiers[number].keys() == {"rules"}


def may_attain_relaxation(state: State, number: int) -> bool:
    """Tell whether a timetable that attains the bound of the relaxation is likely to be found."""
    problem = state.problem
    if not problem.is_searched or counts_rules(state, number):  # of rules it was sought before
        return False
    if number == 0:
        return SLOW.isdisjoint(problem.tiers[0])
    return state.bounds[number] <= FEW_POINTS


def is_far(state: State, number: int) -> bool:
    """Tell whether there is a timetable, and one that attains the bound would be far better."""
    return state.found and not state.is_near(number, ATTAIN_FROM)


def attempt(state: State, number: int) -> Proof:
    """Return the task of finding one for the bound known so far."""
    effort = Effort(
        limit=min(ATTAIN_SECONDS, ATTAIN_SHARE * state.left),
        seed=state.seed,
        subsolvers=("no_lp",),
        deterministic=state.deterministic,
    )
    return Proof(number, effort, state.incumbent.values)
