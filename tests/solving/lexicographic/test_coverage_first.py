"""A first solve for coverage alone, where it is weighed against other goals."""

from collections.abc import Callable
from typing import Any

import pytest

from models import Instance
from scheduler.checking import check
from scheduler.compiling import compile_instance
from scheduler.solving import solve
from scheduler.solving.core import problem
from scheduler.solving.core.budget import Budget
from scheduler.solving.core.incumbent import Incumbent
from scheduler.solving.core.problem import Problem
from scheduler.solving.core.state import State
from scheduler.solving.lexicographic import coverage_first

pytestmark = pytest.mark.searches


@pytest.fixture
def weighed(meetings: Instance) -> Instance:
    """The meetings, one of which has to be left out, coverage weighed against preference."""
    rows = meetings.model_dump() | {"policy": {"tiers": [{"coverage": 10, "preference": 1}]}}
    return Instance.model_validate(rows)


def state_of(instance: Instance, *, deterministic: bool = False) -> State:
    made = Problem(instance, compile_instance(instance))
    budget = Budget(30.0, deterministic=deterministic)
    return State(made, Incumbent(made), budget, workers=1, seed=1, until=30.0)


def ticks_of(state: State) -> int:
    """Return how often it reported."""
    ticks: list[int] = []
    coverage_first.coverage_first(state, lambda: ticks.append(1))
    return len(ticks)


@pytest.mark.parametrize("deterministic", [False, True])
def test_best_coverage_is_taken_and_bounds_the_tier(
    deterministic: bool, weighed: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of three left out: the bound is its weight, and the timetable is legal."""
    monkeypatch.setattr(coverage_first, "FEWEST_ACTIVITIES", 0)
    state = state_of(weighed, deterministic=deterministic)
    assert ticks_of(state) > 0
    assert state.bounds == [10]
    assert state.incumbent.timetable is not None
    report = check(weighed, state.incumbent.timetable)
    assert (report.violations, report.scores["coverage"].value) == ((), 1)
    assert not deterministic or state.budget.used > 0


def test_not_where_it_does_not_pay(
    weighed: Instance, meetings: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Few activities, coverage by itself already, or more than can be searched."""
    assert ticks_of(state_of(weighed)) == 0
    monkeypatch.setattr(coverage_first, "FEWEST_ACTIVITIES", 0)
    assert ticks_of(state_of(meetings)) == 0
    monkeypatch.setattr(problem, "MOST_SEARCHED", 0)
    assert ticks_of(state_of(weighed)) == 0


def test_infeasible_is_found_by_it_too(
    summit: Callable[..., Instance], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two that must be held at once by one head."""
    monkeypatch.setattr(coverage_first, "FEWEST_ACTIVITIES", 0)
    row: dict[str, Any] = {"kind": "bilateral", "title": "x", "minutes": 60, "people": ["P"]}
    instance = summit(
        days=[{"date": "2025-10-25", "start": "09:00", "end": "10:30"}],
        people=[{"id": "P", "name": "Peru"}],
        activities=[row | {"id": "a"}, row | {"id": "b"}],
        policy={"tiers": [{"coverage": 10, "preference": 1}]},
    )
    assert solve(instance, time_limit=60, workers=1).status == "infeasible"
    state = state_of(instance)
    ticks_of(state)
    assert state.infeasible
