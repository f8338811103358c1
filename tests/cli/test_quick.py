"""Help and complaints come at once: nothing heavy is imported for them."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from scheduler.cli.app import COMMANDS

HEAVY = {"matplotlib", "numpy", "ortools", "pandas"}
CODE = """
import json, sys
from scheduler.cli.main import main
ended = []
for arguments in json.loads(sys.argv[1]):
    sys.argv = ["summit", *arguments]
    try:
        main()
    except SystemExit as end:
        ended.append([arguments, end.code or 0, [name.partition(".")[0] for name in sys.modules]])
json.dump(ended, open("ended.json", "w"))
"""

HELP = [
    ("--help",),
    ("--version",),
    *((name, "--help") for name in (*COMMANDS, "releases", "sweep")),
]
MISUSE = [("solve",), ("plan",), ("check", "{tiny}"), ("bench", "b3b", "{tiny}"), ("schema", "it")]
FAULTS = [
    ("solve", "{broken}", "--out", "{out}"),
    ("solve", "{tiny}/none", "--out", "{out}"),
    ("replan", "{broken}", "--previous", "{table}", "--out", "{out}"),
    ("check", "{broken}", "{table}"),
    ("check", "{tiny}", "{table}"),
    ("explain", "{broken}"),
    ("plot", "{broken}", "{table}", "--out", "{out}"),
    ("why", "{broken}", "{table}", "OPEN"),
    ("slots", "{broken}", "{table}", "OPEN"),
    ("bench", "b2b", "{tiny}"),
    ("sweep", "front", "{broken}"),
    ("sweep", "scenarios", "{tiny}", "{table}"),
    ("new", "{tiny}"),
    ("generate", "--heads", "9", "--days", "1", "--out", "{tiny}"),
]


def ended(commands: Iterable[Sequence[str]], folder: Path) -> Iterator[tuple[str, int, set[str]]]:
    """Run commands in one fresh process; yield each, its code and what is imported by then."""
    given = json.dumps([list(command) for command in commands])
    done = subprocess.run(
        [sys.executable, "-c", CODE, given], cwd=folder, capture_output=True, text=True, timeout=100
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    for command, code, libraries in json.loads((folder / "ended.json").read_text()):
        yield " ".join(command), code, set(libraries)


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    """Not even what reads an instance."""
    for command, code, libraries in ended(HELP, tmp_path):
        assert code == 0, command
        assert not libraries & {*HEAVY, "models", "rich"}, command


def test_complaint_imports_nothing_heavy(tiny: Path, tmp_path: Path) -> None:
    """Of usage, of an instance with a faulty cell, of a timetable that cannot be read."""
    broken, table = tmp_path / "broken", tmp_path / "table.csv"
    shutil.copytree(tiny, broken)
    (broken / "rooms.csv").write_text("id,name\nHALL,\n", encoding="utf-8")
    table.write_text("activity,start\nOPEN,2025-10-25T09:00\n", encoding="utf-8")
    places = {"tiny": tiny, "broken": broken, "table": table, "out": tmp_path / "out"}
    commands = [[part.format(**places) for part in line] for line in (*MISUSE, *FAULTS)]
    for command, code, libraries in ended(commands, tmp_path):
        assert code == 2, command
        assert not libraries & HEAVY, command
