"""Days: evenings that end at midnight or later, and which date a minute belongs to."""

import json
from datetime import date, datetime, time, timedelta
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from models import Day, find_faults
from models.clock import Clock, Span
from models.tables import Tables

SATURDAY, SUNDAY = date(2025, 10, 25), date(2025, 10, 26)


def day(start: str, end: str, of: date = SATURDAY) -> dict[str, Any]:
    return {"date": of.isoformat(), "start": start, "end": end}


def tables(*days: dict[str, Any]) -> Tables:
    head = {"name": "evenings", "time_zone": "Asia/Ho_Chi_Minh", "grid_minutes": 15}
    return Tables.model_validate(head | {"days": days})


@pytest.mark.parametrize(
    ("end", "hours"),
    [
        ("18:00", 18),
        ("9h00", 9),
        (time(18, 30), 18.5),
        ("24:00", 24),
        ("24h00", 24),
        ("25:30", 25.5),
        ("48:00", 48),
        (timedelta(hours=26), 26),
    ],
)
def test_a_day_ends_at_any_hour_up_to_the_next_midnight(end: object, hours: float) -> None:
    """It is read from text, a time or a difference, and written so that it is read back."""
    read = Day.model_validate({"date": SATURDAY, "start": "08:00", "end": end})
    assert read.end == timedelta(hours=hours)
    assert Day.model_validate_json(read.model_dump_json()) == read
    jsonschema.validate(json.loads(read.model_dump_json()), Day.model_json_schema())


def test_usual_ends_are_written_as_ever() -> None:
    """So that instances keep their hash."""
    assert json.loads(Day(**day("09:00", "18:00")).model_dump_json())["end"] == "18:00:00"


@pytest.mark.parametrize("end", ["48:01", "24:60", "25", "late", 1440, -1, timedelta(hours=49)])
def test_other_ends_are_refused(end: object) -> None:
    """With the ways to write an evening."""
    with pytest.raises(ValidationError, match="24:00 or, after midnight, 25:30"):
        Day.model_validate({"date": SATURDAY, "start": "08:00", "end": end})


def test_the_wall_clock_counts_in_the_night_that_clocks_change() -> None:
    """26:30 of the evening before is half past two the second time, one hour later."""
    clock = Clock("Europe/Paris")
    opens, closes = clock.interval(Day(**day("22:00", "27:30")).span)
    assert clock.moment(closes).isoformat() == "2025-10-26T03:30:00+01:00"
    assert closes - opens == (5.5 + 1) * 60


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ([day("18:00", "00:00")], "midnight is 24:00"),
        ([day("20:00", "19:00")], "an end after the start"),
        ([day("20:00", "26:00"), day("01:00", "05:00", SUNDAY)], "01:00, when the day before"),
        ([day("01:00", "05:00", SUNDAY), day("20:00", "26:00")], "01:00, when the day before"),
    ],
)
def test_days_that_cannot_be_meant_are_one_fault(days: list[dict[str, Any]], told: str) -> None:
    """Backward ones, and those that begin when the day before has not ended."""
    (fault,) = find_faults(tables(*days))
    assert told in str(fault)


def test_a_minute_belongs_to_the_day_that_it_is_in() -> None:
    """After midnight still to the evening; outside the days to its own date."""
    one = tables(day("20:00", "26:00"), day("02:00", "23:00", SUNDAY))
    times = ["25T19:59", "25T20:00", "26T01:59", "26T02:00", "26T23:30", "27T00:00"]
    moments = [datetime.fromisoformat(f"2025-10-{text}") for text in times]
    dates = [one.date_of(one.clock.minute(moment)).day for moment in moments]
    assert dates == [25, 25, 25, 26, 26, 27]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2025-10-25T22:00/2025-10-25T24:00", "2025-10-26T00:00"),
        ("2025-10-25T22:00/2025-10-25 25:30", "2025-10-26T01:30"),
        ("2025-12-31T22:00/2025-12-31T24:00:00", "2026-01-01T00:00"),
        ("2025-12-31T22:00/2025-12-31T24:00+07:00", "2026-01-01T00:00"),
    ],
)
def test_times_may_count_on_after_midnight(text: str, read: str) -> None:
    """In every column that has times, as the end of a day does."""
    assert f"{Span.model_validate(text).end:%Y-%m-%dT%H:%M}" == read


@pytest.mark.parametrize("end", ["2025-02-30T24:00", "9999-12-31T24:00", "2025-10-25T48:00"])
def test_times_that_are_not_there_are_refused(end: str) -> None:
    """Without a traceback, whatever the date is."""
    with pytest.raises(ValidationError):
        Span.model_validate(f"2025-10-25T22:00/{end}")
