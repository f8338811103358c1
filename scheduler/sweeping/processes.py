"""Processes for a sweep, one cell each: one that dies or hangs takes no other with it."""

import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future
from concurrent.futures import ThreadPoolExecutor as Threads
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any, TypeVar

from scheduler.machine import process_context
from scheduler.solving.workers.signals import FROM_TERMINALS, HeldSignals
from scheduler.timed import GivenUp, Timed

T = TypeVar("T")

POLL_SECONDS = 0.2


class Processes(Timed):
    """An executor whose processes are apart: a cell whose process dies fails, and no other.

    The standard pool fails as a whole then, and waits for ever for a process that hangs, or is
    killed in the middle of an answer; here it is killed, and the next cell has a new one. The end
    of the executor kills what still runs.

    Parameters
    ----------
    side_by_side
        How many there are.
    """

    def __init__(self, side_by_side: int) -> None:
        self._closed = False
        self._changing = threading.Lock()
        self._idle: SimpleQueue[_Process] = SimpleQueue()
        self._all = [_Process() for _ in range(side_by_side)]
        self._threads = Threads(side_by_side)
        with HeldSignals() as signals:
            for process in self._all:
                process.start()  # forked here, before there are threads
                self._idle.put(process)
            try:
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
                process.start()
            return process.call(seconds, function, *arguments)
        except (BrokenExecutor, GivenUp):
            process.kill()
            raise
        finally:
            self._idle.put(process)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Kill the processes; what runs in them fails."""
        with self._changing:
            self._closed = True
            for process in self._all:
                process.kill()
        self._threads.shutdown(wait=wait, cancel_futures=cancel_futures)


class _Process:
    """A process that can be killed and started again, one after the other.

    Nobody but the process itself has its end of the pipe, so whoever waits for its answer notices
    its death, even in the middle of an answer.
    """

    def __init__(self) -> None:
        self._context: Any = process_context()
        self._process: Any = None

    def start(self) -> None:
        """Start it, unless it runs."""
        if self._process is None or not self._process.is_alive():
            self._pipe, theirs = self._context.Pipe()
            self._process = self._context.Process(target=_serve, args=(theirs, os.getpid()))
            self._process.start()
            theirs.close()

    def call(self, seconds: float | None, function: Callable[..., T], *arguments: Any) -> T:
        try:
            self._pipe.send((function, arguments))
            if not self._pipe.poll(seconds):
                raise GivenUp(f"no answer within {seconds:.0f} s; its process was killed")
            result, error = self._pipe.recv()
        except (EOFError, OSError) as gone:
            raise BrokenExecutor from gone
        if error is not None:
            raise error
        return result  # type: ignore[no-any-return]

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()


def _serve(pipe: Connection, parent: int) -> None:
    """Answer calls; leave signals of the terminal to the parent, and end with it."""
    for number in FROM_TERMINALS:
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    while True:
        function, arguments = pipe.recv()
        answer: tuple[object, Exception | None]
        try:
            answer = function(*arguments), None
        except Exception as error:
            answer = None, error
        try:
            pipe.send(answer)
        except Exception as error:  # it cannot be pickled
            pipe.send((None, RuntimeError(f"its answer cannot be sent: {error}")))


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(POLL_SECONDS)
    os._exit(1)
