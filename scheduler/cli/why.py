"""``summit why``."""

from pathlib import Path
from typing import Annotated

import typer

from scheduler.cli.endings import DONE, INFEASIBLE
from scheduler.cli.options import (
    Deterministic,
    PolicyFile,
    ProgressOption,
    Seed,
    TimeLimit,
    Workers,
    request_of,
)
from scheduler.cli.printing import document, say
from scheduler.cli.progress import ProgressForm, shown
from scheduler.cli.reading import read_instance, read_timetable


def why_command(
    instance: Annotated[Path, typer.Argument(help="Folder or JSON document of the instance.")],
    timetable: Annotated[Path, typer.Argument(help="Timetable, .json or .csv.")],
    activity: Annotated[str, typer.Argument(help="Id of the activity.")],
    at: Annotated[
        str | None, typer.Option("--at", help="Wished start, such as 2025-10-25T09:00.")
    ] = None,
    room: Annotated[str | None, typer.Option("--in", help="Id of the wished room.")] = None,
    time_limit: TimeLimit = 20.0,
    workers: Workers = None,
    seed: Seed = 0,
    deterministic: Deterministic = False,
    policy: PolicyFile = None,
    progress: ProgressOption = ProgressForm.TEXT,
    json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
) -> None:
    """Say why an activity is where it is (or has no place), and what a wish would cost."""
    what, answer = read_instance(instance), read_timetable(timetable)
    request = request_of(
        time_limit=time_limit,
        workers=workers,
        seed=seed,
        deterministic=deterministic,
        policy=policy,
    )

    from scheduler.whatif import why

    with shown(progress, rarely=True) as tell:
        found = why(what, answer, activity, request, at=at, room=room, on_progress=tell)
    if json:
        document(found)
    else:
        say(str(found))
    raise typer.Exit(DONE if found.possible else INFEASIBLE)
