"""Local times: with their year where it is not the event's."""

from datetime import datetime

import pytest

from models import Instance
from scheduler.wording.times import moment, stretches, weekday_moment, when


@pytest.fixture
def instance() -> Instance:
    return Instance.model_validate(
        {
            "name": "year",
            "time_zone": "Asia/Ho_Chi_Minh",
            "grid_minutes": 30,
            "days": [
                {"date": "2025-12-31", "start": "09:00", "end": "12:00"},
                {"date": "2026-01-01", "start": "09:00", "end": "12:00"},
            ],
        }
    )


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        ("2025-12-31T09:00", "31 Dec 09:00"),
        ("2026-01-01T09:00", "01 Jan 09:00"),
        ("2024-12-31T09:00", "31 Dec 2024 09:00"),
        ("2052-01-01T09:00", "01 Jan 2052 09:00"),
    ],
)
def test_other_years_are_shown(instance: Instance, at: str, shown: str) -> None:
    minute = instance.clock.minute(datetime.fromisoformat(at))
    assert moment(instance, minute) == shown
    assert weekday_moment(instance, minute).endswith(f" {shown}")
    assert when(instance, (minute, minute + 60)) == f"{shown}-10:00"
    assert stretches(instance, [(minute, minute + 60)]) == f"{shown}-10:00"
