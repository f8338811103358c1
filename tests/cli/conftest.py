"""The command, run in this process."""

import csv
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from scheduler.cli.main import STOPS, main
from tests.made_once import MadeOnce

INSTANCES = Path(__file__).resolve().parents[2] / "instances"


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: object
    out: str
    err: str


@pytest.fixture(name="signals")
def signals_fixture() -> Iterator[None]:
    """Restore the handlers of signals, which a command that has ended ignores."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, *STOPS)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def summit(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], signals: None
) -> Callable[..., Ended]:
    """Run ``summit`` with arguments."""

    def run(*arguments: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["summit", *map(str, arguments)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as ending:
            main()
        out, err = capfd.readouterr()
        return Ended(ending.value.code or 0, out, err)

    return run


@pytest.fixture
def tiny() -> Path:
    """The instance that can be followed by hand."""
    return INSTANCES / "tiny"


@pytest.fixture
def hanoi() -> Path:
    """The real case."""
    return INSTANCES / "hanoi-2025-10-14"


@pytest.fixture
def solved(summit: Callable[..., Ended], tiny: Path, tmp_path: Path, made_once: MadeOnce) -> Path:
    """The folder of results of the tiny instance, without charts."""

    def solve(out: Path) -> None:
        assert summit("solve", tiny, "--out", out, "--no-charts").code == 0

    return shutil.copytree(made_once("tiny-solved", solve), tmp_path / "solved")


@pytest.fixture(name="edit")
def edit_fixture() -> Callable[..., Path]:
    """Edit one row of a timetable by hand, into a copy."""
    return edit


def edit(table: Path, activity: str, **cells: str) -> Path:
    """Edit one row of a timetable by hand, into a copy."""
    with table.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        if row["activity"] == activity:
            row.update(cells)
    edited = table.with_name("edited.csv")
    with edited.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return edited
