"""Independent pieces of work on a cluster, one for each thread of its workers at a time.

A piece is pinned to one worker: what joins with other versions gets none, and a worker that hangs
is known by name. What is lost is done elsewhere.
"""

import threading
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from dataclasses import dataclass, field
from itertools import count
from time import monotonic
from typing import Any, Protocol, TypeVar

from scheduler.timed import GivenUp, Timed

T = TypeVar("T")

POLL_SECONDS = 0.5

MOST_LOSSES = 2
"""How often a piece is lost, with its worker, before it is given up."""

ALONE_SECONDS = 60.0
"""How long a cluster may be without workers before what waits for one is given up."""


# On a worker of the cluster --------------------------------------------------------------


def do_piece(topic: str, number: int, function: Callable[..., T], *arguments: Any) -> T:
    """Do a piece, and tell before that it begins: it may have waited for the work of others."""
    from distributed import get_worker

    get_worker().log_event(topic, number)
    return function(*arguments)


# On the machine that hands out -----------------------------------------------------------


class Workers(Protocol):
    """What is asked of a cluster here."""

    address: str

    @property
    def is_lost(self) -> bool:
        """Whether its scheduler does not answer any more."""

    @property
    def is_closed(self) -> bool:
        """Whether it was closed."""

    def threads(self) -> dict[str, int]:
        """Return the workers that can be used, and how many threads each has."""

    def listen(self, take: Callable[[Any], None]) -> str:
        """Call a function with whatever workers tell about a topic; return its name."""

    def submit(self, worker: str, function: Callable[..., T], *arguments: Any) -> "Future[T]":
        """Run a function in a thread of one worker."""

    def restart(self, worker: str) -> None:
        """Use a worker that hangs no more."""


@dataclass(eq=False)
class _Piece:
    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    seconds: float | None
    answer: "Future[Any]" = field(default_factory=Future)
    losses: list[str] = field(default_factory=list)

    def is_wanted(self) -> bool:
        """Tell whether nobody has cancelled it; from then on nobody can."""
        return self.answer.running() or self.answer.set_running_or_notify_cancel()


@dataclass(eq=False)
class _Attempt:
    piece: _Piece
    worker: str
    future: "Future[Any]"
    since: float = field(default_factory=monotonic)
    has_begun: bool = False

    @property
    def is_late(self) -> bool:
        seconds = self.piece.seconds
        return seconds is not None and monotonic() > self.since + seconds


class Pieces(Timed):
    """An executor of the workers of a cluster, also of those that come later."""

    def __init__(self, cluster: Workers) -> None:
        self._cluster = cluster
        self._waiting: deque[_Piece] = deque()
        self._open: set[Future[Any]] = set()
        self._attempts: dict[int, _Attempt] = {}
        self._numbers = count()
        self._given: dict[str, int] = {}
        self._peopled = monotonic()
        self._is_shut = False
        self._changed = threading.Event()
        self._lost = f"the scheduler of the cluster at {cluster.address} does not answer any more"
        self._topic = cluster.listen(self._take_begin)
        threading.Thread(target=self._hand_out, daemon=True).start()

    def submit_within(
        self, seconds: float | None, function: Callable[..., T], *arguments: Any
    ) -> "Future[T]":
        """Run a function in a thread of any worker."""
        if self._is_shut or self._cluster.is_closed:
            raise RuntimeError("cannot schedule new futures after shutdown")
        piece = _Piece(function, arguments, seconds)
        self._open.add(piece.answer)
        piece.answer.add_done_callback(self._open.discard)
        self._waiting.append(piece)
        self._changed.set()
        return piece.answer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more pieces."""
        self._is_shut = True
        left = list(self._open)
        if cancel_futures:
            for answer in left:
                answer.cancel()
        if wait:
            wait_for(left)

    def _take_begin(self, number: int) -> None:
        """Note that a piece begins; called in a thread of Dask."""
        attempt = self._attempts.get(number)
        if attempt is not None:
            attempt.since, attempt.has_begun = monotonic(), True

    def _hand_out(self) -> None:
        while not self._cluster.is_closed:
            self._changed.wait(POLL_SECONDS)
            self._changed.clear()
            usable = self._cluster.threads()
            for number, attempt in list(self._attempts.items()):
                if self._has_ended(attempt, usable):
                    del self._attempts[number]
            self._give(self._cluster.threads())
        self._waiting.extend(attempt.piece for attempt in self._attempts.values())
        self._drop_waiting("the connection to the cluster was closed")

    def _has_ended(self, attempt: _Attempt, usable: dict[str, int]) -> bool:
        """See how an attempt is getting on; pass its answer on, or see to what was lost."""
        future, worker = attempt.future, attempt.worker
        if future.done() and not future.cancelled():
            error = future.exception()
            if error is None:
                attempt.piece.answer.set_result(future.result())
            else:
                attempt.piece.answer.set_exception(error)
        elif future.done() or worker not in usable:
            self._lose(attempt, "is not there any more")
        elif attempt.is_late and attempt.has_begun:
            self._cluster.restart(worker)
            self._lose(attempt, f"gave no answer within {attempt.piece.seconds:.0f} s")
        elif attempt.is_late:  # the work of others is before it, for which nobody is to blame
            future.cancel()
            self._waiting.append(attempt.piece)
        else:
            return False
        return True

    def _lose(self, attempt: _Attempt, why: str) -> None:
        piece = attempt.piece
        attempt.future.cancel()
        if self._cluster.is_lost:
            piece.answer.set_exception(GivenUp(self._lost))
            return
        piece.losses.append(f"{attempt.worker} {why}")
        if len(piece.losses) < MOST_LOSSES:
            self._waiting.appendleft(piece)
        else:
            piece.answer.set_exception(GivenUp("given up: " + ", ".join(piece.losses)))

    def _give(self, usable: dict[str, int]) -> None:
        """Give what waits to idle threads: first of workers that do least, and did so longest."""
        if usable:
            self._peopled = monotonic()
        elif self._cluster.is_lost:
            self._drop_waiting(self._lost)
        elif monotonic() > self._peopled + ALONE_SECONDS:
            self._drop_waiting(f"the cluster at {self._cluster.address} has no workers any more")
        busy = Counter(attempt.worker for attempt in self._attempts.values())
        while self._waiting:
            idle = [worker for worker, threads in usable.items() if busy[worker] < threads]
            if not idle:
                return
            worker = min(idle, key=lambda w: (busy[w], self._given.get(w, -1)))
            piece = self._waiting.popleft()
            if piece.is_wanted():
                busy[worker] += 1
                self._start(piece, worker)

    def _start(self, piece: _Piece, worker: str) -> None:
        number = self._given[worker] = next(self._numbers)
        given = self._topic, number, piece.function, *piece.arguments
        future = self._cluster.submit(worker, do_piece, *given)
        self._attempts[number] = _Attempt(piece, worker, future)
        future.add_done_callback(lambda _: self._changed.set())

    def _drop_waiting(self, why: str) -> None:
        while self._waiting:
            piece = self._waiting.popleft()
            if piece.is_wanted():
                piece.answer.set_exception(GivenUp(why))
