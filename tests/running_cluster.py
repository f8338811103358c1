"""A cluster on this machine: scheduler, nanny and workers, each a process of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

PATIENCE = 600
"""Seconds after which something counts as hung; nothing comes near."""

GREEDY = """
import time
from pathlib import Path
from scheduler.solving.workers import jobs, remote

def take_memory(here, part):
    try:
        Path({flag!r}).unlink()
    except FileNotFoundError:
        return jobs.solve_subproblem(here, part)
    taken = []
    while len(taken) < 40:
        taken.append(bytearray(b"x" * 50_000_000))
        time.sleep(0.05)
    return None

remote.solve_subproblem = take_memory
"""
"""What workers run first: whoever finds a file, and removes it, takes memory until the end."""


@dataclass
class RunningCluster:
    """A scheduler and two workers with one thread each.

    Attributes
    ----------
    greedy
        When this file exists, the next part takes more memory than its worker may have.
    """

    address: str
    greedy: Path
    scheduler: "subprocess.Popen[bytes]"
    nanny: "subprocess.Popen[bytes]"

    def pids(self) -> dict[str, int]:
        """Return the addresses of the workers, and their processes."""
        with client(self.address) as connected:
            pids: dict[str, int] = connected.run(os.getpid)
            return pids

    def wait_for_two(self) -> None:
        """Wait until both workers are there, with all they need imported."""
        with client(self.address) as connected:
            connected.wait_for_workers(2, timeout=PATIENCE)
            connected.run(import_module, "scheduler.solving.workers.remote")


def client(address: str) -> Any:
    """Connect to the scheduler as anybody does."""
    from distributed import Client

    return Client(address, set_as_default=False, timeout=PATIENCE)


def started(folder: Path) -> RunningCluster:
    """Start a cluster that keeps its files in a folder."""
    known, greedy, preload = folder / "scheduler.json", folder / "greedy", folder / "greed.py"
    preload.write_text(GREEDY.format(flag=str(greedy)))
    scheduler = _dask(
        f"scheduler --host 127.0.0.1 --port 0 --no-dashboard --scheduler-file {known}",
        folder / "scheduler.log",
    )
    nanny = _dask(
        f"worker --scheduler-file {known} --nworkers 2 --nthreads 1 --memory-limit 700MB "
        f"--preload {preload} --no-dashboard --local-directory {folder}",
        folder / "workers.log",
    )
    address = None
    until = time.monotonic() + PATIENCE
    while address is None and time.monotonic() < until:
        time.sleep(0.1)
        try:
            address = json.loads(known.read_text())["address"]
        except (OSError, ValueError):
            continue
    assert address, (folder / "scheduler.log").read_text()
    return RunningCluster(address, greedy, scheduler, nanny)


def _dask(command: str, log: Path) -> "subprocess.Popen[bytes]":
    with log.open("wb") as stream:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *command.split()],
            stdout=stream,
            stderr=stream,
            start_new_session=True,
        )


def stop(cluster: RunningCluster) -> None:
    """End all its processes."""
    for process in (cluster.nanny, cluster.scheduler):
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
        process.wait(PATIENCE)
