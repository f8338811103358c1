"""Families of constraints for declared rules, hard or soft.

A soft rule has one slack for each possible violation; its cost is the sum of its slacks.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import partial
from itertools import combinations, pairwise, product
from typing import TypeVar

from models import Rule
from scheduler.formulation.breaks import breaks_of_person, people_of
from scheduler.formulation.cliques import cliques
from scheduler.formulation.variables import Expression, Literal, Stretch, Variables, total

MOST_PAIRS = 100_000
"""Of starts of two activities; where there are more, literals stand for many starts at once."""

Slack = Expression
Choice = TypeVar("Choice", bound=Hashable)
Family = Callable[[Variables, Rule], list[Slack]]


def _slack(v: Variables, rule: Rule, most: int = 1) -> Slack:
    """Return the slack of a rule: 0 if it is hard, else a variable."""
    if rule.weight is None:
        return 0
    return v.model.new_int_var(0, most, "")


def _positions(v: Variables, rule: Rule) -> list[int]:
    return [v.compiled.position[name] for name in rule.activities]


def _groups(v: Variables, rule: Rule) -> Iterable[tuple[int, ...]]:
    """Return what may not clash: all together, or each pair for which there is a slack."""
    positions = _positions(v, rule)
    if rule.others:
        return product(positions, [v.compiled.position[name] for name in rule.others])
    return [tuple(positions)] if rule.weight is None else combinations(positions, 2)


def _at_most_one(v: Variables, literals: Iterable[Literal], slack: Slack) -> None:
    if isinstance(slack, int):
        v.model.add_at_most_one(literals)
    else:
        v.model.add(total(literals) <= 1 + slack)


def precedence(v: Variables, rule: Rule) -> list[Slack]:
    """Each listed activity ends ``minutes`` before the next begins."""
    slacks = []
    for a, b in pairwise(_positions(v, rule)):
        slack = _slack(v, rule)
        slacks.append(slack)
        early = -v.compiled.activities[a].minutes - rule.minutes
        _follows(v, v.stretches(b), v.stretches(a), early, slack)
    return slacks


def maximum_gap(v: Variables, rule: Rule) -> list[Slack]:
    """Between two listed one after the other there are at most ``minutes``."""
    slacks = []
    for a, b in pairwise(_positions(v, rule)):
        slack = _slack(v, rule)
        slacks.append(slack)
        _is_near(v, rule, a, b, slack)
    return slacks


def adjacent(v: Variables, rule: Rule) -> list[Slack]:
    """Two listed one after the other are in the same unit, with at most ``minutes`` between."""
    slacks = []
    for a, b in pairwise(_positions(v, rule)):
        slack = _slack(v, rule)
        slacks.append(slack)
        _is_near(v, rule, a, b, slack)
        _same(v, a, b, v.rooms[a], v.rooms[b], slack)
    return slacks


def _is_near(v: Variables, rule: Rule, a: int, b: int, slack: Slack) -> None:
    """Require that there are at most ``minutes`` between two, whichever is first."""
    for one, other in ((a, b), (b, a)):
        reach = v.compiled.activities[one].minutes + rule.minutes
        _follows(v, v.stretches(one), v.stretches(other), reach, slack)


def _follows(
    v: Variables, first: list[Stretch], then: list[Stretch], reach: int, slack: Slack
) -> None:
    """Require that an activity starts at most ``reach`` after another one does.

    A negative number requires it to start so much earlier.
    """
    ahead = sorted(first, key=lambda s: s.start)
    behind = sorted(then, key=lambda s: -s.start)
    many = len(ahead) * len(behind) > MOST_PAIRS
    until = _so_far(v, ahead) if many else []
    late = _so_far(v, behind) if many else []
    for moment, count in {s.start: count for count, s in enumerate(ahead, start=1)}.items():
        after = sum(s.start > moment + reach for s in behind)
        if after and many:
            _at_most_one(v, [until[count - 1], late[after - 1]], slack)
        elif after:
            some = [s.literal for s in (*behind[:after], *ahead[:count])]
            _at_most_one(v, some, slack)


def _so_far(v: Variables, starts: Iterable[Stretch]) -> list[Literal]:
    """Return for each start of one activity whether it is this one, or one listed before it."""
    found: list[Literal] = []
    for start in starts:
        if not found:
            found.append(start.literal)
            continue
        literal = v.literal()
        v.model.add(literal == found[-1] + start.literal)
        found.append(literal)
    return found


def apart(v: Variables, rule: Rule) -> list[Slack]:
    """No two overlap; if there are others, no other overlaps one of the activities."""
    return _spaced(v, rule, v.stretches)


def minimum_gap(v: Variables, rule: Rule) -> list[Slack]:
    """Between any two there are ``minutes``."""
    return _spaced(v, rule, lambda a: v.stretches(a, after=rule.minutes))


def _spaced(v: Variables, rule: Rule, stretches: Callable[[int], Iterable[Stretch]]) -> list[Slack]:
    """Require that the stretches of no two activities overlap."""
    slacks = []
    for group in _groups(v, rule):
        slack = _slack(v, rule)
        slacks.append(slack)
        for clique in cliques(s for a in group for s in stretches(a)):
            _at_most_one(v, [s.literal for s in clique], slack)
    return slacks


def together(v: Variables, rule: Rule) -> list[Slack]:
    """All start at the same moment."""
    return _alike(v, rule, v.starts.__getitem__)


def not_same_slot(v: Variables, rule: Rule) -> list[Slack]:
    """No two start at the same moment."""
    return _spaced(v, rule, lambda a: [s._replace(end=s.start + 1) for s in v.stretches(a)])


def same_room(v: Variables, rule: Rule) -> list[Slack]:
    """All are in the same unit of the same room."""
    return _alike(v, rule, v.rooms.__getitem__)


def same_day(v: Variables, rule: Rule) -> list[Slack]:
    """All are on the same date."""
    dates = {
        a: {day: total(literals) for day, literals in v.starts_by_date(a)}
        for a in _positions(v, rule)
    }
    return _alike(v, rule, dates.__getitem__)


def different_day(v: Variables, rule: Rule) -> list[Slack]:
    """No two are on the same date."""
    return _spaced(v, rule, partial(_dates, v, days=1))


def day_distance(v: Variables, rule: Rule) -> list[Slack]:
    """Any two are ``least_days`` to ``most_days`` days apart."""
    slacks = []
    if rule.least_days:
        slacks += _spaced(v, rule, partial(_dates, v, days=rule.least_days))
    most = rule.most_days
    if most is None:
        return slacks
    for a, b in combinations(_positions(v, rule), 2):
        slack = _slack(v, rule)
        slacks.append(slack)
        dates = [_dates(v, activity, days=1) for activity in (a, b)]
        for first, then in (dates, dates[::-1]):
            _follows(v, first, then, most, slack)
    return slacks


def _dates(v: Variables, activity: int, *, days: int) -> list[Stretch]:
    """Return the dates on which an activity may start, as stretches of so many days."""
    dates = ((v.date_of[s].toordinal(), literal) for s, literal in v.starts[activity].items())
    return [Stretch(first, first + days, literal, activity) for first, literal in dates]


def _alike(
    v: Variables, rule: Rule, of: Callable[[int], Mapping[Choice, Expression]]
) -> list[Slack]:
    """Require any two activities to make the same choice if both have a place."""
    slacks = []
    for a, b in combinations(_positions(v, rule), 2):
        slack = _slack(v, rule)
        slacks.append(slack)
        _same(v, a, b, of(a), of(b), slack)
    return slacks


def _same(
    v: Variables,
    a: int,
    b: int,
    of_a: Mapping[Choice, Expression],
    of_b: Mapping[Choice, Expression],
    slack: Slack,
) -> None:
    """Require two activities to make the same choice if both have a place."""
    absent = 2 - v.present[a] - v.present[b]
    for choice, taken in of_a.items():
        v.model.add(taken <= of_b.get(choice, 0) + absent + slack)


def at_most_parallel(v: Variables, rule: Rule) -> list[Slack]:
    """Never more than ``limit`` are under way."""
    positions = _positions(v, rule)
    slack = _slack(v, rule, max(0, len(positions) - rule.limit))
    stretches: Iterator[Stretch] = (s for a in positions for s in v.stretches(a))
    for clique in cliques(stretches):
        if len({s.activity for s in clique}) > rule.limit:
            v.model.add(total(s.literal for s in clique) <= rule.limit + slack)
    return [slack]


def fair_breaks(v: Variables, rule: Rule) -> list[Slack]:
    """Largest minus smallest number of breaks of a person is at most ``limit``."""
    listed = [breaks_of_person(v, person) for person in people_of(v, rule)]
    most = v.model.new_int_var(0, len(v.compiled.activities), "")
    least = v.model.new_int_var(0, len(v.compiled.activities), "")
    for count in listed:
        v.model.add(most >= count)
        v.model.add(least <= count)
    slack = _slack(v, rule, len(v.compiled.activities))
    v.model.add(most - least <= rule.limit + slack)
    return [slack]


FAMILIES: dict[str, Family] = {
    "precedence": precedence,
    "apart": apart,
    "together": together,
    "not-same-slot": not_same_slot,
    "same-room": same_room,
    "same-day": same_day,
    "different-day": different_day,
    "day-distance": day_distance,
    "minimum-gap": minimum_gap,
    "maximum-gap": maximum_gap,
    "adjacent": adjacent,
    "at-most-parallel": at_most_parallel,
    "fair-breaks": fair_breaks,
}


def declared_rules(v: Variables) -> None:
    """Every hard declared rule."""
    for rule in v.compiled.instance.rules:
        if rule.weight is None:
            FAMILIES[rule.kind](v, rule)


def soft_costs(v: Variables) -> Iterator[tuple[int, Slack]]:
    """Yield weight and slack for every possible violation of a soft rule."""
    for rule in v.compiled.instance.rules:
        if rule.weight is not None:
            for slack in FAMILIES[rule.kind](v, rule):
                yield rule.weight, slack
