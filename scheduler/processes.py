"""Processes side by side, one call each: one that dies or hangs takes no other with it."""

import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future, wait
from concurrent.futures import ThreadPoolExecutor as Threads
from queue import SimpleQueue
from typing import Any, TypeVar

from scheduler.child import Child
from scheduler.signals import HeldSignals
from scheduler.timed import GivenUp, Timed

T = TypeVar("T")


class Processes(Timed):
    """An executor whose processes are apart: a call whose process dies fails, and no other.

    The standard pool fails as a whole then, and waits for ever for a process that hangs; here it is
    killed, and the next call has a new one. The end of the executor kills what still runs.

    Parameters
    ----------
    side_by_side
        How many there are.
    set_up
        Called first in each, as in :class:`~scheduler.child.Child`.

    Raises
    ------
    OSError
        The machine has no room for so many; none is left.
    """

    def __init__(
        self, side_by_side: int, set_up: Callable[..., None] | None = None, *arguments: Any
    ) -> None:
        self._closed = False
        self._changing = threading.Lock()
        self._idle: SimpleQueue[Child] = SimpleQueue()
        self._all = [Child(set_up, *arguments) for _ in range(side_by_side)]
        self._threads = Threads(side_by_side)
        with HeldSignals() as signals:
            try:
                for process in self._all:
                    process.start()  # forked here, before there are threads
                    self._idle.put(process)
                signals.deliver()
            except BaseException:
                self.shutdown()
                raise

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
            with self._changing:
                if self._closed:
                    raise BrokenExecutor("shut down")
                future = process.submit(function, *arguments)
            if not wait([future], seconds).done:
                with self._changing:
                    process.kill()
                raise GivenUp(f"no answer within {seconds:.0f} s; its process was killed")
            return future.result()
        finally:
            self._idle.put(process)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Kill the processes; what runs in them fails."""
        with self._changing:
            self._closed = True
            for process in self._all:
                process.kill()
        self._threads.shutdown(wait=wait, cancel_futures=cancel_futures)
