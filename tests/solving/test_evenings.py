"""Activities across midnight, planned and then explained."""

from typing import Any

import pytest

from models import Instance
from scheduler.checking import check
from scheduler.explaining import preflight
from scheduler.solving import solve

pytestmark = [pytest.mark.searches, pytest.mark.usefixtures("in_thread")]

Row = dict[str, Any]


def evenings(people: Row, *activities: Row) -> Instance:
    """Return two nights that meet at two o'clock, with one hall and one head."""
    return Instance.model_validate(
        {
            "name": "evenings",
            "time_zone": "Asia/Ho_Chi_Minh",
            "grid_minutes": 30,
            "days": [
                {"date": "2025-10-25", "start": "22:00", "end": "26:00"},
                {"date": "2025-10-26", "start": "02:00", "end": "04:00"},
            ],
            "rooms": [{"id": "hall", "name": "Hall", "capacity": 9}],
            "people": [{"id": "p", "name": "Peru", **people}],
            "activities": [
                {"kind": "plenary", "title": "T", "people": "p", **row} for row in activities
            ],
        }
    )


def test_an_activity_may_pass_from_day_to_day() -> None:
    """Six hours have room for two of three; no day alone would do."""
    instance = evenings({}, {"id": "long", "minutes": 180}, {"id": "longer", "minutes": 180})
    outcome = solve(instance, time_limit=5, seed=0)
    assert outcome.timetable is not None
    assert not check(instance, outcome.timetable).violations
    starts = sorted(place.start for place in outcome.timetable.placements if place.start)
    assert [f"{start:%d %H:%M}" for start in starts] == ["25 22:00", "26 01:00"]


def test_minutes_across_midnight_are_of_one_day() -> None:
    """90 a day fit from 01:00, though only 60 are left of the first; counting must not deny it."""
    busy = {"person": "p", "start": "2025-10-25T22:00", "end": "2025-10-26T01:00", "state": "busy"}
    two = [{"id": "a", "minutes": 90}, {"id": "b", "minutes": 90}]
    rows = evenings({"daily_minutes": 90}, *two).model_dump()
    instance = Instance.model_validate(rows | {"availability": [busy]})
    assert preflight(instance).facts == ()
    outcome = solve(instance, time_limit=5, seed=0)
    assert outcome.timetable is not None
    assert not check(instance, outcome.timetable).violations
