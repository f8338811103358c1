"""Every hard rule through the public solve: trivially kept, broken by force, just kept.

What is forbidden is forced by pins, or by spans that leave a choice and none that is
legal: pinned activities lose their clashing starts before the formulation is made, so
pins alone would not test a family of constraints.
"""

from typing import Any, get_args

import pytest

from models import DeclaredRule, HardRule, Instance, Outcome, StandingRule
from scheduler.compiling import ROOM_RULES, TIME_RULES
from scheduler.formulation import STANDING_FAMILIES, declared, families
from scheduler.solving import Disagreement, solve
from tests.rules.every import TRIPLETS

pytestmark = [pytest.mark.searches, pytest.mark.usefixtures("in_thread")]

STANDING = {family.__name__.replace("_", "-"): family for family in STANDING_FAMILIES}
BY_CONSTRUCTION = {"mandatory", "once", "grid", "room-opening"}


def triplets(part: str) -> list[Any]:
    """Return rule and number of each thing that a case forbids, or allows."""
    return [
        pytest.param(name, n, id=f"{name}-{n}")
        for name, case in TRIPLETS.items()
        for n in range(len(getattr(case, part)))
    ]


def answer(instance: Instance) -> Outcome:
    return solve(instance, time_limit=10, workers=1)


def test_every_rule_is_somewhere_in_the_formulation() -> None:
    """A standing rule is a family, or in the legal starts and rooms; a declared one a family."""
    legal = {name for name, _ in (*TIME_RULES, *ROOM_RULES)}
    together = set(STANDING) - {"declared-rules"}
    assert legal | together | BY_CONSTRUCTION == set(get_args(StandingRule))
    assert not legal & together
    assert set(declared.FAMILIES) == set(get_args(DeclaredRule))


@pytest.mark.parametrize("name", TRIPLETS)
def test_rule_leaves_the_trivial_case_feasible(name: HardRule) -> None:
    """Where nothing is forced the rule can be kept."""
    assert answer(TRIPLETS[name].instance({})).status == "optimal"


@pytest.mark.parametrize(("name", "number"), triplets("forbidden"))
def test_rule_makes_what_it_forbids_infeasible(name: HardRule, number: int) -> None:
    """What the rule forbids is proven impossible, not merely not found."""
    outcome = answer(TRIPLETS[name].instance(TRIPLETS[name].forbidden[number]))
    assert outcome.status == "infeasible"
    assert outcome.timetable is None


@pytest.mark.parametrize(("name", "number"), triplets("allowed"))
def test_rule_leaves_the_allowed_neighbour_feasible(name: HardRule, number: int) -> None:
    """The rule forbids no more than it should."""
    outcome = answer(TRIPLETS[name].instance(TRIPLETS[name].allowed[number]))
    assert outcome.status == "optimal"
    assert outcome.timetable is not None


@pytest.mark.parametrize("name", get_args(DeclaredRule))
def test_soft_rule_costs_its_weight_for_each_violation(name: DeclaredRule) -> None:
    """Soft, what was forbidden is possible at its cost; what was allowed costs nothing."""
    case = TRIPLETS[name]
    assert len(case.cost) == len(case.forbidden)
    for more, cost in zip(case.forbidden, case.cost, strict=True):
        outcome = answer(case.instance(more, weight=7))
        (goal,) = outcome.goals
        assert (outcome.status, goal.value, goal.bound) == ("optimal", 7 * cost, 7 * cost)
    for more in ({}, *case.allowed):
        (goal,) = answer(case.instance(more, weight=7)).goals
        assert goal.value == 0


@pytest.mark.parametrize("name", ["precedence", "maximum-gap", "adjacent"])
def test_many_starts_are_stated_in_few_literals(
    name: DeclaredRule, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule is the same where literals stand for many starts at once."""
    monkeypatch.setattr(declared, "MOST_PAIRS", 0)
    case = TRIPLETS[name]
    assert all(answer(case.instance(more)).status == "infeasible" for more in case.forbidden)
    for more, cost in (
        *zip(case.forbidden, case.cost, strict=True),
        *((m, 0) for m in case.allowed),
    ):
        (goal,) = answer(case.instance(more, weight=7)).goals
        assert (goal.value, goal.bound) == (7 * cost, 7 * cost)


@pytest.mark.parametrize("name", sorted(set(STANDING) - {"declared-rules"}))
def test_without_its_family_what_is_forbidden_is_found(
    name: HardRule, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each family of constraints matters: without it the referee finds a violation."""
    others = tuple(family for family in STANDING_FAMILIES if family is not STANDING[name])
    monkeypatch.setattr(families, "STANDING_FAMILIES", others)
    endings = []
    for more in TRIPLETS[name].forbidden:
        try:
            endings.append(answer(TRIPLETS[name].instance(more)).status)
        except Disagreement:
            endings.append("caught")
    assert "caught" in endings
    assert set(endings) <= {"caught", "infeasible"}


@pytest.mark.parametrize("name", get_args(DeclaredRule))
def test_without_its_declared_family_what_is_forbidden_is_found(
    name: DeclaredRule, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same for rules that planners declare."""
    monkeypatch.setitem(declared.FAMILIES, name, lambda variables, rule: [])
    for more in TRIPLETS[name].forbidden:
        with pytest.raises(Disagreement):
            answer(TRIPLETS[name].instance(more))
