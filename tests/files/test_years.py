"""Dates without a year are on the day of the event that they can be."""

from datetime import date

import pytest

from scheduler.files.moments import read_moment, read_moments
from scheduler.files.origin import Origin

DAYS = (date(2027, 6, 8), date(2027, 6, 9), date(2027, 6, 10))


@pytest.mark.parametrize(
    "typed",
    [
        "Wed 09 Jun 18:00",
        "Wed 9 June, 6 PM",
        "mercredi 9 juin à 18h",
        "9 tháng 6 18:00",
        "June 9 18:00",
        "18:00 9 June",
        "9.6. 18:00",
        "09/06 18h",
        "06/09 18:00",
        "9.6.27 18:00",
    ],
)
def test_the_year_is_that_of_the_event(typed: str) -> None:
    """The first is how commands themselves show a time."""
    assert read_moment(typed, DAYS).replace(" ", "T") == "2027-06-09T18:00"


@pytest.mark.parametrize("typed", ["12 Jun 18:00", "12/06 18:00", "9 Jun", "9.30", "18:00"])
def test_what_is_no_day_of_the_event_is_left(typed: str) -> None:
    """It may be of any year, or no date at all."""
    assert read_moment(typed, DAYS) == typed
    days = (*DAYS, date(2027, 9, 6))
    assert read_moment("06/09 18:00", days) == "06/09 18:00"
    assert read_moment("9 Jun 18:00", (*DAYS, date(2028, 6, 9))) == "9 Jun 18:00"


@pytest.mark.parametrize(
    "typed", ["8 juin 14h–18h30", "08/06 14:00/08/06 18:30", "Tue 08 Jun 14:00-18:30"]
)
def test_stretches_in_tables(typed: str) -> None:
    """Each end may have its date."""
    row = {"spans": typed}
    assert not read_moments([(2, row)], ["spans"], Origin("x.csv"), DAYS).faults
    assert row["spans"].replace(" ", "T") == "2027-06-08T14:00/2027-06-08T18:30"
