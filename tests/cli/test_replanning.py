"""``summit replan``: its files, its endings."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Summit = Callable[..., Any]


def test_replan_writes_who_is_to_be_told(
    summit: Summit, tiny: Path, solved: Path, tmp_path: Path
) -> None:
    """Beside what solve writes there are the changes, in three forms, all named in the outcome."""
    out = tmp_path / "again"
    ended = summit(
        "replan",
        tiny,
        "--previous",
        solved / "timetable.csv",
        "--out",
        out,
        "--no-charts",
        "--json",
    )
    assert ended.code == 0
    assert json.loads(ended.out)["status"] == "optimal"
    assert json.loads((out / "changes.json").read_text())["changes"] == []
    assert (out / "changes.txt").read_text() == "Nothing changes.\n"
    assert (out / "changes.csv").read_text().startswith("activity,title,what,")
    named = json.loads((out / "outcome.json").read_text())["files"]
    assert {"changes.json", "changes.csv", "changes.txt", "timetable.json"} <= set(named)


def test_replan_refuses_what_it_cannot_read(
    summit: Summit, tiny: Path, solved: Path, tmp_path: Path
) -> None:
    """Unknown locks and unreadable times are bad input, and nothing is written."""
    out, previous = tmp_path / "again", solved / "timetable.json"
    given = ("replan", tiny, "--previous", previous, "--out", out)
    for options, said in (
        (("--lock", "OPENN"), "OPEN"),
        (("--freeze-until", "soon"), "soon"),
    ):
        ended = summit(*given, *options)
        assert ended.code == 2
        assert said in ended.err
        assert "Traceback" not in ended.err
        assert not out.exists()


def test_replan_says_why_something_cannot_stay(
    summit: Summit, tiny: Path, solved: Path, tmp_path: Path
) -> None:
    """What is locked and no longer legal ends with 3 and the broken rule."""
    table = (solved / "timetable.csv").read_text()
    assert "2025-10-25T11:30" in table
    moved = tmp_path / "moved.csv"
    moved.write_text(table.replace("2025-10-25T11:30", "2025-10-25T11:00"))
    out = tmp_path / "again"
    ended = summit("replan", tiny, "--previous", moved, "--out", out, "--lock", "CLOSE", "--json")
    assert ended.code == 3
    assert "pinned-time" in ended.err
    assert json.loads(ended.out)["status"] == "infeasible"
    assert not out.exists()
