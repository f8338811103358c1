"""Ctrl-C, SIGHUP and SIGTERM while processes search: held back until they do no harm.

A handler that raises in the middle of the standard library's locks, threads and pipes leaves
those broken: a join of a living thread that is interrupted takes it for ended, and a lock that
is waited for is released without being held.
"""

import signal
import threading
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, Self

FROM_TERMINALS = (signal.SIGINT, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else []))
"""Ctrl-C, and that the terminal has gone, which not every system knows."""


class HeldSignals:
    """Notes signals in place of their handlers, which are called when the signals are delivered.

    Only handlers that Python calls are held back, and only in the main thread, as they are
    called in no other.
    """

    def __init__(self) -> None:
        self._handlers: dict[int, Callable[[int, FrameType | None], Any]] = {}
        self._came: list[int] = []

    def __enter__(self) -> Self:
        """Begin to hold them back."""
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
        """Call the handler of the first signal that came; those after it were impatience.

        Raises
        ------
        KeyboardInterrupt
            By the usual handler of Ctrl-C.
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
        """Let the handlers be as they were; what has not been delivered is forgotten."""
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
