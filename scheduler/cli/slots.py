"""``summit slots``."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler.cli.endings import DONE, INFEASIBLE
from scheduler.cli.options import ActivityName, InstancePath, TimetablePath
from scheduler.cli.printing import document, say, show_table
from scheduler.cli.reading import as_typed, read_instance, read_timetable

if TYPE_CHECKING:
    from models import Instance, Slots


def slots_command(
    instance: InstancePath,
    timetable: TimetablePath,
    activity: ActivityName,
    time_limit: Annotated[
        float,
        typer.Option(
            min=0, help="Seconds to look for moves of one other activity; 0: do not look."
        ),
    ] = 10.0,
    json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
) -> None:
    """Rank every place for one activity by what it costs."""
    what = read_instance(instance)
    answer = read_timetable(timetable, what)

    from scheduler.whatif import slots
    from scheduler.wording.whatif import slots_head, slots_notes

    with as_typed():
        found = slots(what, answer, activity, time_limit=time_limit)
    if json:
        document(found)
    elif not found.options:
        say(str(found))
    else:
        say(slots_head(found, what))
        show_table(("", "place", "cost or obstacles"), _rows(found, what))
        for sentence in slots_notes(found):
            say(sentence)
    raise typer.Exit(DONE if found.options else INFEASIBLE)


def _rows(found: "Slots", instance: "Instance") -> Iterator[tuple[str, str, str]]:
    from scheduler.wording.whatif import MOST_PLACES, option_cost, option_place

    for option in found.options[:MOST_PLACES]:
        verdict = f"{option.verdict}, now" if option.here else option.verdict
        yield verdict, option_place(option, instance), option_cost(option, instance)
