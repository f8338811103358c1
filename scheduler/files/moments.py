"""Times as spreadsheets of several countries write them, read where only one reading is possible.

``16/06/2027 08:00`` is written with the day first, ``06/16/2027 08:00`` with the month first, and
``05/06/2027 08:00`` is one or the other: what the other dates of the same file show, counts.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Literal

from models import Fault
from scheduler.files.origin import Origin
from scheduler.files.text import show

Order = Literal["day", "month", "both", "unknown"]
"""What comes first in the dates of a file."""

_TIME = r"(\d{1,2})(?::(\d{2})(?::(\d{2}))?|\s?[hH]\s?(\d{2})?)(?:\s?([AaPp])\.?[Mm]\b\.?)?"
_DATE = r"(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})"
_MOMENT = re.compile(rf"(?<!\d){_DATE}(?:[Tt_]|,?\s+){_TIME}(?!\d)")
_DAY = re.compile(rf"\s*{_DATE}\s*")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[Tt _]\d{2}:\d{2}(?::\d{2})?")
_HYPHENS = str.maketrans("\u2010\u2011\u2212\u2013", "----")


def read_moments(
    rows: Sequence[tuple[int, dict[str, str]]], columns: Collection[str], place: Origin
) -> tuple[list[Fault], set[int]]:
    """Write the times in the rows of a file as ``2027-06-16T08:00``, in place.

    Returns
    -------
    list of Fault, set of int
        At most one fault, if dates can be read in two ways or contradict each other; and the lines
        of the rows that have such dates, which are left as they are.
    """
    cells = [(line, row, name) for line, row in rows for name in columns if name in row]
    doubtful = [
        (line, name, match)
        for line, row, name in cells
        for match in _MOMENT.finditer(row[name].translate(_HYPHENS))
        if _is_doubtful(match)
    ]
    order = _order(match for _, _, match in doubtful)
    undecided = doubtful if order in ("both", "unknown") else []
    lines = {line for line, _, _ in undecided}
    for line, row, name in cells:
        if line not in lines:
            row[name] = _MOMENT.sub(lambda m: _written(m, order), row[name].translate(_HYPHENS))
    if not undecided:
        return [], lines
    line, name, match = undecided[0]
    found = f"{show(match[0])}, and {len(undecided) - 1:,} more like it"
    found = found if len(undecided) > 1 else show(match[0])
    why = {
        "both": "other dates of this file have the day first, and others the month",
        "unknown": "no date of this file shows whether the day or the month is first",
    }[order]
    allowed = f"a local time that can be read in one way, such as 2027-06-16T08:00 ({why})"
    return [place.at(line).fault("not-a-time", (name,), found, allowed)], lines


def _is_doubtful(match: re.Match[str]) -> bool:
    """Tell whether the order of day and month is not plain from the date's form."""
    return len(match[1]) < 4 == len(match[4]) and match[2] != "." and match[1] != match[3]


def _order(matches: Iterator[re.Match[str]]) -> Order:
    first = set()
    for match in matches:
        if int(match[1]) > 12:
            first.add("day")
        if int(match[3]) > 12:
            first.add("month")
    if len(first) == 2:
        return "both"
    return "day" if "day" in first else "month" if "month" in first else "unknown"


def _written(match: re.Match[str], order: Order) -> str:
    if _ISO.fullmatch(match[0]):
        return match[0]
    if len(match[1]) == 4:
        return _iso(match[1], match[3], match[4], match)
    if len(match[4]) != 4:
        return match[0]  # two digits of a year may be a day as well
    if order == "month" and match[2] != ".":
        return _iso(match[4], match[1], match[3], match)
    return _iso(match[4], match[3], match[1], match)


def _iso(year: str, month: str, day: str, match: re.Match[str]) -> str:
    hour, minute = int(match[5]), match[6] or match[8] or "00"
    if match[9]:
        hour = hour % 12 + (12 if match[9] in "Pp" else 0)
    seconds = f":{match[7]}" if match[7] else ""
    return f"{year}-{int(month):02}-{int(day):02}T{hour:02}:{minute}{seconds}"


def read_dates(rows: Sequence[tuple[int, dict[str, str]]], column: str) -> None:
    """Write dates without a time as ``2027-06-16``, in place, where only one reading will do."""
    cells = [(row, _DAY.fullmatch(row.get(column, "").translate(_HYPHENS))) for _, row in rows]
    found = [(row, match) for row, match in cells if match]
    order = _order(match for _, match in found if _is_doubtful(match))
    for row, match in found:
        year, month, day = match[4], match[3], match[1]
        if len(match[1]) == 4:
            year, month, day = match[1], match[3], match[4]
        elif _is_doubtful(match) and order == "month":
            month, day = day, month
        elif len(match[4]) != 4 or (_is_doubtful(match) and order != "day"):
            continue
        row[column] = f"{year}-{int(month):02}-{int(day):02}"


def read_moment(typed: str, days: Collection[date], present: date | None = None) -> str:
    """Write one time as ``2027-06-16T08:00``; what cannot be read is returned as it is.

    Parameters
    ----------
    typed
        A date with a time, as a table may have it; or a time alone.
    days
        Of two readings of a date the one on one of these counts.
    present
        The date of a time alone.
    """
    text = typed.translate(_HYPHENS).strip()
    if present and re.fullmatch(_TIME, text):
        text = f"{present}T{text}"
    match = _MOMENT.fullmatch(text)
    if match is None:
        return typed
    if not _is_doubtful(match):
        return _written(match, "unknown")
    orders: tuple[Order, ...] = ("day", "month")
    on_a_day = [order for order in orders if _date_in(match, order) in map(str, days)]
    order = on_a_day[0] if len(on_a_day) == 1 else _order(iter((match,)))
    return typed if order == "unknown" else _written(match, order)


def _date_in(match: re.Match[str], order: Order) -> str:
    return _written(match, order).partition("T")[0]
