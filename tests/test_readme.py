"""What the README says is true: its commands and its Python run, its links lead somewhere."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scheduler.cli import endings
from scheduler.cli.app import app

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(sh|python)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
BLOCK_SECONDS = 240

NOT_RUN = {
    "make timetable": "fetches packages; tests/test_make.py runs its recipe with a short limit",
    "make check": "fetches packages, and is a part of the next",
    "make test": "fetches packages, and .ci/run runs it: this test is part of it",
    "make install": "fetches packages; the three above rest on it",
    ". .venv/bin/activate": "these tests run inside an environment already",
}
"""Lines of the README that are not run here, and why."""


def without_not_run(block: str) -> str:
    lines = (line for line in block.splitlines() if line.partition(" #")[0].strip() not in NOT_RUN)
    return "\n".join(lines)


@pytest.mark.searches
def test_readme_blocks_run(tmp_path):
    """All commands and all Python, in order, in one folder that holds the small instance."""
    shutil.copytree(ROOT / "instances" / "tiny", tmp_path / "instances" / "tiny")
    commands = str(Path(sys.executable).parent)
    environment = os.environ | {"PATH": f"{commands}{os.pathsep}{os.environ['PATH']}"}
    assert {language for language, _ in BLOCKS} == {"sh", "python"}
    for language, block in BLOCKS:
        run = [sys.executable, "-c", block]
        if language == "sh":
            run = ["bash", "-euo", "pipefail", "-c", without_not_run(block)]
        ended = subprocess.run(
            run,
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=BLOCK_SECONDS,
            check=False,
        )
        assert ended.returncode == 0, f"{block}\n{ended.stdout}\n{ended.stderr}"
    made = {path.name for path in tmp_path.iterdir()}
    assert {"my-summit", "my-timetable", "my-charts", "published", "rooms.png"} <= made
    for name in names_in(tmp_path / "published"):
        assert f"`{name}" in README, name


def names_in(folder: Path) -> set[str]:
    """Return the tables in a folder of results, and the kinds of charts."""
    charts = {path.stem.partition("-")[0] for path in folder.glob("*.pdf")}
    assert charts
    return charts | {path.name for path in folder.iterdir() if path.suffix in (".csv", ".json")}


def test_readme_not_run_lines_are_all_there():
    """The list of exceptions names nothing that the README no longer says."""
    lines = {line.partition(" #")[0].strip() for _, block in BLOCKS for line in block.splitlines()}
    assert lines >= set(NOT_RUN)


def test_readme_lists_the_commands_that_exist():
    """It lists all commands and no others."""
    listed = re.findall(r"^\| `summit ([a-z]+)[^`]*` \|", README, re.MULTILINE)
    known = [*app.registered_commands, *app.registered_groups]
    assert sorted(listed) == sorted(str(command.name) for command in known)


def test_readme_lists_the_exit_codes():
    """With the meanings that ``--help`` shows."""
    rows = re.findall(r"^\| (\d+) \| (.*) \| (.*) \|$", README.replace("`", ""), re.MULTILINE)
    listed = [(int(code), commands, meaning) for code, commands, meaning in rows]
    assert listed == [(m.code, ", ".join(m.commands) or "all", m.text) for m in endings.MEANINGS]
