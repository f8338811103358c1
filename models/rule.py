"""Rules that planners declare between activities."""

from collections.abc import Iterator, Mapping
from typing import Annotated, get_args

from pydantic import BeforeValidator, Field

from models.faults import FaultCode
from models.names import DeclaredRule
from models.record import Id, Ids, Minutes, Record, one_of_ours


class Rule(Record):
    """One declared relation; hard, or soft at ``weight`` for each violation.

    A rule judges only activities that have a place. With ``a`` and ``b`` two listed
    activities, in minutes:

    precedence
        ``end(a) + minutes <= start(b)`` for each two that are listed one after the
        other; violations: pairs.
    apart
        no two overlap; with ``others``, none of these overlaps one of ``activities``, and two
        of the same list may; violations: pairs.
    minimum-gap
        ``minutes`` between any two, whichever is first; violations: pairs.
    maximum-gap
        at most ``minutes`` between each two that are listed one after the other, whichever is
        first: ``max(start) - min(end) <= minutes``; violations: pairs.
    adjacent
        each two that are listed one after the other, whichever is first, are in the same unit
        of the same room with at most ``minutes`` between (as in maximum-gap; set-up, clear-down
        and turnaround need some); violations: pairs that are not.
    together
        all start at the same moment; violations: pairs that do not.
    not-same-slot
        no two start at the same moment, in whatever slot or span; unlike apart they may
        overlap; violations: pairs that do.
    same-room
        all are in the same unit of the same room; violations: pairs that are not.
    same-day
        all are on the same date; violations: pairs that are not.
    different-day
        no two are on the same date; violations: pairs that are.
    day-distance
        from the date of one to that of another there are ``least_days`` to ``most_days`` days,
        whichever is first (to the next day: 1); violations: pairs.
    at-most-parallel
        never more than ``limit`` under way; violations: the highest number under way
        beyond ``limit``.
    fair-breaks
        largest minus smallest number of breaks of a person (see goal ``breaks``) over
        ``people`` (empty: all persons) at most ``limit``; violations: the excess.
    """

    id: Id = Field(description="Short name, shown when the rule is broken.")
    kind: Annotated[DeclaredRule, BeforeValidator(one_of_ours)] = Field(
        description="Which relation, see below."
    )
    activities: Ids = Field(
        default=(),
        description="Ids of activities; for `precedence`, `maximum-gap` and `adjacent` their "
        "order counts.",
    )
    others: Ids = Field(
        default=(),
        description="Ids of other activities, for `apart`: which of these must not overlap any of "
        "`activities`; empty: no two of `activities` may overlap.",
    )
    people: Ids = Field(
        default=(), description="Ids of persons, for `fair-breaks` only; empty: all."
    )
    minutes: Minutes = Field(
        default=0,
        description="Minutes between them: at least so many for `precedence` and `minimum-gap`, "
        "at most for `maximum-gap` and `adjacent`.",
    )
    least_days: int | None = Field(
        default=None,
        ge=0,
        le=60,
        description="Least days from one date to another, for `day-distance`; to the next day: 1.",
    )
    most_days: int | None = Field(
        default=None,
        ge=0,
        le=60,
        description="Most days from one date to another, for `day-distance`; empty: any number.",
    )
    limit: int = Field(
        description="Most at once for `at-most-parallel`, largest difference for `fair-breaks`.",
        default=0,
        ge=0,
    )
    weight: int | None = Field(
        default=None, ge=1, le=1_000_000, description="Cost of one violation; empty: hard."
    )

    @property
    def named(self) -> tuple[str, ...]:
        """Every activity that it names."""
        return *self.activities, *self.others


COLUMNS: Mapping[DeclaredRule, tuple[str, ...]] = {
    "precedence": ("activities", "minutes"),
    "apart": ("activities", "others"),
    "together": ("activities",),
    "not-same-slot": ("activities",),
    "same-room": ("activities",),
    "same-day": ("activities",),
    "different-day": ("activities",),
    "day-distance": ("activities", "least_days", "most_days"),
    "minimum-gap": ("activities", "minutes"),
    "maximum-gap": ("activities", "minutes"),
    "adjacent": ("activities", "minutes"),
    "at-most-parallel": ("activities", "limit"),
    "fair-breaks": ("people", "limit"),
}
"""The columns that a rule of each kind uses; in the others it says nothing."""

USED = tuple(dict.fromkeys(column for used in COLUMNS.values() for column in used))
"""Every column that only some kinds use."""

CHAINS: tuple[DeclaredRule, ...] = ("precedence", "maximum-gap", "adjacent")
"""Kinds of rule about each two activities that are listed one after the other."""

UNITS: tuple[DeclaredRule, ...] = ("same-room", "adjacent")
"""Kinds of rule to which the units of one room are different rooms."""


Misfit = tuple[FaultCode, str, str, str]
"""Code, column, what was found and what is allowed."""


def misfits(rule: Rule) -> Iterator[Misfit]:
    """Yield what a rule of its kind cannot be."""
    used = COLUMNS[rule.kind]
    yield from _unused(rule)
    if "activities" not in used:
        return
    named = len(set(rule.activities))
    least = 1 if rule.kind == "at-most-parallel" or rule.others else 2
    if named < len(rule.activities):
        yield "rule-repeats", "activities", "one twice", "each activity once"
    elif named < least:
        found = "1 activity" if named else "no activities"
        yield "rule-size", "activities", found, f"at least {least} for {rule.kind}"
    elif len(set(rule.named)) < len(rule.named):
        yield "rule-repeats", "others", "one twice", "each activity once, here or in activities"
    if rule.kind == "at-most-parallel" and rule.limit < 1:
        yield "rule-limit", "limit", str(rule.limit), "at least 1"
    if rule.kind == "day-distance":
        yield from _no_distance(rule)


def _no_distance(rule: Rule) -> Iterator[Misfit]:
    least, most = rule.least_days, rule.most_days
    if least is None and most is None:
        yield "missing-value", "least_days", "nothing", "days here, in most_days, or in both"
    if least is not None and most is not None and least > most:
        yield "rule-limit", "most_days", str(most), f"at least {least}, as in least_days"


def _unused(rule: Rule) -> Iterator[Misfit]:
    """Yield columns in which something is stated that the kind does not use."""
    used = COLUMNS[rule.kind]
    for column in USED:
        value = getattr(rule, column)
        if column not in used and value != Rule.model_fields[column].default:
            found = ";".join(value) if isinstance(value, tuple) else str(value)
            others = [kind for kind in get_args(DeclaredRule) if column in COLUMNS[kind]]
            allowed = f"nothing: {column} is for {', '.join(others)}"
            yield "rule-column", column, found, allowed
