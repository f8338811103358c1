"""``summit replan``: its files, its endings."""

import json
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
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


def missed(tiny: Path, solved: Path, folder: Path) -> str:
    """Copy the instance, with somebody away when the second workshop was promised; say when."""
    shutil.copytree(tiny, folder)
    placements = json.loads((solved / "timetable.json").read_text())["placements"]
    start = datetime.fromisoformat(next(p["start"] for p in placements if p["activity"] == "W2"))
    end = start + timedelta(hours=1)
    table = folder / "availability.csv"
    head, *rows = table.read_text().splitlines()
    rows = [head.replace("end,", "end,state,"), *(r.replace("11:00,", "11:00,,") for r in rows)]
    row = f"b,{start:%Y-%m-%dT%H:%M},{end:%Y-%m-%dT%H:%M},busy,synthetic,by hand,"
    table.write_text("\n".join([*rows, row]) + "\n")
    return f"{start:%H:%M}"


def test_replan_draws_and_tells_what_changes(
    summit: Summit, tiny: Path, solved: Path, tmp_path: Path
) -> None:
    """The chart in every format, the text on the terminal as well, a reason for what is lost."""
    facts, out = tmp_path / "facts", tmp_path / "again"
    hour = missed(tiny, solved, facts)
    ended = summit("replan", facts, "--previous", solved / "timetable.csv", "--out", out)
    assert ended.code == 0
    for suffix in ("pdf", "png", "svg"):
        assert (out / f"changes-chart.{suffix}").stat().st_size > 1000
    text = (out / "changes.txt").read_text()
    assert text in ended.err
    assert "Tell these" in text
    assert f"(W2): moves from Sat 25 Oct {hour}" in text


def test_too_many_changes_end_with_their_number(
    summit: Summit, tiny: Path, solved: Path, tmp_path: Path
) -> None:
    """Exit code 3, the number that is needed, and no folder."""
    facts, out = tmp_path / "facts", tmp_path / "again"
    missed(tiny, solved, facts)
    given = ("replan", facts, "--previous", solved / "timetable.csv", "--out", out)
    ended = summit(*given, "--max-changes", 0)
    assert ended.code == 3
    assert "activities have to change, and only 0 may" in ended.err
    assert not out.exists()
