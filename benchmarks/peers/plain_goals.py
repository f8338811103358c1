"""Goals of the plain interval formulation, and the breaks that a rule compares."""

from collections import defaultdict
from collections.abc import Callable
from itertools import permutations

from ortools.sat.python import cp_model

from benchmarks.peers.answers import Unsupported, weights_of
from benchmarks.peers.plain_variables import Expression, Literal, Plain
from models import Goal, Rule
from models.clock import inside


def objective(plain: Plain) -> Expression:
    """Return the weighted sum of the goals of the one tier.

    Raises
    ------
    Unsupported
        The policy wants more than this formulation knows.
    """
    weights = weights_of(plain.instance, GOALS)
    return sum(weight * GOALS[goal](plain) for goal, weight in weights.items())


def coverage(plain: Plain) -> Expression:
    """Priority points of what is left out."""
    return sum(
        activity.source.priority * (1 - plain.present[a])
        for a, activity in enumerate(plain.activities)
        if activity.source.optional
    )


def preference(plain: Plain) -> Expression:
    """Start costs: for each, a literal that has to hold if the start lies in the span."""
    clock = plain.instance.clock
    terms = []
    for a, activity in enumerate(plain.activities):
        if activity.source.wished_spans or activity.source.wished_rooms:
            raise Unsupported("wished spans and rooms")
        for priced in activity.source.start_costs:
            low, high = clock.interval(priced.span)
            outside = [s for s in activity.starts if not low <= s < high]
            if len(outside) < len(activity.starts):
                terms.append(priced.cost * _unless_among(plain, a, outside))
    return sum(terms)


def _unless_among(plain: Plain, a: int, starts: list[int]) -> Literal:
    """Return a literal that holds if an activity has a place, and starts elsewhere."""
    literal = plain.model.new_bool_var("")
    plain.starts_among(a, starts, [literal.negated(), plain.present[a]])
    return literal


def audience(plain: Plain) -> Expression:
    """Minutes of workshops of one topic in parallel, step by step of the grid."""
    weights = plain.instance.policy.audience
    topics: dict[str, list[int]] = defaultdict(list)
    for a, activity in enumerate(plain.activities):
        source = activity.source
        if source.wished_people and weights.wished_missing:
            raise Unsupported("wished people")
        if source.audience and weights.seats_short:
            raise Unsupported("expected audiences")
        for topic in dict.fromkeys(source.topics) if source.kind == "workshop" else ():
            topics[topic].append(a)
    under_way: dict[tuple[int, int], Literal] = {}
    terms = []
    for members in topics.values():
        for step in _steps(plain):
            literals = [y for a in members if (y := _under_way(plain, a, step, under_way))]
            if len(literals) > 1:
                beyond = plain.model.new_int_var(0, len(literals) - 1, "")
                plain.model.add(beyond >= sum(literals) - 1)
                terms.append(beyond)
    return weights.parallel_minutes * plain.instance.grid_minutes * sum(terms)
