"""Dates and durations in words."""

from datetime import date

import pytest

from scheduler.wording import dates, times
from scheduler.wording.languages.chart_dates import short_duration


@pytest.mark.parametrize(
    ("days", "text"),
    [
        ([date(2025, 10, 25)], "Saturday 25 October 2025"),
        ([date(2025, 10, 25), date(2025, 10, 26)], "25 to 26 October 2025"),
        ([date(2025, 11, 1), date(2025, 10, 31)], "31 October to 1 November 2025"),
        ([date(2025, 12, 31), date(2026, 1, 1)], "31 December 2025 to 1 January 2026"),
    ],
)
def test_range_of_dates_says_only_what_differs(days: list[date], text: str) -> None:
    """Month and year are said once where both ends share them."""
    assert dates.date_range(days) == text


def test_short_date_has_its_weekday() -> None:
    """Two digits, three letters."""
    assert dates.weekday_day(date(2025, 3, 5)) == "Wed 05 Mar"


@pytest.mark.parametrize(
    ("minutes", "text", "short"),
    [
        (1, "1 minute", "1 min"),
        (45, "45 minutes", "45 min"),
        (60, "60 minutes", "1 h"),
        (120, "2 hours", "2 h"),
        (150, "2 h 30", "2 h 30 min"),
    ],
)
def test_duration_is_in_minutes_until_two_hours(minutes: int, text: str, short: str) -> None:
    """Long ones are in hours; where there is little space, from one hour on."""
    assert (times.duration(minutes), short_duration(minutes, "en")) == (text, short)
