"""``summit explain``."""

from typing import Annotated

import typer

from scheduler.cli.endings import DONE, INFEASIBLE, NO_TIMETABLE
from scheduler.cli.options import (
    Deterministic,
    InstancePath,
    PolicyFile,
    ProgressOption,
    Seed,
    TimeLimit,
    Workers,
    request_of,
)
from scheduler.cli.printing import document, say
from scheduler.cli.progress import ProgressForm, shown
from scheduler.cli.reading import read_instance

ENDINGS = {"feasible": DONE, "infeasible": INFEASIBLE, "unknown": NO_TIMETABLE}


def explain_command(
    instance: InstancePath,
    time_limit: TimeLimit = 30.0,
    workers: Workers = None,
    seed: Seed = 0,
    deterministic: Deterministic = False,
    policy: PolicyFile = None,
    progress: ProgressOption = ProgressForm.TEXT,
    json: Annotated[bool, typer.Option("--json", help="Print the explanation as JSON.")] = False,
) -> None:
    """Say why an instance cannot be planned, and what would help."""
    what = read_instance(instance)
    request = request_of(
        time_limit=time_limit,
        workers=workers,
        seed=seed,
        deterministic=deterministic,
        policy=policy,
    )

    from scheduler.explaining import explain

    with shown(progress, rarely=True) as tell:
        found = explain(what, request, on_progress=tell)
    if json:
        document(found)
    else:
        say(str(found))
    raise typer.Exit(ENDINGS[found.status])
