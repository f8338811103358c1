"""What is worth a look in the inputs is printed by every command that reads them."""

import shutil
from pathlib import Path

import pytest

COMMANDS = {
    "solve": ("{instance}", "--out", "{out}", "--time-limit", "5", "--no-charts"),
    "replan": ("{instance}", "--previous", "{table}", "--out", "{out}", "--no-charts"),
    "check": ("{instance}", "{table}"),
    "explain": ("{instance}",),
    "why": ("{instance}", "{table}", "OPEN"),
    "slots": ("{instance}", "{table}", "b1"),
}


@pytest.fixture
def noted(tiny: Path, tmp_path: Path) -> Path:
    """The tiny instance with a copy of a table."""
    shutil.copytree(tiny, tmp_path / "noted")
    shutil.copy(tiny / "rooms.csv", tmp_path / "noted" / "rooms - Copie.csv")
    return tmp_path / "noted"


@pytest.mark.searches
@pytest.mark.parametrize("command", COMMANDS)
def test_warnings_are_printed_aside(summit, noted, solved, tmp_path, command):
    """Once, on standard error, so that an answer stays what it is."""
    places = {"instance": noted, "table": solved / "timetable.csv", "out": tmp_path / "out"}
    ended = summit(command, *(part.format(**places) for part in COMMANDS[command]))
    assert ended.code == 0, ended.err
    assert ended.err.count("Look at this: rooms - Copie.csv: found what may be a copy") == 1
    assert "Look at this" not in ended.out


def test_warnings_come_with_faults_too(summit, noted):
    """They may be the reason."""
    (noted / "rooms.csv").unlink()
    (noted / "people - Copie.csv").write_text("id\n")
    ended = summit("explain", noted)
    assert ended.code == 2
    assert "Look at this: people - Copie.csv" in ended.err
    assert "rooms - Copie.csv: found what may be a copy of rooms.csv" in ended.err
    assert "Traceback" not in ended.err
