"""What may be meant by a name that is not known."""

from pathlib import Path
from typing import get_args

import pytest

from models import InstanceError
from models.names import DeclaredRule
from models.references import Hints
from scheduler.files import load_instance, load_timetable, write_starter
from scheduler.files.text import closest

COLUMNS = ("WS-60", "pin_start", "pin_room", "wished_rooms", "least_days", "most_days")


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
        ("WS-80", ""),
        ("WS60", "WS-60"),
    ],
)
def test_hint_never_says_the_opposite(found: str, meant: str) -> None:
    """Names that differ by a word such as not, or by least for most, are alike in letters only."""
    assert closest(found, (*get_args(DeclaredRule), *COLUMNS)) == meant


@pytest.mark.parametrize(
    ("found", "meant"),
    [("host", "HOST"), ("0042", "42"), ("HOSTS", "HOST"), ("R2", ""), ("r11", "R11")],
)
def test_ids_are_known_again_without_capitals_and_zeros(found: str, meant: str) -> None:
    """As people and spreadsheets lose them; R1 is no slip of R2."""
    hint = Hints().similar(found, "rooms", ["HOST", "42", "R1", "R11"])
    assert hint == (f" (did you mean {meant}?)" if meant else "")


def test_missing_file_names_the_one_that_may_be_meant(tmp_path: Path) -> None:
    """Of a timetable and of an instance; a folder of results names the file in it."""
    write_starter(tmp_path / "my-summit")
    (tmp_path / "timetable.csv").write_text("activity,start,room\n", encoding="utf-8")
    for read, name, told in (
        (load_timetable, "timetabel.csv", "did you mean timetable.csv?"),
        (load_timetable, "nowhere", "a file that is there"),
        (load_timetable, "my-summit", "such as timetable.csv in my-summit"),
        (load_instance, "my-sumit", "did you mean my-summit?"),
    ):
        with pytest.raises(InstanceError) as refused:
            read(tmp_path / name)
        assert refused.value.faults[0].allowed.rstrip(")").endswith(told)
