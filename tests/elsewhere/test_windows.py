"""What planners do works without what Windows does not have.

No Windows is at hand: ``windows/sitecustomize.py`` takes away forks, signals, process groups,
symbolic links and opened folders. What differs in other ways is not tried.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.searches

SECONDS = 300
TAKEN_AWAY = Path(__file__).parent / "windows"
TINY = Path(__file__).parents[2] / "instances" / "tiny"
SUMMIT = Path(sys.executable).with_name("summit")

SCRIPT = """
from scheduler import load_instance, solve

print(solve(load_instance({path!r}), workers=2).status)
"""


def there(folder: Path, *command: str | Path) -> "subprocess.CompletedProcess[str]":
    """Run a command in a folder without what Windows does not have."""
    return subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(TAKEN_AWAY), "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        text=True,
        encoding="cp1252",
        timeout=SECONDS,
        check=False,
    )


def test_a_planner_s_first_steps(tmp_path):
    """A starter instance is planned, drawn, checked, planned again, and handed out."""
    for command in (
        "new mine",
        "solve mine --out plan --workers 2",
        "check mine plan/timetable.csv",
        "move mine plan/timetable.csv ws-water --at 2027-05-12T15:00 --out next --no-charts",
        "export mine plan/timetable.csv --out public --for public",
        "export mine next/timetable.csv --out public --for public",
    ):
        ended = there(tmp_path, SUMMIT, *command.split())
        assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "plan" / "overview.pdf").exists()
    assert (tmp_path / "public" / "programme.html").exists()


def test_a_script_solves_once(tmp_path):
    """A script without a guard for processes that import it again needs none."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(path=str(TINY)), encoding="utf-8")
    ended = there(tmp_path, sys.executable, script)
    assert ended.stdout.split() == ["optimal"], ended.stderr


def test_nights_need_another_system(tmp_path):
    """A night is refused at once, as it could be neither ended nor published."""
    (tmp_path / "night.toml").write_text('instance = "mine"\nstore = "store"\n', encoding="utf-8")
    ended = there(tmp_path, SUMMIT, "nightly", "--config", "night.toml")
    assert ended.returncode == 2
    assert "allowed: Linux or macOS" in ended.stderr
    assert not (tmp_path / "store").exists()
