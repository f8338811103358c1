"""The form of a row of the table of rules: what planners state in one column."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from models import DeclaredRule, Instance, Rule
from models.names import HardRule
from scheduler.wording.names import short
from scheduler.wording.times import days_apart, duration

Cells = Mapping[str, object]

PLENTY = 100_000
"""More of anything than anybody needs."""

MOST_TITLES = 6
"""Activities of a declared rule that a sentence names."""

SOME = 20
"""Steps that are tried unless a row says how many."""


def empty(**cells: object) -> Callable[[Instance, Any], Cells]:
    """Return cells that state nothing, the same in every row."""
    return lambda instance, row: cells


def grid_more(instance: Instance, row: Any) -> int:
    """Return the minutes of the grid."""
    return instance.grid_minutes


def grid_less(instance: Instance, row: Any) -> int:
    """Return the minutes of the grid, to be taken away."""
    return -instance.grid_minutes


def all_day(instance: Instance, row: Any) -> int:
    """Return how often the grid goes into a day."""
    return 24 * 60 // instance.grid_minutes


def one_more(instance: Instance, row: Any) -> int:
    """Return 1."""
    return 1


def one_less(instance: Instance, row: Any) -> int:
    """Return -1."""
    return -1


def some(instance: Instance, row: Any) -> int:
    """Return how many steps are tried unless a row says how many."""
    return SOME


@dataclass(frozen=True)
class Steps:
    """A number that can be loosened step by step.

    Attributes
    ----------
    column
        Where it is stated.
    by
        The change by one step, of an instance and a row of its table; negative: less.
    says
        What planners would do then: a form with ``name`` (of the row), ``value``, ``minutes``
        (the value as a duration) or ``more`` (the number of steps).
    most
        How many steps there are at most; a number that gets less ends at 0 by itself.
    price
        Of one step, in points; the statement's price unless given.
    """

    column: str
    by: Callable[[Instance, Any], int]
    says: str
    most: Callable[[Instance, Any], int] = some
    price: int | None = None


@dataclass(frozen=True)
class Longer:
    """A span that can be made longer, by steps of the grid.

    Attributes
    ----------
    sooner, later
        What planners would do: forms with ``name`` and ``time``.
    price
        Of an hour more, in points.
    """

    sooner: str
    later: str
    price: int


@dataclass(frozen=True)
class Statement:
    """What planners state in one column, and a hard rule then asks for.

    Attributes
    ----------
    rule
        The hard rule.
    table, column
        Where it is stated.
    price
        Of dropping it, or of one step, in points (docs/explaining.md).
    says
        How it reads after the name of the row: ``must have 20 seats``. Called with the instance and
        the row, or with the entry of which ``scheduler/explaining/entries.py`` makes a fact.
    unset
        The cells of a row that states nothing here; None for what is not simply a cell. Called with
        the instance and the row.
    drop
        What it is to drop it: a form for the names of the rows; empty if nobody can do without.
    let_off
        How ``says`` reads once it is dropped, in place of ``drop``.
    steps
        Numbers of it that can be loosened step by step.
    longer
        How its span is made longer.
    many
        How it reads of many rows whose values differ; empty: these are not grouped.
    rules_out
        What a start or a room is ruled out by; for rules that bind one activity alone.
    retimes
        Everybody who is required has to be told of another time if it is dropped.
    """

    rule: HardRule
    table: str
    column: str
    price: int
    says: Callable[[Instance, Any], str]
    unset: Callable[[Instance, Any], Cells] | None = None
    drop: str = ""
    let_off: Callable[[Instance, Any], str] | None = None
    steps: tuple[Steps, ...] = ()
    longer: Longer | None = None
    many: str = ""
    rules_out: str = ""
    retimes: bool = False


def declared(kind: DeclaredRule, says: str, steps: tuple[Steps, ...] = ()) -> Statement:
    """Return the row of a declared rule; it says what it asks of its activities, ``names``."""

    def reads(instance: Instance, rule: Rule) -> str:
        between = f", {duration(rule.minutes)} between" if rule.minutes else ""
        return says.format(
            names=_titles(instance, rule.activities),
            others=f" with {_titles(instance, rule.others)}" if rule.others else "",
            limit=rule.limit,
            minutes=duration(rule.minutes),
            between=between,
            days=days_apart(rule.least_days, rule.most_days),
        )

    return Statement(kind, "rules", "kind", 5, reads, drop="Drop rule {}", steps=steps)


def _titles(instance: Instance, activities: tuple[str, ...]) -> str:
    titles = ", ".join(short(instance.activity[name]) for name in activities[:MOST_TITLES])
    more = len(activities) - MOST_TITLES
    return titles + (f" and {more} more" if more > 0 else "")
