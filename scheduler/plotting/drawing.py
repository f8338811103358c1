"""Charts drawn in parallel: one process per processor, never more, and none for a few charts."""

import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Future, wait
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from matplotlib.axes import Axes

from scheduler.child import Post
from scheduler.machine import processors
from scheduler.plotting.rendering import encoded, figure_of
from scheduler.processes import Processes
from scheduler.signals import HeldSignals, signals_held
from scheduler.viewing.audiences import Audience

FEWEST = 4
"""Charts for which it is worth to start a process."""

POLL_SECONDS = 0.1

OnSheet = Callable[[int, int], None]
"""Told how many charts are drawn, and how many there are; first with none drawn."""


@dataclass(frozen=True)
class Chart:
    """A chart that is to be drawn: the stem of its file, for whom it is, and how to draw it."""

    stem: str
    audience: Audience
    draw: Callable[[], Axes]


class Drawing:
    """Draws charts when the content of the first file is asked for.

    It is used in a ``with`` statement, at whose end the processes are gone.

    Parameters
    ----------
    charts
        What to draw. Files are best asked for in this order, all of a chart together.
    formats
        Any of :data:`~scheduler.plotting.rendering.FORMATS`.
    most
        Processes at most; never more than there are processors.
    on_sheet
        Told of progress.
    """

    def __init__(
        self,
        charts: Sequence[Chart],
        formats: Sequence[str],
        *,
        most: int | None = None,
        on_sheet: OnSheet | None = None,
    ) -> None:
        self._charts = tuple(charts)
        self._formats = tuple(formats)
        available = processors()
        self._processes = min(available, most or available, len(self._charts) // FEWEST)
        self._on_sheet = on_sheet or (lambda drawn, of: None)
        self._executor: Processes | None = None
        self._coming: list[Future[dict[str, bytes]]] = []
        self._last: tuple[int, dict[str, bytes]] = (-1, {})

    def __enter__(self) -> Self:
        """Do nothing yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Draw no more, and end the processes."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)

    def content(self, number: int, form: str) -> bytes:
        """Return the file of a chart, by its number, in one of the formats."""
        if self._last[0] < 0:
            self._on_sheet(0, len(self._charts))
            self._start()
        if self._last[0] != number:
            self._last = (number, self._drawn(number))
            self._on_sheet(number + 1, len(self._charts))
        return self._last[1][form]

    def _start(self) -> None:
        if self._processes > 1:
            with suppress(OSError):  # the machine has no room for them: draw here
                self._executor = Processes(self._processes, _begin, self._charts, self._formats)
                self._coming = [
                    self._executor.submit(_draw, number) for number in range(len(self._charts))
                ]

    def _drawn(self, number: int) -> dict[str, bytes]:
        if self._coming:
            with HeldSignals() as signals:
                while not wait([self._coming[number]], POLL_SECONDS).done:
                    signals.deliver()
            with suppress(BrokenExecutor):  # it was killed, for its memory perhaps: draw here
                return self._coming[number].result()
        return draw(self._charts[number], self._formats)


def draw(chart: Chart, formats: Sequence[str]) -> dict[str, bytes]:
    """Draw a chart once; return its file in each format."""
    with signals_held():
        figure = figure_of(chart.draw())
        return {form: encoded(figure, form) for form in formats}


_task: tuple[Sequence[Chart], Sequence[str]] = ((), ())
"""In a drawing process: what it draws, handed over once."""


def _begin(_post: Post, charts: Sequence[Chart], formats: Sequence[str]) -> None:
    """Set up a drawing process."""
    global _task
    _task = charts, formats
    warnings.simplefilter("ignore")  # the parent has said it


def _draw(number: int) -> dict[str, bytes]:
    charts, formats = _task
    return draw(charts[number], formats)
