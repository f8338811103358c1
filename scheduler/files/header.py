"""Where the header of a CSV text is, what separates its cells, and which columns it names."""

import csv
import io
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from models.text import folded

SEPARATORS = ",;\t"

MOST_ABOVE = 30
"""Lines, blank ones aside, that a title may take above the header."""

_SEP = re.compile(r'\s*"?sep=(.)"?[\s;,]*', re.IGNORECASE)
"""Line 1 of files that tell some spreadsheets what separates their cells."""


@dataclass(frozen=True)
class Header:
    """The line of a text that names its columns.

    Attributes
    ----------
    line
        Number of the line, from 1; 0 if the text is blank.
    separator
        What separates the cells.
    above
        Text of the first line above it that is not blank.
    known
        How many known columns it names.
    """

    line: int
    separator: str
    above: str
    known: int


def find_header(text: str, columns: Collection[str]) -> Header:
    """Find the line that names the most known columns; the first one, if none names two.

    Where several separators would do, a comma goes before a semicolon, and that before a tab.
    """
    lines = enumerate(io.StringIO(text, newline=""), start=1)
    filled = list(islice(((n, line) for n, line in lines if line.strip()), MOST_ABOVE + 2))
    stated = _SEP.fullmatch(filled[0][1].rstrip("\r\n")) if filled else None
    separators = stated[1] if stated else SEPARATORS
    if stated:
        del filled[0]
    if not filled:
        return Header(0, separators[0], "", 0)
    first, head = filled[0]
    usual = next((sign for sign in separators if sign in head), separators[0])
    best = Header(first, usual, "", _known(head, usual, columns))
    for number, line in filled:
        for sign in separators:
            known = _known(line, sign, columns)
            if known > best.known and (number == first or known > 1):
                best = Header(number, sign, "" if number == first else head.strip(), known)
    return best


def _known(line: str, separator: str, columns: Collection[str]) -> int:
    try:
        cells = next(csv.reader([line], delimiter=separator, strict=True), [])
    except csv.Error:
        return 0
    return known_in(cells, columns)


def known_in(cells: Collection[str], columns: Collection[str]) -> int:
    """Return how many known columns the cells of a row name."""
    return len({column_of(cell, columns) for cell in cells} & set(columns))


def column_of(cell: str, columns: Collection[str]) -> str:
    """Return the column that a cell of a header means, or its text if that is none of them.

    Capitals, blanks, hyphens and what cannot be seen make no difference; nor does a colon at the
    end, or an asterisk, by which forms mark what is needed.
    """
    name = re.sub(r"[\s_-]+", "_", folded(cell)).strip("_:*")
    return name if name in columns else cell.strip()


def is_header_again(cells: Sequence[str], header: Sequence[str], columns: Collection[str]) -> bool:
    """Tell whether a row has nothing but the names of its columns."""
    filled = [(name, cell) for name, cell in zip(header, cells, strict=False) if cell.strip()]
    return len(filled) > 1 and all(column_of(cell, columns) == name for name, cell in filled)


def is_header(cells: Iterable[str], columns: Collection[str]) -> bool:
    """Tell whether a row has nothing but names of columns, and more of them than chance gives."""
    filled = [cell for cell in cells if cell.strip()]
    return len(filled) > 2 and all(column_of(cell, columns) in columns for cell in filled)
