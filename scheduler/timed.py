"""Executors that give up work which takes much longer than it should."""

from abc import abstractmethod
from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import partial
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class GivenUp(RuntimeError):
    """Nothing came back from a piece of work; the message says why, in a sentence."""


class Timed(Executor):
    """An executor that waits for no piece of work longer than that piece may take."""

    @abstractmethod
    def submit_within(
        self, seconds: float | None, function: Callable[..., T], *arguments: Any
    ) -> "Future[T]":
        """Run a function; its future fails with :class:`GivenUp` if it does not end in time.

        Parameters
        ----------
        seconds
            How long it may take from when it begins; None: as long as it likes.
        """

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Run a function that may take as long as it likes."""
        return self.submit_within(None, partial(fn, **kwargs) if kwargs else fn, *args)
