"""Small instances made by hand, and a brute force by the referee."""

from collections.abc import Callable, Iterator
from math import prod
from pathlib import Path
from typing import Any

import pytest

from models import Instance, Placement, Timetable
from scheduler.checking import check

INSTANCES = Path(__file__).resolve().parents[2] / "instances"

Row = dict[str, Any]


def make(**tables: Any) -> Instance:
    """Return an instance of one day and one hall; activities are workshops of an hour."""
    rows: Row = {
        "name": "test",
        "time_zone": "Asia/Ho_Chi_Minh",
        "grid_minutes": 30,
        "days": [{"date": "2025-10-25", "start": "09:00", "end": "12:00"}],
        "rooms": [{"id": "hall", "name": "Hall", "capacity": 10}],
        "people": [{"id": "p", "name": "Head, Peru"}, {"id": "q", "name": "Head, Qatar"}],
    } | tables
    rows["activities"] = [
        {"kind": "workshop", "title": row["id"].upper(), "minutes": 60, **row}
        for row in rows["activities"]
    ]
    return Instance.model_validate(rows)


def choices(instance: Instance) -> dict[str, list[Placement]]:
    """Return for each activity what must take place everywhere the referee lets it be alone."""
    return {
        a.id: [
            place
            for low, high in instance.windows
            for minute in range(low, high, instance.grid_minutes)
            for room in instance.rooms
            for unit in range(1, min(room.units, len(instance.activities)) + 1)
            for place in [
                Placement(
                    activity=a.id, start=instance.clock.moment(minute), room=room.id, unit=unit
                )
            ]
            if not broken(instance, [place])
        ]
        for a in instance.activities
    }


def broken(instance: Instance, places: list[Placement]) -> bool:
    """Tell whether places break a rule that no further place can mend."""
    report = check(instance, Timetable.model_construct(placements=tuple(places)))
    return any(v.rule not in ("mandatory", "fair-breaks") for v in report.violations)


def brute_force(instance: Instance, most: int = 20_000) -> bool | None:
    """Tell whether there is a timetable by trying all; None if they are too many to try."""
    places = choices(instance)
    optional = {a.id for a in instance.activities if a.optional}
    if prod(max(1, len(some) + (name in optional)) for name, some in places.items()) > most:
        return None

    def extend(done: list[Placement], left: list[str]) -> Iterator[bool]:
        if broken(instance, done):
            return
        if not left:
            timetable = Timetable.model_construct(placements=tuple(done))
            if not check(instance, timetable).violations:
                yield True
            return
        if left[0] in optional:
            yield from extend(done, left[1:])
        for place in places[left[0]]:
            yield from extend([*done, place], left[1:])

    return any(extend([], sorted(places, key=lambda name: len(places[name]))))


@pytest.fixture(name="brute_force")
def brute_force_fixture() -> Callable[..., bool | None]:
    """Tell whether there is a timetable by trying all."""
    return brute_force


@pytest.fixture
def summit() -> Callable[..., Instance]:
    """Make a small instance from tables."""
    return make


@pytest.fixture
def instances() -> Path:
    """The folder of the instances."""
    return INSTANCES
