"""What is printed, and where: answers on standard output, complaints on standard error.

With ``--json`` only the document is on standard output; everything else goes ``aside``, to standard
error.
"""

import io
import json
import sys
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import BaseModel

    from models import Outcome

WIDEST = 1_000_000
"""Characters in a line of a table that goes into a file or a pipe: as many as it needs."""


def say(text: str, *, aside: bool = False) -> None:
    """Print something that was asked for."""
    print(text, file=sys.stderr if aside else sys.stdout, flush=True)


def err(text: str) -> None:
    """Print progress or a complaint."""
    print(text, file=sys.stderr, flush=True)


def document(answer: "BaseModel") -> None:
    """Print an answer as one JSON document on standard output."""
    json_text(answer.model_dump_json(indent=1))


def json_text(text: str) -> None:
    """Print JSON on standard output, in signs that it can show."""
    every_sign = sys.stdout.encoding.lower().startswith("utf")
    say(text if every_sign else json.dumps(json.loads(text), indent=1))


def show_table(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    right: Collection[str] = (),
    aside: bool = False,
) -> None:
    """Print a table that was asked for, without breaking words or numbers.

    On a terminal columns are narrowed, at most to their longest word; in a file or a pipe every
    row is one line.

    Parameters
    ----------
    right
        Heads of the columns that are aligned on the right.
    """
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    stream = sys.stderr if aside else sys.stdout
    table = Table(box=None, pad_edge=False)
    lines = [heads, *rows]
    for head, cells in zip(heads, zip(*lines, strict=True), strict=True):
        longest = max((cell_len(word) for word in " ".join(cells).split()), default=0)
        table.add_column(head, justify="right" if head in right else "left", min_width=longest)
    for row in lines[1:]:
        table.add_row(*(Text(cell) for cell in row))
    if stream.isatty():
        Console(file=stream, highlight=False).print(table, crop=False)
        return
    text = io.StringIO()
    Console(file=text, highlight=False, width=WIDEST).print(table)
    say("\n".join(line.rstrip() for line in text.getvalue().splitlines()), aside=aside)


def show_goals(outcome: "Outcome", *, aside: bool = False) -> None:
    """Print value and bound of every goal, and which tiers are proven.

    Several goals of one tier have one bound, that of their weighted sum: it has a row of its own.
    """
    rows: list[tuple[str, ...]] = []
    for tier in outcome.tiers:
        number = str(tier.tier)
        proven = "yes" if tier.status == "optimal" else f"gap {tier.gap:.0%}"
        goals = [goal for goal in outcome.goals if goal.tier == tier.tier]
        if len(goals) == 1:
            (goal,) = goals
            rows.append((number, goal.goal, str(goal.value), str(goal.bound), proven))
            continue
        rows += [(number, f"{g.weight} x {g.goal}", str(g.value), "", "") for g in goals]
        rows.append((number, "together", str(tier.value), str(tier.bound), proven))
    heads = ("tier", "goal", "value", "bound", "proven")
    show_table(heads, rows, right=("tier", "value", "bound"), aside=aside)
