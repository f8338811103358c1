"""Workbooks in the place of folders and of CSV files."""

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
