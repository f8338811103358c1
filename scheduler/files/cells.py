"""Rows to cells: how each value is written in a CSV file."""

from collections.abc import Mapping
from datetime import datetime

from models import Span, StartCost
from models.clock import closing_text
from models.people import UsualHours
from models.record import Record
from scheduler.files.text import guard


def cell_of(record: Record, column: str) -> str:
    """Return one value as the text of a cell that no spreadsheet takes for a formula.

    Raises
    ------
    ValueError
        As for :func:`text_of`.
    """
    return guard(text_of(record, column))


def text_of(record: Record, column: str) -> str:
    """Return one value as text.

    Raises
    ------
    ValueError
        An element of a list has a semicolon, or a time has no unambiguous text.
    """
    try:
        value = getattr(record, column)
        if value == () and type(record).model_fields[column].default is None:
            return ";"  # given, and empty; an empty cell is not given
        return _text(value)
    except ValueError as error:
        name = getattr(record, "id", None) or type(record).__name__
        raise ValueError(f"{name}, column {column}: {error}") from None


def time_text(moment: datetime) -> str:
    """Return ``2025-10-25T09:00``, with an offset if the moment has one.

    Raises
    ------
    ValueError
        It is the second occurrence of a wall-clock time (``fold``) without an offset; as text it
        would be the same as the first.
    """
    if moment.tzinfo is None and moment.fold:
        raise ValueError(f"{moment.isoformat()} comes twice that day; give its offset")
    whole = moment.second == moment.microsecond == 0
    return moment.isoformat(timespec="minutes" if whole else "auto")


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return time_text(value)
    if isinstance(value, Span):
        return f"{time_text(value.start)}/{time_text(value.end)}"
    if isinstance(value, StartCost):
        return f"{_text(value.span)}={value.cost}"
    if isinstance(value, UsualHours):
        cost = f"={value.cost}" if value.cost != 1 else ""
        return f"{value.start:%H:%M}/{closing_text(value.end)}{cost}"
    if isinstance(value, Mapping):
        return ";".join(
            f"{_element(key)}={value[key]}" if value[key] else _element(key)
            for key in sorted(value)
        )
    if isinstance(value, tuple):
        return ";".join(map(_element, value))
    return str(value)


def _element(value: object) -> str:
    text = _text(value)
    if ";" in text:
        raise ValueError(f"{text!r} has a semicolon, which separates the elements of a list")
    return text
