"""Times as spreadsheets of several countries write them, read where only one reading is possible.

``16/06/2027 08:00`` is written with the day first, ``06/16/2027 08:00`` with the month first, and
``05/06/2027 08:00`` is one or the other: what the other dates of the same file show, counts; if
they do not, that only one of the two is a day of the event, or of a plain date of the file. A month
that has its name is plain (:mod:`scheduler.files.months`).
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from models import Fault
from models.faults import BadValue
from scheduler.files.months import in_figures, without_weekday
from scheduler.files.origin import Origin
from scheduler.files.stretches import date_first, on_day, with_dates, with_slashes
from scheduler.files.text import show
from scheduler.files.tidying import Read, Rows
from scheduler.files.years import with_years

Order = Literal["day", "month", "both", "unknown"]
"""What comes first in the dates of a file."""

_HALF = r"(?:\s?(?:([AaPp])\.?[Mm]|([Ss][Aa]|[Cc][Hh]))\b\.?)?"
"""Before and after noon, in English and, with ``SA`` and ``CH``, in Vietnamese."""

_TIME = (
    r"(\d{1,2})(?:[:.](\d{2})(?::(\d{2}))?|\s?(?:giờ|[hHgG])\s?(\d{2})?|(?=\s?[AaPp]\.?[Mm]))"
    rf"{_HALF}"
)
"""Hours are followed by minutes, by what they are called (``9h``, ``9 giờ``) or by AM or PM."""

_DATE = r"(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})"
_MOMENT = re.compile(rf"(?<!\d){_DATE}(?:[Tt_]|,?\s+(?:(?:à|at|um|lúc|-)\s+)?){_TIME}(?!\d)")
_DAY = re.compile(rf"(?:.*\s)?{_DATE}\s*")
"""A date, after its weekday if need be."""

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[Tt _]\d{2}:\d{2}(?::\d{2})?")
_FOUR_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)")
_HYPHENS = str.maketrans("\u2010\u2011\u2212\u2013", "----")


@dataclass
class _Cell:
    """A cell with times: its row, the name of its column, and what was typed there."""

    line: int
    row: dict[str, str]
    name: str

    def __post_init__(self) -> None:
        self.typed = self.row[self.name]


class _Wrong:
    """Cells that cannot be read, by what is allowed there."""

    def __init__(self, place: Origin) -> None:
        self._place = place
        self._cells: dict[str, list[_Cell]] = {}
        self.lines: set[int] = set()

    def rewrite(self, cell: _Cell, write: Callable[[str], str]) -> None:
        """Write a cell otherwise, unless its row has one that cannot be read."""
        if cell.line in self.lines:
            return
        try:
            cell.row[cell.name] = write(cell.row[cell.name])
        except BadValue as error:
            self._cells.setdefault(str(error), []).append(cell)
            self.lines.add(cell.line)

    def faults(self) -> Iterator[Fault]:
        """Yield one fault for all cells with the same cause."""
        for allowed, cells in self._cells.items():
            place = self._place.at(cells[0].line)
            found = _with_number(cells[0].typed, len(cells))
            yield place.fault("not-a-time", (cells[0].name,), found, allowed)


def _with_number(typed: str, cells: int) -> str:
    """Show the first of some cells."""
    return show(typed) + (f", and {cells - 1:,} more like it" if cells > 1 else "")


def read_moments(
    rows: Rows,
    columns: Collection[str],
    place: Origin,
    days: Collection[date] = (),
) -> Read:
    """Write the times in the rows of a file as ``2027-06-16T08:00``, in place.

    Parameters
    ----------
    rows
        Number of each row, and its cells by column.
    columns
        Those in which times are written.
    place
        The file or sheet.
    days
        Those of the event, as far as they are known.
    """
    cells = [_Cell(line, row, name) for line, row in rows for name in columns if name in row]
    years = {day.year for day in days}
    years |= {int(year) for cell in cells for year in _FOUR_DIGITS.findall(cell.typed)}
    wrong = _Wrong(place)
    for cell in cells:
        wrong.rewrite(cell, lambda text: _plain(text, years, days))
    found = [
        (cell.line, cell.name, match)
        for cell in cells
        for match in _MOMENT.finditer(cell.row[cell.name])
    ]
    doubtful = [entry for entry in found if _is_doubtful(entry[2])]
    matches = [match for _, _, match in doubtful]
    order, read = _order(matches), Read()
    if matches and order == "unknown":
        plain = {_date_in(match, order) for _, _, match in found if not _is_doubtful(match)}
        order = _order_by_days(matches, plain | set(map(str, days)))
        if order != "unknown":
            read.warnings.append(_told(doubtful[0], order, place))
    undecided = doubtful if order in ("both", "unknown") else []
    read.doubtful = {line for line, _, _ in undecided}
    for cell in cells:
        if cell.line not in read.doubtful:
            wrong.rewrite(cell, lambda text: _MOMENT.sub(lambda m: _written(m, order), text))
            wrong.rewrite(cell, lambda text: with_dates(without_weekday(text)))
    if undecided:
        read.faults.append(_undecided(undecided, order, place))
    read.faults += wrong.faults()
    read.doubtful |= wrong.lines
    return read


def _plain(text: str, years: Collection[int], days: Collection[date]) -> str:
    """Write a text with times so that only the order of day and month may be open."""
    if _ISO.fullmatch(text):
        return text
    text = in_figures(with_slashes(text).translate(_HYPHENS), years)
    text = date_first(with_years(text, days))
    return on_day(text, *days) if len(days) == 1 else text


_Found = tuple[int, str, re.Match[str]]
"""Row, column, and a time in that cell."""


def _undecided(cells: Sequence[_Found], order: Order, place: Origin) -> Fault:
    line, name, match = cells[0]
    found = _with_number(match[0], len(cells))
    why = {
        "both": "other dates of this file have the day first, and others the month",
        "unknown": "no date of this file shows whether the day or the month is first",
    }[order]
    allowed = f"a local time that can be read in one way, such as 2027-06-16T08:00 ({why})"
    return place.at(line).fault("not-a-time", (name,), found, allowed)


def _told(cell: _Found, order: Order, place: Origin) -> Fault:
    line, name, match = cell
    why = "as the other way round it is no day of the event"
    found = f"{show(match[0])}, read as {_written(match, order)}, {why}"
    return place.at(line).fault("not-a-time", (name,), found, "dates such as 2027-06-16T08:00")


def _is_doubtful(match: re.Match[str]) -> bool:
    """Tell whether the order of day and month is not plain from the date's form."""
    return len(match[1]) < 4 == len(match[4]) and match[2] != "." and match[1] != match[3]


