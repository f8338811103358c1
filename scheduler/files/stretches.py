"""Stretches of time as people type them, written as ``START/END``; noon; and hours before dates.

``2027-05-12 14:00–18:00`` is ``2027-05-12 14:00/18:00``, and so on.
"""

import re
from datetime import date

_HALF = r"\s?(?:[AaPp]\.?[Mm]\b\.?|[Ss][Aa]\b|[Cc][Hh]\b)"
_HOUR = (
    rf"(?<![\d.:])\d{{1,2}}(?:(?:[:.]\d{{2}}|\s?(?:giờ|[hHgG])(?:\s?\d{{2}})?)(?:{_HALF})?|{_HALF})"
    r"(?![\d.:])"
)

_NOON = re.compile(r"(?:(?:^|(?<=\s))12(?:[:.h]00)?\s+)?\b(?:noon|midday|midi)\b", re.IGNORECASE)
"""The 12 is part of it, unless it is that of a date."""


_RANGE = re.compile(
    rf"({_HOUR})(?:\s*[–—]\s*|\s+-\s+|\s*-\s*(?=\d{{4}}-)|\s+(?:to|until|à|au|đến)\s+)(?=\d)"
)
_AFTER_BLANK = re.compile(rf"(?<=\s)({_HOUR})\s*-\s*(?=\d)")
"""With a ``T`` before the hours, and without blanks, what follows is an offset from UTC."""

_HOUR_FIRST = re.compile(
    rf"((?:^|[/;=])\s*)(?P<hour>{_HOUR}),?\s+(?:(?:on|le|ngày)\s+)?"
    r"(?P<date>\d{1,4}([/.-])\d{1,2}\4\d{1,4})(?=\s*(?:$|[/;=]))"
)
_ALONE = re.compile(rf"((?:^|;)\s*)({_HOUR})(?=\s*(?:$|[/;=]))")
_SAME_DATE = re.compile(
    r"(\d{4}-\d\d-\d\d)([Tt _]\d\d:\d\d(?::\d\d)?)\s*/\s*"
    r"(\d{1,2})(?:[:.](\d{2})|\s?(?:giờ|[hHgG])\s?(\d{2})?)(?=\s*(?:$|[;=]))"
)


def with_slashes(text: str) -> str:
    """Write noon as 12:00, and a stretch with a slash in place of a dash or a word."""
    text = _NOON.sub("12:00", text)
    return _AFTER_BLANK.sub(r"\1/", _RANGE.sub(r"\1/", text))


def date_first(text: str) -> str:
    """Write hours after their date, which has its month in figures."""
    return _HOUR_FIRST.sub(r"\1\g<date> \g<hour>", text)


def on_day(text: str, day: date) -> str:
    """Give times without a date the one of the only day that they can be on."""
    return _ALONE.sub(rf"\g<1>{day} \g<2>", text)


def with_dates(text: str) -> str:
    """Give an end without a date that of its start, which is written as ``2027-05-12T14:00``.

    One with AM or PM is left as it is: the start may have been meant so too.
    """
    return _SAME_DATE.sub(_ended, text)


def _ended(match: re.Match[str]) -> str:
    day, start, hour = match[1], match[2], int(match[3])
    return f"{day}{start}/{day}T{hour:02}:{match[4] or match[5] or '00'}"
