"""Dates whose month has its name."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models import Fault
from scheduler.files import load_instance

Faults = Callable[[Path], list[Fault]]

WITH_NAMES = [
    "12-May-27 09:00",
    "12 May 2027 09:00",
    "12 MAY 2027, 9:00 AM",
    "Wednesday, the 12th of May 2027 9am",
    "May 12, 2027 9:00\u202fAM",
    "2027-May-12 09:00",
    "mercredi 12 mai 2027 à 9h00",
    "Mer. 12\u00a0mai.\u00a02027 09:00",
    "12 tháng 5 năm 2027 9h",
    "12 thg 5, 2027 9:00 SA",
    "12-Thg5-27 09:00",
    "thứ tư, ngày 12 tháng năm năm 2027 lúc 9 giờ",
    "thu\u031b\u0301 4 12/5/2027 9g00",
]


@pytest.mark.parametrize("written", WITH_NAMES)
@pytest.mark.filterwarnings("ignore::models.InstanceWarning")
def test_a_month_may_have_its_name(folder: Path, written: str) -> None:
    """In English, French and Vietnamese; two digits of a year are the year of the event."""
    wanted = load_instance(folder)
    rows = (folder / "availability.csv").read_text()
    (folder / "availability.csv").write_text(rows.replace("2027-05-12T09:00", f'"{written}"'))
    assert load_instance(folder) == wanted


@pytest.mark.parametrize(
    ("written", "found", "allowed"),
    [
        ("12-May-26 09:00", "'12-May-26 09:00'", "the year in four digits"),
        ("27-May-12 09:00", "'27-May-12 09:00'", "the year in four digits"),
        ("Sunday 12 May 2027 09:00", "'Sunday 12 May 2027 09:00'", "2027-05-12 is a Wednesday"),
        ("31 juin 2027 9h00", "'31 juin 2027 9h00'", "a date that exists"),
        ("12 jui 2027 9h00", "'12 jui 2027 9h00'", "a local time such as"),
        ("12 tháng giêng 2027 9h00", "'12 tháng giêng 2027 9h00'", "a local time such as"),
    ],
)
def test_names_that_leave_a_doubt_are_faults(
    folder: Path, faults: Faults, written: str, found: str, allowed: str
) -> None:
    """A year that is not the event's, another weekday, half a name; as it was typed."""
    rows = (folder / "availability.csv").read_text()
    (folder / "availability.csv").write_text(rows.replace("2027-05-12T09:00", written))
    (fault,) = faults(folder)
    assert (fault.code, fault.row, fault.column) == ("not-a-time", 2, "start")
    assert fault.found == found
    assert allowed in fault.allowed
