"""Processes of ours that answer calls: one that dies or hangs takes nothing else with it."""

import os
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from scheduler.machine import process_context, without_main
from scheduler.signals import FROM_TERMINALS

T = TypeVar("T")

Post = Callable[[Any], None]
"""Sends a message to the parent, from any thread, while a call is answered."""

POLL_SECONDS = 0.2

_starting = threading.Lock()
"""A process that another thread starts meanwhile would have the pipe open at both ends."""


class Child:
    """A process that answers calls, one at a time; a new one takes its place when it dies.

    The pools of the standard library wait for ever for a process that is killed in the middle of an
    answer. Here nobody but the process itself has its end of the pipe open, so whoever waits
    notices its death at any moment.

    Parameters
    ----------
    set_up
        Called first there, with a function that sends messages, and with ``arguments``.
    """

    def __init__(self, set_up: Callable[..., None] | None = None, *arguments: Any) -> None:
        self._set_up, self._arguments = set_up, arguments
        self._context: Any = process_context()
        self._process: Any = None
        self._pipe: Any = None
        self._listening: threading.Thread | None = None
        self._messages: SimpleQueue[Any] = SimpleQueue()

    def start(self) -> None:
        """Start it, unless it runs.

        Raises
        ------
        OSError
            The machine has no room for another process.
        """
        if self._process is not None and not self._pipe.closed and self._process.is_alive():
            return
        self.kill()
        with _starting:
            self._pipe, theirs = self._context.Pipe()
            arguments = (theirs, os.getpid(), self._set_up, self._arguments)
            process = self._context.Process(target=_serve, args=arguments)
            try:
                with without_main():
                    process.start()
            except OSError:
                self._pipe.close()
                raise
            finally:
                theirs.close()
        self._process = process

    def submit(self, function: Callable[..., T], *arguments: Any) -> "Future[T]":
        """Call a function there, which has answered all calls before this one.

        Returns
        -------
        Future
            It has what the function returns or raises, or ``BrokenExecutor`` if the process dies
            or cannot be started. It cannot be cancelled.
        """
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()
        try:
            self.start()
        except OSError as error:
            future.set_exception(BrokenExecutor(str(error)))
            return future
        call = (self._pipe, future, function, arguments)
        self._listening = threading.Thread(target=self._listen, args=call, daemon=True)
        self._listening.start()
        return future

    def _listen(
        self,
        pipe: Connection,
        future: "Future[T]",
        function: Callable[..., T],
        arguments: tuple[Any, ...],
    ) -> None:
        """Send a call, and wait for its answer."""
        try:
            pipe.send((function, arguments))
            while not isinstance(said := pipe.recv(), _Answer):
                self._messages.put(said)
        except (EOFError, OSError):  # seen a moment before the death of the process itself
            pipe.close()
            future.set_exception(BrokenExecutor("its process died"))
        except Exception as error:  # what is sent cannot be pickled, or not be read again
            future.set_exception(error)
        else:
            if said.error is None:
                future.set_result(said.result)
            else:
                future.set_exception(said.error)

    def messages(self) -> Iterator[Any]:
        """Yield the messages since the last time, also those of a process that has died."""
        with suppress(Empty):
            while True:
                yield self._messages.get_nowait()

    def kill(self) -> None:
        """Kill it, whatever it is doing; the call that it was to answer fails."""
        if self._process is None:
            return
        self._process.kill()
        self._process.join()
        if self._listening is not None:
            self._listening.join()
        self._pipe.close()
        self._process = self._listening = None


@dataclass(frozen=True)
class _Answer:
    """What a call returned or raised."""

    result: Any = None
    error: Exception | None = None


def _serve(
    pipe: Connection, parent: int, set_up: Callable[..., None] | None, arguments: tuple[Any, ...]
) -> None:
    """Answer calls; leave signals of the terminal to the parent, and end with it."""
    for number in FROM_TERMINALS:
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    talking = threading.Lock()

    def post(message: Any) -> None:
        with talking:
            pipe.send(message)

    if set_up is not None:
        set_up(post, *arguments)
    while True:
        _answer(post, *pipe.recv())


def _answer(post: Post, function: Callable[..., object], arguments: tuple[Any, ...]) -> None:
    try:
        answer = _Answer(function(*arguments))
    except Exception as error:
        error.add_note(traceback.format_exc())  # as the traceback itself cannot be sent
        answer = _Answer(error=error)
    try:
        post(answer)
    except Exception as error:  # it cannot be pickled
        post(_Answer(error=RuntimeError(f"its answer cannot be sent: {error}")))


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(POLL_SECONDS)
    os._exit(1)


def _start_afresh() -> None:
    """Let a fork start processes, although the thread that holds the lock is not there."""
    global _starting
    _starting = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_start_afresh)
