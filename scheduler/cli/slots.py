"""``summit slots``."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from models import Instance, Slots
from scheduler.cli.endings import DONE, INFEASIBLE
from scheduler.cli.printing import document, say, show_table
from scheduler.files import load_instance, load_timetable
from scheduler.whatif import slots
from scheduler.wording.whatif import option_cost, option_place, slots_head, slots_notes


def slots_command(
    instance: Annotated[Path, typer.Argument(help="Folder or JSON document of the instance.")],
    timetable: Annotated[Path, typer.Argument(help="Timetable, .json or .csv.")],
    activity: Annotated[str, typer.Argument(help="Id of the activity.")],
    time_limit: Annotated[
        float, typer.Option(min=0, help="Seconds to look for moves of one other; 0: none.")
    ] = 10.0,
    json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
) -> None:
    """Rank every place for one activity by what it costs."""
    what, answer = load_instance(instance), load_timetable(timetable)
    found = slots(what, answer, activity, time_limit=time_limit)
    if json:
        document(found.model_dump(mode="json"))
    else:
        say(slots_head(found, what))
        show_table(_table(found, what))
        for sentence in slots_notes(found):
            say(sentence)
    raise typer.Exit(DONE if found.options else INFEASIBLE)


def _table(found: Slots, instance: Instance) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("", "place", "cost or obstacles"):
        table.add_column(name)
    for option in found.options:
        cells = (
            f"{option.verdict}, now" if option.here else option.verdict,
            option_place(option, instance),
            option_cost(option, instance),
        )
        table.add_row(*(Text(cell) for cell in cells))
    return table
