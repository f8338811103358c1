"""Small instances and timetables in few words."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from models import Instance, Timetable
from models.clock import Interval

Row = dict[str, Any]

PLACE: Row = {
    "name": "test",
    "time_zone": "Asia/Ho_Chi_Minh",
    "grid_minutes": 15,
    "days": [
        {"date": "2025-10-25", "start": "08:00", "end": "20:00"},
        {"date": "2025-10-26", "start": "08:00", "end": "20:00"},
    ],
    "zones": [{"id": "town", "name": "Town"}, {"id": "lake", "name": "Lake"}],
    "transfers": [{"from_zone": "town", "to_zone": "lake", "minutes": 0}],
    "rooms": [
        {"id": "hall", "name": "Great Hall", "capacity": 500, "zone": "town"},
        {"id": "salon", "name": "Salon", "capacity": 20, "zone": "town"},
        {"id": "villa", "name": "Villa", "capacity": 20, "zone": "lake"},
        {"id": "booths", "name": "Booths", "capacity": 6, "zone": "town", "units": 2},
    ],
    "delegations": [{"id": "peru", "name": "Peru"}, {"id": "cuba", "name": "Cuba"}],
    "people": [
        {"id": "P", "name": "Head of delegation, Peru", "delegation": "peru"},
        {"id": "C", "name": "Head of delegation, Cuba", "delegation": "cuba"},
    ],
}
"""Two days, four rooms in two zones with no way between, two heads of delegation."""


def moment(text: str) -> str:
    """Read ``09:00`` as of 25 October and ``26T09:00`` as of that day of October."""
    if len(text) == 5:
        return f"2025-10-25T{text}"
    return text if len(text) > 8 else f"2025-10-{text}"


def read_instance(**tables: Any) -> Instance:
    """Return the instance above with other tables; activities are bilaterals of an hour."""
    rows = {**PLACE, **tables}
    rows["activities"] = [
        {"kind": "bilateral", "title": row["id"].upper(), "minutes": 60, **row}
        for row in rows.get("activities", ())
    ]
    return Instance.model_validate(rows)


def read_timetable(*places: str) -> Timetable:
    """Read placements such as ``a 09:00 hall`` or ``b 26T10:00 booths 2``."""
    rows = []
    for place in places:
        activity, *rest = place.split()
        row: Row = {"activity": activity}
        if rest:
            row |= {"start": moment(rest[0]), "room": rest[1]}
        if len(rest) > 2:
            row["unit"] = rest[2]
        rows.append(row)
    return Timetable.model_validate({"placements": rows})


@pytest.fixture
def summit() -> Callable[..., Instance]:
    """Make an instance from tables."""
    return read_instance


@pytest.fixture
def timetable() -> Callable[..., Timetable]:
    """Make a timetable from short texts."""
    return read_timetable


@pytest.fixture
def minutes() -> Callable[[Instance, str | None], Interval | None]:
    """Read ``09:00-10:00``, or ``26T09:00-26T10:00``, as minutes."""

    def read(instance: Instance, text: str | None) -> Interval | None:
        if text is None:
            return None
        start, end = (datetime.fromisoformat(moment(part)) for part in text.split("-"))
        return instance.clock.minute(start), instance.clock.minute(end)

    return read
