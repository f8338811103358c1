"""When results are written, and what Ctrl-C does then."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from scheduler.cli.printing import err, say
from scheduler.cli.progress import ProgressForm, sheets_shown

if TYPE_CHECKING:
    from models import Instance, Outcome, Timetable


def warn_of_fonts(instance: "Instance") -> None:
    """Print which letters of an instance no installed font has."""
    from scheduler.plotting.scripts import unwritable

    for sentence in unwritable(instance):
        err(sentence)


def written(
    outcome: "Outcome",
    instance: "Instance",
    charts: ProgressForm | None,
    write: Callable[..., list[str]],
) -> list[str]:
    """Write results; if the solve was stopped, at once without charts and then again with them.

    Charts take long, and somebody who stopped the solve may be in a hurry: another Ctrl-C leaves
    them out.

    Parameters
    ----------
    charts
        How to show the progress of charts; None: no charts.
    write
        :func:`scheduler.exporting.write_results` with all that it needs but ``charts`` and
        ``on_sheet``.
    """
    if outcome.timetable is None or charts is None:
        return write(charts=False)
    warn_of_fonts(instance)
    if outcome.status != "cancelled":
        with sheets_shown(charts) as tell:
            return write(charts=True, on_sheet=tell)
    names = write(charts=False)
    err("stopped, and written; charts follow (Ctrl-C: no charts)")
    try:
        with sheets_shown(charts) as tell:
            return write(charts=True, on_sheet=tell)
    except KeyboardInterrupt:
        return names


def is_better_there(
    out: Path,
    outcome: "Outcome",
    instance: "Instance",
    previous: "Timetable | None",
    *,
    aside: bool,
) -> bool:
    """Tell whether a stopped solve would replace a better timetable of the same instance.

    If so, that is printed.
    """
    from models import InstanceError
    from scheduler.files import load_timetable
    from scheduler.solving.comparing import is_better

    there = out / "timetable.json"
    if outcome.status != "cancelled" or outcome.timetable is None or not there.exists():
        return False
    try:
        standing = load_timetable(there)
        same = standing.instance_sha256 == instance.sha256
        better = same and is_better(standing, outcome.timetable, instance, previous)
    except InstanceError:
        return False
    if better:
        say(f"{outcome.status}: the timetable in {out} is better, and stays.", aside=aside)
    return better


def write_workbook(instance: "Instance", file: Path) -> None:
    """Write an instance as a workbook.

    Raises
    ------
    typer.BadParameter
        It is not named like one, or exists: somebody may have worked on it; or the instance has
        something that no workbook can hold.
    OSError
        It cannot be written.
    """
    from scheduler.files import workbook_of, write_atomically

    if file.suffix.lower() != ".xlsx":
        raise typer.BadParameter(f"{file} has to end in .xlsx", param_hint="--xlsx")
    if file.exists():
        raise typer.BadParameter(f"{file} exists, and is not replaced", param_hint="--xlsx")
    try:
        data = workbook_of(instance)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--xlsx") from error
    write_atomically(file, data)
