"""Where sweeps run: independent cells given to an executor, taken back as they end."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from itertools import islice
from time import monotonic
from typing import Any, Generic, TypeVar

from pydantic import Field

from models import Instance, Outcome, Request
from models.record import Contract
from scheduler.machine import killed_after, shared_out
from scheduler.processes import Processes
from scheduler.signals import HeldSignals
from scheduler.solving import solve
from scheduler.timed import GivenUp, Timed

T = TypeVar("T")

POLL_SECONDS = 0.2
"""How soon Ctrl-C is heard."""

UNLIMITED_SECONDS = 600.0
"""After which a cell counts as hung that is no solve, and so has no limit of its own."""

DIED = "its process died; too little memory is the usual cause"


class NothingToCompare(ValueError):
    """There is no timetable of the instance as it is, to compare others with."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"no timetable to compare with: {reason}")


class Advance(Contract):
    """How far a sweep is, told each time that a cell has ended."""

    step: str = Field(description="What has ended.")
    value: int | None = Field(
        default=None,
        description="Its value of the first goal; of draws, how many are without a clash so far.",
    )
    bound: int | None = Field(default=None, description="What is proven of that value.")
    done: int = Field(description="Cells, or draws, that have ended.")
    of: int | None = Field(description="How many in all; null: not known.")
    seconds: float = Field(description="Since the sweep began.")
    seconds_left: float | None = Field(
        description="Estimated until its end, from those that have ended; null: not known yet."
    )

    def __str__(self) -> str:
        """Return a line for people: ``12.0 s  3/8  coverage at most 50: value 48, bound 42``."""
        done = f"{self.done}/{self.of}" if self.of is not None else f"{self.done}"
        text = f"{self.seconds:6.1f} s  {done}  {self.step}"
        if self.bound is not None:
            text += f": value {self.value}, bound {self.bound}"
        if self.seconds_left:
            text += f"; about {timedelta(seconds=round(self.seconds_left))} left"
        return text


OnAdvance = Callable[[Advance], None]


@dataclass(frozen=True)
class Cell(Generic[T]):
    """One independent piece of work.

    Attributes
    ----------
    function, arguments
        A function of a module, and plain data: they may be sent to another machine.
    """

    function: Callable[..., T]
    arguments: tuple[Any, ...]

    @property
    def seconds(self) -> float:
        """After which it counts as hung, by the limits of the solve that it is asked for."""
        asked = (given.limits for given in self.arguments if isinstance(given, Request))
        return max(map(killed_after, asked), default=UNLIMITED_SECONDS)


@dataclass(frozen=True)
class Ended(Generic[T]):
    """A cell that has ended.

    Attributes
    ----------
    number
        Its position among the cells, from 0.
    result
        What its function returned; None if it raised or its process died.
    error
        What went wrong, in a sentence; empty if nothing did.
    """

    number: int
    result: T | None
    error: str = ""


@dataclass
class Watch:
    """Estimates how long a sweep goes on, by what it took so far."""

    of: int | None
    done: int = 0
    worked: int = 0
    began: float = field(default_factory=monotonic)

    def advance(
        self,
        step: str,
        value: int | None = None,
        bound: int | None = None,
        *,
        work: bool = True,
        many: int = 1,
    ) -> Advance:
        """Count one more cell, or so many draws; without ``work`` its result was known already."""
        self.done += many
        self.worked += many if work else 0
        seconds = monotonic() - self.began
        left = None
        if self.of is not None and self.worked:
            left = seconds / self.worked * (self.of - self.done)
        return Advance(
            step=step,
            value=value,
            bound=bound,
            done=self.done,
            of=self.of,
            seconds=round(seconds, 1),
            seconds_left=None if left is None else round(left, 1),
        )


def advance_of(outcome: Outcome, watch: Watch, step: str) -> Advance:
    """Count one more solve that has ended, with the value and bound of its first goal."""
    if not outcome.goals:
        return watch.advance(step)
    return watch.advance(step, outcome.goals[0].value, outcome.goals[0].bound)


def shared(cells: int, workers: int | None, executor: Executor | None) -> tuple[int, int]:
    """Return how many of some cells run side by side, and the workers of each.

    In an executor that was given, whose machines are not known, each has one, unless more were
    asked for.
    """
    return shared_out(cells, workers if executor is None else workers or 1)


def run(
    cells: Iterable[Cell[T]], executor: Executor | None = None, *, side_by_side: int = 1
) -> Iterator[Ended[T]]:
    """Run cells, and yield each as it ends.

    Parameters
    ----------
    cells
        Independent of each other. Without an executor they are taken one by one, as processes
        become idle, so that the later ones may be made of what the earlier ones have found.
    executor
        Gets all cells at once. It is not shut down.
    side_by_side
        Without an executor: number of processes of this machine (:func:`shared`).

    Yields
    ------
    Ended
        In the order in which they end. A cell that raises, whose process dies, or that takes much
        longer than its limit ends with an error, and the others go on; executors of others are
        waited for, however long.

    Raises
    ------
    KeyboardInterrupt
        On Ctrl-C, between two cells; what has been yielded is all that had ended. What still
        runs is killed, or, in an executor that was given, cancelled if it has not begun.
    """
    ours: AbstractContextManager[Executor] = (
        Processes(side_by_side) if executor is None else nullcontext(executor)
    )
    waiting = enumerate(cells)
    running: dict[Future[T], int] = {}
    try:
        with ours as pool:
            while True:
                room = None if executor is not None else side_by_side - len(running)
                for number, cell in islice(waiting, room):
                    running[_submitted(pool, cell)] = number
                if not running:
                    return
                for future in _ended(running):
                    yield _result(running.pop(future), future)
    finally:
        for future in running:
            future.cancel()


def _submitted(pool: Executor, cell: Cell[T]) -> "Future[T]":
    try:
        if isinstance(pool, Timed):
            return pool.submit_within(cell.seconds, cell.function, *cell.arguments)
        return pool.submit(cell.function, *cell.arguments)
    except RuntimeError as error:  # it was shut down, or is broken
        failed: Future[T] = Future()
        failed.set_exception(error)
        return failed


def _ended(running: Iterable["Future[T]"]) -> Sequence["Future[T]"]:
    """Wait until some have ended; in order of their start."""
    waited = list(running)
    with HeldSignals() as signals:
        while not any(future.done() for future in waited):
            wait(waited, timeout=POLL_SECONDS, return_when=FIRST_COMPLETED)
            signals.deliver()
    return [future for future in waited if future.done()]


def _result(number: int, future: "Future[T]") -> Ended[T]:
    if future.cancelled():
        return Ended(number, None, "cancelled by the executor")
    error = future.exception()
    if error is None:
        return Ended(number, future.result())
    return Ended(number, None, DIED if isinstance(error, BrokenExecutor) else said(error))


def said(error: BaseException) -> str:
    """Return an error as one line; without the name of its class if the text is ours."""
    text = " ".join(str(error).split())
    known = isinstance(error, (ValueError, GivenUp)) and text
    return text if known else f"{type(error).__name__}: {text}".removesuffix(": ")


def solve_document(document: str, request: Request) -> Outcome:
    """Solve an instance that is given as a JSON document; a cell's function."""
    return solve(instance_of(document), request)


@lru_cache(maxsize=2)
def instance_of(document: str) -> Instance:
    """Return the instance of a JSON document; a process that has just read it does so once."""
    return Instance.model_validate_json(document)
