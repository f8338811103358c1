"""Dates and hours in every language, by Babel's names of days and months."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from models import Language
from scheduler.files.extras import extra

LOCALES: Mapping[Language, str] = {"en": "en_GB", "fr": "fr_FR", "vi": "vi_VN"}

DATE: Mapping[Language, str] = {
    "en": "EEEE d MMMM y",
    "fr": "EEEE d MMMM y",
    "vi": "EEEE, 'ngày' d 'tháng' M 'năm' y",
}
DAY: Mapping[Language, str] = {
    "en": "EEEE d MMMM",
    "fr": "EEEE d MMMM",
    "vi": "EEEE, 'ngày' d 'tháng' M",
}
SHORT_DAY: Mapping[Language, str] = {"en": "EEE d MMM", "fr": "EEE d MMM", "vi": "EEE d/M"}
"""Patterns of the Unicode CLDR, our own: Babel's change with its version."""


def date_text(of: date, language: Language) -> str:
    """Write a date in full: ``Saturday 25 October 2025``, ``samedi 25 octobre 2025``."""
    return _written(of, DATE, language)


def day_text(of: date, language: Language) -> str:
    """Write a date without its year: ``Saturday 25 October``."""
    return _written(of, DAY, language)


def short_day_text(of: date, language: Language) -> str:
    """Write a date in few letters: ``Sat 25 Oct``, ``sam. 25 oct.``, ``Thứ 7 25/10``."""
    return _written(of, SHORT_DAY, language)


def _written(of: date, patterns: Mapping[Language, str], language: Language) -> str:
    with extra("files"):
        from babel.dates import format_date
    return format_date(of, patterns[language], LOCALES[language])


def hours_text(start: datetime, end: datetime, language: Language) -> str:
    """Write from when to when, with the date of an end that is on another day.

    ``09:00–09:30``; an evening ends at ``24:00``; where daylight saving makes a time come twice,
    both have their offset.
    """
    moments = [start, end]
    twice = any(m.replace(fold=0).utcoffset() != m.replace(fold=1).utcoffset() for m in moments)
    first, last = (f"{m:%H:%M}{_offset(m) if twice else ''}" for m in moments)
    if end.time() == time() and end.date() - start.date() == timedelta(days=1) and not twice:
        last = "24:00"
    elif start.date() != end.date():
        last = f"{short_day_text(end.date(), language)} {last}"
    return f"{first}–{last}"


def _offset(moment: datetime) -> str:
    return f" (UTC{moment.isoformat()[-len('+00:00') :]})"
