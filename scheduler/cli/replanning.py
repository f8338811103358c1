"""``summit replan``."""

from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from scheduler.cli.changing import conclude, refuse
from scheduler.cli.endings import INFEASIBLE, ending
from scheduler.cli.options import (
    Deterministic,
    PolicyFile,
    ProgressOption,
    Seed,
    TimeLimit,
    Workers,
    request_of,
)
from scheduler.cli.progress import ProgressForm, shown
from scheduler.cli.reading import read_instance, read_previous, warn_of_oddities

FreezeUntil = Annotated[
    str | None,
    typer.Option(
        help="Local time such as 2025-10-25T12:00: what starts before it stays, "
        "and nothing else starts before it."
    ),
]
MaxChanges = Annotated[
    int | None, typer.Option(min=0, help="At most this many activities may change.")
]
Lock = Annotated[
    list[str] | None,
    typer.Option(
        "--lock", help="Activity that stays as it is, as for `summit why`; repeat for more."
    ),
]


def replan_command(
    instance: Annotated[
        Path, typer.Argument(help="Folder, workbook or JSON document of the instance as it is now.")
    ],
    previous: Annotated[Path, typer.Option(help="The timetable that people know.")],
    out: Annotated[Path, typer.Option(help="Folder for timetable, changes, tables and charts.")],
    freeze_until: FreezeUntil = None,
    max_changes: MaxChanges = None,
    locked: Lock = None,
    time_limit: TimeLimit = 60.0,
    workers: Workers = None,
    seed: Seed = 0,
    deterministic: Deterministic = False,
    policy: PolicyFile = None,
    progress: ProgressOption = ProgressForm.TEXT,
    charts: Annotated[bool, typer.Option(help="Draw the charts too.")] = True,
    json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
) -> None:
    """Change as little as possible of a timetable, and say who has to be told of what."""
    from scheduler.files import require_writable

    what = read_instance(instance)
    known = read_previous(previous, what)
    before = known.timetable
    request = request_of(
        time_limit=time_limit,
        workers=workers,
        seed=seed,
        deterministic=deterministic,
        policy=policy,
    )
    frozen = _moment(freeze_until, [day.date for day in what.days])
    require_writable(out, (instance, policy, previous))

    from scheduler.exporting import require_packages
    from scheduler.replanning import CannotReplan, freeze, lock, replan
    from scheduler.solving import with_policy

    require_packages(what)
    warn_of_oddities(previous, known, what)
    holds = (*lock(what, locked or ()), *freeze(what, before, frozen))
    request = request.model_copy(
        update={"previous": before, "max_changes": max_changes, "holds": holds}
    )
    what = with_policy(what, request)
    try:
        with shown(progress) as tell:
            outcome = replan(what, request, on_progress=tell)
    except CannotReplan as error:
        refuse(error.sentences, out, json=json)
        raise typer.Exit(INFEASIBLE) from error
    files = {"source": instance, "previous": previous, "out": out}
    conclude(outcome, what, known, **files, charts=progress if charts else None, json=json)
    raise typer.Exit(ending(outcome.status, found=outcome.timetable is not None))


def _moment(typed: str | None, days: list[date]) -> datetime | None:
    if typed is None:
        return None
    from pydantic import TypeAdapter

    from models import Fault, InstanceError
    from models.clock import Moment
    from models.faults import BadValue
    from scheduler.files.moments import read_moment

    allowed = f"a local time such as {days[0]}T12:00"
    text = typed
    try:
        text = read_moment(typed, days)
    except BadValue as error:
        allowed = str(error)
    with suppress(ValueError):
        day = date.fromisoformat(text)  # which refuses a time of day
        after = day + timedelta(days=1)
        allowed = f"{day}T00:00, so that this day is free, or {after}T00:00, so that it stays"
        text = typed = f"{text}, a day without a time"
    try:
        return TypeAdapter(Moment).validate_python(text)
    except ValueError as error:
        fault = Fault("not-a-time", "--freeze-until", None, "", repr(typed), allowed)
        raise InstanceError([fault]) from error
