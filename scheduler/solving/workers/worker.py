"""Where tasks run: what they work on, and how they are stopped."""

import gc
import threading
import time
from collections.abc import Callable
from ctypes import Array, c_longlong
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from scheduler.child import Post
from scheduler.compiling import Places
from scheduler.solving.core.cpsat import Stop
from scheduler.solving.core.problem import Problem, Values
from scheduler.solving.exact.proof import Prover

Task = TypeVar("Task")
Result = TypeVar("Result")

POLL_SECONDS = 0.02

Signals: TypeAlias = "Array[c_longlong]"
"""Shared by all processes of a solve; see :data:`ROUND` and :data:`BEST`."""

ROUND, BEST, BOUND = 0, 1, 2
"""Positions in the signals: the round (tasks of an earlier one must stop), and the best value and
bound known in the current tier."""


@dataclass(frozen=True)
class Message:
    """Better places, or a better bound, from a task that goes on.

    Attributes
    ----------
    held
        The most that earlier tiers may have for the bound to be true.
    """

    tier: int
    places: Places | None = None
    value: float = 0.0
    bound: float | None = None
    held: Values = ()


@dataclass
class Context:
    """What a worker works on.

    Attributes
    ----------
    send
        Takes messages to the pool; CP-SAT calls it from several threads.
    closed
        Nobody waits for the current task any more.
    under_way
        The round of the current task, and its stop; one value, as another thread reads both.
    """

    problem: Problem
    signals: Signals
    send: Callable[[Message], None]
    closed: bool = False
    prover: Prover = field(init=False)
    under_way: tuple[int, Stop] = field(default_factory=lambda: (0, Stop()))

    def __post_init__(self) -> None:
        self.prover = Prover(self.problem)

    @property
    def stop(self) -> Stop:
        """The stop of the current task."""
        return self.under_way[1]

    def perform(
        self, function: "Callable[[Context, Task], Result]", task: Task, number: int
    ) -> Result:
        """Run a task, which belongs to a round."""
        self.under_way = (number, Stop())
        return function(self, task)

    def heed(self) -> None:
        """Stop the task if its round is over, or its aim out of date."""
        number, stop = self.under_way
        if self.closed or self.signals[ROUND] > number:
            stop.set()
        self.prover.reconsider(self.signals[BEST], self.signals[BOUND])


_here: Context | None = None


def begin(post: Post, problem: Problem, signals: Signals) -> None:
    """Set up a searching process."""
    global _here
    gc.disable()  # collecting garbage doubles the time to state a large formulation
    gc.freeze()
    _here = Context(problem, signals, post)
    threading.Thread(target=_watch, args=(_here,), daemon=True).start()


def run(function: Callable[[Context, Task], Result], task: Task, number: int) -> Result:
    """Run a task, which belongs to a round, in a searching process."""
    assert _here is not None
    try:
        return _here.perform(function, task, number)
    finally:
        gc.collect()
        gc.freeze()


def _watch(here: Context) -> None:
    """Let the task heed signals."""
    while True:
        time.sleep(POLL_SECONDS)
        here.heed()
