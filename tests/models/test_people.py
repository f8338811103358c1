"""Persons: how their usual hours are written, and what they are on each date."""

from datetime import datetime
from typing import Any

import pytest
from pydantic import ValidationError

from models.people import Person, UsualHours
from tests.rules.forms import read_instance

HANOI = "Asia/Ho_Chi_Minh"


def hours(given: Any) -> UsualHours:
    row = {"id": "P", "name": "Peru", "usual_hours": given}
    found = Person.model_validate(row).usual_hours
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("09:00/18:00", "09:00:00/18:00:00=1"),
        (" 9h30 / 24:00 = 3 ", "09:30:00/24:00:00=3"),
        ({"start": "20:00", "end": "25:30", "cost": 0}, "20:00:00/25:30:00=0"),
    ],
)
def test_usual_hours_are_read(given: Any, text: str) -> None:
    """As one cell or as an object; without a cost an engagement outside costs 1."""
    row = hours(given).model_dump(mode="json")
    assert f"{row['start']}/{row['end']}={row['cost']}" == text


WRONG = "09:00 18:00/09:00 09:00/09:00 09:00/18:00=x 09:00/18:00=-1 nine/five 09:00:30/18:00"


@pytest.mark.parametrize("given", WRONG.split())
def test_hours_that_cannot_be_are_refused(given: str) -> None:
    """They have an end, after the start, in whole minutes of a day."""
    with pytest.raises(ValidationError):
        hours(given)


@pytest.mark.parametrize(
    ("zone", "days", "given", "stretches"),
    [
        (HANOI, {"10-25": "24:00"}, "09:00/18:00", "25T09:00-25T18:00"),
        # the day goes on into the next date, whose hours count as well
        (HANOI, {"10-25": "25:30"}, "00:00/09:00", "25T00:00-25T09:00 26T00:00-26T09:00"),
        (HANOI, {"10-25": "25:30"}, "00:00/24:00", "25T00:00-27T00:00"),
        (HANOI, {"10-25": "14:00"}, "20:00/26:00", "25T20:00-26T02:00"),
        # half past two does not exist then; an hour that would be half past three
        ("Europe/Paris", {"03-30": "14:00"}, "02:30/12:00", "30T03:30-30T12:00"),
    ],
)
def test_usual_hours_are_those_of_every_date(
    zone: str, days: dict[str, str], given: str, stretches: str
) -> None:
    """On all dates of the days; what touches is one stretch."""
    instance = read_instance(
        {},
        time_zone=zone,
        days=[{"date": f"2025-{d}", "start": "09:00", "end": end} for d, end in days.items()],
        people=[{"id": "P", "name": "Peru", "usual_hours": given}, {"id": "C", "name": "Cuba"}],
    )
    moment = instance.clock.moment

    def text(minute: int) -> str:
        at: datetime = moment(minute)
        return f"{at:%dT%H:%M}"

    assert instance.usual.keys() == {"P"}
    found = [f"{text(start)}-{text(end)}" for start, end in instance.usual["P"]]
    assert found == stretches.split()
