"""Threads that search while the main thread stays free to listen."""

import threading
import time
from collections.abc import Callable, Sequence

from scheduler.solving.searching import Stop

POLL_SECONDS = 0.02

PATIENCE_SECONDS = 0.5
"""How long, past the last deadline, a thread may take to obey a stop before it is left."""


class _Runner(threading.Thread):
    """A thread that keeps what its function raised; Python waits for it before it exits."""

    def __init__(self, function: Callable[[], object]) -> None:
        super().__init__()
        self._function = function
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self._function()
        except BaseException as error:
            self.error = error  # raised again in the main thread


def race(
    functions: Sequence[Callable[[], object]],
    stop: Stop,
    deadline: float,
    last_deadline: float,
    *,
    decided: Callable[[], bool] = lambda: False,
    tick: Callable[[], object] = lambda: None,
) -> None:
    """Run functions side by side until all end, one fails, or the race is decided.

    Parameters
    ----------
    stop
        Set at the end, and on any exception; the functions must obey it.
    deadline
        When to stop, on the monotonic clock.
    last_deadline
        Until when to wait for threads that are slow to obey (presolve and the linear
        solver listen rarely); later they are left behind, so no other race may follow.
    decided, tick
        Asked and called in this thread, many times a second. CP-SAT in this thread
        would keep a KeyboardInterrupt waiting; here it arrives at once.

    Raises
    ------
    Exception
        The first that a function raised.
    """
    runners = [_Runner(function) for function in functions]
    for runner in runners:
        runner.start()
    try:
        while any(r.is_alive() for r in runners) and time.monotonic() < deadline:
            tick()
            if decided() or any(r.error for r in runners):
                break
            time.sleep(POLL_SECONDS)
    except BaseException:
        last_deadline = time.monotonic()
        raise
    finally:
        stop.set()
        patience = max(last_deadline, time.monotonic()) + PATIENCE_SECONDS
        while any(r.is_alive() for r in runners) and time.monotonic() < patience:
            stop.press()
            time.sleep(POLL_SECONDS)
    tick()
    for runner in runners:
        if runner.error is not None:
            raise runner.error
