"""Showing the progress of a search on standard error, for people or for programs."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from enum import StrEnum
from typing import TYPE_CHECKING

from scheduler.cli.printing import err

if TYPE_CHECKING:
    from scheduler.plotting.drawing import OnSheet
    from scheduler.solving import Progress
    from scheduler.sweeping.running import Advance, OnAdvance

QUIET_SECONDS = 5.0
"""Minimum seconds between two lines of progress where there is no terminal."""


class ProgressForm(StrEnum):
    """How progress is shown: for people or for programs."""

    TEXT = "text"
    JSON = "json"


def shown(form: ProgressForm, *, rarely: bool = False) -> "Ticker | Lines":
    """Return a context that shows progress.

    Parameters
    ----------
    rarely
        Where there is no terminal, print a line for people now and then only, and none when a
        tier begins.
    """
    return Ticker(rarely=rarely) if form is ProgressForm.TEXT else Lines()


class Lines:
    """Shows progress as lines of JSON on standard error."""

    def __enter__(self) -> "Lines":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def __call__(self, progress: "Progress") -> None:
        """Print one line."""
        err(progress.model_dump_json(exclude_defaults=True), whole=True)


class Ticker:
    """Shows progress: one line that is renewed on a terminal, else a line now and then.

    The last line of a tier is how it ended, so that a log says what the table says. It can be
    entered again and again; other output is printed in between.
    """

    def __init__(self, *, rarely: bool) -> None:
        from rich.console import Console

        console = Console(stderr=True, highlight=False)
        self._status = console.status("reading") if console.is_terminal else None
        self._last = (0, time.monotonic())
        self._rarely = rarely
        self._latest: dict[int, Progress] = {}
        self._said: dict[int, tuple[int, int | None, int]] = {}

    def __enter__(self) -> "Ticker":
        if self._status:
            self._status.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._status:
            self._status.stop()
        self._say_how_it_ended()

    def __call__(self, progress: "Progress") -> None:
        """Show one step."""
        text = _progress_text(progress)
        now = time.monotonic()
        if self._status:
            self._status.update(text)
            return
        begins = self._begins(progress)
        if begins or progress.step:
            self._say_how_it_ended()
        self._latest[progress.tier] = progress
        if begins or now - self._last[1] > QUIET_SECONDS:
            self._last = (progress.tier, now)
            self._said[progress.tier] = progress.news
            err(text)

    def _say_how_it_ended(self) -> None:
        """Print the latest report of each tier, unless that has been printed.

        All with the time of the last one, so that times in a log never go back.
        """
        now = max((latest.seconds for latest in self._latest.values()), default=0.0)
        for _, latest in sorted(self._latest.items()):
            if self._rarely or latest.step or not latest.tier:
                continue
            if self._said.get(latest.tier) != latest.news:
                self._said[latest.tier] = latest.news
                err(_ending_text(latest, now))
        self._latest = {}

    def _begins(self, progress: "Progress") -> bool:
        return progress.tier > max(self._said, default=0) and not self._rarely


def _ending_text(progress: "Progress", now: float) -> str:
    """Say where a tier stands at a time, and since when if that is long ago."""
    text = _progress_text(progress.model_copy(update={"seconds": now}))
    return text if now - progress.seconds < 0.05 else f"{text}, since {progress.seconds:.1f} s"


def _progress_text(progress: "Progress") -> str:
    if progress.step:
        return f"{progress.seconds:6.1f} s  {progress.step}"
    goals = " + ".join(progress.goals)
    name = f"tier {progress.tier}/{progress.tiers} {goals}" if progress.tier else "first timetable"
    value = "-" if progress.value is None else str(progress.value)
    gap = "-" if progress.gap is None else f"{progress.gap:.1%}"
    return f"{progress.seconds:6.1f} s  {name}: value {value}, bound {progress.bound}, gap {gap}"


@contextmanager
def sheets_shown(form: ProgressForm) -> "Iterator[OnSheet]":
    """Show how many charts are drawn, from the first on: charts of a large event take a while."""
    if form is ProgressForm.JSON:
        yield _tell_sheets
        return
    from rich.console import Console

    console = Console(stderr=True, highlight=False)
    status = console.status("drawing charts") if console.is_terminal else None
    last = time.monotonic()

    def tell(drawn: int, of: int) -> None:
        nonlocal last
        if not drawn:
            err(f"drawing {of} charts …")
        elif status:
            status.update(f"{drawn} of {of} charts are drawn")
        elif time.monotonic() - last > QUIET_SECONDS:
            last = time.monotonic()
            err(f"  {drawn} of {of} charts are drawn")

    with status or nullcontext():
        yield tell


def _tell_sheets(drawn: int, of: int) -> None:
    err(json.dumps({"step": "drawing charts", "drawn": drawn, "charts": of}))


@contextmanager
def advances_shown(form: ProgressForm) -> "Iterator[OnAdvance]":
    """Show how far a sweep is: what has ended, how many of how many, and the time left."""
    if form is ProgressForm.JSON:
        yield lambda advance: err(advance.model_dump_json(), whole=True)
        return
    from rich.console import Console

    console = Console(stderr=True, highlight=False)
    status = console.status("solving") if console.is_terminal else None
    last = -QUIET_SECONDS

    def tell(advance: "Advance") -> None:
        nonlocal last
        text = str(advance)
        if status:
            status.update(text)
        elif advance.done == advance.of or time.monotonic() - last > QUIET_SECONDS:
            last = time.monotonic()
            err(text)

    with status or nullcontext():
        yield tell
