"""Processes that search, one task at a time, so that a search can be killed.

A worker process is a :class:`concurrent.futures.Executor` with one process behind it. Killing that
process is the only sure way out of a presolve or of a linear program; nothing is lost by
it, as better timetables are sent as soon as they are found.
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import suppress
from ctypes import c_longlong
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from typing import TypeVar

from scheduler.solving.core.problem import Problem
from scheduler.solving.workers.worker import Context, Message, Signals, begin, run

Task = TypeVar("Task")
Result = TypeVar("Result")


def _context() -> BaseContext:
    """Return how processes are made: a fork has all that its parent has read already."""
    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


def new_signals() -> Signals:
    """Return the few numbers that all processes of a solve can see."""
    return _context().RawArray(c_longlong, 3)


class WorkerProcess:
    """One process that takes tasks; a new one takes its place when it dies."""

    def __init__(self, problem: Problem, signals: Signals) -> None:
        self._problem = problem
        self._signals = signals
        self._executor: ProcessPoolExecutor | None = None
        self._receiver: Connection | None = None
        self._unheard: list[Message] = []
        self._pid = 0

    def submit(
        self, function: Callable[[Context, Task], Result], task: Task, number: int
    ) -> "Future[Result]":
        """Run ``function`` on a task there; ``number`` is the round that the task belongs to."""
        try:
            return self._opened().submit(run, function, task, number)
        except BrokenExecutor as died:  # while it had nothing to do, or at its very beginning
            self.close()
            future: Future[Result] = Future()
            future.set_exception(died)
            return future

    def _opened(self) -> ProcessPoolExecutor:
        if self._executor is None:
            self._executor = self._open()
        return self._executor

    def _open(self) -> ProcessPoolExecutor:
        context = _context()
        self._receiver, tell = context.Pipe(duplex=False)
        arguments = (self._problem, self._signals, tell, os.getpid())
        executor = ProcessPoolExecutor(1, context, begin, arguments)
        self._pid = executor.submit(os.getpid).result()
        tell.close()  # the process alone holds it now, so its death can be heard
        return executor

    def messages(self) -> Iterator[Message]:
        """Yield the messages of tasks since it was last asked, the dead's last words too."""
        yield from self._unheard
        self._unheard = []
        yield from self._received()

    def _received(self) -> Iterator[Message]:
        try:
            while self._receiver is not None and self._receiver.poll():
                yield self._receiver.recv()
        except (EOFError, OSError):  # the process died; its future says so too
            self._receiver = None

    def close(self) -> None:
        """Kill the process, whatever it is at."""
        if self._executor is None:
            return
        with suppress(ProcessLookupError):  # it may be dead already
            os.kill(self._pid, signal.SIGKILL)
        self._executor.shutdown(cancel_futures=True)
        self._unheard += self._received()
        if self._receiver is not None:
            self._receiver.close()
        self._executor, self._receiver = None, None


def has_died(future: "Future[Result]") -> bool:
    """Tell whether the process of an ended task died under it."""
    return isinstance(future.exception(), BrokenExecutor)
