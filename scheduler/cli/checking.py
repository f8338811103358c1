"""``summit check``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler.cli.endings import DONE, INFEASIBLE
from scheduler.cli.options import InstancePath, TimetablePath
from scheduler.cli.printing import document, say
from scheduler.cli.reading import oddities, read_instance, read_previous, read_timetable

if TYPE_CHECKING:
    from models import Report


def check_command(
    instance: InstancePath,
    timetable: TimetablePath,
    previous: Annotated[
        Path | None, typer.Option(help="Timetable that goal stability compares with.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Let the referee check any timetable: every hard rule, every goal."""
    from scheduler.checking import check
    from scheduler.viewing.judging import judgement, with_rows

    what = read_instance(instance)
    before = read_previous(previous, what).timetable if previous else None
    given = read_timetable(timetable, what, odd=False)
    report = check(what, given, previous=before)
    report, odd = with_rows(report, oddities(timetable, given, what))
    if json:
        document(judgement(report, what, odd))
    else:
        for line in (*odd, *_lines(report)):
            say(line)
    raise typer.Exit(INFEASIBLE if report.violations else DONE)


def _lines(report: "Report") -> list[str]:
    lines = [f"{v.rule}: {v.message}" for v in report.violations]
    count = len(report.violations)
    lines.append(f"{count} hard violation{'' if count == 1 else 's'}.")
    scores = ", ".join(f"{goal} {score.value}" for goal, score in report.scores.items())
    return [*lines, f"Goals: {scores}."]
