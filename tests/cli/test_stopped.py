"""What a stopped solve may replace."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models import Instance, Outcome, Timetable
from scheduler import load_timetable, replan, replanning, solving
from scheduler.cli.main import STOPS
from scheduler.solving import solve

pytestmark = pytest.mark.searches

Summit = Callable[..., Any]


def stopped_with(drop: int, real: Callable[..., Outcome] = solve) -> Callable[..., Outcome]:
    """Return a solve that is stopped with requests left out that would have a place."""

    def stop(instance: Instance, *arguments: Any, **options: Any) -> Outcome:
        outcome = real(instance, *arguments, **options)
        assert outcome.timetable is not None
        met = [p for p in outcome.timetable.placements if p.start]
        out = [p.activity for p in met if instance.activity[p.activity].optional][:drop]
        places = (
            p.model_copy(update={"start": None, "room": None, "unit": None})
            if p.activity in out
            else p
            for p in outcome.timetable.placements
        )
        worse: Timetable = outcome.timetable.model_copy(update={"placements": tuple(places)})
        return outcome.model_copy(update={"status": "cancelled", "timetable": worse})

    return stop


@pytest.mark.parametrize(("drop", "stays"), [(2, True), (0, False)])
def test_a_better_timetable_is_not_replaced(
    drop: int,
    stays: bool,
    summit: Summit,
    tiny: Path,
    solved: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By a stopped solve; what is as good is, with all its files."""
    out = solved
    before = (out / "outcome.json").read_bytes(), load_timetable(out / "timetable.json")
    monkeypatch.setattr(solving, "solve", stopped_with(drop))
    ended = summit("solve", tiny, "--out", out, "--no-charts")
    assert ended.code == 0
    assert ("is better, and stays" in ended.out) == stays
    assert ((out / "outcome.json").read_bytes() == before[0]) == stays


def test_a_better_replan_is_not_replaced(
    summit: Summit, tiny: Path, solved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By one that is stopped; the message says where the better one is."""
    out = tmp_path / "again"
    given = ("replan", tiny, "--previous", solved / "timetable.json", "--no-charts", "--out", out)
    assert summit(*given).code == 0
    before = (out / "outcome.json").read_bytes()
    monkeypatch.setattr(replanning, "replan", stopped_with(2, replan))
    ended = summit(*given)
    assert ended.code == 0
    assert f"the timetable in {out} is better, and stays" in ended.out
    assert (out / "outcome.json").read_bytes() == before


def test_what_is_of_another_instance_is_replaced(
    summit: Summit, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A timetable of other facts says nothing of these."""
    other, out = tmp_path / "other", tmp_path / "out"
    assert summit("new", other).code == 0
    assert summit("solve", other, "--out", out, "--no-charts").code == 0
    monkeypatch.setattr(solving, "solve", stopped_with(2))
    ended = summit("solve", tiny, "--out", out, "--no-charts")
    assert "and stays" not in ended.out
    assert load_timetable(out / "timetable.json").instance == "tiny"


def test_a_stop_while_a_library_is_loaded_is_no_bug(
    summit: Summit, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Regression: one that is written in C says that it cannot be loaded."""

    def load(*_: object, **__: object) -> None:
        raise ImportError("initialization failed") from KeyboardInterrupt()

    monkeypatch.setattr(solving, "solve", load)
    ended = summit("solve", tiny, "--out", tmp_path / "out", "--no-charts")
    assert (ended.code, ended.err) == (
        130,
        "summit: stopped before there was anything to show\n",
    )


def test_a_signal_that_comes_when_all_is_done_changes_nothing() -> None:
    """Regression: a second Ctrl-C took the exit code away, as did SIGTERM after the last file."""
    late = "import atexit, os, signal; from scheduler.cli.main import main, STOPS; " + "".join(
        f"atexit.register(os.kill, os.getpid(), {number}); "
        for number in map(int, (signal.SIGINT, *STOPS))
    )
    ended = subprocess.run(
        [sys.executable, "-c", f"{late} main()", "--version"], capture_output=True, text=True
    )
    assert (ended.returncode, ended.stderr) == (0, "")
