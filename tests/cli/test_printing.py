"""Where an answer goes, and how a table looks there."""

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from scheduler import Progress
from scheduler.cli.printing import say
from scheduler.cli.progress import Lines
from scheduler.cli.wrapping import wrapped

pytestmark = pytest.mark.searches

Summit = Callable[..., Any]

ANSWERS: dict[str, tuple[str, ...]] = {
    "check": ("check", "{tiny}", "{solved}/timetable.csv"),
    "explain": ("explain", "{tiny}"),
    "why": ("why", "{tiny}", "{solved}/timetable.csv", "b1"),
    "slots": ("slots", "{tiny}", "{solved}/timetable.csv", "b1", "--time-limit", "0"),
}


def arguments(command: str, tiny: Path, solved: Path) -> list[str]:
    return [part.format(tiny=tiny, solved=solved) for part in ANSWERS[command]]


@pytest.mark.parametrize("command", ANSWERS)
def test_answers_go_to_standard_output(
    command: str, summit: Summit, tiny: Path, solved: Path
) -> None:
    """All of them, and nothing else goes anywhere: with ``--json`` a document in their place."""
    given = arguments(command, tiny, solved)
    plain, as_json = summit(*given), summit(*given, "--json")
    assert plain.out.strip()
    assert isinstance(json.loads(as_json.out), dict)
    assert (plain.err, as_json.err) == ("", "")


def test_summary_of_a_solve_goes_aside_of_its_document(
    summit: Summit, tiny: Path, tmp_path: Path
) -> None:
    """Progress is on standard error always, how it ended only beside a document."""
    given = ("solve", tiny, "--out", tmp_path / "out", "--no-charts")
    plain, as_json = summit(*given), summit(*given, "--json")
    for text in ("optimal: ", "coverage   ", "summit check"):
        assert text in plain.out
        assert text not in plain.err
        assert text in as_json.err
    assert "tier 1/" in plain.err
    assert "tier 1/" not in plain.out
    assert json.loads(as_json.out)["status"] == "optimal"


def test_row_of_a_table_is_a_line_in_a_pipe(
    summit: Summit, tiny: Path, solved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However narrow a terminal would be; nothing is cut, and no line is padded."""
    monkeypatch.setenv("COLUMNS", "40")
    given = arguments("slots", tiny, solved)
    options = json.loads(summit(*given, "--json").out)["options"]
    first, head, *rows = summit(*given).out.splitlines()
    assert head.split() == ["place", "cost", "or", "obstacles"]
    rows = rows[: len(options)]
    for option, row in zip(options, rows, strict=True):
        assert row.startswith(option["verdict"])
        assert row == row.rstrip()
    assert max(map(len, rows)) > 100
    assert "(b1)" in first


def on_terminal(columns: int, given: list[str]) -> str:
    """Run the command with standard output on a terminal of a given width."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from scheduler.cli.main import main; main()", *given]
    environment = os.environ | {"COLUMNS": str(columns), "TERM": "xterm"}
    process = subprocess.Popen(command, stdout=theirs, stderr=subprocess.PIPE, env=environment)
    os.close(theirs)
    chunks = []
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # how Linux says that nobody writes any more
            break
        if not chunk:
            break
        chunks.append(chunk)
    os.close(ours)
    _, err = process.communicate(timeout=100)
    assert err == b""
    return re.sub(r"\x1b\[[0-9;]*m", "", b"".join(chunks).decode())


@pytest.mark.parametrize(("command", "columns"), [("slots", 70), ("slots", 30), ("why", 30)])
def test_nothing_is_wider_than_a_terminal_and_no_word_is_broken(
    command: str, columns: int, summit: Summit, tiny: Path, solved: Path
) -> None:
    """Tables are narrowed; where they are too narrow for their longest words, they are lines."""
    given = arguments(command, tiny, solved)
    words = set(summit(*given).out.split())
    shown = on_terminal(columns, given)
    assert max(map(len, shown.splitlines())) <= columns
    missing = words - set(shown.split())
    assert missing <= ({"place", "cost", "or", "obstacles"} if columns == 30 else set())


def test_what_fits_nowhere_is_parted_and_a_command_is_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wide letters count twice; blanks at the beginning stay; a command can be copied."""
    monkeypatch.setenv("COLUMNS", "20")
    lines = wrapped("  one two three four five six\nshort  line\n" + "字" * 25).split("\n")
    assert lines[:3] == ["  one two three four", "    five six", "short  line"]
    assert all(cell_len(line) <= 20 for line in lines)
    assert "".join(lines[3:]).replace(" ", "") == "字" * 25
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    say("summit check " + "folder/" * 5 + "timetable.csv", whole=True)
    say("summit check " + "folder/" * 5 + "timetable.csv")
    first, *others = capsys.readouterr().out.splitlines()
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    told = {"goals": ["coverage"], "value": 1, "bound": 0, "gap": 1.0, "seconds": 0.1}
    Lines()(Progress.model_validate({"tier": 1, "tiers": 8} | told))
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["tier"] == 1
    assert len(first) > 20
    assert max(map(len, others)) <= 20


def test_goals_of_one_tier_have_one_bound(summit: Summit, tiny: Path, tmp_path: Path) -> None:
    """No goal of several is called proven by itself: the bound is that of their weighted sum."""
    policy = tmp_path / "policy.toml"
    policy.write_text("tiers = [{coverage = 1}, {audience = 2, fairness = 1}]\n")
    out = tmp_path / "out"
    options = ("--policy", policy, "--no-charts", "--time-limit", "10")
    ended = summit("solve", tiny, "--out", out, *options)
    outcome = json.loads((out / "outcome.json").read_text(encoding="utf-8"))
    tier = outcome["tiers"][1]
    rows = [line.split() for line in ended.out.splitlines()]
    assert ["2", "together", str(tier["value"]), str(tier["bound"]), "yes"] in rows
    for goal in outcome["goals"][1:]:
        row = ["2", str(goal["weight"]), "x", goal["goal"], str(goal["value"])]
        assert row in rows