def _order(matches: Iterable[re.Match[str]]) -> Order:
    first = set()
    for match in matches:
        if int(match[1]) > 12:
            first.add("day")
        if int(match[3]) > 12:
            first.add("month")
    if len(first) == 2:
        return "both"
    return "day" if "day" in first else "month" if "month" in first else "unknown"


def _order_by_days(matches: Iterable[re.Match[str]], days: Collection[str]) -> Order:
    """Return which order alone gives dates that are on some of the days."""
    orders: tuple[Order, ...] = ("day", "month")
    on_a_day = {
        tuple(order for order in orders if _date_in(match, order) in days) for match in matches
    }
    ones = {orders[0] for orders in on_a_day if len(orders) == 1}
    return ones.pop() if len(ones) == 1 else "unknown"


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
    if half := match[9] or match[10]:
        hour = hour % 12 + (12 if half[0] in "PpCc" else 0)
    seconds = f":{match[7]}" if match[7] else ""
    return f"{year}-{int(month):02}-{int(day):02}T{hour:02}:{minute}{seconds}"


def read_dates(rows: Rows, place: Origin) -> tuple[list[Fault], set[int]]:
    """Write the dates of column ``date`` as ``2027-06-16``, in place, if only one reading will do.

    Returns
    -------
    tuple
        Faults as of :func:`read_moments`, and the lines of the rows that have them.
    """
    cells = [_Cell(line, row, "date") for line, row in rows if "date" in row]
    years = {int(year) for cell in cells for year in _FOUR_DIGITS.findall(cell.typed)}
    wrong = _Wrong(place)
    for cell in cells:
        wrong.rewrite(cell, lambda text: in_figures(text.translate(_HYPHENS), years))
    found = [(cell, _DAY.fullmatch(cell.row["date"])) for cell in cells]
    matches = [match for _, match in found if match]
    order = _order(match for match in matches if _is_doubtful(match))
    for cell, match in found:
        if match and (day := _day(match, order)):
            cell.row["date"] = match.string[: match.start(1)] + day
        wrong.rewrite(cell, without_weekday)
    return list(wrong.faults()), wrong.lines


def _day(match: re.Match[str], order: Order) -> str:
    """Return a date alone as ``2027-06-16``; empty if more than one reading will do."""
    year, month, day = match[4], match[3], match[1]
    if len(match[1]) == 4:
        year, month, day = match[1], match[3], match[4]
    elif _is_doubtful(match) and order == "month":
        month, day = day, month
    elif len(match[4]) != 4 or (_is_doubtful(match) and order != "day"):
        return ""
    return f"{year}-{int(month):02}-{int(day):02}"


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

    Raises
    ------
    BadValue
        It has a weekday that does not fit, or a month's name and no such date.
    """
    text = _plain(typed.strip(), {day.year for day in days}, days)
    if present and re.fullmatch(_TIME, text):
        text = f"{present}T{text}"
    match = _MOMENT.search(text)
    if match is None or match.end() < len(text):
        return typed
    order: Order = "unknown"
    if _is_doubtful(match):
        orders: tuple[Order, ...] = ("day", "month")
        on_a_day = [order for order in orders if _date_in(match, order) in map(str, days)]
        order = on_a_day[0] if len(on_a_day) == 1 else _order([match])
        if order == "unknown":
            return typed
    return without_weekday(text[: match.start()] + _written(match, order))


def _date_in(match: re.Match[str], order: Order) -> str:
    return _written(match, order)[:10]
