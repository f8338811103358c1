"""``summit replan``."""

import shlex
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

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
from scheduler.cli.printing import document, err, say, show_goals
from scheduler.cli.progress import ProgressForm, shown
from scheduler.cli.reading import read_instance, read_previous
from scheduler.cli.writing import written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models import Instance, Outcome, Timetable


MOST_OPENINGS = 10

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
    list[str] | None, typer.Option("--lock", help="Activity that stays as it is; repeat for more.")
]


def replan_command(
    instance: Annotated[
        Path, typer.Argument(help="Folder or JSON document of the instance as it is now.")
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
    before, facts = known.timetable, known.facts
    request = request_of(
        time_limit=time_limit,
        workers=workers,
        seed=seed,
        deterministic=deterministic,
        policy=policy,
    )
    frozen = _moment(freeze_until)
    require_writable(out, (instance, policy, previous))

    from scheduler.replanning import CannotReplan, freeze, lock, replan
    from scheduler.solving import with_policy

    _warn_of_oddities(previous.name, before, facts, what)
    holds = (*lock(what, locked or ()), *freeze(what, before, frozen))
    request = request.model_copy(
        update={"previous": before, "max_changes": max_changes, "holds": holds}
    )
    what = with_policy(what, request)
    try:
        with shown(progress) as tell:
            outcome = replan(what, request, on_progress=tell)
    except CannotReplan as error:
        _refuse(error.sentences, out, json=json)
        raise typer.Exit(INFEASIBLE) from error
    _write(outcome, what, before, facts, out, charts=charts, aside=json)
    if facts is None and outcome.timetable is not None:
        _warn_of_unknown_facts(previous)
    _list_openings(outcome, what, aside=json)
    _summarize(outcome, out, instance, aside=json)
    if json:
        document(outcome)
    raise typer.Exit(ending(outcome.status, found=outcome.timetable is not None))


def _write(
    outcome: "Outcome",
    instance: "Instance",
    before: "Timetable",
    facts: "Instance | None",
    out: Path,
    *,
    charts: bool,
    aside: bool,
) -> None:
    """Write the results, and say what changes."""
    from scheduler.exporting import changes_text, write_results
    from scheduler.viewing.changes import diff

    changes = None
    if outcome.timetable is not None:
        changes = diff(instance, before, outcome.timetable, facts)

    def write(draw: bool) -> list[str]:
        return write_results(outcome, instance, out, charts=draw, changes=changes)

    written(outcome, charts, write)
    if changes is not None:
        say(changes_text(changes, instance), aside=aside)


def _warn_of_unknown_facts(previous: Path) -> None:
    from scheduler.files import FACTS

    err(
        f"The instance of {previous} is not known, as there is no {FACTS} beside it: "
        "changes do not list cancelled activities with their people, or who joined or left."
    )


def _refuse(sentences: "Sequence[str]", out: Path, *, json: bool) -> None:
    """Print why there can be no timetable."""
    from models import Refusal

    for sentence in sentences:
        say(sentence, aside=json)
    say(f"infeasible: {out} is left as it was.", aside=json)
    if json:
        document(Refusal(message="; ".join(sentences), reasons=tuple(sentences)))


def _warn_of_oddities(
    file: str, before: "Timetable", facts: "Instance | None", today: "Instance"
) -> None:
    """Print oddities of the previous timetable, by its own instance if that is known."""
    from scheduler.viewing.programme import read_programme

    for oddity in read_programme(before, facts or today).oddities:
        if facts or not oddity.is_unknown:
            err(f"{file}: {oddity}")


def _summarize(outcome: "Outcome", out: Path, instance: Path, *, aside: bool) -> None:
    say(f"{outcome.status}: {outcome.message} ({outcome.wall_seconds:.1f} s)", aside=aside)
    if outcome.status == "infeasible":
        say(f"To see why: {shlex.join(['summit', 'explain', str(instance)])}", aside=aside)
    if outcome.timetable is not None:
        show_goals(outcome, aside=aside)
        if left := len(outcome.unscheduled):
            missing = f"{left} activities have no place: see {out / 'unscheduled.csv'}"
            say(missing, aside=aside)
        say(f"Who has to be told is in {out / 'changes.txt'}.", aside=aside)


def _list_openings(outcome: "Outcome", instance: "Instance", *, aside: bool) -> None:
    """Say which of the requests that wait would fit now."""
    if not outcome.fits_now:
        return
    from scheduler.wording import names

    say("These would fit now, with nothing else moved:", aside=aside)
    for place in outcome.fits_now[:MOST_OPENINGS]:
        activity = names.activity(instance, place.activity)
        say(f"  {activity}: {names.placement(instance, place)}", aside=aside)
    if (more := len(outcome.fits_now) - MOST_OPENINGS) > 0:
        say(f"  and {more} more: see unscheduled.csv", aside=aside)


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    from models import Fault, InstanceError

    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        allowed = "a local time such as 2025-10-25T12:00"
        fault = Fault("not-a-time", "--freeze-until", None, "", repr(text), allowed)
        raise InstanceError([fault]) from error
