"""Processes for a sweep, one cell each: one that dies or hangs takes no other with it."""

import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, wait
from concurrent.futures import ThreadPoolExecutor as Threads
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, TypeVar

from scheduler.machine import process_context
from scheduler.solving.workers.signals import FROM_TERMINALS
from scheduler.timed import GivenUp, Timed

T = TypeVar("T")

POLL_SECONDS = 0.2


class Processes(Timed):
    """An executor whose processes are apart: a cell whose process dies fails, and no other.

    The standard pool fails as a whole then, and waits for ever for a process that hangs; here it
    is killed, and the next cell has a new one. The end of the executor kills what still runs.

    Parameters
    ----------
    side_by_side
        How many there are.
    """

    def __init__(self, side_by_side: int) -> None:
        self._closed = False
        self._idle: SimpleQueue[_Process] = SimpleQueue()
        self._all = [_Process() for _ in range(side_by_side)]
        for process in self._all:
            process.start()  # forked here, before there are threads
            self._idle.put(process)
        self._threads = Threads(side_by_side)

    def submit_within(
        self, seconds: float | None, function: Callable[..., T], *arguments: Any
    ) -> "Future[T]":
        """Run a function in one of the processes as soon as one is idle."""
        return self._threads.submit(self._run, seconds, function, arguments)

    def _run(
        self, seconds: float | None, function: Callable[..., T], arguments: tuple[Any, ...]
    ) -> T:
        process = self._idle.get()
        try:
            if self._closed:
                raise BrokenExecutor("shut down")
            return process.call(seconds, function, *arguments)
        except (BrokenExecutor, GivenUp):
            process.kill()
            raise
        finally:
            self._idle.put(process)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Kill the processes; what runs in them fails."""
        self._closed = True
        for process in self._all:
            process.kill()
        self._threads.shutdown(wait=wait, cancel_futures=cancel_futures)


class _Process:
    """A process that can be killed; the next call starts it again."""

    def __init__(self) -> None:
        self._executor: ProcessPoolExecutor | None = None
        self._pid = 0

    def start(self) -> ProcessPoolExecutor:
        executor = ProcessPoolExecutor(1, process_context(), _begin, (os.getpid(),))
        self._pid = executor.submit(os.getpid).result()
        self._executor = executor
        return executor

    def call(self, seconds: float | None, function: Callable[..., T], *arguments: Any) -> T:
        future = (self._executor or self.start()).submit(function, *arguments)
        ended, _ = wait([future], timeout=seconds)
        if not ended:
            raise GivenUp(f"no answer within {seconds:.0f} s; its process was killed")
        return future.result()

    def kill(self) -> None:
        executor, self._executor = self._executor, None
        if executor is None:
            return
        with suppress(ProcessLookupError):  # it may be dead already
            os.kill(self._pid, signal.SIGKILL)
        executor.shutdown(cancel_futures=True)


def _begin(parent: int) -> None:
    """Leave signals of the terminal to the parent, and end with it."""
    for number in FROM_TERMINALS:
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(POLL_SECONDS)
    os._exit(1)
