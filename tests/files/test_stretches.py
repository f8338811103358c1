"""Stretches of time, and noon, as people type them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models import Fault
from scheduler.files import load_instance

Faults = Callable[[Path], list[Fault]]

STRETCHES = [
    "2027-05-12T14:00/18:00",
    "14:00–18:00",
    "2027-05-12 14:00–18:00",
    "2027-05-12 14:00-18:00",
    "12.05.2027 14h – 18h",
    "12 mai 2027 14h00 à 18h00",
    "2027-05-12T14:00 - 2027-05-12T18:00",
    "12 May 2027 2 PM–12 May 2027 6 PM",
]


@pytest.mark.parametrize("written", STRETCHES)
def test_stretches_as_people_type_them(folder: Path, written: str) -> None:
    """With a dash, or a word, and the date once; nothing of it is an offset from UTC."""
    wanted = load_instance(folder)
    workshops = (folder / "workshops.csv").read_text()
    assert "2027-05-12T14:00/2027-05-12T18:00" in workshops
    workshops = workshops.replace("2027-05-12T14:00/2027-05-12T18:00", written)
    (folder / "workshops.csv").write_text(workshops)
    assert load_instance(folder) == wanted


@pytest.mark.parametrize("written", ["2027-05-12 2:00-6:00 PM", "2027-05-12 9–10", "2–6 pm"])
def test_half_a_stretch_is_a_fault(folder: Path, faults: Faults, written: str) -> None:
    """2:00 may be at night, and 9 is no hour."""
    workshops = (folder / "workshops.csv").read_text()
    workshops = workshops.replace("2027-05-12T14:00/2027-05-12T18:00", written)
    (folder / "workshops.csv").write_text(workshops)
    assert [fault.code for fault in faults(folder)] == ["not-a-time"]


@pytest.mark.parametrize("written", ["2027-05-12 15:00-16:00", "2027-05-12 15:00–16:00"])
def test_a_stretch_in_place_of_a_time_is_a_fault(
    folder: Path, faults: Faults, written: str
) -> None:
    """And no time of Hawaii."""
    rows = (folder / "availability.csv").read_text()
    (folder / "availability.csv").write_text(rows.replace("2027-05-12T15:00", written))
    (fault,) = faults(folder)
    assert (fault.code, fault.column) == ("not-a-time", "end")


@pytest.mark.parametrize("noon", ["2027-05-12 noon", "12 May 2027 12 noon", "12 mai 2027 midi"])
def test_noon_has_one_reading(folder: Path, faults: Faults, noon: str) -> None:
    """Midnight has two."""
    text = (folder / "availability.csv").read_text()
    (folder / "availability.csv").write_text(text.replace("2027-05-12T15:00", noon))
    assert load_instance(folder).availability[0].end.hour == 12
    (folder / "availability.csv").write_text(text.replace("T15:00", " midnight"))
    assert [fault.code for fault in faults(folder)] == ["not-a-time"]
