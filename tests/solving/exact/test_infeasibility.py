"""A second search agrees with the truth, and claims nothing else."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from models import Instance
from scheduler.compiling import Compiled, compile_instance
from scheduler.solving.core.budget import Budget
from scheduler.solving.exact import infeasibility as module
from scheduler.solving.exact.infeasibility import second_opinion
from tests.drawing.chance import Chance

Try = Callable[..., None]


@pytest.mark.searches
def test_second_opinion_is_the_brute_force_s(
    try_drawn: Try, best_values: Callable[..., Any]
) -> None:
    """On drawn instances, nearly half of which are impossible, some without any search."""
    told: Counter[str] = Counter()

    def is_true(drawn: Any, chance: Chance) -> None:
        opinion = second_opinion(drawn.instance, budget=Budget(20), seed=0)
        possible = best_values(drawn) is not None
        assert opinion == ("possible" if possible else "impossible")
        told[opinion] += 1

    try_drawn(is_true, examples=80)
    assert min(told["possible"], told["impossible"]) >= 10


def test_without_time_it_has_no_opinion(summit: Callable[..., Instance]) -> None:
    """An activity without a place needs a look at every place."""
    hopeless = {"id": "a", "kind": "workshop", "title": "A", "minutes": 60, "seats": 99}
    instance = summit(activities=[hopeless])
    assert second_opinion(instance, budget=Budget(-1.0), seed=0) == "unknown"
    assert second_opinion(instance, budget=Budget(20), seed=0) == "impossible"


def test_a_place_that_compiling_lost_is_found(
    summit: Callable[..., Instance], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The referee is asked, as the compilation, which found no place, may be wrong."""

    def lossy(instance: Instance) -> Compiled:
        compiled = compile_instance(instance)
        lost = tuple(replace(a, rooms={}) for a in compiled.activities)
        return replace(compiled, activities=lost)

    monkeypatch.setattr(module, "compile_instance", lossy)
    fine = {"id": "a", "kind": "workshop", "title": "A", "minutes": 60}
    assert second_opinion(summit(activities=[fine]), budget=Budget(20), seed=0) == "possible"
