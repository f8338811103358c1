"""``summit plot``."""

import shlex
import time
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from scheduler.cli.choices import one_of
from scheduler.cli.options import InstancePath, ProgressOption, TimetablePath
from scheduler.cli.printing import err, say
from scheduler.cli.progress import ProgressForm, sheets_shown
from scheduler.cli.reading import read_instance, read_timetable
from scheduler.cli.writing import warn_of_fonts

if TYPE_CHECKING:
    from models import Instance


class ChartForm(StrEnum):
    """Files that charts can be written as."""

    PDF = "pdf"
    PNG = "png"
    SVG = "svg"


def plot_command(
    instance: InstancePath,
    timetable: TimetablePath,
    out: Annotated[Path, typer.Option(help="Folder for the charts.")],
    people: Annotated[
        list[str] | None, typer.Option(help="Person to draw; repeat for more.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="A sheet for every delegation, not the three busiest.")
    ] = False,
    form: Annotated[
        ChartForm | None, typer.Option("--format", help="By default each chart is there in all.")
    ] = None,
    language: Annotated[
        str, typer.Option(help="en, fr or vi; titles too, where the instance has them in it.")
    ] = "en",
    progress: ProgressOption = ProgressForm.TEXT,
) -> None:
    """Draw all charts of a timetable."""
    started = time.monotonic()
    from models import Language
    from scheduler.files import require_writable, staged

    spoken: Language = one_of(get_args(Language), language, "--language")
    what = read_instance(instance)
    answer = read_timetable(timetable, what)
    _require_known(people or (), what)
    require_writable(out, (instance, timetable))

    from scheduler.checking import check, soft_violations
    from scheduler.plotting import write_charts
    from scheduler.wording.effects import counted
    from scheduler.wording.outcomes import softly_broken_text

    if broken := len(check(what, answer).violations):
        rules = counted(broken, "hard rule")
        look = shlex.join(["summit", "check", str(instance), str(timetable)])
        err(f"{timetable.name} breaks {rules}, as the charts do not show: {look}", whole=True)
    warn_of_fonts(what)
    with staged(out) as stage, sheets_shown(progress) as tell:
        names = write_charts(
            answer,
            what,
            stage,
            formats=[one.value for one in ([form] if form else ChartForm)],
            people=people or None,
            every_delegation=every,
            note=softly_broken_text([one.cost for one in soft_violations(what, answer)], spoken),
            language=spoken,
            on_sheet=tell,
        )
    say(f"{len(names)} files are in {out} ({time.monotonic() - started:.1f} s).")


def _require_known(people: Sequence[str], instance: "Instance") -> None:
    from models import Fault, InstanceError
    from scheduler.files.text import did_you_mean

    faults = [
        Fault(
            "unknown-id",
            "--people",
            None,
            "",
            repr(name),
            f"a person of the instance{did_you_mean(name, instance.person)}",
        )
        for name in people
        if name not in instance.person
    ]
    if faults:
        raise InstanceError(faults)
