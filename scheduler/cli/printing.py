"""What people see: everything on standard error, but for ``--json`` documents and answers."""

import json
import sys
import time
from enum import StrEnum

from rich.console import Console
from rich.table import Table

from models import Outcome, Report
from scheduler.solving import Progress

QUIET_SECONDS = 5.0
"""Least time between two lines of progress where there is no terminal."""


def err(text: str) -> None:
    """Print one message for people."""
    print(text, file=sys.stderr)


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


def print_table(table: Table) -> None:
    """Print a table on standard error."""
    Console(stderr=True, highlight=False, width=100).print(table)


def report_lines(report: Report) -> list[str]:
    """Return a referee's report for people."""
    lines = [f"{v.rule}: {v.message}" for v in report.violations]
    count = len(report.violations)
    lines.append(f"{count} hard violation{'' if count == 1 else 's'}.")
    scores = ", ".join(f"{goal} {score.value}" for goal, score in report.scores.items())
    return [*lines, f"Goals: {scores}."]
