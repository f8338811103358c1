"""Goals of the plain interval formulation, and the breaks that a rule compares."""

from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise

from ortools.sat.python import cp_model

from benchmarks.peers.answers import Unsupported, weights_of
from benchmarks.peers.plain_variables import Expression, Literal, Plain
from models import Goal, Rule


def objective(plain: Plain) -> Expression:
    """Return the weighted sum of the goals of the one tier.

    Raises
    ------
    Unsupported
        The policy has goals that this formulation does not support.
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
        if activity.source.wished_spans or activity.source.wished_rooms or activity.usual:
            raise Unsupported("wished spans and rooms, and usual hours")
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
    weights, grid = plain.instance.policy.audience, plain.instance.grid_minutes
    topics: dict[str, list[int]] = defaultdict(list)
    for a, activity in enumerate(plain.activities):
        source = activity.source
        if source.wished_people and weights.wished_missing:
            raise Unsupported("wished people")
        if source.audience and weights.seats_short:
            raise Unsupported("expected audiences")
        for topic in dict.fromkeys(source.topics) if source.kind == "workshop" else ():
            if source.minutes % grid:
                raise Unsupported("workshops that end off the grid")
            topics[topic].append(a)
    if not weights.parallel_minutes:
        return 0
    terms = []
    for members in topics.values():
        by_step: dict[int, list[Literal]] = defaultdict(list)
        for a in members:
            for start, literal in plain.starting(a).items():
                for step in range(start, start + plain.activities[a].minutes, grid):
                    by_step[step].append(literal)
        for literals in by_step.values():
            if len(literals) > 1:
                beyond = plain.model.new_int_var(0, len(members) - 1, "")
                plain.model.add(beyond >= sum(literals) - 1)
                terms.append(beyond)
    return weights.parallel_minutes * grid * sum(terms)


def breaks(plain: Plain) -> Expression:
    """Number of breaks."""
    return sum(breaks_of(plain, p, exact=False) for p in plain.of_person)


def breaks_of(plain: Plain, p: int, *, exact: bool) -> Expression:
    """Return the breaks of a person: activities, less days, less activities followed at once.

    They are made at the first call, exactly if asked for so; otherwise bounded from below only.
    """
    if p not in plain.breaks:
        mine = plain.of_person.get(p, [])
        joined = [_is_followed(plain, a, mine, exact=exact) for a in mine]
        number = plain.model.new_int_var(0, max(0, len(mine) - 1), "")
        count = sum(plain.present[a] for a in mine) - sum(_days(plain, mine)) - sum(joined)
        plain.model.add(number == count if exact else number >= count)
        plain.breaks[p] = number
    return plain.breaks[p]


def _days(plain: Plain, mine: list[int]) -> list[Expression]:
    """Return for each day whether somebody has anything on it."""
    if len(plain.instance.windows) == 1 and any(plain.activities[a].must for a in mine):
        return [1]
    by_day: dict[int, list[Literal]] = defaultdict(list)
    for a in mine:
        for day, literal in plain.on_days(a).items():
            by_day[day].append(literal)
    engaged = []
    for literals in by_day.values():
        engaged.append(plain.model.new_bool_var(""))
        plain.model.add_max_equality(engaged[-1], literals)
    return engaged


def _is_followed(plain: Plain, a: int, mine: list[int], *, exact: bool) -> Expression:
    """Return whether another of somebody's activities starts before a wait is a break."""
    wait = plain.instance.policy.break_minutes
    nights = [b[0] - a[1] for a, b in pairwise(plain.instance.windows)]
    if min(nights, default=wait + 1) <= wait:
        raise Unsupported("nights shorter than a break")
    soon = cp_model.Domain(0, wait)
    literals = []
    for b in mine:
        if b == a or not _may_follow(plain, a, b, wait):
            continue
        literal = plain.model.new_bool_var("")
        both = [plain.present[a], plain.present[b]]
        gap = plain.start[b] - plain.end[a]
        plain.model.add_implication(literal, both[0])
        plain.model.add_implication(literal, both[1])
        plain.model.add_linear_expression_in_domain(gap, soon).only_enforce_if(literal)
        if exact:
            plain.model.add_linear_expression_in_domain(gap, soon.complement()).only_enforce_if(
                [literal.negated(), *both]
            )
        literals.append(literal)
    if not literals:
        return 0
    followed = plain.model.new_bool_var("")
    plain.model.add_bool_or([*literals, followed.negated()])
    if exact:
        for literal in literals:
            plain.model.add_implication(literal, followed)
    return followed


def _may_follow(plain: Plain, a: int, b: int, wait: int) -> bool:
    ends = {s + plain.activities[a].minutes for s in plain.activities[a].starts}
    return any(ends.intersection(range(s - wait, s + 1)) for s in plain.activities[b].starts)


def fair_breaks(plain: Plain, rule: Rule) -> None:
    """The largest and the smallest number of breaks differ by the limit at most."""
    numbers = [
        breaks_of(plain, p, exact=True)
        for p, person in enumerate(plain.instance.people)
        if not rule.people or person.id in rule.people
    ]
    most, least = (plain.model.new_int_var(0, len(plain.activities), "") for _ in range(2))
    for number in numbers:
        plain.model.add(most >= number)
        plain.model.add(least <= number)
    plain.model.add(most - least <= rule.limit)


GOALS: dict[Goal, Callable[[Plain], Expression]] = {
    "coverage": coverage,
    "preference": preference,
    "audience": audience,
    "breaks": breaks,
}
