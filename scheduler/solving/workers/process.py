"""Processes that search, one task at a time, so that a search can be killed.

Killing its process is the only sure way to end a presolve or a linear program. Nothing is lost, as
better timetables are reported as soon as they are found.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future
from ctypes import c_longlong, sizeof
from mmap import mmap
from typing import TypeVar

from scheduler.child import Child
from scheduler.machine import process_context
from scheduler.solving.core.problem import Problem
from scheduler.solving.workers.worker import Context, Message, Signals, begin, run

Task = TypeVar("Task")
Result = TypeVar("Result")


def new_signals() -> Signals:
    """Return the few numbers that all processes of a solve share.

    Forks share memory as it is; the standard library's takes a file, which a full disk refuses.
    """
    context = process_context()
    if context.get_start_method() == "fork":
        return (c_longlong * 3).from_buffer(mmap(-1, 3 * sizeof(c_longlong)))
    return context.RawArray(c_longlong, 3)


class WorkerProcess:
    """One process that takes tasks; a new one takes its place when it dies."""

    def __init__(self, problem: Problem, signals: Signals) -> None:
        self._child = Child(begin, problem, signals)

    def submit(
        self, function: Callable[[Context, Task], Result], task: Task, number: int
    ) -> "Future[Result]":
        """Run ``function`` on a task there; ``number`` is the round that the task belongs to."""
        return self._child.submit(run, function, task, number)

    def messages(self) -> Iterator[Message]:
        """Yield the messages since the last call, also those of a process that has died."""
        return self._child.messages()

    def close(self) -> None:
        """Kill the process, whatever it is doing."""
        self._child.kill()


def has_died(future: "Future[Result]") -> bool:
    """Tell whether a task ended because its process died."""
    return isinstance(future.exception(), BrokenExecutor)
