"""What is typed into a cell, without what cannot be seen or has no meaning there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from models import Fault, FaultCode
from scheduler.files.layout import MAX_CELL, PEDIGREE
from scheduler.files.text import CONTROL, show

VERBATIM = PEDIGREE[1:]
"""Columns of free text, in which blanks at the ends are kept."""

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")

_WHOLE = re.compile(r"(-?(?:\d{1,3}(?:[\s’']\d{3})+|\d+))(?:[.,]0{1,2})?")
"""``12``, ``12,0``, ``1 200`` and ``1’200``: as in France, Vietnam and Switzerland."""

_GROUPED = re.compile(r"-?\d{1,3}(?:[.,]\d{3})+")
"""``1,000``: a thousand, or one."""

_UNITS = (
    ("minutes", re.compile(r"(.*\d)\s?(?:min|mins|minutes?|mn|phút|['′])\.?", re.IGNORECASE)),
    ("capacity", _SEATS := re.compile(r"(.*\d)\s?(?:pax|seats?|places?|chỗ)\.?", re.IGNORECASE)),
    ("seats", _SEATS),
    ("audience", _SEATS),
)
"""End of the name of a column, and a number with what it counts there."""

_HOURS = re.compile(r"(\d{1,2})\s?[hH](?:\s?([0-5]\d))?")

Rows = Sequence[tuple[int, dict[str, str]]]
"""Number of each row of a table, and its cells by column."""

Wrong = tuple[FaultCode, str, str]
"""Code of what is wrong with a cell, what was found, and what is allowed."""


@dataclass(frozen=True)
class Wanted:
    """The columns that a table may have.

    Attributes
    ----------
    columns
        All of them.
    required
        Those that it must have.
    times
        Those in which times are written.
    ids
        Those in which ids are written.
    numbers
        Those of whole numbers.
    words
        Those of words by which rows are matched.
    """

    columns: tuple[str, ...]
    required: tuple[str, ...]
    times: tuple[str, ...] = ()
    ids: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


@dataclass
class Read:
    """What was found while the cells of a table were read.

    Attributes
    ----------
    faults
        One for each cause, at the first cell that has it.
    warnings
        What was read in one of two ways, or otherwise than it was typed.
    doubtful
        Lines of the rows that have such faults, which are left as they are.
    """

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    doubtful: set[int] = field(default_factory=set)


def counted(typed: str, rows: int) -> str:
    """Show what was typed, and in how many rows if there are several."""
    return show(typed) + (f" (in {rows:,} rows)" if rows > 1 else "")


def tidied(name: str, text: str, wanted: Wanted) -> str:
    """Return a cell without what only one reading is left without.

    Ids, times and numbers have no invisible signs; whole numbers no blanks between thousands, and
    no decimals but noughts, and no unit of their column (``30 min``, ``60 pax``).
    """
    if not text.isascii() and (
        name in wanted.ids or name in wanted.numbers or name in wanted.times
    ):
        text = _INVISIBLE.sub("", text).strip()
    if name in wanted.numbers:
        text = _bare(name, text)
        if whole := _WHOLE.fullmatch(text):
            return re.sub(r"[\s’']", "", whole[1])
    return text


def _bare(name: str, text: str) -> str:
    """Return a number without the unit that its column has anyway; hours as minutes."""
    for column, unit in _UNITS:
        if name.endswith(column) and (counted := unit.fullmatch(text)):
            return counted[1]
    if name.endswith("minutes") and (hours := _HOURS.fullmatch(text)):
        return str(60 * int(hours[1]) + int(hours[2] or 0))
    return text


def cell_fault(name: str, cell: str, wanted: Wanted) -> Wrong | None:
    """Return what is wrong with any cell of that sort; ``name`` is that of its column."""
    if name in wanted.numbers and _GROUPED.fullmatch(cell.strip()):
        return "not-a-number", show(cell), "a whole number, without a sign between its digits"
    if len(cell) > MAX_CELL:
        return "too-large", show(cell), f"at most {MAX_CELL:,} characters, not {len(cell):,}"
    if CONTROL.search(cell):
        return "not-text", show(cell), "text without control characters"
    if not name:
        return "unknown-column", show(cell), "nothing, as the column has no name"
    return None
