"""What is printed, and where: answers on standard output, complaints on standard error.

With ``--json`` only the document is on standard output; everything else goes ``aside``, to standard
error.
"""

import io
import json
import sys
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from pydantic import BaseModel

    from models import Outcome

WIDEST = 1_000_000
"""Characters in a line of a table that goes into a file or a pipe: as many as it needs."""

GAP = 2
"""Characters between two columns of a table."""


def say(text: str, *, aside: bool = False, whole: bool = False) -> None:
    """Print something that was asked for.

    Parameters
    ----------
    whole
        It has a command to copy, so a terminal gets it in one line however long.
    """
    _write(text, sys.stderr if aside else sys.stdout, whole=whole)


def err(text: str, *, whole: bool = False) -> None:
    """Print progress or a complaint; ``whole``: in one line, for programs or to copy."""
    _write(text, sys.stderr, whole=whole)


def _write(text: str, stream: TextIO, *, whole: bool = False) -> None:
    """Print text, on a terminal in lines that fit and break between words."""
    if stream.isatty() and not whole:
        from scheduler.cli.wrapping import wrapped

        text = wrapped(text)
    print(text, file=stream, flush=True)


def document(answer: "BaseModel") -> None:
    """Print an answer as one JSON document on standard output."""
    json_text(answer.model_dump_json(indent=1))


def json_text(text: str) -> None:
    """Print JSON on standard output, in signs that it can show."""
    every_sign = sys.stdout.encoding.lower().startswith("utf")
    print(text if every_sign else json.dumps(json.loads(text), indent=1), flush=True)


def show_table(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    right: Collection[str] = (),
    aside: bool = False,
) -> None:
    """Print a table that was asked for, without breaking words or numbers.

    On a terminal columns are narrowed, at most to their longest word; if that does not fit, there
    are none, and each row is a few lines. In a file or a pipe every row is one line.

    Parameters
    ----------
    right
        Heads of the columns that are aligned on the right.
    """
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from scheduler.cli.wrapping import columns

    stream = sys.stderr if aside else sys.stdout
    lines = [list(heads), *map(list, rows)]
    longest = [
        max((cell_len(word) for word in " ".join(cells).split()), default=0)
        for cells in zip(*lines, strict=True)
    ]
    if stream.isatty() and sum(longest) + GAP * (len(heads) - 1) > columns():
        for row in lines[1:]:  # too narrow for columns
            say("\n".join(filter(None, row)), aside=aside)
        return
    table = Table(box=None, pad_edge=False)
    for head, least in zip(heads, longest, strict=True):
        table.add_column(head, justify="right" if head in right else "left", min_width=least)
    for row in lines[1:]:
        table.add_row(*map(Text, row))
    width = columns() if stream.isatty() else WIDEST
    text = io.StringIO()
    Console(file=text, highlight=False, width=width).print(table)
    shown = "\n".join(line.rstrip() for line in text.getvalue().splitlines())
    print(shown, file=stream, flush=True)


def show_goals(outcome: "Outcome", *, aside: bool) -> None:
    """Print value and bound of every goal, and which tiers are proven.

    Several goals of one tier have one bound, that of their weighted sum: it has a row of its own.
    """
    from scheduler.wording.effects import stability_text

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
    for goal in outcome.goals:
        if goal.goal == "stability" and goal.value:
            say(stability_text(goal.parts), aside=aside)
