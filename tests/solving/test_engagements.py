"""When a person is engaged is said twice, by the solver and by the referee, and nowhere else.

Both are made to say that it is a part of the activity; whatever still takes people to be there as
long as it lasts then contradicts the referee somewhere.
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from models import Instance
from scheduler.explaining.preflight import doomed
from scheduler.solving import solve

Try = Callable[..., None]
Best = Callable[[Any], tuple[int, ...] | None]
Part = Callable[[int, str], tuple[int, int]]
Engage = Callable[[Part], None]


def first_half(minutes: int, person: str) -> tuple[int, int]:
    return 0, max(1, minutes // 2)


def second_half(minutes: int, person: str) -> tuple[int, int]:
    return minutes // 2, minutes


def each_their_own(minutes: int, person: str) -> tuple[int, int]:
    if person == "p0":
        return 0, minutes
    return first_half(minutes, person) if person == "p1" else second_half(minutes, person)


pytestmark = [pytest.mark.searches, pytest.mark.usefixtures("in_thread")]

PARTS = (first_half, second_half, each_their_own)


@pytest.mark.parametrize("part", PARTS)
def test_solver_agrees_with_brute_force(
    part: Part, try_drawn: Try, best_values: Best, engage: Engage
) -> None:
    """Feasible or not, and the best value and bound of every tier."""
    engage(part)
    endings: Counter[str] = Counter()

    def agrees(drawn: Any, chance: Any) -> None:
        best = best_values(drawn)
        outcome = solve(drawn.instance, time_limit=30, workers=1, previous=drawn.previous)
        endings[outcome.status] += 1
        assert outcome.status == ("infeasible" if best is None else "optimal")
        assert tuple(tier.value for tier in outcome.tiers) == (best or ())
        assert tuple(tier.bound for tier in outcome.tiers) == (best or ())

    try_drawn(agrees, examples=16, seed=2000)
    assert min(endings["infeasible"], endings["optimal"]) >= 2


@pytest.mark.parametrize("part", PARTS)
def test_what_counting_calls_impossible_is_impossible(
    part: Part, try_drawn: Try, best_values: Best, engage: Engage
) -> None:
    """People who leave early, or come late, have more time than a count of whole activities."""
    engage(part)
    counted = 0

    def is_impossible(drawn: Any, chance: Any) -> None:
        nonlocal counted
        found = doomed(drawn.instance)
        counted += bool(found)
        assert not found or best_values(drawn) is None

    try_drawn(is_impossible, examples=50, seed=2100)
    assert counted


def test_who_leaves_early_can_be_elsewhere(summit: Callable[..., Instance], engage: Engage) -> None:
    """The comparison can fail: it makes a difference to what can be planned."""
    rows = [
        {"id": "a", "spans": "2025-10-25T09:00/2025-10-25T10:15"},
        {"id": "b", "spans": "2025-10-25T09:30/2025-10-25T10:45"},
    ]
    instance = summit(
        people=[{"id": "p", "name": "Peru"}],
        rooms=[{"id": "hall", "name": "Hall", "capacity": 10, "units": 2}],
        activities=[
            {"kind": "bilateral", "title": "", "minutes": 60, "people": ["p"], **row}
            for row in rows
        ],
    )
    pins = {"a": "2025-10-25T09:00", "b": "2025-10-25T09:30"}
    pinned = instance.model_copy(
        update={
            "activities": tuple(
                a.model_copy(update={"pin_start": datetime.fromisoformat(pins[a.id])})
                for a in instance.activities
            )
        }
    )
    assert solve(instance, time_limit=10, workers=1).status == "infeasible"
    assert [finding.rule for finding in doomed(pinned)] == ["person-overlap"]
    engage(first_half)
    assert solve(instance, time_limit=10, workers=1).status == "optimal"
    assert not doomed(pinned)
