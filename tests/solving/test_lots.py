"""Ties fall by lot: whoever wins, it is not because of the order of rows."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from models import Instance, Timetable
from scheduler.compiling import by_lot
from scheduler.solving import solve
from tests.drawing.chance import Chance

pytestmark = [pytest.mark.searches, pytest.mark.usefixtures("in_thread")]

GUESTS = ("a", "b", "c", "d", "e", "f")
SEEDS = range(12)


def requests() -> Instance:
    """Return six equal requests for a host who has three half hours, the first wished by all."""
    wish = {"wished_spans": "2025-10-25T09:00/2025-10-25T09:30"}
    return Instance.model_validate(
        {
            "name": "equals",
            "time_zone": "Asia/Ho_Chi_Minh",
            "grid_minutes": 30,
            "days": [{"date": "2025-10-25", "start": "09:00", "end": "10:30"}],
            "rooms": [{"id": "booth", "name": "Booth", "capacity": 4}],
            "delegations": [{"id": f"del-{name}", "name": name} for name in GUESTS],
            "people": [
                {"id": "host", "name": "Host"},
                *({"id": name, "name": name, "delegation": f"del-{name}"} for name in GUESTS),
            ],
            "activities": [
                {"id": f"b-{name}", "kind": "bilateral", "title": name, "minutes": 30}
                | {"optional": True, "people": ["host", name], **wish}
                for name in GUESTS
            ],
        }
    )


def permuted(instance: Instance, chance: Chance) -> Instance:
    """Return the instance with the rows of every table in another order."""
    rows = instance.model_dump()
    for table, value in rows.items():
        if isinstance(value, tuple):
            listed = list(value)
            chance.shuffle(listed)
            rows[table] = tuple(listed)
    return Instance.model_validate(rows | {"policy": instance.policy})


def served(timetable: Timetable | None) -> dict[str, object]:
    assert timetable is not None
    return {p.activity: (p.start, p.room, p.unit) for p in timetable.placements}


def test_each_of_some_equals_is_served_some_time() -> None:
    """In twelve draws everybody has a place, and the wished hour goes to several of them."""
    placed: Counter[str] = Counter()
    wished: Counter[str] = Counter()
    for seed in SEEDS:
        places = served(solve(requests(), time_limit=5, workers=1, seed=seed).timetable)
        by_time = sorted((place[0], name) for name, place in places.items() if place[0])  # type: ignore[index]
        placed.update(name for _, name in by_time)
        wished[by_time[0][1]] += 1
    assert len(placed) == len(GUESTS)
    assert max(placed.values()) <= 10
    assert len(wished) >= 4


def test_the_order_of_rows_changes_nothing(draw: Callable[..., Any]) -> None:
    """Of any table: with the same seed every activity has the same place."""
    for seed in (0, 2, 4, 6):
        drawn = draw(seed)
        found = [
            solve(
                instance,
                time_limit=2,
                workers=1,
                seed=seed,
                previous=drawn.previous,
                deterministic=True,
            )
            for instance in (drawn.instance, permuted(drawn.instance, Chance.of(f"{seed}")))
        ]
        one, other = (served(outcome.timetable) for outcome in found)
        assert one == other
        assert list(one) == [name for name in drawn.instance.activity if name in one]


def test_lots_depend_on_seed_and_id_alone() -> None:
    """Not on the order before, nor on which other rows there are."""
    instance = requests()
    drawn = [activity.id for activity in by_lot(instance, 1).activities]
    assert [a.id for a in by_lot(permuted(instance, Chance.of("x")), 1).activities] == drawn
    fewer = instance.model_copy(update={"activities": instance.activities[1:]})
    assert [a.id for a in by_lot(fewer, 1).activities] == [a for a in drawn if a != "b-a"]
    assert len({tuple(a.id for a in by_lot(instance, n).activities) for n in SEEDS}) > 10
