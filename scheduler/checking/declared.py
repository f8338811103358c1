"""Rules that planners declare between activities; :mod:`models.rule` has the formulas.

Each function yields the breaches of one rule, hard or soft. Pairs are pairs of placements of two
different activities.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import combinations, pairwise

from models import Rule, Violation
from models.clock import Interval, merged, overlap
from models.names import DeclaredRule
from scheduler.checking.breaks import count_breaks
from scheduler.checking.sentences import found, several, where
from scheduler.checking.sheet import Placed, Sheet
from scheduler.checking.sweeps import near_pairs, profile
from scheduler.wording.names import what, who
from scheduler.wording.times import days_apart, duration, when


@dataclass(frozen=True)
class Breach:
    """One breach of a declared rule, and the violations that a soft rule counts for it.

    ``tell`` makes the violation; where breaches are only counted, it is not called, as a soft rule
    may be broken often.
    """

    tell: Callable[[], Violation]
    count: int = 1


def precedence(sheet: Sheet, rule: Rule) -> Iterator[Breach]:
    """Of two listed one after the other, the second starts after the first has ended.

    If one of the two has no place, the pair is not judged, and not replaced by another pair.
    """
    must = "must be in this order" + (f", {rule.minutes} minutes apart" if rule.minutes else "")
    for before, after in pairwise(rule.activities):
        for first in sheet.of(before):
            for second in sheet.of(after):
                earliest = first.end + rule.minutes
                if second.start < earliest:
                    yield _pair(sheet, rule, first, second, (second.start, earliest), must)


def apart(sheet: Sheet, rule: Rule) -> Iterator[Breach]:
    """No two overlap; if there are others, no other overlaps one of the activities."""
    others = set(rule.others)
    for first, second in near_pairs(_listed(sheet, rule)):
        counts = not others or (first.id in others) != (second.id in others)
        if counts and first.id != second.id and overlap(first.during, second.during):
            clash = (max(first.start, second.start), min(first.end, second.end))
            yield _pair(sheet, rule, first, second, clash, "may not overlap")


def minimum_gap(sheet: Sheet, rule: Rule) -> Iterator[Breach]:
    """Some minutes lie between any two, whichever is first."""
    for first, second in near_pairs(_listed(sheet, rule), reach=rule.minutes):
        if first.id != second.id:
            clash = (second.start, first.end + rule.minutes)
            yield _pair(sheet, rule, first, second, clash, f"need {rule.minutes} minutes between")


def maximum_gap(sheet: Sheet, rule: Rule) -> Iterator[Breach]:
    """Between two listed one after the other no more minutes lie, whichever is first."""
    for first, second in _neighbours(sheet, rule):
        if gap := _long_gap(first, second, rule.minutes):
            yield _pair(sheet, rule, first, second, gap, f"must follow each other {_near(rule)}")


def adjacent(sheet: Sheet, rule: Rule) -> Iterator[Breach]:
    """Two listed one after the other are in the same unit, with no more minutes between."""
    for first, second in _neighbours(sheet, rule):
        gap = _long_gap(first, second, rule.minutes)
        if gap or _unit(first) != _unit(second):
            must = f"must be in the same room, {_near(rule)}"
            yield _pair(sheet, rule, first, second, gap, must)


def together(sheet: Sheet, rule: Rule) -> Iterator[Breach]:
    """All start at the same moment."""
    for first, second in _pairs(sheet, rule):
        if first.start != second.start:
            clash = (min(first.start, second.start), max(first.start, second.start))
            yield _pair(sheet, rule, first, second, clash, "must start at the same moment")


def not_same_slot(sheet: Sheet, rule: Rule) -> Iterator[Breach]:
    """No two start at the same moment."""
    for first, second in _pairs(sheet, rule):
        if first.start == second.start:
            clash = (first.start, min(first.end, second.end))
            yield _pair(sheet, rule, first, second, clash, "may not start at the same moment")


def same_room(sheet: Sheet, rule: Rule) -> Iterator[Breach]:
    """All are in the same unit of the same room."""
    for first, second in _pairs(sheet, rule):
        if _unit(first) != _unit(second):
            yield _pair(sheet, rule, first, second, None, "must be in the same room")


def same_day(sheet: Sheet, rule: Rule) -> Iterator[Breach]:
    """All are on the same date."""
    for first, second in _pairs(sheet, rule):
        if first.date != second.date:
            yield _pair(sheet, rule, first, second, None, "must be on the same date")


def different_day(sheet: Sheet, rule: Rule) -> Iterator[Breach]:
    """No two are on the same date."""
    for first, second in _pairs(sheet, rule):
        if first.date == second.date:
            yield _pair(sheet, rule, first, second, None, "must be on different dates")


def day_distance(sheet: Sheet, rule: Rule) -> Iterator[Breach]:
    """Any two are neither fewer nor more days apart than is stated."""
    least, most = rule.least_days or 0, rule.most_days
    for first, second in _pairs(sheet, rule):
        days = abs(first.date - second.date).days
        if days < least or (most is not None and days > most):
            must = f"must be {days_apart(least, most)}"
            yield _pair(sheet, rule, first, second, None, must)


def at_most_parallel(sheet: Sheet, rule: Rule) -> Iterator[Breach]:
    """Never more than the limit are under way; the breach is the first stretch with the most."""
    listed = _listed(sheet, rule)
    levels = profile((placed.during, 1) for placed in listed)
    most = max((level for _, level in levels), default=0)
    if most <= rule.limit:
        return
    peak = merged(during for during, level in levels if level == most)[0]

    def tell() -> Violation:
        under_way = [placed for placed in listed if overlap(placed.during, peak)]
        message = (
            f"Rule {rule.id}: {most} under way at once, at most {rule.limit}, "
            f"{when(sheet.instance, peak)}: {several(under_way)}"
        )
        return found(rule.kind, "rule", rule.id, under_way, peak, message)

    yield Breach(tell, most - rule.limit)


def fair_breaks(sheet: Sheet, rule: Rule) -> Iterator[Breach]:
    """The largest and the smallest number of breaks of a person differ by at most the limit."""
    people = rule.people or tuple(sheet.instance.person)
    breaks = {person: count_breaks(sheet, person) for person in people}
    if not breaks:
        return
    most, least = max(breaks, key=breaks.__getitem__), min(breaks, key=breaks.__getitem__)
    excess = breaks[most] - breaks[least] - rule.limit
    if excess > 0:
        person = sheet.instance.person
        message = (
            f"Rule {rule.id}: {who(person[most])} has {breaks[most]} breaks and "
            f"{who(person[least])} has {breaks[least]}; they may differ by {rule.limit}"
        )
        yield Breach(partial(found, rule.kind, "rule", rule.id, (), None, message), excess)


DECLARED_RULES: Mapping[DeclaredRule, Callable[[Sheet, Rule], Iterator[Breach]]] = {
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


def breaches(sheet: Sheet, rule: Rule) -> Iterator[Breach]:
    """Yield how a timetable breaks a declared rule."""
    return DECLARED_RULES[rule.kind](sheet, rule)


def _listed(sheet: Sheet, rule: Rule) -> list[Placed]:
    return [placed for activity in rule.named for placed in sheet.of(activity)]


def _near(rule: Rule) -> str:
    between = f"at most {duration(rule.minutes)}" if rule.minutes else "no pause"
    return f"with {between} between"


def _unit(placed: Placed) -> tuple[str, int]:
    return placed.room.id, placed.unit


def _neighbours(sheet: Sheet, rule: Rule) -> Iterator[tuple[Placed, Placed]]:
    """Yield what is listed one after the other, the one that starts first ahead."""
    for one, other in pairwise(rule.activities):
        for a in sheet.of(one):
            for b in sheet.of(other):
                yield (b, a) if b.during < a.during else (a, b)


def _long_gap(first: Placed, second: Placed, most: int) -> Interval | None:
    """Return the gap between two, if it is longer than some minutes."""
    gap = (min(first.end, second.end), second.start)
    return gap if gap[1] - gap[0] > most else None


def _pairs(sheet: Sheet, rule: Rule) -> Iterator[tuple[Placed, Placed]]:
    pairs = combinations(_listed(sheet, rule), 2)
    return ((first, second) for first, second in pairs if first.id != second.id)


def _pair(
    sheet: Sheet, rule: Rule, first: Placed, second: Placed, clash: Interval | None, must: str
) -> Breach:
    def tell() -> Violation:
        a, b = (
            f"{what(one.activity)} in {where(one)}, {when(sheet.instance, one.during)}"
            for one in (first, second)
        )
        message = f"Rule {rule.id}: {a}, and {b}, {must}"
        return found(rule.kind, "rule", rule.id, [first, second], clash, message)

    return Breach(tell)
