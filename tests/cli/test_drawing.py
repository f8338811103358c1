"""``summit plot``: what is drawn, as which files, and how it is told."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.searches

Summit = Callable[..., Any]


def test_all_delegations_in_one_format_with_progress(
    summit: Summit, tiny: Path, solved: Path, tmp_path: Path
) -> None:
    """Each line of progress is one object; the last has drawn all."""
    out = tmp_path / "charts"
    asked = ("--out", out, "--all", "--format", "svg", "--progress", "json")
    ended = summit("plot", tiny, solved / "timetable.csv", *asked)
    assert ended.code == 0, ended.err
    names = sorted(path.name for path in out.iterdir())
    assert {name.rpartition(".")[2] for name in names} == {"svg"}
    assert len([name for name in names if name.startswith("delegation-")]) == 5
    lines = [json.loads(line) for line in ended.err.splitlines()]
    assert lines[0] == {"step": "drawing charts", "drawn": 0, "charts": len(names)}
    assert lines[-1] == {"step": "drawing charts", "drawn": len(names), "charts": len(names)}
    assert ended.out.startswith(f"{len(names)} files are in {out} (")


def test_unknown_format_is_a_fault_of_usage(
    summit: Summit, tiny: Path, solved: Path, tmp_path: Path
) -> None:
    """With what is allowed."""
    asked = ("--out", tmp_path / "charts", "--format", "gif")
    ended = summit("plot", tiny, solved / "timetable.csv", *asked)
    assert ended.code == 2
    assert "'pdf', 'png', 'svg'" in ended.err
    assert not (tmp_path / "charts").exists()


def test_charts_in_french(summit: Summit, tiny: Path, solved: Path, tmp_path: Path) -> None:
    """A language that we do not have is a fault of usage, and nothing is written."""
    out = tmp_path / "charts"
    asked = ("plot", tiny, solved / "timetable.csv", "--out", out, "--format", "svg")
    ended = summit(*asked, "--language", "de")
    assert ended.code == 2
    assert "'de' is none of en, fr, vi" in ended.err
    assert not out.exists()
    ended = summit(*asked, "--language", "fr")
    assert ended.code == 0, ended.err
    assert "Vue d\u2019ensemble" in (out / "overview.svg").read_text().replace("'", "\u2019")
