"""``summit move``."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from scheduler.cli.changing import conclude, refuse
from scheduler.cli.endings import INFEASIBLE, ending
from scheduler.cli.options import (
    ActivityName,
    Deterministic,
    InstancePath,
    PolicyFile,
    ProgressOption,
    Seed,
    TimeLimit,
    Workers,
    request_of,
)
from scheduler.cli.printing import say
from scheduler.cli.progress import ProgressForm, shown
from scheduler.cli.reading import as_typed, read_instance, read_previous, warn_of_oddities


def move_command(
    instance: InstancePath,
    timetable: Annotated[Path, typer.Argument(help="The timetable that people know.")],
    activity: ActivityName,
    out: Annotated[Path, typer.Option(help="Folder for timetable, changes, tables and charts.")],
    at: Annotated[
        str | None,
        typer.Option("--at", help="Its new start: 09:00, or 2025-10-25T09:00; or with --in: now."),
    ] = None,
    room: Annotated[
        str | None, typer.Option("--in", help="Its new room; by default where least changes.")
    ] = None,
    time_limit: TimeLimit = 60.0,
    workers: Workers = None,
    seed: Seed = 0,
    deterministic: Deterministic = False,
    policy: PolicyFile = None,
    progress: ProgressOption = ProgressForm.TEXT,
    charts: Annotated[bool, typer.Option(help="Draw the charts too.")] = True,
    json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
) -> None:
    """Put one activity elsewhere, change as little else as possible, and say who has to be told."""
    from scheduler.files import require_writable

    what = read_instance(instance)
    known = read_previous(timetable, what)
    request = request_of(
        time_limit=time_limit,
        workers=workers,
        seed=seed,
        deterministic=deterministic,
        policy=policy,
    )
    require_writable(out, (instance, policy, timetable))

    from scheduler.replanning import CannotReplan, move
    from scheduler.solving import with_policy

    warn_of_oddities(timetable, known, what)
    try:
        with as_typed(), shown(progress) as tell:
            outcome = move(
                what, known.timetable, activity, request, at=at, room=room, on_progress=tell
            )
    except CannotReplan as error:
        refuse(error.sentences, out, json=json)
        other = shlex.join(["summit", "slots", str(instance), str(timetable), activity])
        say(f"To see where else it could be: {other}", aside=json, whole=True)
        raise typer.Exit(INFEASIBLE) from error
    what = with_policy(what, request)
    files = {"source": instance, "previous": timetable, "out": out}
    conclude(outcome, what, known, **files, charts=progress if charts else None, json=json)
    raise typer.Exit(ending(outcome.status, found=outcome.timetable is not None))
