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
    out: Path,
    charts: ProgressForm | None,
    write: Callable[..., list[str]],
) -> list[str]:
    """Write the timetable and its tables, then again with charts and exports.

    These take long and much room, so a signal or a full disk then costs no timetable.

    Parameters
    ----------
    out
        The folder of results.
    charts
        How to show the progress of charts; None: no charts.
    write
        :func:`scheduler.exporting.write_results` with all that it needs but ``charts``,
        ``exports`` and ``on_sheet``.

    Raises
    ------
    OSError
        The timetable and its tables cannot be written.
    """
    wanted = [
        *(["charts"] if charts is not None else []),
        *(["exports"] if instance.export.audiences else []),
    ]
    names = write(charts=False, exports=False)
    if outcome.timetable is None or not wanted:
        return names
    extras = " and ".join(wanted)
    there = f"the timetable and its tables are in {out}, without {extras}"
    if outcome.status == "cancelled":
        err(f"stopped, and written; {extras} follow (Ctrl-C: no {extras})")
    try:
        if charts is None:
            return write(charts=False)
        warn_of_fonts(instance)
        with sheets_shown(charts) as tell:
            return write(charts=True, on_sheet=tell)
    except KeyboardInterrupt:
        err(f"stopped; {there}")
    except OSError as error:
        err(f"cannot write {error.filename}: {error.strerror or error}; {there}")
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
