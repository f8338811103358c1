"""``summit replan``: its files, its endings."""

import json
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from models import Refusal

pytestmark = pytest.mark.searches

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
        (("--freeze-until", "2025-10-25T48:00"), "2025-10-25T48:00"),
        (("--freeze-until", "2025-10-25T24:00", "--lock", "OPENN"), "OPEN"),  # that time is read
        (("--freeze-until", "25 Oct 2025 9h", "--lock", "OPENN"), "OPEN"),
        (("--freeze-until", "Sunday 25 October 2025 9:00"), "2025-10-25 is a Saturday"),
        (("--freeze-until", "2025-10-25"), "2025-10-26T00:00, so that it stays"),
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
    refusal = Refusal.model_validate_json(ended.out)
    assert refusal.status == "infeasible"
    assert refusal.reasons
    assert not out.exists()


def test_what_is_odd_about_the_previous_timetable_is_said(
    summit: Summit, tiny: Path, solved: Path, tmp_path: Path
) -> None:
    """Two places for one meeting, and a date that is no day of the event; by plot as well."""
    table = (solved / "timetable.csv").read_text()
    row = next(line for line in table.splitlines() if line.startswith("b1,"))
    odd = solved / "odd.csv"
    odd.write_text(table + row.replace("2025-10-25T", "2025-10-26T") + "\n")
    given = {"replan": ("--previous", odd, "--no-charts"), "plot": (odd,)}
    for command, more in given.items():
        ended = summit(command, tiny, *more, "--out", tmp_path / command)
        assert ended.code == 0, ended.err
        assert "odd.csv, row 3: 'Host – Avalon' (b1), 2025-10-25" in ended.err
        assert "more than one place" in ended.err
        assert "no day of the event" in ended.err


def missed(tiny: Path, solved: Path, folder: Path) -> str:
    """Copy the instance, with somebody away at the second workshop; return that time."""
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


def test_replan_draws_and_prints_what_changes(
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
    assert text in ended.out
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
    assert "no timetable that changes at most 0 activities" in ended.out
    assert not out.exists()


def test_those_are_told_whose_meeting_is_cancelled(
    summit: Summit, tiny: Path, solved: Path, tmp_path: Path
) -> None:
    """By the facts beside the timetable; without them, or with other ones, that is said."""
    facts, out, alone = tmp_path / "facts", tmp_path / "again", tmp_path / "alone"
    shutil.copytree(tiny, facts)
    table = facts / "bilaterals.csv"
    head, *rows = table.read_text().splitlines()
    ruled = (facts / "rules.csv").read_text()
    free = (row for row in rows if row.split(",")[0] in placed(solved))
    cancelled = next(row for row in free if row.split(",")[0] not in ruled)
    table.write_text("\n".join([head, *(row for row in rows if row != cancelled)]) + "\n")
    given = ("replan", facts, "--out", out, "--no-charts", "--previous")
    for name in ("timetable.csv", "timetable.json"):
        ended = summit(*given, solved / name)
        assert ended.code == 0
        (change,) = json.loads((out / "changes.json").read_text())["changes"]
        assert (change["activity"], change["what"]) == (cancelled.split(",")[0], ["dropped"])
        assert len(change["tell"]) == 2
        assert "is not known" not in ended.err

    alone.mkdir()
    shutil.copy(solved / "timetable.json", alone)
    for beside in (None, out / "instance.json"):  # the new facts are not those of the old one
        if beside:
            shutil.copy(beside, alone)
        ended = summit(*given, alone / "timetable.json")
        assert ended.code == 0
        assert "is not known" in ended.err
        (change,) = json.loads((out / "changes.json").read_text())["changes"]
        assert change["tell"] == []


def placed(solved: Path) -> set[str]:
    placements = json.loads((solved / "timetable.json").read_text())["placements"]
    return {p["activity"] for p in placements if p["start"]}


def test_facts_that_cannot_be_read_are_bad_input(
    summit: Summit, tiny: Path, solved: Path, tmp_path: Path
) -> None:
    """So that not the wrong people are listed."""
    (solved / "instance.json").write_text("{")
    out = tmp_path / "again"
    ended = summit("replan", tiny, "--previous", solved / "timetable.json", "--out", out)
    assert ended.code == 2
    assert "instance.json" in ended.err
    assert not out.exists()


def test_facts_with_another_policy_are_known(summit: Summit, tiny: Path, tmp_path: Path) -> None:
    """What was solved with other goals is written with them."""
    policy, out = tmp_path / "policy.toml", tmp_path / "out"
    policy.write_text("tiers = [{ coverage = 1 }]\n")
    assert summit("solve", tiny, "--out", out, "--no-charts", "--policy", policy).code == 0
    again = ("replan", tiny, "--out", tmp_path / "again", "--no-charts", "--previous")
    assert "is not known" not in summit(*again, out / "timetable.json").err


def test_renamed_ids_change_nothing_for_anybody(summit, tiny, solved, tmp_path):
    """Of a room, a person and a meeting: it is said to the planner, and nothing moves."""
    facts = tmp_path / "renamed"
    facts.mkdir()
    for file in tiny.iterdir():
        text = file.read_text(encoding="utf-8")
        for old, new in (("STUDY", "SALON"), ("b1,", "ab,"), ("b1;", "ab;"), ("\na,", "\nhead-a,")):
            text = text.replace(old, new)
        if file.suffix == ".csv" and file.name != "people.csv":
            text = text.replace(";a;", ";head-a;").replace("host;a,", "host;head-a,")
            text = text.replace(",a;b;d,", ",head-a;b;d,").replace(",60,a,", ",60,head-a,")
        (facts / file.name).write_text(text, encoding="utf-8")
    out = tmp_path / "again"
    ended = summit("replan", facts, "--previous", solved / "timetable.csv", "--out", out)
    assert ended.code == 0, ended.err
    assert "Nothing changes" in ended.out
    for sentence in ("Room STUDY is SALON now", "Activity b1 is ab now", "Person a is head-a now"):
        assert sentence in ended.err


def test_a_timetable_of_another_event_is_refused(summit, hanoi, solved, tmp_path):
    """Before anything is searched."""
    out = tmp_path / "out"
    ended = summit("replan", hanoi, "--previous", solved / "timetable.json", "--out", out)
    assert ended.code == 2
    assert "a timetable of 'tiny' that shares 0 of its" in ended.err
    assert not out.exists()


def test_another_time_zone_means_the_same_in_both_forms(summit, tiny, solved, tmp_path):
    """The table by the instance beside it; it is said which zone counted."""
    shutil.copytree(tiny, tmp_path / "tokyo")
    text = (tiny / "summit.toml").read_text().replace("Asia/Ho_Chi_Minh", "Asia/Tokyo")
    (tmp_path / "tokyo" / "summit.toml").write_text(text)
    told = []
    for form in ("csv", "json"):
        previous, out = solved / f"timetable.{form}", tmp_path / form
        ended = summit(
            "replan", tmp_path / "tokyo", "--previous", previous, "--out", out, "--no-charts"
        )
        assert ended.code == 0, ended.err
        assert "is in Asia/Ho_Chi_Minh, the instance in Asia/Tokyo" in ended.err
        told.append((out / "changes.txt").read_text())
    assert told[0] == told[1]
