"""``summit plot``."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from scheduler.cli.options import InstancePath, TimetablePath
from scheduler.cli.printing import err, say
from scheduler.cli.reading import read_instance, read_timetable
from scheduler.cli.writing import warn_of_fonts


def plot_command(
    instance: InstancePath,
    timetable: TimetablePath,
    out: Annotated[Path, typer.Option(help="Folder for the charts.")],
    people: Annotated[
        list[str] | None, typer.Option(help="Person to draw; repeat for more.")
    ] = None,
) -> None:
    """Draw all charts of a timetable."""
    from models import Fault, InstanceError
    from scheduler.files import require_writable, staged

    what = read_instance(instance)
    answer = read_timetable(timetable, what)
    faults = [
        Fault("unknown-id", "--people", None, "", repr(name), "a person of the instance")
        for name in people or ()
        if name not in what.person
    ]
    if faults:
        raise InstanceError(faults)
    require_writable(out, (instance, timetable))

    from scheduler.checking import check
    from scheduler.plotting import write_charts

    if broken := len(check(what, answer).violations):
        rules = "1 hard rule" if broken == 1 else f"{broken} hard rules"
        look = shlex.join(["summit", "check", str(instance), str(timetable)])
        err(f"{timetable.name} breaks {rules}, as the charts do not show: {look}")
    warn_of_fonts(what)
    with staged(out) as stage:
        names = write_charts(answer, what, stage, people=people or None)
    say(f"{len(names)} charts are in {out}.")
