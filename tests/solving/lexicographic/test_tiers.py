"""How much of the time each tier gets, and that a solve ends early only with a proof."""

from collections.abc import Callable
from typing import Any

import pytest

from models import Instance, Policy
from scheduler import check
from scheduler.compiling import cleared, compile_instance
from scheduler.generating import Size, planted
from scheduler.solving.core import problem
from scheduler.solving.core.budget import Budget
from scheduler.solving.core.incumbent import Incumbent
from scheduler.solving.core.problem import Problem
from scheduler.solving.core.state import State
from scheduler.solving.lexicographic import tiers
from scheduler.solving.lexicographic.tiers import FIRST_SHARE, LARGE_SHARE, LexicographicSearch


class IdlePool:
    """Has a job that never ends."""

    jobs = ("something",)

    def __init__(self, *_: object) -> None: ...

    def is_free(self, _process: int) -> bool:
        """Say that nothing is being proven."""
        return True

    def set_known(self, *_: object) -> None:
        """Take no notice."""

    def ended(self, *_: object, **__: object) -> list[Any]:
        """Return nothing, as do the others."""
        return []

    messages = end_round = ended

    def close(self) -> None:
        """Nothing is open."""


class Watched:
    """A tier that notes when it has to end, and is proven the second time it is asked."""

    relaxes = is_over = only_bounds = False
    ends: list[float]

    def __init__(self, number: int, state: State, *_: object) -> None:
        self.number, self._state = number, state

    def begin(self, _improvements: object) -> None:
        """Nothing to prepare."""

    def assign(self) -> None:
        """Note it."""
        self.ends.append(self._state.until)
        if len(self.ends) % 2 == 0:
            value = self._state.value(self.number)
            assert value is not None
            self._state.bounds[self.number] = value


@pytest.mark.parametrize(
    ("large", "bound", "shares"),
    [
        (False, 0, (FIRST_SHARE, FIRST_SHARE)),
        (True, 0, (LARGE_SHARE, LARGE_SHARE)),
        (True, 99, (LARGE_SHARE, FIRST_SHARE)),
        (True, 98, (LARGE_SHARE, LARGE_SHARE)),
    ],
)
def test_first_tier_of_a_large_problem_has_more_time_until_it_is_near(
    large: bool,
    bound: int,
    shares: tuple[float, float],
    summit: Callable[..., Instance],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Less once the gap is 1 %; all others have what they had."""
    monkeypatch.setattr(problem, "MOST_SEARCHED", 0 if large else 1_000_000)
    monkeypatch.setattr(tiers, "Pool", IdlePool)
    monkeypatch.setattr(tiers, "TierSearch", Watched)
    Watched.ends = ends = []
    policy = [{"coverage": 1}, *({goal: 1} for goal in ("breaks", "preference", "fairness"))]
    request = {"id": "a", "kind": "bilateral", "title": "Talk", "minutes": 60}
    instance = summit(
        activities=[{**request, "optional": True, "priority": 100}], policy={"tiers": policy}
    )
    made = Problem(instance, compile_instance(instance))
    incumbent = Incumbent(made)
    assert incumbent.offer((None,))
    budget = Budget(100.0, deterministic=True)
    state = State(made, incumbent, budget, workers=1, seed=1, until=0.0)
    monkeypatch.setattr(State, "bounds", [bound, -1, -1, -1])
    LexicographicSearch(state, tick=lambda: None).run(None)
    later = [1 / 2, 1 / 2, 2 / 3, 2 / 3, 1, 1]
    assert ends == pytest.approx([100 * share for share in (*shares, *later)])


def tight(seed: int) -> Instance:
    """Return a generated instance in which every request must be met, possible or not."""
    size = Size(
        heads=6 + seed % 3, days=1, bilaterals=4 + seed % 7, workshops=0, side_events=0, seed=seed
    )
    instance = planted(size)[0]
    activities = tuple(a.model_copy(update={"optional": False}) for a in instance.activities)
    policy = Policy(tiers=({"breaks": 1}, {"coverage": 1}))  # the last is proven at once
    return instance.model_copy(update={"activities": activities, "policy": policy})


@pytest.mark.usefixtures("in_thread")
@pytest.mark.searches
@pytest.mark.parametrize("first", range(0, 200, 25))
def test_what_ends_with_time_left_has_a_proof(first: int) -> None:
    """A solve that ends early has proven every tier, or infeasibility; 200 tight cases."""
    proven = 0
    for seed in range(first, first + 25):
        instance = tight(seed)
        made = Problem(instance, cleared(compile_instance(instance)))
        budget = Budget(0.06, deterministic=True)
        state = State(made, Incumbent(made), budget, workers=1, seed=seed, until=budget.limit)
        LexicographicSearch(state, tick=lambda: None).run(None)
        if budget.left > 0:
            assert state.infeasible or (state.found and not state.open_tiers), seed
            proven += 1
        if state.incumbent.timetable is not None:
            assert not check(instance, state.incumbent.timetable).violations
    assert proven, "budget too small"
