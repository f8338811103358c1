"""``summit generate``: a folder that reads, that its README reproduces, or nothing at all."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scheduler.files import load_instance
from scheduler.generating import Size, planted

Summit = Callable[..., Any]
SMALL = ("--heads", 20, "--days", 2, "--bilaterals", 30, "--workshops", 8, "--side-events", 2)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_generate_writes_what_its_readme_reproduces(summit: Summit, tmp_path: Path) -> None:
    """The same bytes from the command line in the README, and an instance that can be read."""
    made, again = tmp_path / "made", tmp_path / "again"
    ended = summit("generate", *SMALL, "--seed", 5, "--out", made)
    assert (ended.code, ended.err) == (0, "")
    assert "summit solve" in ended.out
    readme = (made / "README.md").read_text(encoding="utf-8")
    assert "Synthetic" in readme
    (line,) = re.findall(r"^    summit (.*)--out DIR$", readme, re.MULTILINE)
    assert summit(*shlex.split(line), "--out", again).code == 0
    assert contents(made) == contents(again)
    expected, _ = planted(Size(20, 2, 30, 8, 2, seed=5))
    assert load_instance(made) == expected


@pytest.mark.searches
def test_generated_instance_is_solved(summit: Summit, tmp_path: Path) -> None:
    """From nothing to a refereed timetable."""
    made = tmp_path / "made"
    assert summit("generate", *SMALL, "--out", made).code == 0
    solved = summit("solve", made, "--out", tmp_path / "out", "--time-limit", 3, "--no-charts")
    assert solved.code == 0
    checked = summit("check", made, tmp_path / "out" / "timetable.csv")
    assert checked.code == 0


def test_generate_leaves_a_folder_with_something_in_it(summit: Summit, tmp_path: Path) -> None:
    """Exit code 2, and not a file more."""
    (tmp_path / "mine.txt").write_text("kept")
    ended = summit("generate", *SMALL, "--out", tmp_path)
    assert ended.code == 2
    assert "not empty" in ended.err
    assert contents(tmp_path) == {"mine.txt": b"kept"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--heads", 20, "--days", 1, "--workshops", 1000, "--rooms", 1), "found a place"),
        (("--heads", 4, "--days", 1, "--bilaterals", 7), "at most 6"),
        (("--heads", 4, "--days", 1, "--grid", 7), "a divisor of 60"),
        (("--heads", 1, "--days", 1), "--heads"),
        (("--heads", 4, "--days", 61), "--days"),
    ],
)
def test_generate_refuses_what_cannot_be(
    summit: Summit, tmp_path: Path, options: tuple[object, ...], message: str
) -> None:
    """Exit code 2, a message that names the option, no traceback, nothing written."""
    ended = summit("generate", *options, "--out", tmp_path / "deep" / "made")
    assert ended.code == 2
    assert message in ended.err
    assert "Traceback" not in ended.err
    assert not list(tmp_path.iterdir())
