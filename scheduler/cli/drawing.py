"""``summit plot``."""

from pathlib import Path
from typing import Annotated

import typer

from scheduler.cli.options import InstancePath, TimetablePath
from scheduler.cli.printing import err, say
from scheduler.cli.reading import read_instance, read_timetable


def plot_command(
    instance: InstancePath,
    timetable: TimetablePath,
    out: Annotated[Path, typer.Option(help="Folder for the charts.")],
    people: Annotated[
        list[str] | None, typer.Option(help="Person to draw; repeat for more.")
    ] = None,
) -> None:
    """Draw all charts of a timetable."""
    from models import Fault, InstanceError, find_timetable_faults
    from scheduler.files import require_writable, staged

    what, answer = read_instance(instance), read_timetable(timetable)
    faults = find_timetable_faults(what, answer)
    faults += [
        Fault("unknown-id", "--people", None, "", repr(name), "a person of the instance")
        for name in people or ()
        if name not in what.person
    ]
    if faults:
        raise InstanceError(faults)
    require_writable(out, (instance, timetable))

    from scheduler.plotting import write_charts
    from scheduler.viewing.programme import read_programme

    for oddity in read_programme(answer, what).oddities:
        err(f"{timetable.name}: {oddity}")
    with staged(out) as stage:
        names = write_charts(answer, what, stage, people=people or None)
    say(f"{len(names)} charts are in {out}.")
