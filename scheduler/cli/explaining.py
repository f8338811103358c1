"""``summit explain``."""

from pathlib import Path
from typing import Annotated

import typer

from scheduler.cli.endings import DONE, INFEASIBLE, NO_TIMETABLE
from scheduler.cli.printing import document, say

ENDINGS = {"feasible": DONE, "infeasible": INFEASIBLE, "unknown": NO_TIMETABLE}


def explain_command(
    instance: Annotated[Path, typer.Argument(help="Folder or JSON document of the instance.")],
    time_limit: Annotated[float, typer.Option(min=0.1, help="Seconds in all.")] = 30.0,
    workers: Annotated[
        int | None, typer.Option(min=1, max=1000, help="Threads; by default one per processor.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of everything random.")] = 0,
    json: Annotated[bool, typer.Option("--json", help="Print the explanation as JSON.")] = False,
) -> None:
    """Say why an instance cannot be planned, and what would help."""
    from scheduler.files import load_instance

    what = load_instance(instance)

    from scheduler.explaining import explain

    told = explain(what, time_limit=time_limit, workers=workers, seed=seed)
    if json:
        document(told.model_dump(mode="json"))
    else:
        say(str(told))
    raise typer.Exit(ENDINGS[told.status])
