"""``published.csv`` beside the problems: what their source says of them."""

import csv
import io
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from scheduler.benching.published_problem import Published
from scheduler.files.reading import read_text, refuse
from scheduler.files.text import show

FILE = "published.csv"

NAME, FAIRNESS = "instance", "fairness_d"


class Columns(NamedTuple):
    """Which columns of a set say what; one that is not there says nothing."""

    status: str = "status"
    value: str = "value"
    seconds: str = "seconds"


COLUMNS: Mapping[str, Columns] = {
    "b2b": Columns("status", "optimum_breaks", "maxsat_time_s"),
    "csplib046": Columns("published_status_csplib"),
}

STATUSES: Mapping[str, Literal["optimal", "satisfiable", "infeasible"]] = {
    "OPT": "optimal",
    "SAT": "satisfiable",
    "UNSAT": "infeasible",
    "INFEASIBLE": "infeasible",
}


def read_published(folder: Path, name: str, fairness: int | None) -> dict[str, Published]:
    """Return what ``published.csv`` in a folder says of each problem; nothing without it.

    Parameters
    ----------
    folder
        Where the problems are.
    name
        Of the set.
    fairness
        Rows of another ``fairness_d`` are about other problems.

    Raises
    ------
    InstanceError
        The file cannot be read, or names no problems.
    """
    if not (folder / FILE).exists():
        return {}
    rows = csv.DictReader(io.StringIO(read_text(folder / FILE, FILE)))
    if NAME not in (rows.fieldnames or ()):
        refuse("missing-column", FILE, show(list(rows.fieldnames or ())), f"a column {NAME}", 1)
    columns = COLUMNS.get(name, Columns())
    return {
        row[NAME]: Published(
            status=STATUSES.get((row.get(columns.status) or "").strip()),
            value=_whole(row.get(columns.value)),
            seconds=_number(row.get(columns.seconds)),
        )
        for row in rows
        if FAIRNESS not in row or _whole(row[FAIRNESS]) == fairness
    }


def _number(cell: str | None) -> float | None:
    """Return a number; None for ``TO`` (out of time), ``-`` and the like."""
    try:
        number = float(cell or "")
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _whole(cell: str | None) -> int | None:
    number = _number(cell)
    return None if number is None or number % 1 else int(number)
