"""``summit why``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler.cli.changing import say_who_is_told, untouched, write_changes
from scheduler.cli.endings import DONE, INFEASIBLE, NO_TIMETABLE
from scheduler.cli.options import (
    ActivityName,
    Deterministic,
    InstancePath,
    PolicyFile,
    ProgressOption,
    Seed,
    TimeLimit,
    TimetablePath,
    Workers,
    request_of,
)
from scheduler.cli.printing import document, say
from scheduler.cli.progress import ProgressForm, shown
from scheduler.cli.reading import as_typed, oddities, read_instance, read_previous, warn_of

if TYPE_CHECKING:
    from models import Instance, Request, Why
    from scheduler.viewing.recognising import Recognised


def why_command(
    instance: InstancePath,
    timetable: TimetablePath,
    activity: ActivityName,
    at: Annotated[
        str | None, typer.Option("--at", help="Wished start: 09:00, or 2025-10-25T09:00.")
    ] = None,
    room: Annotated[str | None, typer.Option("--in", help="Id of the wished room.")] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder to write what is proposed to, with the changes.")
    ] = None,
    time_limit: TimeLimit = 20.0,
    workers: Workers = None,
    seed: Seed = 0,
    deterministic: Deterministic = False,
    policy: PolicyFile = None,
    progress: ProgressOption = ProgressForm.TEXT,
    charts: Annotated[bool, typer.Option(help="With --out: draw the charts too.")] = True,
    json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
) -> None:
    """Say why an activity is where it is (or has no place), and what a wish would cost."""
    from scheduler.files import require_writable

    what = read_instance(instance)
    known = read_previous(timetable, what)
    warn_of(oddities(timetable, known.timetable, what))
    request = request_of(
        time_limit=time_limit,
        workers=workers,
        seed=seed,
        deterministic=deterministic,
        policy=policy,
    )
    if out is not None:
        require_writable(out, (instance, policy, timetable))

    from scheduler.whatif import why

    with as_typed(), shown(progress, rarely=True) as tell:
        found = why(what, known.timetable, activity, request, at=at, room=room, on_progress=tell)
    if out is not None and found.forced is None:
        raise _no_wish()
    if json:
        document(found)
    else:
        say(str(found))
    ending = DONE if found.possible else INFEASIBLE
    if out is not None:
        taken = _take(
            found, what, known, request, out, charts=progress if charts else None, aside=json
        )
        ending = taken if found.possible else INFEASIBLE
    raise typer.Exit(ending)


def _no_wish() -> Exception:
    from models import Fault, InstanceError

    allowed = "it with --at or --in, as the activity has a place"
    return InstanceError([Fault("no-effect", "--out", None, "", "no wish", allowed)])


def _take(
    found: "Why",
    instance: "Instance",
    known: "Recognised",
    request: "Request",
    out: Path,
    *,
    charts: ProgressForm | None,
    aside: bool,
) -> int:
    """Write what an answer proposes, with the changes; return the exit code."""
    from scheduler.solving import with_policy
    from scheduler.whatif import proposal
    from scheduler.wording.outcomes import unwritten_text

    if found.forced is None or found.forced.timetable is None:
        say(f"No proposal: {untouched(out)}.", aside=aside)
        return NO_TIMETABLE
    instance = with_policy(instance, request)
    outcome = proposal(found, instance, known.timetable, request)
    if outcome.timetable is None:
        say(unwritten_text(outcome.hard_violations), aside=aside)
        return INFEASIBLE
    write_changes(outcome, instance, known, out, charts=charts, aside=aside)
    say_who_is_told(out, aside=aside)
    return DONE
