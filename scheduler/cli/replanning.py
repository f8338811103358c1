"""``summit replan``."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler.cli.endings import INFEASIBLE, ending
from scheduler.cli.printing import document, err, say, show_goals
from scheduler.cli.progress import Ticker
from scheduler.cli.writing import written

if TYPE_CHECKING:
    from models import Outcome


def replan_command(
    instance: Annotated[Path, typer.Argument(help="Folder or JSON document of the new facts.")],
    previous: Annotated[Path, typer.Option(help="The timetable that was promised.")],
    out: Annotated[Path, typer.Option(help="Folder for timetable, changes, tables and charts.")],
    freeze_until: Annotated[
        str | None,
        typer.Option(
            help="Local time such as 2025-10-25T12:00: what began before stays, "
            "and nothing else starts before."
        ),
    ] = None,
    max_changes: Annotated[
        int | None, typer.Option(min=0, help="So many activities may change at the most.")
    ] = None,
    lock: Annotated[
        list[str] | None, typer.Option(help="Activity that stays as it was; repeat for more.")
    ] = None,
    time_limit: Annotated[float, typer.Option(min=0.1, help="Seconds for the search.")] = 60.0,
    workers: Annotated[
        int | None, typer.Option(min=1, max=1000, help="Threads; by default one per processor.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of everything random.")] = 0,
    charts: Annotated[bool, typer.Option(help="Draw the charts too.")] = True,
    json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
) -> None:
    """Keep the most of a timetable under new facts, and say whom to tell of what."""
    from scheduler.files import (
        FACTS,
        load_facts,
        load_instance,
        load_timetable,
        require_writable,
    )

    what, before = load_instance(instance), load_timetable(previous)
    facts = load_facts(previous, before)
    frozen = _moment(freeze_until)
    require_writable(out)

    from scheduler.exporting import changes_text, write_results
    from scheduler.replanning import CannotReplan, replan
    from scheduler.viewing.changes import diff

    try:
        with Ticker() as tell:
            outcome = replan(
                what,
                before,
                freeze_until=frozen,
                locked=lock or (),
                max_changes=max_changes,
                time_limit=time_limit,
                workers=workers,
                seed=seed,
                on_progress=tell,
            )
    except CannotReplan as error:
        for sentence in error.sentences:
            say(sentence, aside=json)
        say(f"infeasible: {out} is left as it was.", aside=json)
        if json:
            document({"status": "infeasible", "message": str(error)})
        raise typer.Exit(INFEASIBLE) from error
    if outcome.timetable is None:
        write_results(outcome, what, out, charts=False)
    else:
        changes = diff(what, before, outcome.timetable, facts)

        def write(draw: bool) -> list[str]:
            return write_results(outcome, what, out, charts=draw, changes=changes)

        written(outcome, charts, write)
        say(changes_text(changes, what), aside=json)
        if facts is None:
            err(
                f"The facts of {previous} are not known, as there is no {FACTS} of it beside it: "
                "people of cancelled activities, and who joined or left one, are not told."
            )
    _summarize(outcome, out, aside=json)
    if json:
        document(outcome.model_dump(mode="json"))
    raise typer.Exit(ending(outcome.status, found=outcome.timetable is not None))


def _summarize(outcome: "Outcome", out: Path, *, aside: bool) -> None:
    say(f"{outcome.status}: {outcome.message} ({outcome.wall_seconds:.1f} s)", aside=aside)
    if outcome.timetable is not None:
        show_goals(outcome, aside=aside)
        if left := len(outcome.unscheduled):
            missing = f"{left} activities have no place: see {out / 'unscheduled.csv'}"
            say(missing, aside=aside)
        say(f"Who is to be told is in {out / 'changes.txt'}.", aside=aside)


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
