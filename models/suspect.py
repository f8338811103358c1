"""Ids and titles that programs on the way to us change, or have changed."""

import re
from collections.abc import Iterator
from typing import Literal

from models.faults import Fault
from models.references import KEYED
from models.tables import Tables

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"

_CHANGED_BY_SPREADSHEETS = re.compile(
    r"0\d+"  # 007 becomes 7
    r"|\d+\.\d+|\d{16,}"  # 10.10 becomes 10.1
    r"|\d+(?:\.\d+)?e[+-]?\d+"  # 3E10 becomes 3.00E+10
    r"|\d{1,4}[-.]\d{1,2}(?:[-.]\d{1,4})?"  # 1-2 becomes a date
    rf"|{_MONTH}[-._]?\d{{1,4}}|\d{{1,4}}[-._]?{_MONTH}"  # so does MAR1
    r"|true|false|vrai|faux|wahr|falsch|verdadero|falso",
    re.IGNORECASE,
)

NAMES = ("name", "name_fr", "name_vi", "title", "title_fr", "title_vi")

_LOST = re.compile(
    r"\ufffd|\w\?\w|\w\?\s[^\W\d_A-Z]"
    r"|[\u00c2\u00c3][\u0080-\u00bf\u0152-\u2122]|\u00e1[\u00ba\u00bb]"
)
"""Letters that a code page did not have (``L? k?t``), or that were read in another one (``Ã©``)."""


def fragile_ids(instance: Tables) -> Iterator[Fault]:
    """Yield ids that a spreadsheet takes for numbers, dates or truth values, once for a table."""
    allowed = "ids that begin with a letter and do not look like a number, a date, or true or false"
    for table in KEYED:
        ids = [(row, record.id) for row, record in enumerate(getattr(instance, table))]
        found = [(row, name) for row, name in ids if _CHANGED_BY_SPREADSHEETS.fullmatch(name)]
        yield from _once("fragile-id", table, "id", found, "which a spreadsheet changes", allowed)


def lost_letters(instance: Tables) -> Iterator[Fault]:
    """Yield names and titles in which letters seem to be lost, once for a column of a table."""
    allowed = "every letter (in a spreadsheet: save as 'CSV UTF-8')"
    for table in KEYED:
        for column in NAMES:
            texts = enumerate(
                getattr(record, column, "") or "" for record in getattr(instance, table)
            )
            found = [(row, text) for row, text in texts if _LOST.search(text)]
            yield from _once("lost-letters", table, column, found, "with letters lost", allowed)


def _once(
    code: Literal["fragile-id", "lost-letters"],
    table: str,
    column: str,
    found: list[tuple[int, str]],
    what: str,
    allowed: str,
) -> Iterator[Fault]:
    if found:
        row, text = found[0]
        more = f", and {len(found) - 1:,} more like it" if len(found) > 1 else ""
        yield Fault(code, table, row, column, f"{text!r}, {what}{more}", allowed)
