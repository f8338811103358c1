"""What may be meant by a name that is not known."""

from typing import get_args

import pytest

from models.names import DeclaredRule
from scheduler.files.text import closest

COLUMNS = ("pin_start", "pin_room", "wished_rooms", "least_days", "most_days")


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ("preceding", "precedence"),
        ("max-gap", "maximum-gap"),
        ("minimal-gap", "minimum-gap"),
        ("same-slot", ""),
        ("not-same-slots", "not-same-slot"),
        ("pinstart", "pin_start"),
        ("pin_end", ""),
        ("most_day", "most_days"),
    ],
)
def test_hint_never_says_the_opposite(found: str, meant: str) -> None:
    """Names that differ by a word such as not, or by least for most, are alike in letters only."""
    assert closest(found, (*get_args(DeclaredRule), *COLUMNS)) == meant
