"""The instances are as solvable as their expectations say; ``tiny`` to the last unit."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from models import Instance, Placement, Policy, Timetable
from scheduler.checking import check
from scheduler.files import load_instance
from scheduler.solving import solve

pytestmark = pytest.mark.searches

HERE = Path(__file__).resolve().parents[2] / "instances"
COVERAGE_ONLY = Policy(tiers=({"coverage": 1},))


def load(name: str) -> Instance:
    return load_instance(HERE / name)


def expected(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name / "expectation.toml").read_text(encoding="utf-8"))


def without(instance: Instance, gone: set[str]) -> Instance:
    """Leave activities out, and the rules that name one."""
    fields = {name: getattr(instance, name) for name in Instance.model_fields}
    fields["activities"] = [a for a in instance.activities if a.id not in gone]
    fields["rules"] = [rule for rule in instance.rules if not gone & set(rule.named)]
    return Instance.model_validate(fields)


def optional(instance: Instance) -> set[str]:
    return {a.id for a in instance.activities if a.optional}


@pytest.mark.parametrize("name", ["hanoi-2025-10-14", "hanoi-2025-10-08"])
def test_what_is_mandatory_can_be_planned(name: str) -> None:
    assert expected(name)["status"] == "feasible"
    instance = load(name)
    outcome = solve(without(instance, optional(instance)), time_limit=30, policy=COVERAGE_ONLY)
    assert outcome.status == "optimal"
    assert outcome.hard_violations == 0


def test_published_slots_cannot_be_planned() -> None:
    assert expected("hanoi-published-slots")["status"] == "infeasible"
    instance = load("hanoi-published-slots")
    outcome = solve(without(instance, optional(instance)), time_limit=60, policy=COVERAGE_ONLY)
    assert outcome.status == "infeasible"


@pytest.mark.parametrize("dropped", [("W37", "W38"), ("S1", "W20"), ("W11", "W12")])
def test_published_slots_can_be_planned_without_two_workshops(dropped: tuple[str, str]) -> None:
    instance = load("hanoi-published-slots")
    fewer = without(instance, optional(instance) | set(dropped))
    outcome = solve(fewer, time_limit=30, policy=COVERAGE_ONLY)
    assert outcome.status == "optimal"


def test_tiny_is_solved_to_the_argued_optimum() -> None:
    instance, wanted = load("tiny"), expected("tiny")
    outcome = solve(instance, time_limit=30)
    assert outcome.status == wanted["status"]
    assert {goal.goal: goal.value for goal in outcome.goals} == wanted["goals"]
    assert all(goal.bound == goal.value for goal in outcome.goals)
    assert list(outcome.unscheduled) == wanted["unscheduled"]
    assert outcome.timetable is not None
    found = {
        place.activity: (place.start.replace(tzinfo=None), place.room)
        for place in outcome.timetable.placements
        if place.start
    }
    assert found == {key: (at["start"], at["room"]) for key, at in wanted["placements"].items()}


def test_the_referee_agrees_with_what_is_argued_of_tiny() -> None:
    instance, wanted = load("tiny"), expected("tiny")
    argued = Timetable(
        placements=tuple(
            Placement(activity=key, start=place["start"], room=place["room"], unit=1)
            for key, place in wanted["placements"].items()
        )
    )
    report = check(instance, argued)
    assert report.violations == ()
    assert {goal: score.value for goal, score in report.scores.items()} == wanted["goals"]
