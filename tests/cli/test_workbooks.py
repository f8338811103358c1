"""Workbooks in the place of folders and of CSV files."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scheduler.files import load_instance, load_timetable
from tests.cli.conftest import INSTANCES, Ended

Run = Callable[..., Ended]

TINY = INSTANCES / "tiny"


def test_a_new_workbook_is_an_instance(summit: Run, tmp_path: Path) -> None:
    """The starter, which is checked like a folder."""
    file = tmp_path / "forum.xlsx"
    ended = summit("new", "--xlsx", file)
    assert ended.code == 0
    assert f"summit solve {file}" in ended.out
    assert load_instance(file).activities[0].id == "opening"
    again = summit("new", "--xlsx", file)
    assert (again.code, "exists" in again.err) == (2, True)


def test_an_instance_is_exported_as_a_workbook(summit: Run, tmp_path: Path) -> None:
    """And every command that takes an instance takes it."""
    file = tmp_path / "tiny.xlsx"
    assert summit("export", TINY, "--xlsx", file).code == 0
    assert load_instance(file).sha256 == load_instance(TINY).sha256
    (tmp_path / "timetable.csv").write_text("activity,start,room\nOPEN,2025-10-25T09:00,HALL\n")
    of_folder = summit("check", TINY, tmp_path / "timetable.csv")
    of_workbook = summit("check", file, tmp_path / "timetable.csv")
    assert of_workbook == of_folder
    assert "OPEN" in load_timetable(tmp_path / "timetable.csv").model_dump_json()


def test_a_workbook_is_not_written_over(summit: Run, tmp_path: Path) -> None:
    """Somebody has worked on it, or it is the input itself."""
    file = tmp_path / "tiny.xlsx"
    assert summit("export", TINY, "--xlsx", file).code == 0
    before = file.read_bytes()
    again = summit("export", file, "--xlsx", file)
    assert (again.code, "is not replaced" in again.err) == (2, True)
    assert file.read_bytes() == before


def test_the_programme_is_taken_as_a_timetable(summit: Run, tmp_path: Path) -> None:
    """It says the same as the file that it was made from, without a warning."""
    (tmp_path / "t.csv").write_text(TIMETABLE)
    assert summit("export", TINY, tmp_path / "t.csv", "--out", tmp_path / "out").code == 0
    book = tmp_path / "out" / "programme.xlsx"
    assert summit("check", TINY, book) == summit("check", TINY, tmp_path / "t.csv")
    ended = summit("diff", tmp_path / "t.csv", book, "--instance", TINY)
    assert (ended.code, ended.out.strip(), ended.err) == (0, "Nothing changes.", "")


TIMETABLE = """\
activity,start,room,unit
OPEN,2025-10-25T09:00,HALL,1
b1,2025-10-25T09:30,BOOTH,1
W2,2025-10-25T09:30,STUDY,1
b4,2025-10-25T10:00,BOOTH,1
b2,2025-10-25T10:30,BOOTH,1
W1,2025-10-25T10:30,STUDY,1
CLOSE,2025-10-25T11:30,HALL,1
b3,,,
"""


def test_a_missing_package_is_named(
    summit: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what to install."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    ended = summit("new", "--xlsx", tmp_path / "x.xlsx")
    assert (ended.code, list(tmp_path.iterdir())) == (2, [])
    assert ended.err == "summit: xlsxwriter is missing for this; install summit-scheduler[files]\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("new",),
        ("new", "a", "--xlsx", "b.xlsx"),
        ("new", "--xlsx", "b.csv"),
        ("export", TINY),
        ("export", TINY, "t.csv"),
        ("export", TINY, "t.csv", "--out", "o", "--xlsx", "b.xlsx"),
    ],
)
def test_what_is_to_be_written_has_to_be_clear(
    summit: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[object, ...]
) -> None:
    """Nothing is written then."""
    monkeypatch.chdir(tmp_path)
    assert summit(*arguments).code == 2
    assert list(tmp_path.iterdir()) == []
