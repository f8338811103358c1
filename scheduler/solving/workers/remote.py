"""Neighbourhoods searched by the workers of a cluster.

The problem is sent to each worker once. Tasks and answers are JSON documents: some kilobytes each.
A part that is lost is not searched again, as the next one is as good.
"""

import math
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, InvalidStateError
from contextlib import suppress
from ctypes import c_longlong
from time import monotonic
from typing import Any

from pydantic import TypeAdapter

from scheduler.solving.core.cpsat import SearchResult
from scheduler.solving.core.problem import Problem, of_document
from scheduler.solving.workers.jobs import SubProblem, solve_subproblem
from scheduler.solving.workers.worker import Context, Message

GRACE_SECONDS = 15.0
"""How much longer than its limit a part may take, with its formulation and its way, before its
worker counts as hung."""

MOST_PROBLEMS = 4
"""Problems that a worker keeps: those of the last solves, or of several at the same time."""

PARTS = TypeAdapter(SubProblem)
ANSWERS = TypeAdapter(SearchResult)


# On a worker of the cluster --------------------------------------------------------------

_problems: dict[str, Problem] = {}
_keeping = threading.Lock()


def keep(key: str, document: bytes) -> str:
    """Pose a problem, for the parts of it that are to come; return what went wrong, if anything."""
    try:
        with _keeping:
            if key not in _problems:
                while len(_problems) >= MOST_PROBLEMS:
                    del _problems[next(iter(_problems))]
                _problems[key] = of_document(document)
    except Exception as error:
        return _told(error)
    return ""


def search_part(key: str, part: bytes) -> bytes | str | None:
    """Search a part of a problem.

    Returns
    -------
    bytes | str | None
        The answer; or what went wrong; or None if this worker does not have the problem any more.
    """
    problem = _problems.get(key)
    if problem is None:
        return None
    here = Context(problem, (c_longlong * 3)(), send=lambda _: None)
    try:
        return ANSWERS.dump_json(solve_subproblem(here, PARTS.validate_json(part)))
    except Exception as error:
        return _told(error)


def _told(error: Exception) -> str:
    """Return an error as text: Dask cannot send every exception, and then nobody hears of it."""
    return f"{type(error).__name__}: {error}"


# On the machine that solves --------------------------------------------------------------


class Lost(BrokenExecutor):
    """A part has no answer; the message says why."""


class Forgotten(Lost):
    """The worker does not have the problem any more."""


class RemoteThread:
    """One thread of a worker; takes parts as a searching process does, one at a time.

    Parameters
    ----------
    send
        Sends a part to the worker.
    """

    def __init__(self, worker: str, send: Callable[[bytes], "Future[bytes | str | None]"]) -> None:
        self.worker = worker
        self._send = send
        self._waiting: Future[Any] = Future()
        self._until = math.inf

    def submit(
        self, _function: Callable[[Context, Any], Any], task: SubProblem, _round: int
    ) -> "Future[Any]":
        """Search a part there; a cluster is given nothing else."""
        ours: Future[Any] = Future()
        self._waiting, self._until = ours, monotonic() + task.effort.limit + GRACE_SECONDS
        theirs = self._send(PARTS.dump_json(task))
        theirs.add_done_callback(lambda theirs: _pass_on(theirs, ours))
        return ours

    def messages(self) -> Iterator[Message]:
        """Yield nothing: a part is short, and answers at its end."""
        return iter(())

    @property
    def hangs(self) -> bool:
        """Whether a part should have ended long ago."""
        return not self._waiting.done() and monotonic() > self._until

    def close(self) -> None:
        """Wait for the part no more; it ends by itself soon."""
        with suppress(InvalidStateError):  # it has just ended
            self._waiting.set_exception(Lost("not waited for"))


def _pass_on(theirs: "Future[bytes | str | None]", ours: "Future[Any]") -> None:
    """Give an answer to whom waits for it; called in a thread of Dask."""
    with suppress(InvalidStateError):  # nobody waits any more
        if theirs.cancelled():
            ours.set_exception(Lost("its worker is gone"))
        elif error := theirs.exception():
            ours.set_exception(Lost(f"{type(error).__name__}: {error}"))
        elif (answer := theirs.result()) is None:
            ours.set_exception(Forgotten())
        elif isinstance(answer, str):
            ours.set_exception(Lost(answer))
        else:
            ours.set_result(ANSWERS.validate_json(answer))
