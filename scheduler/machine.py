"""What the machine offers: its processors, and how processes are started on it."""

import multiprocessing
import os
import sys
from multiprocessing.context import BaseContext


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def process_context() -> BaseContext:
    """Return how processes are started: a fork has the memory of its parent already."""
    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
