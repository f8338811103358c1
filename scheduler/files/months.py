"""Dates in which the month has its name, in English, French and Vietnamese: written in figures.

``25-Oct-25``, ``samedi 1er novembre 2025``, ``October 25, 2025`` and ``25 tháng 10 năm 2025``
become ``2025-10-25`` and so on. Capitals, accents and dots do not count.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date

from models.faults import BadValue


def _numbered(groups: Iterable[str], first: int) -> dict[str, int]:
    """Return name -> number, of groups of names that are separated by commas."""
    return {
        name.strip(): number
        for number, names in enumerate(groups, start=first)
        for name in names.split(",")
    }


MONTHS: Mapping[str, int] = _numbered(
    (
        "jan, january, janv, janvier, thang mot",
        "feb, february, fev, fevr, fevrier, thang hai",
        "mar, march, mars, thang ba",
        "apr, april, avr, avril, thang tu",
        "may, mai, thang nam",
        "jun, june, juin, thang sau",
        "jul, july, juil, juillet, thang bay",
        "aug, august, aou, aout, thang tam",
        "sep, sept, september, septembre, thang chin",
        "oct, october, octobre, thang muoi",
        "nov, november, novembre, thang muoi mot",
        "dec, december, decembre, thang muoi hai",
    ),
    first=1,
)
"""Names without accents. What two months share (``jui``) is none, nor is ``tháng giêng``, which may
be a month of the moon."""

WEEKDAYS: Mapping[str, int] = _numbered(
    (
        "mon, monday, lun, lundi, thu hai, thu 2, t2",
        "tue, tues, tuesday, mar, mardi, thu ba, thu 3, t3",
        "wed, weds, wednesday, mer, mercredi, thu tu, thu 4, t4",
        "thu, thur, thurs, thursday, jeu, jeudi, thu nam, thu 5, t5",
        "fri, friday, ven, vendredi, thu sau, thu 6, t6",
        "sat, saturday, sam, samedi, thu bay, thu 7, t7",
        "sun, sunday, dim, dimanche, chu nhat, cn",
    ),
    first=0,
)
"""Names without accents, and the number of the day: 0 is Monday."""

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

FOUR_DIGITS = "a date with the year in four digits, such as 25 Oct 2025 or 2025-10-25"


def _one_of(names: Iterable[str]) -> str:
    longest_first = sorted(names, key=len, reverse=True)
    return "(?:" + "|".join(name.replace(" ", r"\s+") for name in longest_first) + r")(?![^\W\d_])"


_MONTH = rf"(?P<month>{_one_of(MONTHS)}|th(?:ang|g)?\.?\s*\d{{1,2}})"
_SIGN = r"[\s.,/-]{0,3}"
_DAY = r"(?P<day>\d{1,2})(?:er|st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_NO_HOUR = r"(?!\d|[:.]\d|\s?(?:h|g|gio)(?![^\W\d_])|\s?[ap]\.?m\b|,?\s*\d{4})"
_SHORT_YEAR = rf"(?P<year>\d{{4}}(?!\d)|\d\d{_NO_HOUR})"

_DATE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\d:.h]){_DAY}{_SIGN}(?:of\s|de\s)?{_MONTH}{_SIGN}(?:nam\s*)?{_SHORT_YEAR}",
        rf"(?<![^\W_]){_MONTH}{_SIGN}{_DAY}{_SIGN}{_YEAR}",
        rf"(?<!\d){_YEAR}{_SIGN}{_MONTH}{_SIGN}{_DAY}(?!\d)",
    )
)
_WITHOUT_YEAR = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\d:.h]){_DAY}{_SIGN}(?:of\s|de\s)?{_MONTH}",
        rf"(?<![^\W_]){_MONTH}{_SIGN}(?P<day>\d{{1,2}}{_NO_HOUR})(?:st|nd|rd|th)?",
    )
)
_BEFORE_DATE = re.compile(
    rf"(?<![^\W_])(?:(?:le|on)\s+)?(?:(?P<weekday>{_one_of(WEEKDAYS)})[.,]*\s*)?"
    r"(?:(?:le|the|ngay)\s+)?(?=(?P<date>\d{4}-\d\d-\d\d))"
)
_LETTERS = re.compile(r"[^\W\d_]{2}|[Tt]\d\s")


def in_figures(text: str, years: Collection[int]) -> str:
    """Write every date of a text whose month has its name as ``2025-10-25``; leave the rest.

    Parameters
    ----------
    text
        Any number of dates, with times or without.
    years
        Two digits of a year are read as one of these, or not at all.

    Raises
    ------
    BadValue
        A date that no calendar has, or two digits of a year that may be another year, or the day.
    """
    if not _LETTERS.search(text):
        return text
    for pattern in _DATE:
        text = _replaced(pattern, text, lambda match: _iso(match, years))
    return text


def named_days(text: str, days: Collection[date]) -> str:
    """Write every date with a month's name and no year as that of the days which it can be."""
    if not _LETTERS.search(text):
        return text

    def written(match: re.Match[str]) -> str:
        meant = (int(match["day"]), _month(match["month"]))
        ones = [day for day in days if (day.day, day.month) == meant]
        return ones[0].isoformat() if len(ones) == 1 else match[0]

    for pattern in _WITHOUT_YEAR:
        text = _replaced(pattern, text, written)
    return text


def without_weekday(text: str) -> str:
    """Leave out the weekdays before dates such as ``2025-10-25``.

    Raises
    ------
    BadValue
        One does not fit its date.
    """
    return _replaced(_BEFORE_DATE, text, _fitting) if _LETTERS.search(text) else text


def _replaced(pattern: re.Pattern[str], text: str, write: Callable[[re.Match[str]], str]) -> str:
    """Replace what a pattern finds in a text without its capitals and accents."""
    text = unicodedata.normalize("NFC", text)
    bare = "".join(unicodedata.normalize("NFD", letter)[0].lower()[0] for letter in text)
    parts, at = [], 0
    for match in pattern.finditer(bare):
        parts += [text[at : match.start()], write(match)]
        at = match.end()
    return "".join(parts) + text[at:]


def _iso(match: re.Match[str], years: Collection[int]) -> str:
    year, day = int(match["year"]), int(match["day"])
    if len(match["year"]) == 2:
        first = 2000 + day  # as if the year were written before the month
        year += 2000
        if year not in years or (first != year and first in years):
            raise BadValue("not-a-time", FOUR_DIGITS)
    try:
        return date(year, _month(match["month"]), day).isoformat()
    except ValueError:
        raise BadValue("not-a-time", "a date that exists") from None


def _month(name: str) -> int:
    figures = re.search(r"\d+", name)
    return int(figures[0]) if figures else MONTHS[" ".join(name.split())]


def _fitting(match: re.Match[str]) -> str:
    """Return nothing, in place of a weekday that fits its date."""
    name = match["weekday"]
    try:
        is_one = date.fromisoformat(match["date"]).weekday()
    except ValueError:
        return match[0]
    if name and WEEKDAYS[" ".join(name.split())] != is_one:
        allowed = f"the weekday of its date, or none: {match['date']} is a {DAYS[is_one]}"
        raise BadValue("not-a-time", allowed)
    return ""
