"""Processes for a sweep, one cell each: one that dies takes no other with it."""

import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from concurrent.futures import ThreadPoolExecutor as Threads
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, ParamSpec, TypeVar

from scheduler.machine import process_context
from scheduler.solving.workers.signals import FROM_TERMINALS

P = ParamSpec("P")
T = TypeVar("T")

POLL_SECONDS = 0.2


class Processes(Executor):
    """An executor whose processes are apart: a cell whose process dies fails, and no other.

    The standard pool fails as a whole then. Its end kills what still runs.

    Parameters
    ----------
    side_by_side
        How many there are.
    """

    def __init__(self, side_by_side: int) -> None:
        self._closed = False
        self._idle: SimpleQueue[_Process] = SimpleQueue()
        self._all = [_Process() for _ in range(side_by_side)]
        for process in self._all:  # forked here, before there are threads
            self._idle.put(process)
        self._threads = Threads(side_by_side)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Run a function in one of the processes as soon as one is idle."""
        return self._threads.submit(self._run, fn, args, kwargs)

    def _run(self, fn: Callable[..., T], args: Any, kwargs: Any) -> T:
        process = self._idle.get()
        try:
            return process.call(fn, *args, **kwargs)
        except BrokenExecutor:
            process.kill()
            if not self._closed:
                process.start()
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
    """A process that can be killed, and started again."""

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        self._executor = ProcessPoolExecutor(1, process_context(), _begin, (os.getpid(),))
        self._pid = self._executor.submit(os.getpid).result()

    def call(self, fn: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        return self._executor.submit(fn, *args, **kwargs).result()

    def kill(self) -> None:
        with suppress(ProcessLookupError):  # it may be dead already
            os.kill(self._pid, signal.SIGKILL)
        self._executor.shutdown(cancel_futures=True)


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
