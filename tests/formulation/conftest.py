"""Small instances in few words, for solving."""

from collections.abc import Callable
from typing import Any

import pytest

from models import Instance

Row = dict[str, Any]

PLACE: Row = {
    "name": "test",
    "time_zone": "Asia/Ho_Chi_Minh",
    "grid_minutes": 30,
    "days": [
        {"date": "2025-10-25", "start": "09:00", "end": "14:00"},
        {"date": "2025-10-26", "start": "09:00", "end": "14:00"},
    ],
    "policy": {"tiers": [{"rules": 1}], "break_minutes": 30},
    "zones": [{"id": "town", "name": "Town"}, {"id": "lake", "name": "Lake"}],
    "transfers": [
        {"from_zone": "town", "to_zone": "lake", "minutes": 60},
        {"from_zone": "lake", "to_zone": "town", "minutes": 30},
    ],
    "rooms": [
        {"id": "hall", "name": "Great Hall", "capacity": 500, "zone": "town"},
        {"id": "salon", "name": "Salon", "capacity": 20, "zone": "town"},
        {"id": "villa", "name": "Villa", "capacity": 20, "zone": "lake"},
        {"id": "booths", "name": "Booths", "capacity": 6, "zone": "town", "units": 2},
    ],
    "people": [{"id": "P", "name": "Peru"}, {"id": "C", "name": "Cuba"}],
}
"""Two days of five hours, rooms in two zones, two heads of delegation."""


def read_instance(activities: dict[str, Row], **tables: Any) -> Instance:
    """Return the instance above with other tables; activities are bilaterals of an hour."""
    rows = [
        {"id": name, "kind": "bilateral", "title": name.upper(), "minutes": 60, **row}
        for name, row in activities.items()
    ]
    return Instance.model_validate({**PLACE, "activities": rows, **tables})


@pytest.fixture
def summit() -> Callable[..., Instance]:
    """Make an instance from activities and tables."""
    return read_instance
