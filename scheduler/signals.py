"""Ctrl-C, SIGHUP and SIGTERM during searches: noted, and acted on when that does no harm.

A handler that raises in the middle of the locks, threads and pipes of the standard library breaks
them: an interrupted join takes a living thread for ended, and a lock that is waited for is
released without being held.
"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Any, Self

FROM_TERMINALS = (signal.SIGINT, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else []))
"""Ctrl-C, and the end of the terminal, which not every system reports."""


class HeldSignals:
    """Notes signals; their handlers are called later, by :meth:`deliver`.

    Only handlers written in Python are replaced, and only in the main thread, as Python calls
    handlers in no other.
    """

    def __init__(self) -> None:
        self._handlers: dict[int, Callable[[int, FrameType | None], Any]] = {}
        self._came: list[int] = []

    def __enter__(self) -> Self:
        """Replace the handlers."""
        if threading.current_thread() is threading.main_thread():
            for number in (*FROM_TERMINALS, signal.SIGTERM):
                handler = signal.getsignal(number)
                if callable(handler):
                    self._handlers[number] = handler
                    signal.signal(number, self._note)
        return self

    def _note(self, number: int, _frame: FrameType | None) -> None:
        self._came.append(number)

    def deliver(self) -> None:
        """Call the handler of the first signal that came; later ones are ignored.

        Raises
        ------
        KeyboardInterrupt
            From the usual handler of Ctrl-C.
        """
        if self._came:
            number = self._came[0]
            self._came.clear()
            self._handlers[number](number, None)

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        """Restore the handlers; signals that were not delivered are forgotten."""
        for number, handler in self._handlers.items():
            signal.signal(number, handler)


@contextmanager
def signals_held() -> Iterator[None]:
    """Let signals wait until the block has ended.

    Libraries that are written in C make errors of their own of what a handler raises in their
    midst, or nothing at all.
    """
    with HeldSignals() as signals:
        yield
    signals.deliver()
