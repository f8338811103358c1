"""``summit slots``."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from scheduler.cli.endings import DONE, INFEASIBLE
from scheduler.cli.printing import document, say, show_table
from scheduler.files import load_instance, load_timetable
from scheduler.whatif import Slots, slots
from scheduler.whatif.slots import cost
from scheduler.wording import names


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
        stands = found.stands
        place = None if stands is None else stands.model_dump(mode="json", exclude={"reason"})
        lost = list(found.lost)
        document({"activity": activity, "stands": place, "options": rows(found), "lost": lost})
    else:
        say(str(found).partition("\n")[0])
        show_table(_table(found))
        for sentence in found.notes():
            say(sentence)
    raise typer.Exit(DONE if found.options else INFEASIBLE)


def rows(found: Slots) -> list[dict[str, object]]:
    """Return the options as plain data."""
    frame = found.frame().astype(object)
    frame = frame.where(frame.notna(), None)
    return [
        {str(k): v.isoformat() if isinstance(v, datetime) else v for k, v in row.items()}
        for row in frame.to_dict(orient="records")
    ]


def _table(found: Slots) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("", "place", "cost or obstacles"):
        table.add_column(name)
    for option in found.options:
        cells = (
            f"{option.verdict}, now" if found.is_here(option.place) else option.verdict,
            names.placement(found.instance, option.place),
            cost(found.instance, option),
        )
        table.add_row(*(Text(cell) for cell in cells))
    return table
