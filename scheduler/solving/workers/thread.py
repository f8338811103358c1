"""Tasks in a thread of this process, where it may have no children.

Processes are better, as a thread cannot be killed: a task that does not stop when it is asked to
ends at its own limit, and nobody waits for it.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import TypeVar

from scheduler.solving.core.problem import Problem
from scheduler.solving.workers.worker import POLL_SECONDS, Context, Message, Signals

Task = TypeVar("Task")
Result = TypeVar("Result")


class WorkerThread:
    """Takes tasks as a :class:`~scheduler.solving.workers.process.WorkerProcess` does."""

    def __init__(self, problem: Problem, signals: Signals) -> None:
        self._problem = problem
        self._signals = signals
        self._messages: SimpleQueue[Message] = SimpleQueue()
        self._open: _Thread | None = None

    def submit(
        self, function: Callable[[Context, Task], Result], task: Task, number: int
    ) -> "Future[Result]":
        """Run ``function`` on a task there; ``number`` is the round that the task belongs to."""
        if self._open is None:
            self._open = _Thread(Context(self._problem, self._signals, self._messages.put))
        return self._open.executor.submit(self._open.here.perform, function, task, number)

    def messages(self) -> Iterator[Message]:
        """Yield the messages since the last call."""
        while not self._messages.empty():
            yield self._messages.get()

    def close(self) -> None:
        """Ask the task to stop, and forget it; the next one gets a thread of its own."""
        if self._open is not None:
            self._open.close()
            self._open = None


class _Thread:
    """A thread for tasks, and another one that lets them heed signals until they have ended."""

    def __init__(self, here: Context) -> None:
        self.here = here
        self.executor = ThreadPoolExecutor(1)
        self._ended = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while not self._ended.wait(POLL_SECONDS):
            self.here.heed()

    def close(self) -> None:
        self.here.closed = True
        self.executor.submit(self._ended.set)  # after the task, if there is one
        self.executor.shutdown(wait=False)
