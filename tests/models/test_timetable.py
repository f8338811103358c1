"""What is no timetable is told at each door, not stumbled over inside."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models import Instance, Timetable
from scheduler import check, diff, load_instance, move, slots, why

INSTANCE = load_instance(Path(__file__).resolve().parents[2] / "instances" / "tiny")

DOORS: dict[str, Callable[[Instance, Any], object]] = {
    "check": check,
    "check.previous": lambda i, t: check(i, Timetable(), previous=t),
    "diff": lambda i, t: diff(i, t, Timetable()),
    "move": lambda i, t: move(i, t, "b1", at="2025-10-25T10:00"),
    "slots": lambda i, t: slots(i, t, "b1"),
    "why": lambda i, t: why(i, t, "b1"),
}


@pytest.mark.parametrize(
    ("given", "says"), [(None, "there is no timetable: None"), (INSTANCE, "not Instance")]
)
@pytest.mark.parametrize("door", DOORS)
def test_what_is_no_timetable_is_said(door: str, given: object, says: str) -> None:
    """Regression: None, where none was found, had no attribute ``placements``."""
    if door == "check.previous" and given is None:
        DOORS[door](INSTANCE, given)  # nothing to compare with may be asked for
        return
    with pytest.raises(TypeError, match=says):
        DOORS[door](INSTANCE, given)
