"""How much of the time each tier gets."""

from collections.abc import Callable
from typing import Any

import pytest

from models import Instance
from scheduler.compiling import compile_instance
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

    relaxes = False
    ends: list[float]

    def __init__(self, number: int, state: State, _pool: object) -> None:
        self.number, self._state = number, state

    def begin(self) -> None:
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
    state.bounds = [bound, -1, -1, -1]
    LexicographicSearch(state, tick=lambda: None).run(None)
    later = [1 / 2, 1 / 2, 2 / 3, 2 / 3, 1, 1]
    assert ends == pytest.approx([100 * share for share in (*shares, *later)])
