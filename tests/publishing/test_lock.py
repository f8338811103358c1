"""One writer at a time, and a dead one holds no lock."""

import errno
import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scheduler import machine
from scheduler.files.lock import locked
from scheduler.publishing import Locked, planning, rollback
from scheduler.publishing.monitoring import read_status

pytestmark = pytest.mark.searches

ROOT = Path(__file__).resolve().parents[2]


def test_a_second_holder_is_refused(tmp_path):
    """In the same process as in another; and the lock is free again after the block."""
    path = tmp_path / "lock"
    with locked(path), pytest.raises(Locked), locked(path):
        pass
    with locked(path):
        pass


def test_a_file_system_without_locks_is_told_with_the_file(tmp_path, monkeypatch):
    """As some of a network are."""

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(OSError, match="No locks available") as told, locked(tmp_path / "lock"):
        pass
    assert told.value.filename == str(tmp_path / "lock")


def test_the_lock_dies_with_its_holder_not_with_its_children(tmp_path):
    """A fork of the holder that outlives it does not keep the lock."""
    path, told = tmp_path / "lock", tmp_path / "told"
    holder = os.fork()
    if holder == 0:
        with locked(path):
            orphan = os.fork()
            if orphan == 0:
                time.sleep(60)
                os._exit(0)
            told.with_suffix(".part").write_text(str(orphan))
            told.with_suffix(".part").rename(told)
            signal.pause()
    while not told.exists():
        time.sleep(0.01)
    orphan = int(told.read_text())
    try:
        with pytest.raises(Locked), locked(path):
            pass
        os.kill(holder, signal.SIGKILL)
        os.waitpid(holder, 0)
        os.kill(orphan, 0)  # it is still there
        with locked(path):
            pass
    finally:
        os.kill(orphan, signal.SIGKILL)


def test_two_runs_at_once(job, monkeypatch):
    """The second is refused while the first plans, and so is a rollback; the first ends well."""
    first = job.run().release
    plan = planning.plan
    started, go_on = job.folder / "started", job.folder / "go-on"

    def slow(instance, last, config):
        started.touch()
        while not go_on.exists():
            time.sleep(0.01)
        return plan(instance, last, config)

    monkeypatch.setattr(planning, "plan", slow)
    job.ask(*job.meetings[:2])
    runner = os.fork()
    if runner == 0:
        os._exit(0 if job.run().ended == "published" else 1)
    while not started.exists():
        time.sleep(0.01)
    try:
        with pytest.raises(Locked):
            job.run()
        with pytest.raises(Locked):
            rollback(job.store.folder, first)
    finally:
        go_on.touch()
    assert os.waitstatus_to_exitcode(os.waitpid(runner, 0)[1]) == 0
    assert job.current.number == 2


def sleeping(job) -> tuple[subprocess.Popen, int]:
    """Start a run whose planner sleeps; return the run, and the process of the planner."""
    pid_file = job.folder / "pid"
    code = (
        "import os, pathlib, sys, time\n"
        "from scheduler.cli.main import main\n"
        "from scheduler.publishing import planning\n"
        f"file = {str(pid_file)!r}\n"
        "def plan(*_):\n"
        "    pathlib.Path(file + '.part').write_text(str(os.getpid()))\n"
        "    os.rename(file + '.part', file)\n"
        "    time.sleep(600)\n"
        "planning.plan = plan\n"
        f"sys.argv = ['summit', 'nightly', '--config', {str(job.toml)!r}]\n"
        "main()\n"
    )
    run = subprocess.Popen([sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": str(ROOT)})
    while not pid_file.exists():
        time.sleep(0.02)
    return run, int(pid_file.read_text())


def is_alive(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return "zombie" not in status


def test_the_planner_dies_with_a_killed_run(job):
    """No search goes on for a run that is gone, and the next run is not kept out."""
    run, planner = sleeping(job)
    run.kill()
    run.wait()
    while is_alive(planner):
        time.sleep(0.02)
    assert job.run().ended == "published"


def test_sigterm_ends_a_run_in_good_order(job):
    """The last release stays, it is said why, and the planner is gone."""
    before = job.run().release
    job.ask(*job.meetings[:2])
    run, planner = sleeping(job)
    run.terminate()
    assert run.wait() == 5
    assert not is_alive(planner)
    status = read_status(job.store.folder)
    assert (status.state, status.release) == ("stale", before)
    assert "Stopped" in status.reason


@pytest.mark.parametrize("end", ["exit", "kill", "raise", "hang"])
def test_a_planner_that_fails_keeps_the_last_release(job, monkeypatch, end):
    """It dies, has a bug, or is killed when its time is over."""
    before = job.run().release
    job.ask(*job.meetings[:2])

    def plan(*_):
        if end == "exit":
            os._exit(3)
        if end == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if end == "raise":
            raise RuntimeError("broken")
        time.sleep(600)

    monkeypatch.setattr(planning, "plan", plan)
    monkeypatch.setattr(machine, "HARD_LIMIT", (0.0, 0.5))
    night = job.run()
    assert (night.ended, night.release, night.cause) == ("kept", before, "failure")
    word = {"exit": "exit code 3", "kill": "SIGKILL", "raise": "broken", "hang": "killed"}[end]
    assert word in night.reason
