"""A brute force over small instances; all it knows of the rules it asks the referee."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from models import HardRule, Instance, Placement, Timetable
from scheduler.checking import check

CURED_BY_MORE: tuple[HardRule, ...] = ("mandatory", "fair-breaks")
"""Rules that a timetable may break although a larger one keeps them."""


def timetables(drawn: Any) -> Iterator[Timetable]:
    """Yield every timetable that keeps all hard rules, by trying every place."""
    instance, choices = drawn.instance, drawn.choices

    def extend(places: list[Placement], left: list[str]) -> Iterator[Timetable]:
        timetable = Timetable.model_construct(placements=tuple(places))
        violations = check(instance, timetable).violations
        if any(violation.rule not in CURED_BY_MORE for violation in violations):
            return
        if not left:
            if not violations:
                yield timetable
            return
        name, *others = left
        if instance.activity[name].optional:
            yield from extend(places, others)
        for place in choices[name]:
            yield from extend([*places, place], others)

    yield from extend([], sorted(choices, key=lambda name: len(choices[name])))


def tier_values(drawn: Any, timetable: Timetable) -> tuple[int, ...]:
    """Return the value of each tier as the referee scores it."""
    scores = check(drawn.instance, timetable, previous=drawn.previous).scores
    tiers = drawn.instance.policy.tiers
    return tuple(sum(w * scores[goal].value for goal, w in tier.items()) for tier in tiers)


def best_values(drawn: Any) -> tuple[int, ...] | None:
    """Return the best values of the tiers by brute force; None if no timetable is legal."""
    every = (tier_values(drawn, timetable) for timetable in timetables(drawn))
    return min(every, default=None)


@pytest.fixture(name="timetables")
def timetables_fixture() -> Callable[[Any], Iterator[Timetable]]:
    """List every legal timetable of a drawn instance."""
    return timetables


@pytest.fixture(name="tier_values")
def tier_values_fixture() -> Callable[[Any, Timetable], tuple[int, ...]]:
    """Return the values of a timetable of a drawn instance."""
    return tier_values


@pytest.fixture(name="best_values")
def best_values_fixture() -> Callable[[Any], tuple[int, ...] | None]:
    """Find the best values of a drawn instance."""
    return best_values


@pytest.fixture
def summit() -> Callable[..., Instance]:
    """Make an instance of one day and one room from tables."""

    def make(**tables: Any) -> Instance:
        rows = {
            "name": "test",
            "time_zone": "Asia/Ho_Chi_Minh",
            "grid_minutes": 15,
            "days": [{"date": "2025-10-25", "start": "09:00", "end": "14:00"}],
            "rooms": [{"id": "hall", "name": "Hall", "capacity": 10}],
        }
        return Instance.model_validate(rows | tables)

    return make


@pytest.fixture
def meetings(summit: Callable[..., Instance]) -> Instance:
    """Three requests of one head in a morning that holds two; two tiers."""
    requests: list[dict[str, Any]] = [
        {
            "id": name,
            "kind": "bilateral",
            "title": name,
            "minutes": 60,
            "optional": True,
            "people": ["P"],
            "wished_spans": ["2025-10-25T10:00/2025-10-25T11:00"],
        }
        for name in "abc"
    ]
    return summit(
        days=[{"date": "2025-10-25", "start": "09:00", "end": "11:15"}],
        people=[{"id": "P", "name": "Peru"}],
        activities=requests,
        policy={"tiers": [{"coverage": 1}, {"preference": 1}]},
    )
