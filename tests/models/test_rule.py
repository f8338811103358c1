"""Declared rules: each kind has its columns, and says nothing in the others."""

from typing import Any, get_args

import pytest

from models import DeclaredRule
from models.rule import COLUMNS, Rule, misfits
from tests.rules.every import TRIPLETS

STATED: dict[str, Any] = {
    "activities": "a;b",
    "others": "d",
    "people": "P",
    "minutes": 30,
    "least_days": 1,
    "most_days": 2,
    "limit": 1,
}
OWN = {"id", "kind", "weight", "status", "source", "note"}
"""Columns of every kind."""


def test_every_kind_has_its_columns() -> None:
    """Every column is of some kind, and can be stated here."""
    assert set(COLUMNS) == set(get_args(DeclaredRule))
    assert {column for used in COLUMNS.values() for column in used} == set(STATED)
    assert set(STATED) == Rule.model_fields.keys() - OWN


@pytest.mark.parametrize("kind", get_args(DeclaredRule))
def test_a_column_that_a_kind_does_not_use_is_a_fault(kind: DeclaredRule) -> None:
    """It is named, with what it was; the columns of the kind are none."""
    rule = Rule(id="R", **TRIPLETS[kind].rule)
    assert list(misfits(rule)) == []
    for column, value in STATED.items():
        stated = Rule.model_validate({"id": "R", **TRIPLETS[kind].rule, column: value})
        told = [where for code, where, _, _ in misfits(stated) if code == "rule-column"]
        assert told == ([] if column in COLUMNS[kind] else [column])


@pytest.mark.parametrize(
    ("row", "column"),
    [({}, "least_days"), ({"least_days": 3, "most_days": 2}, "most_days"), ({"most_days": 0}, "")],
)
def test_a_distance_of_days_says_something_that_can_be(row: dict[str, int], column: str) -> None:
    """At least, at most, or both in this order; none at all is a fault."""
    rule = Rule.model_validate({"id": "R", "kind": "day-distance", "activities": "a;b", **row})
    assert [where for _, where, _, _ in misfits(rule)] == ([column] if column else [])


def test_no_activity_is_in_both_lists() -> None:
    """Nothing is apart from itself; one against others is enough."""
    one = {"id": "R", "kind": "apart", "activities": "a"}
    assert list(misfits(Rule.model_validate({**one, "others": "b"}))) == []
    for others in ("a", "b;b"):
        (misfit,) = misfits(Rule.model_validate({**one, "others": others}))
        assert misfit[:2] == ("rule-repeats", "others")
