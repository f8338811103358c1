"""Readers that stop early, full disks, letters that cannot be shown: results are complete."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from scheduler.cli.main import main

SUMMIT = [sys.executable, "-c", "from scheduler.cli.main import main; main()"]
FULL = Path("/dev/full")
TABLE = """activity,start,room,unit
OPEN,2025-10-25T09:00,HALL,1
CLOSE,2025-10-25T11:30,HALL,1
W1,2025-10-25T10:30,STUDY,1
W2,2025-10-25T09:30,STUDY,1
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A timetable of what has to take place in the tiny instance."""
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def shell(line: str, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a line of the shell in which ``"$@"`` is the command; its code is that of the command."""
    return subprocess.run(
        ["bash", "-c", f"{line}; exit ${{PIPESTATUS[0]}}", "-", *SUMMIT, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=100,
        env=os.environ | environment,
        check=False,
    )


def whole(out: Path) -> bool:
    """Tell whether a folder has all results."""
    outcome = json.loads((out / "outcome.json").read_text(encoding="utf-8"))
    return set(outcome["files"]) == set(os.listdir(out))


@pytest.mark.searches
@pytest.mark.parametrize(
    ("command", "options"), [("solve", ()), ("solve", ("--progress", "json")), ("replan", ())]
)
def test_search_outlives_who_reads_its_progress(
    command: str, options: tuple[str, ...], tiny: Path, table: Path, tmp_path: Path
) -> None:
    """As in ``2>&1 | head -1``: all results are written, and nobody complains."""
    more = ("--previous", table) if command == "replan" else ()
    out = tmp_path / "out"
    given = (command, tiny, "--out", out, "--no-charts", *more, *options)
    ended = shell('"$@" 2>&1 | head -1', *given)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert len(ended.stdout.splitlines()) == 1
    assert whole(out)


@pytest.mark.parametrize("asked", [("--help",), ("schema",), ("check", "{tiny}", "{table}")])
def test_answer_that_nobody_reads_to_its_end_is_no_mistake(
    asked: tuple[str, ...], tiny: Path, table: Path
) -> None:
    """Nor is one of which nothing is read."""
    places = {"tiny": tiny, "table": table}
    for reader in ("head -1", "true"):
        ended = shell(f'"$@" | {reader}', *(part.format(**places) for part in asked))
        assert (ended.returncode, ended.stderr) == (0, "")


def test_exit_code_does_not_depend_on_the_reader(tiny: Path, table: Path) -> None:
    """The code for a broken rule is the same if the reader stops early."""
    table.write_text(TABLE.replace("T10:30", "T09:30"), encoding="utf-8")
    ended = shell('"$@" | true', "check", tiny, table)
    assert (ended.returncode, ended.stderr) == (3, "")


@pytest.mark.searches
@pytest.mark.parametrize("closed", ["2>&-", ">&-", "2>/dev/full"])
def test_search_needs_nobody_to_talk_to(closed: str, tiny: Path, tmp_path: Path) -> None:
    """Streams that are closed from the start, or lead to a full disk."""
    if "full" in closed and not FULL.exists():
        pytest.skip("no such device here")
    out = tmp_path / "out"
    ended = shell(f'"$@" {closed}', "solve", tiny, "--out", out, "--no-charts")
    assert ended.returncode == 0
    assert whole(out)


@pytest.mark.skipif(not FULL.exists(), reason="no such device here")
def test_answer_that_cannot_be_kept_is_reported(tiny: Path, table: Path) -> None:
    """A full disk under ``> file`` is an error, unlike a reader that stops early."""
    ended = shell('"$@" > /dev/full', "check", tiny, table)
    assert ended.returncode == 2
    assert "cannot read or write" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_what_cannot_be_encoded_is_escaped(tiny: Path, table: Path) -> None:
    """In a text; in a document, in JSON's own way."""
    asked = ("slots", tiny, table, "b1", "--time-limit", "0")
    ascii_only = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    ended = shell('"$@"', *asked, **ascii_only)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert r"Host \u2013 Avalon" in ended.stdout
    plain, escaped = shell('"$@"', *asked, "--json"), shell('"$@"', *asked, "--json", **ascii_only)
    assert json.loads(plain.stdout) == json.loads(escaped.stdout)
    assert escaped.stdout.isascii()
    assert not plain.stdout.isascii()


@pytest.mark.usefixtures("signals")
def test_streams_are_put_back(monkeypatch: pytest.MonkeyPatch, capfd: Any) -> None:
    """For whoever calls the command from Python."""
    before = sys.stdout, sys.stderr
    monkeypatch.setattr(sys, "argv", ["summit", "--version"])
    with pytest.raises(SystemExit):
        main()
    assert (sys.stdout, sys.stderr) == before
    assert capfd.readouterr().out.startswith("summit ")


@pytest.mark.searches
def test_folders_may_have_any_letters_in_any_locale(tiny, tmp_path):
    """Regression: in a locale without UTF-8 a night ended with a traceback."""
    folder = tmp_path / "Hội nghị"
    shutil.copytree(tiny, folder / "mine")
    lines = ['instance = "mine"', 'store = "Kết quả"', "time_limit = 2", "charts = false"]
    (folder / "nightly.toml").write_text("\n".join(lines), encoding="utf-8")
    locale = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [*SUMMIT, "nightly", "--config", folder / "nightly.toml"],
        capture_output=True,
        env=os.environ | locale,
    )
    assert done.returncode == 0, done.stderr
    assert (folder / "Kết quả" / "current").exists()
