"""What is known of tiers: bounds that were proven beside values that have changed since."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from models import Instance
from scheduler.compiling import compile_instance
from scheduler.solving.core.budget import Budget
from scheduler.solving.core.incumbent import Incumbent
from scheduler.solving.core.problem import NO_LIMIT, Problem
from scheduler.solving.core.state import State


@pytest.fixture
def state(meetings: Instance) -> State:
    """Three tiers, none of which is proven."""
    goals: Any = tuple({goal: 1} for goal in ("coverage", "breaks", "preference"))
    policy = meetings.policy.model_copy(update={"tiers": goals})
    problem = Problem(meetings.model_copy(update={"policy": policy}), compile_instance(meetings))
    incumbent = cast(Incumbent, SimpleNamespace(places=(), values=(5, 9, 3)))
    return State(problem, incumbent, Budget(1.0), workers=1, seed=0, until=1.0)


def test_a_bound_goes_with_what_it_supposes(state: State) -> None:
    """A timetable that is better in one tier and worse in the next may have less after them."""
    state.rise(2, 2, (5, 9))
    state.rise(0.2, 2, (5, NO_LIMIT))
    assert state.bounds == [0, 0, 2]
    cast(Any, state.incumbent).values = (4, 9, 3)
    assert state.bounds == [0, 0, 2]
    cast(Any, state.incumbent).values = (4, 10, 1)
    assert state.bounds == [0, 0, 1]


def test_only_what_cannot_get_worse_is_held_for_lasting_bounds(state: State) -> None:
    """The tiers that are proven, and the first that is not; the tier itself keeps its value."""
    assert state.lasting(2) == (5, NO_LIMIT, 3)
    state.rise(5, 0)
    assert state.lasting(2) == (5, 9, 3)
