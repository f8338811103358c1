"""``summit why``."""

from pathlib import Path
from typing import Annotated

import typer

from scheduler.cli.endings import DONE, INFEASIBLE
from scheduler.cli.printing import document, say


def why_command(
    instance: Annotated[Path, typer.Argument(help="Folder or JSON document of the instance.")],
    timetable: Annotated[Path, typer.Argument(help="Timetable, .json or .csv.")],
    activity: Annotated[str, typer.Argument(help="Id of the activity.")],
    at: Annotated[
        str | None, typer.Option("--at", help="Wished start, such as 2025-10-25T09:00.")
    ] = None,
    room: Annotated[str | None, typer.Option("--in", help="Id of the wished room.")] = None,
    time_limit: Annotated[float, typer.Option(min=1, help="Seconds to solve again.")] = 20.0,
    json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
) -> None:
    """Say why an activity is (or is not) there, and what a wish for it would cost."""
    from scheduler.files import load_instance, load_timetable

    what, answer = load_instance(instance), load_timetable(timetable)

    from scheduler.whatif import why

    told = why(what, answer, activity, at=at, room=room, time_limit=time_limit)
    if json:
        document(told.model_dump(mode="json"))
    else:
        say(str(told))
    raise typer.Exit(DONE if told.possible else INFEASIBLE)
