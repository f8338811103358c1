"""Breaks: long waits of a person between two activities of one date."""

from collections import defaultdict
from datetime import date

from scheduler.formulation.variables import Expression, Literal, Stretch, Variables, total


def breaks_of_people(v: Variables) -> dict[int, Expression]:
    """Return the number of breaks of each person who may have one.

    The literals behind it are bounded from below only, which suffices where fewer is
    better; a fair-breaks rule needs the exact number, so then they are bounded from
    above too.
    """
    if v.breaks is None:
        exact = any(rule.kind == "fair-breaks" for rule in v.compiled.instance.rules)
        v.breaks = {
            person: total(literals)
            for person, activities in v.of_person.items()
            if (literals := _breaks_of_person(v, activities, exact))
        }
    return v.breaks


def _breaks_of_person(v: Variables, activities: list[int], exact: bool) -> list[Literal]:
    by_date: dict[date, list[Stretch]] = defaultdict(list)
    for a in activities:
        for s in v.stretches(a):
            by_date[v.date_of[s.start]].append(s)
    return [b for stretches in by_date.values() for b in _breaks_of_day(v, stretches, exact)]


def _breaks_of_day(v: Variables, stretches: list[Stretch], exact: bool) -> list[Literal]:
    """One literal per moment at which a break may begin.

    A break begins at ``end`` if an activity ends then, none begins within the
    threshold, and one begins later that day.
    """
    wait = v.compiled.instance.policy.break_minutes
    ends = sorted({s.end for s in stretches})
    last = max(s.start for s in stretches)
    ends = [end for end in ends if end + wait < last]
    later = _begins_after(v, stretches, [end + wait for end in ends], exact)
    literals = []
    for end in ends:
        ending = [s.literal for s in stretches if s.end == end]
        soon = [s.literal for s in stretches if end <= s.start <= end + wait]
        begins = v.model.new_bool_var("")
        v.model.add(total(ending) + later[end + wait] - total(soon) <= 1 + begins)
        if exact:
            v.model.add(begins <= total(ending))
            v.model.add_implication(begins, later[end + wait])
            v.model.add(begins + total(soon) <= 1).only_enforce_if(begins)
        literals.append(begins)
    return literals


def _begins_after(
    v: Variables, stretches: list[Stretch], moments: list[int], exact: bool
) -> dict[int, Literal]:
    """Literals that some activity begins after a moment, chained from late to early."""
    later: dict[int, Literal] = {}
    following: Literal | None = None
    upper: int | None = None
    for moment in reversed(moments):
        literal = v.model.new_bool_var("")
        begin = [
            s.literal for s in stretches if s.start > moment and (upper is None or s.start <= upper)
        ]
        for one in begin if following is None else [*begin, following]:
            v.model.add_implication(one, literal)
        if exact:
            v.model.add_bool_or(
                [*begin, *([] if following is None else [following]), literal.negated()]
            )
        later[moment] = literal
        following, upper = literal, moment
    return later
