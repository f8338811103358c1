"""The tiny instance with a timetable."""

from pathlib import Path

import pytest

from models import Placement, Timetable
from scheduler import load_instance

INSTANCES = Path(__file__).resolve().parents[2] / "instances"

DAY = "2025-10-25T"
PLACED = (
    ("OPEN", "09:00", "HALL"),
    ("CLOSE", "11:30", "HALL"),
    ("W1", "10:30", "STUDY"),
    ("W2", "09:30", "STUDY"),
    ("b1", "09:30", "BOOTH"),
    ("b2", "10:30", "BOOTH"),
    ("b4", "10:00", "BOOTH"),
)


@pytest.fixture(name="instance")
def instance_fixture():
    """One morning, small enough to follow by hand."""
    return load_instance(INSTANCES / "tiny")


@pytest.fixture(name="timetable")
def timetable_fixture():
    """All but one bilateral have a place."""
    return Timetable(
        placements=tuple(
            Placement(activity=name, start=DAY + start, room=room, unit=1)
            for name, start, room in PLACED
        )
    )


@pytest.fixture(name="moved")
def moved_fixture():
    """Return a function: the timetable with some placements in place of others."""

    def moved(timetable, *places):
        names = {place.activity for place in places}
        kept = (p for p in timetable.placements if p.activity not in names)
        return Timetable(placements=(*kept, *places))

    return moved


@pytest.fixture(autouse=True)
def solved_in_a_thread(in_thread: None) -> None:
    """Processes are not what is tested here."""
