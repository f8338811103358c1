"""docs/troubleshooting.md: each case is made, and the commands print what the page shows."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

pytestmark = pytest.mark.searches

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "troubleshooting.md").read_text(encoding="utf-8")
COMMANDS = Path(sys.executable).parent


class Case(NamedTuple):
    """What was done to the files, and what is typed and shown then."""

    heading: str
    done: str
    shown: str


def cases() -> Iterator[Case]:
    """Yield the cases of the page that show commands."""
    for part in re.split(r"^#{2,3} ", PAGE, flags=re.MULTILINE)[1:]:
        for shown in re.findall(r"```console\n(.*?)```", part, re.DOTALL):
            done = "\n".join(re.findall(r"<!-- run: (.*?) -->", part, re.DOTALL))
            yield Case(part.splitlines()[0], done, shown)


def in_shell(line: str, folder: Path) -> None:
    path = f"{COMMANDS}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(
        ["bash", "-euo", "pipefail", "-c", line],
        cwd=folder, env=os.environ | {"PATH": path}, check=True, capture_output=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small instance and a timetable of it, side by side."""
    folder = tmp_path_factory.mktemp("troubles")
    shutil.copytree(ROOT / "instances" / "tiny", folder / "my-summit")
    in_shell("summit solve my-summit --out plan --no-charts --deterministic", folder)
    return folder


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.heading)
def test_case_is_as_the_page_says(
    case: Case,
    summit: Callable[..., Any],
    there: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each line is printed after its command, in this order; … is anything."""
    folder = tmp_path / "case"
    shutil.copytree(there, folder)
    in_shell(case.done, folder)
    monkeypatch.chdir(folder)
    for command in re.split(r"^\$ summit ", case.shown, flags=re.MULTILINE)[1:]:
        typed, *lines = command.splitlines()
        ended = summit(*shlex.split(typed))
        printed = f"{ended.err}\n{ended.out}"
        shown = r".*?\n.*?".join("[^\n]*".join(map(re.escape, line.split("…"))) for line in lines)
        assert re.search(shown, printed, re.DOTALL), printed
