"""Processes that search, one task at a time, so that a search can be killed.

A worker process is a :class:`concurrent.futures.Executor` with one process behind it. Killing that
process is the only sure way to end a presolve or a linear program. Nothing is lost, as better
timetables are reported as soon as they are found.
"""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import suppress
from ctypes import c_longlong
from multiprocessing.connection import Connection
from typing import TypeVar

from scheduler.machine import process_context
from scheduler.solving.core.problem import Problem
from scheduler.solving.workers.worker import Context, Message, Signals, begin, run

Task = TypeVar("Task")
Result = TypeVar("Result")


def new_signals() -> Signals:
    """Return the few numbers that all processes of a solve share."""
    return process_context().RawArray(c_longlong, 3)


class WorkerProcess:
    """One process that takes tasks; a new one takes its place when it dies."""

    def __init__(self, problem: Problem, signals: Signals) -> None:
        self._problem = problem
        self._signals = signals
        self._executor: ProcessPoolExecutor | None = None
        self._receiver: Connection | None = None
        self._unread: list[Message] = []
        self._pid = 0

    def submit(
        self, function: Callable[[Context, Task], Result], task: Task, number: int
    ) -> "Future[Result]":
        """Run ``function`` on a task there; ``number`` is the round that the task belongs to."""
        try:
            return self._opened().submit(run, function, task, number)
        except BrokenExecutor as died:  # while it was idle, or when it started
            self.close()
            future: Future[Result] = Future()
            future.set_exception(died)
            return future

    def _opened(self) -> ProcessPoolExecutor:
        if self._executor is None:
            self._executor = self._open()
        return self._executor

    def _open(self) -> ProcessPoolExecutor:
        context = process_context()
        self._receiver, sender = context.Pipe(duplex=False)
        arguments = (self._problem, self._signals, sender, os.getpid())
        executor = ProcessPoolExecutor(1, context, begin, arguments)
        self._pid = executor.submit(os.getpid).result()
        sender.close()  # only the process has it open now, so its death closes it
        return executor

    def messages(self) -> Iterator[Message]:
        """Yield the messages since the last call, also those of a process that has died."""
        yield from self._unread
        self._unread = []
        yield from self._received()

    def _received(self) -> Iterator[Message]:
        try:
            while self._receiver is not None and self._receiver.poll():
                yield self._receiver.recv()
        except (EOFError, OSError):  # the process died; its future says so too
            self._receiver = None

    def close(self) -> None:
        """Kill the process, whatever it is doing."""
        if self._executor is None:
            return
        with suppress(ProcessLookupError):  # it may be dead already
            os.kill(self._pid, signal.SIGKILL)
        self._executor.shutdown(cancel_futures=True)
        self._unread += self._received()
        if self._receiver is not None:
            self._receiver.close()
        self._executor, self._receiver = None, None


def has_died(future: "Future[Result]") -> bool:
    """Tell whether a task ended because its process died."""
    return isinstance(future.exception(), BrokenExecutor)
