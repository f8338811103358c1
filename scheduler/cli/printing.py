"""What is printed, and where: answers on standard output, progress and complaints beside it.

With ``--json`` the document is alone on standard output, and whatever else an answer says goes
``aside``, to standard error.
"""

import io
import json
import sys
import time
from enum import StrEnum

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from models import Outcome, Report
from scheduler.solving import Progress

QUIET_SECONDS = 5.0
"""Least time between two lines of progress where there is no terminal."""


WIDEST = 1_000_000
"""Columns of a table that goes into a file or a pipe: as many as it needs."""


def say(text: str, *, aside: bool = False) -> None:
    """Print something that was asked for."""
    print(text, file=sys.stderr if aside else sys.stdout, flush=True)


def err(text: str) -> None:
    """Print progress or a complaint."""
    print(text, file=sys.stderr, flush=True)


def document(content: object) -> None:
    """Print one JSON document on standard output."""
    print(json.dumps(content, indent=1, ensure_ascii=False))


class ProgressForm(StrEnum):
    """How progress is shown: for people or for programs."""

    TEXT = "text"
    JSON = "json"


def progress_line(progress: Progress) -> None:
    """Print one step as a line of JSON on standard error."""
    content = {
        "tier": progress.tier,
        "tiers": progress.tiers,
        "goals": progress.goals,
        "value": progress.value,
        "bound": progress.bound,
        "gap": progress.gap,
        "seconds": round(progress.seconds, 3),
    }
    print(json.dumps(content), file=sys.stderr, flush=True)


class Ticker:
    """Shows progress: a line that renews itself on a terminal, else a line now and then."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False)
        self._status = self._console.status("reading") if self._console.is_terminal else None
        self._last = (0, 0.0)

    def __enter__(self) -> "Ticker":
        if self._status:
            self._status.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._status:
            self._status.stop()

    def __call__(self, progress: Progress) -> None:
        """Show one step."""
        text = _progress_text(progress)
        now = time.monotonic()
        if self._status:
            self._status.update(text)
        elif progress.tier != self._last[0] or now - self._last[1] > QUIET_SECONDS:
            self._last = (progress.tier, now)
            err(text)


def _progress_text(progress: Progress) -> str:
    goals = " + ".join(progress.goals)
    name = f"tier {progress.tier}/{progress.tiers} {goals}" if progress.tier else "first timetable"
    value = "-" if progress.value is None else str(progress.value)
    gap = "-" if progress.gap is None else f"{progress.gap:.1%}"
    return f"{progress.seconds:6.1f} s  {name}: value {value}, bound {progress.bound}, gap {gap}"


def goal_table(outcome: Outcome) -> Table:
    """Return the goals of an outcome as a table."""
    table = Table(box=None, pad_edge=False, title_justify="left")
    for name in ("tier", "goal", "value", "bound", "proven"):
        table.add_column(name, justify="left" if name in ("goal", "proven") else "right")
    proven = {tier.tier: tier for tier in outcome.tiers}
    for goal in outcome.goals:
        tier = proven[goal.tier]
        end = "yes" if tier.status == "optimal" else f"gap {tier.gap:.0%}"
        table.add_row(str(goal.tier), goal.goal, str(goal.value), str(goal.bound), end)
    return table


def show_table(table: Table, *, aside: bool = False) -> None:
    """Print a table that was asked for, and break no word or number of it.

    On a terminal its columns are narrowed to the longest word of each at the most; in a file or
    a pipe every row is one line.
    """
    stream = sys.stderr if aside else sys.stdout
    if stream.isatty():
        for column in table.columns:
            words = " ".join(str(cell) for cell in (column.header, *column.cells)).split()
            column.min_width = max((cell_len(word) for word in words), default=0)
        Console(file=stream, highlight=False).print(table, crop=False)
        return
    lines = io.StringIO()
    Console(file=lines, highlight=False, width=WIDEST).print(table)
    say("\n".join(line.rstrip() for line in lines.getvalue().splitlines()), aside=aside)


def report_lines(report: Report) -> list[str]:
    """Return a referee's report for people."""
    lines = [f"{v.rule}: {v.message}" for v in report.violations]
    count = len(report.violations)
    lines.append(f"{count} hard violation{'' if count == 1 else 's'}.")
    scores = ", ".join(f"{goal} {score.value}" for goal, score in report.scores.items())
    return [*lines, f"Goals: {scores}."]
