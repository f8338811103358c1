"""Units that are told apart are places: an activity that need not move keeps its own."""

from collections.abc import Callable
from typing import Any

import pytest

from models import Instance, Placement, Timetable
from scheduler import check, replan, solve

pytestmark = pytest.mark.searches

DAY = "2025-10-25T"


def meeting(name: str, kind: str, start: str, end: str, people: str, **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "kind": kind,
        "title": name,
        "minutes": more.pop("minutes", 60),
        "spans": f"{DAY}{start}/{DAY}{end}",
        "people": people,
        **more,
    }


def halls(**more: Any) -> Instance:
    """Return two side events that want one hall of seven, and a host asked for twice at once."""
    request = {"minutes": 30, "optional": True}
    return Instance.model_validate(
        {
            "name": "halls",
            "time_zone": "Asia/Ho_Chi_Minh",
            "grid_minutes": 30,
            "days": [{"date": "2025-10-25", "start": "09:00", "end": "13:00"}],
            "rooms": [
                {"id": "H", "name": "Halls", "capacity": 60, "kinds": "side-event", "units": 7},
                {"id": "B", "name": "Booths", "capacity": 6, "kinds": "bilateral"},
            ],
            "people": [{"id": name, "name": f"Head {name}"} for name in "abhc"],
            "activities": [
                meeting("S1", "side-event", "09:00", "10:00", "a"),
                meeting("S2", "side-event", "11:00", "12:00", "b"),
                meeting("b1", "bilateral", "10:00", "10:30", "h;a", priority=2, **request),
                meeting("b2", "bilateral", "10:00", "10:30", "h;c", priority=9, **request),
            ],
            "rules": [{"id": "one-stage", "kind": "same-room", "activities": "S1;S2", "weight": 3}],
        }
        | more
    )


def published() -> Timetable:
    return Timetable(
        placements=(
            Placement(activity="S1", start=f"{DAY}09:00", room="H", unit=4),
            Placement(activity="S2", start=f"{DAY}11:00", room="H", unit=4),
            Placement(activity="b1", start=f"{DAY}10:00", room="B", unit=1),
        )
    )


def in_hall(unit: int) -> Timetable:
    """Return the published timetable, the side events in another hall."""
    before = published().placements
    places = (p.model_copy(update={"unit": unit if p.room == "H" else 1}) for p in before)
    return Timetable(placements=tuple(places))


@pytest.mark.parametrize(
    "answer",
    [
        lambda before, seed: replan(halls(), before, time_limit=20, seed=seed),
        lambda before, seed: replan(halls(), before, locked=["S1"], time_limit=20, seed=seed),
        lambda before, seed: solve(halls(), previous=before, time_limit=20, seed=seed),
    ],
    ids=["replan", "locked", "solve"],
)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_units_that_are_told_apart_are_kept(
    answer: Callable[[Timetable, int], Any], seed: int
) -> None:
    """A new meeting elsewhere moves neither side event, and the soft rule stays kept."""
    outcome = answer(published(), seed)
    units = {p.activity: p.unit for p in outcome.timetable.placements if p.room == "H"}
    assert units == {"S1": 4, "S2": 4}
    scores = check(halls(), outcome.timetable, previous=published()).scores
    assert scores["rules"].value == 0
    assert scores["stability"].parts == {"told": 3, "time_moves": 0, "room_moves": 0}


@pytest.mark.parametrize(("pinned", "told"), [(None, 2), (4, 2)])
def test_another_unit_counts_where_units_are_told_apart(pinned: int | None, told: int) -> None:
    """As a move of room of which its people are told; also where only a pin makes units differ."""
    rows = halls().model_dump()
    if pinned:
        rows["rules"] = ()
        list(rows["activities"])[1] |= {"pin_room": "H", "pin_unit": pinned}
    instance = Instance.model_validate(rows)
    moved = [
        p.model_copy(update={"unit": 5}) if p.room == "H" else p for p in published().placements
    ]
    parts = check(instance, Timetable(placements=tuple(moved)), previous=published())
    score = parts.scores["stability"].parts
    assert (score["told"], score["room_moves"]) == (told, 2)


def test_another_unit_is_nothing_where_units_are_alike() -> None:
    """Nothing tells them apart: no rule, no pin."""
    instance = halls(rules=[])
    moved = [
        p.model_copy(update={"unit": 5}) if p.room == "H" else p for p in published().placements
    ]
    score = check(instance, Timetable(placements=tuple(moved)), previous=published())
    assert score.scores["stability"].value == 0


def test_units_do_not_count_for_the_limit_of_changes() -> None:
    """What is limited is how many activities stand at another time or in another room."""
    outcome = replan(halls(), published(), max_changes=2, time_limit=20)
    assert outcome.timetable is not None
