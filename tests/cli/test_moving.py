"""``summit move``: one activity put elsewhere, and its endings."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models import Changes, Refusal
from scheduler import check, load_instance, load_timetable

pytestmark = pytest.mark.searches

Summit = Callable[..., Any]


def test_the_moved_are_told_and_the_rest_is_mended(
    summit: Summit, tiny: Path, solved: Path, tmp_path: Path
) -> None:
    """Where another meeting is in the way, both change, and the people of both are told."""
    before = load_timetable(solved / "timetable.json")
    start = {p.activity: p.start for p in before.placements}
    at, out = start["b1"].replace(tzinfo=None).isoformat(), tmp_path / "moved"
    ended = summit(
        "move", tiny, solved / "timetable.csv", "b4", "--at", at, "--out", out, "--no-charts"
    )
    assert ended.code == 0, ended.err
    after = load_timetable(out / "timetable.json")
    assert {p.activity: p.start for p in after.placements}["b4"] == start["b1"]
    assert not check(load_instance(tiny), after).violations
    changes = Changes.model_validate_json((out / "changes.json").read_text())
    assert "b1" in changes.activities  # both need the one team of interpreters
    assert {"c", "d", "host", "a"} <= set(changes.told)
    assert (out / "changes.txt").read_text() in ended.out
    assert "(b4): moves from" in ended.out


def test_what_cannot_be_moved_there_is_refused_in_the_words_of_why(
    summit: Summit, tiny: Path, solved: Path, tmp_path: Path
) -> None:
    """Against a pin, and against a ceremony of the same people, which only a search shows."""
    out, table = tmp_path / "moved", solved / "timetable.csv"
    (solved.parent / "there").mkdir(exist_ok=True)
    for activity, at, said in (
        ("OPEN", "10:30", "is pinned to"),
        ("b4", "09:00", "at once"),
    ):
        given = (tiny, table, activity, "--at", f"2025-10-25T{at}")
        ended = summit("move", *given, "--out", out, "--json")
        assert ended.code == 3, ended.err
        refusal = Refusal.model_validate_json(ended.out)
        assert said in refusal.message
        asked = summit("why", *given)
        assert refusal.reasons == tuple(asked.out.splitlines())
        assert not out.exists()
        assert "nothing was written" in summit("move", *given, "--out", out).out
        there = summit("move", *given, "--out", solved.parent / "there").out
        assert f"{solved.parent / 'there'} is left as it was" in there


def test_a_move_that_cannot_be_read_is_bad_input(
    summit: Summit, tiny: Path, solved: Path, tmp_path: Path
) -> None:
    """All faults at once, and nothing is written; a time or a room is needed."""
    out, table = tmp_path / "moved", solved / "timetable.csv"
    ended = summit("move", tiny, table, "OPNE", "--at", "soon", "--in", "STUDI", "--out", out)
    assert ended.code == 2
    assert "3 faults" in ended.err
    assert "did you mean 'Opening' (OPEN)?" in ended.err
    untimed = summit("move", tiny, table, "OPEN", "--out", out)
    assert (untimed.code, "--at: found neither a time nor a room" in untimed.err) == (2, True)
    inside = summit("move", tiny, table, "b4", "--at", "2025-10-25T10:00", "--out", solved)
    assert inside.code == 2
    assert not out.exists()


def test_progress_and_outcome_are_those_of_every_solve(
    summit: Summit, tiny: Path, solved: Path, tmp_path: Path
) -> None:
    """Deterministic, with other goals: the same file twice."""
    policy = tmp_path / "policy.toml"
    policy.write_text("tiers = [{ preference = 1 }, { coverage = 1 }]\n")
    given = ("move", tiny, solved / "timetable.csv", "b4", "--at", "2025-10-25T10:00")
    asked = ("--deterministic", "--policy", policy, "--workers", 1, "--seed", 5, "--no-charts")
    files = []
    for n in range(2):
        out = tmp_path / str(n)
        ended = summit(*given, *asked, "--progress", "json", "--json", "--out", out)
        assert ended.code == 0, ended.err
        assert [goal["goal"] for goal in json.loads(ended.out)["goals"]] == [
            "coverage",
            "stability",
            "preference",
        ]
        files.append((out / "timetable.json").read_bytes())
    assert files[0] == files[1]
