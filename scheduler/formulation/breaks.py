"""Breaks: long waits of a person between two activities of one date."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from functools import lru_cache

from models import Rule
from models.clock import EVER, Interval, Minute
from scheduler.compiling import CompiledActivity
from scheduler.formulation.even_days import breaks_of_even_day, is_even
from scheduler.formulation.variables import Expression, Literal, Stretch, Variables, total


def breaks_of_person(v: Variables, person: int) -> Expression:
    """Return the number of breaks of a person, made at the first call.

    Its literals are bounded from below only, which is enough where fewer are better; a
    fair-breaks rule compares exact numbers, so those of its people are bounded from above too.
    """
    if person not in v.breaks:
        if person not in v.moving_people:
            v.breaks[person] = _settled_breaks(v, person)
        else:
            exact = any(_compares(v, rule, person) for rule in _comparing(v))
            days = v.engagements_by_date(person).values()
            v.breaks[person] = total([_breaks_of_day(v, person, some, exact) for some in days])
    return v.breaks[person]


def _settled_breaks(v: Variables, person: int) -> int:
    """Count the breaks of a person all of whose activities are settled."""
    instance = v.compiled.instance
    activities = tuple(v.compiled.activities[a] for a in v.of_person.get(person, ()))
    return _breaks_among(activities, person, instance.windows, instance.policy.break_minutes)


@lru_cache(maxsize=1 << 14)  # few people are elsewhere from one neighbourhood to the next
def _breaks_among(
    activities: tuple[CompiledActivity, ...], person: int, days: tuple[Interval, ...], wait: int
) -> int:
    """Count the breaks of a person between activities that have one place or none."""
    spans: dict[int, list[Interval]] = defaultdict(list)
    for activity in activities:
        for start in activity.starts:
            first, last = activity.people[person]
            day = bisect_right(days, (start, EVER[1]))
            spans[day].append((start + first, start + last))
    return sum(_breaks_in(some, wait) for some in spans.values())


def most_breaks(v: Variables, person: int) -> int:
    """Return how many breaks a person can have at most, under the hard fair-breaks rules.

    A person has fewer breaks than activities, so the fewest activities of the people that a rule
    compares limit all of them. They are counted in the instance, as a formulation may have a
    part of it only.
    """
    activities = Counter(name for a in v.compiled.instance.activities for name in set(a.people))
    bound = [max(0, activities[p.id] - 1) for p in v.compiled.instance.people]
    most = bound[person]
    for rule in _comparing(v):
        if rule.weight is None and _compares(v, rule, person):
            most = min(most, rule.limit + min(bound[other] for other in people_of(v, rule)))
    return most


def people_of(v: Variables, rule: Rule) -> list[int]:
    """Return the positions of the people that a fair-breaks rule compares."""
    return [n for n, _ in enumerate(v.compiled.instance.people) if _compares(v, rule, n)]


def _compares(v: Variables, rule: Rule, person: int) -> bool:
    return not rule.people or v.compiled.instance.people[person].id in rule.people


def _comparing(v: Variables) -> list[Rule]:
    return [rule for rule in v.compiled.instance.rules if rule.kind == "fair-breaks"]


def _breaks_of_day(v: Variables, person: int, stretches: list[Stretch], exact: bool) -> Expression:
    """Return the number of breaks of a person on one date."""
    wait = v.compiled.instance.policy.break_minutes
    if all(s.literal is v.true for s in stretches):
        return _breaks_in([(s.start, s.end) for s in stretches], wait)
    if is_even(v, stretches):
        most = most_breaks(v, person) if exact else len(v.of_person[person])
        return breaks_of_even_day(v, stretches, most)
    return _breaks_by_moment(v, stretches, wait, exact)


def _breaks_by_moment(v: Variables, stretches: list[Stretch], wait: int, exact: bool) -> Expression:
    """Return the number of breaks, with one literal for each moment at which one may begin.

    A break begins at ``end`` if an activity ends then, no other begins within the threshold,
    and one begins later that day. Nothing is stated where what is fixed decides: shortly before a
    fixed start no break begins, and before the last one something follows.
    """
    last = max(s.start for s in stretches)
    fixed = sorted(s.start for s in stretches if s.literal is v.true)
    by_end: dict[Minute, list[Literal]] = defaultdict(list)
    by_start: dict[Minute, list[Stretch]] = defaultdict(list)
    for s in stretches:
        by_end[s.end].append(s.literal)
        by_start[s.start].append(s)
    begin = sorted(by_start)
    ends = [
        end
        for end in sorted(by_end)
        if end + wait < last and bisect_left(fixed, end) == bisect_right(fixed, end + wait)
    ]
    later = _begins_after(v, by_start, fixed, [end + wait for end in ends], exact)
    breaks: list[Expression] = []
    for end in ends:
        follows = later[end + wait]
        within = begin[bisect_left(begin, end) : bisect_right(begin, end + wait)]
        soon = [s.literal for start in within for s in by_start[start]]
        if follows is v.true and not soon:
            breaks += by_end[end]
            continue
        begins = v.literal()
        v.at_most(1, [*by_end[end], follows], less=[*soon, begins])
        if exact:
            v.at_most(0, [begins], less=by_end[end])
            v.model.add_implication(begins, follows)
            v.model.add(total(soon) == 0).only_enforce_if(begins)
        breaks.append(begins)
    return total(breaks)


def _breaks_in(spans: list[Interval], wait: int) -> int:
    """Count the breaks between engagements that all take place."""
    breaks, idle_from = 0, None
    for start, end in sorted(spans):
        if idle_from is not None and start - idle_from > wait:
            breaks += 1
        idle_from = end if idle_from is None else max(idle_from, end)
    return breaks


def _begins_after(
    v: Variables,
    by_start: dict[Minute, list[Stretch]],
    fixed: list[Minute],
    moments: list[Minute],
    exact: bool,
) -> dict[Minute, Literal]:
    """Literals that some activity begins after a moment, chained from late to early."""
    later: dict[Minute, Literal] = {}
    following: Literal | None = None
    starts = sorted(by_start)
    upper = len(starts)
    for moment in reversed(moments):
        if fixed and moment < fixed[-1]:
            later[moment] = v.true
            continue
        lower = bisect_right(starts, moment)
        begin = [s for start in starts[lower:upper] for s in by_start[start]]
        if following is None or begin:
            literal = v.literal()
            _each_implies(v, begin, literal)
            if following is not None:
                v.model.add_implication(following, literal)
            if exact:
                reasons = [s.literal for s in begin] + ([] if following is None else [following])
                v.model.add_bool_or([*reasons, literal.negated()])
            following, upper = literal, lower
        later[moment] = following
    return later


def _each_implies(v: Variables, stretches: list[Stretch], literal: Literal) -> None:
    """State that each stretch implies the literal; in one constraint if they are exclusive."""
    if not stretches:
        return
    if max(s.start for s in stretches) < min(s.end for s in stretches):
        v.model.add_at_most_one([*(s.literal for s in stretches), literal.negated()])
        return
    for s in stretches:
        v.model.add_implication(s.literal, literal)
