"""What the machine offers: its processors, and how processes are started and ended on it."""

import multiprocessing
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from types import ModuleType

from models import Limits

HARD_LIMIT = (1.5, 60.0)
"""A process that solves is killed after this many times its limit, and this many seconds more."""

WORK_SECONDS = 4.0
"""Seconds that a unit of deterministic work takes at most, unless something is wrong."""


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def may_have_children() -> bool:
    """Tell whether this process may start others; the daemonic ones of a Dask worker may not."""
    return not multiprocessing.current_process().daemon


def process_context() -> BaseContext:
    """Return how processes are started: a fork has the memory of its parent already."""
    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


@contextmanager
def without_main() -> Iterator[None]:
    """Let the processes that are started meanwhile not run the program of the user again.

    A process that is no fork first imports the module that was started, as something of it might be
    needed. Of ours nothing is, and a script whose solve does not stand behind
    ``if __name__ == "__main__"`` would solve again in each of its own processes.
    """
    if process_context().get_start_method() == "fork":  # it has the module, and may need it
        yield
        return
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def shared_out(cells: int, workers: int | None) -> tuple[int, int]:
    """Return how many of some cells run side by side, and the workers of each.

    Their product is at most the number of processors, unless one cell alone was given more.

    Parameters
    ----------
    cells
        Independent solves there are, at least 1.
    workers
        Asked for each; None: as many as leave no processor idle, as two cells side by side do
        more than one cell with two workers.
    """
    most = processors()
    each = workers or max(1, most // max(1, cells))
    return max(1, min(cells, most // each)), each


def killed_after(limits: Limits) -> float:
    """Return the seconds after which a process that solves within limits counts as hung."""
    unit = WORK_SECONDS if limits.deterministic else 1.0
    return HARD_LIMIT[0] * unit * limits.seconds + HARD_LIMIT[1]
