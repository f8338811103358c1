"""Ctrl-C and sudden death: the best so far at once, and no process left behind."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from models import Instance
from scheduler.signals import HeldSignals
from scheduler.solving import Progress, solve
from scheduler.solving.workers import pool

pytestmark = pytest.mark.searches

PATIENCE = 100
"""Seconds after which a run counts as hung; none comes near."""


def running(number: int) -> bool:
    """Tell whether a process is there and no zombie."""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def children(number: int) -> list[int]:
    """Return the processes that another has started."""
    listed = Path(f"/proc/{number}/task/{number}/children").read_text()
    return [int(child) for child in listed.split()]


SOLVE_FOREVER = """
import time
from scheduler.generating import Size, planted
from scheduler.solving import solve
from scheduler.solving.lexicographic import tiers
from scheduler.solving.lexicographic import tier
{patch}
size = Size(heads=20, days=2, bilaterals=40, workshops=6, side_events=2, seed=1)
outcome = solve(planted(size)[0], time_limit=1000, workers=2,
    on_progress=lambda p: print("told", p.tier, flush=True))
print(outcome.status, outcome.timetable is not None, flush=True)
"""

UNSTOPPABLE = """
def sleep(here, task):
    while True:
        time.sleep(1)
tiers.relax = tier.relax = tier.prove = sleep
"""


def started(patch: str = "") -> "subprocess.Popen[str]":
    """Start a long solve and wait until its first tier is under way."""
    process = subprocess.Popen(
        [sys.executable, "-c", SOLVE_FOREVER.format(patch=patch)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("told") and line.split()[1] != "0":
            break
    return process


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_dead_parent_leaves_no_orphan() -> None:
    """Killed without warning, even so: the searching processes notice and end."""
    process = started()
    searching = children(process.pid)
    assert searching
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=PATIENCE)
    end = time.monotonic() + PATIENCE
    while any(map(running, searching)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(running, searching))


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("patch", ["", UNSTOPPABLE], ids=["searching", "not stopping"])
def test_stop_returns_the_best_at_once(patch: str, times: int) -> None:
    """Also where a task does not stop, and where Ctrl-C is pressed again and again."""
    process = started(patch)
    searching = children(process.pid)
    time.sleep(0.5)  # into the search
    for _ in range(times):
        process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=PATIENCE)
    assert stdout.splitlines()[-1] == "cancelled True", stderr
    assert "Traceback" not in stderr
    assert process.returncode == 0
    assert not any(map(running, searching))


def test_second_stop_while_processes_are_killed_leaves_none(
    meetings: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second Ctrl-C comes while the first is being handled."""
    real, closed = pool.WorkerProcess.close, []

    def close(self: pool.WorkerProcess) -> None:
        closed.append(self)
        os.kill(os.getpid(), signal.SIGINT)
        real(self)

    def on_progress(progress: Progress) -> None:
        if progress.tier:
            monkeypatch.setattr(pool.WorkerProcess, "close", close)
            os.kill(os.getpid(), signal.SIGINT)

    outcome = solve(meetings, time_limit=60, workers=2, on_progress=on_progress)
    assert (outcome.status, outcome.timetable is not None) == ("cancelled", True)
    assert len(closed) > 2
    assert not multiprocessing.active_children()


def test_stop_in_a_lock_breaks_nothing(meetings: Instance, monkeypatch: pytest.MonkeyPatch) -> None:
    """Regression: Ctrl-C inside the waiting for a task left locks and threads broken."""
    real, stopped = pool.wait, []

    def wait(*args: Any, **more: Any) -> Any:
        if not stopped:
            stopped.append(time.monotonic())
            os.kill(os.getpid(), signal.SIGINT)
            stopped.append(0.0)
        return real(*args, **more)

    monkeypatch.setattr(pool, "wait", wait)
    outcome = solve(meetings, time_limit=60, workers=2)
    assert outcome.status == "cancelled"
    assert len(stopped) == 2, "the signal was raised inside the waiting"


class Handler:
    """Counts what it is called for."""

    def __init__(self) -> None:
        self.called: list[int] = []

    def __call__(self, number: int, _frame: FrameType | None) -> None:
        """Count."""
        self.called.append(number)


@pytest.fixture
def handler() -> Iterator[Handler]:
    """Handles Ctrl-C in place of the usual."""
    counting = Handler()
    before = signal.signal(signal.SIGINT, counting)
    yield counting
    signal.signal(signal.SIGINT, before)


def test_signals_are_delayed_until_they_are_allowed(handler: Handler) -> None:
    """Once for however many came; then the handler is as it was."""
    with HeldSignals() as signals:
        signals.deliver()
        for _ in range(3):
            os.kill(os.getpid(), signal.SIGINT)
        assert not handler.called
        signals.deliver()
        signals.deliver()
        assert handler.called == [signal.SIGINT]
    os.kill(os.getpid(), signal.SIGINT)
    assert handler.called == [signal.SIGINT] * 2


def test_signals_that_python_does_not_handle_are_left_alone(handler: Handler) -> None:
    """Nor are any outside the main thread, where Python calls no handler."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with HeldSignals():
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    signal.signal(signal.SIGINT, handler)
    seen: list[Any] = []

    def look() -> None:
        with HeldSignals():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [handler]
