"""Apart between two groups: only pairs of one and an other count, for solver and referee."""

from typing import Any

import pytest

from models import Instance, Outcome
from scheduler import explain
from scheduler.explaining.editing import only_activities
from scheduler.solving import solve
from tests.rules.forms import Triplet, at, within

ROW: dict[str, Any] = {"kind": "apart", "activities": "a;b", "others": "c;d"}
LATER = {"a": at("09:00"), "b": at("09:30")}

ACROSS = Triplet(
    activities={name: {} for name in "abcd"},
    rule=ROW,
    forbidden=(
        {**LATER, "c": at("10:00"), "d": at("09:00")},
        {"a": within("09:00-10:30"), "d": within("09:00-10:30")},
        {name: at("09:00") for name in "abcd"},
    ),
    cost=(3, 1, 4),
    allowed=(
        {**LATER, "c": at("10:30"), "d": at("10:30")},
        {"a": within("09:00-11:00"), "d": within("09:00-11:00")},
    ),
)


def answer(instance: Instance) -> Outcome:
    return solve(instance, time_limit=10, workers=1)


@pytest.mark.searches
def test_groups_are_apart_and_not_within() -> None:
    """Hard it is infeasible, soft it costs each pair across; two of one list may overlap."""
    for more, cost in zip(ACROSS.forbidden, ACROSS.cost, strict=True):
        assert answer(ACROSS.instance(more)).status == "infeasible"
        soft = answer(ACROSS.instance(more, weight=7))
        assert (soft.status, soft.goals[0].value) == ("optimal", 7 * cost)
    for more in ACROSS.allowed:
        assert answer(ACROSS.instance(more)).status == "optimal"
        assert answer(ACROSS.instance(more, weight=7)).goals[0].value == 0


@pytest.mark.searches
def test_a_conflict_names_both_groups() -> None:
    """The sentence says who against whom, and dropping the rule is a repair."""
    told = explain(ACROSS.instance(ACROSS.forbidden[1]), time_limit=20, workers=1)
    (fact,) = [fact for fact in told.facts if fact.rule == "apart"]
    assert fact.message == "Rule R: 'A' (a) must not overlap with 'D' (d)."
    assert any("Drop rule R" in change for repair in told.repairs for change in repair.changes)


@pytest.mark.parametrize(
    ("left", "sides"), [("abc", "ab c"), ("ab", ""), ("cd", ""), ("bd", "b d")]
)
def test_a_part_of_an_instance_keeps_what_remains_of_it(left: str, sides: str) -> None:
    """Where a side is gone there is nothing to keep apart, not even within the other."""
    part = only_activities(ACROSS.instance({}), set(left))
    found = [f"{''.join(rule.activities)} {''.join(rule.others)}" for rule in part.rules]
    assert found == ([sides] if sides else [])
