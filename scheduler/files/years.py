"""Dates without a year, as people write and print them during an event: given that of its days.

``Wed 09 Jun 18:00``, ``mercredi 9 juin à 18h``, ``9.6. 18:00`` and ``09/06/27 18:00`` are on
2027-06-09 if that is a day of the event, and no other reading is.
"""

import re
from collections.abc import Collection
from datetime import date

from scheduler.files.months import named_days

_START = r"(?<![\d.:-])(?:(?<!\d/)|(?<=[:.hHgG]\d\d/)|(?<=[hHgG]/))"
_TIME = r"(?:[Tt_]|,?\s+(?:(?:à|at|um|lúc|-)\s+)?)\d{1,2}\s?(?:[:.]\d\d|[hHgG]|[AaPp]\.?[Mm])"
_FIGURES = re.compile(rf"{_START}(\d{{1,2}})([/.])(\d{{1,2}})(?:\2(\d\d)?)?(?!\d)(?={_TIME})")


def with_years(text: str, days: Collection[date]) -> str:
    """Write a date as ``2027-06-09`` if its year is missing or short, and one reading is a day.

    Parameters
    ----------
    text
        Any number of dates, with times.
    days
        Those of the event; what is none of them is left as it is.
    """
    if not days:
        return text
    text = named_days(text, days)
    return _FIGURES.sub(lambda match: _on_one(match, days), text)


def _on_one(match: re.Match[str], days: Collection[date]) -> str:
    """Return the only day that a date in figures can be; the text of any other."""
    first, second, third = int(match[1]), int(match[3]), match[4]
    if third is None:
        forms = ((first, second), (second, first))
        readings = {day for day in days if (day.day, day.month) in forms}
    else:
        last = int(third)
        whole = ((first, second, last), (second, first, last), (last, second, first))
        readings = {day for day in days if (day.day, day.month, day.year % 100) in whole}
    return readings.pop().isoformat() if len(readings) == 1 else match[0]
