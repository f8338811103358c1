"""``published.csv``, in the folder of the problems: the results that their source gives."""

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
    """The columns of a set that have its results; any may be missing."""

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
    """Return the published result of each problem; none if there is no ``published.csv``.

    Parameters
    ----------
    folder
        Where the problems are.
    name
        Name of the set.
    fairness
        Rows with another ``fairness_d`` are about other problems and ignored.

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
