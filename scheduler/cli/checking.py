"""``summit check``."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler.cli.endings import DONE, INFEASIBLE
from scheduler.cli.options import InstancePath, TimetablePath
from scheduler.cli.printing import document, say
from scheduler.cli.reading import oddities, read_instance, read_previous, read_timetable

if TYPE_CHECKING:
    from models import Report, SoftViolation

MOST_SOFT = 20
"""Soft violations that are printed."""


def check_command(
    instance: InstancePath,
    timetable: TimetablePath,
    previous: Annotated[
        Path | None, typer.Option(help="Timetable that goal stability compares with.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Let the referee check any timetable: every hard rule, every goal."""
    from scheduler.checking import check, soft_violations
    from scheduler.viewing.judging import judgement, with_rows

    what = read_instance(instance)
    before = read_previous(previous, what).timetable if previous else None
    given = read_timetable(timetable, what, odd=False)
    report = check(what, given, previous=before)
    report, odd = with_rows(report, oddities(timetable, given, what))
    soft = soft_violations(what, given)
    if json:
        document(judgement(report, what, odd, soft))
    else:
        for line in (*odd, *_lines(report), *_soft_lines(soft)):
            say(line)
    raise typer.Exit(INFEASIBLE if report.violations else DONE)


def _lines(report: "Report") -> list[str]:
    lines = [f"{v.rule}: {v.message}" for v in report.violations]
    count = len(report.violations)
    lines.append(f"{count} hard violation{'' if count == 1 else 's'}.")
    scores = ", ".join(f"{goal} {score.value}" for goal, score in report.scores.items())
    return [*lines, f"Goals: {scores}."]


def _soft_lines(soft: Sequence["SoftViolation"]) -> Iterator[str]:
    """Yield what soft rules cost, the most expensive first."""
    from scheduler.wording.outcomes import softly_broken_text

    if soft:
        yield f"{softly_broken_text([violation.cost for violation in soft])}:"
    for violation in sorted(soft, key=lambda one: -one.cost)[:MOST_SOFT]:
        yield f"{violation.rule}, cost {violation.cost}: {violation.message}"
    if (more := len(soft) - MOST_SOFT) > 0:
        yield f"and {more} more: --json lists them all"
