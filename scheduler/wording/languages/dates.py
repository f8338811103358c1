"""Dates and hours in every language, by Babel's names of days and months."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, partial

from models import Language
from scheduler.files.extras import extra
from scheduler.wording.dates import MONTHS, SHORT, WEEKDAYS
from scheduler.wording.languages.labels import label
from scheduler.wording.times import hour_under, hours

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

_WEEKDAYS = [name[:SHORT] for name in WEEKDAYS]
_MONTHS = [name[:SHORT] for name in MONTHS]
_DATE = re.compile(
    rf"(?:({'|'.join(_WEEKDAYS)}) )?(\d\d) ({'|'.join(_MONTHS)})\b((?: (?:19|20)\d\d)?)"
)
_TIMES = re.compile(
    rf"(?:{_DATE.pattern}|\d\d:\d\d)"
    rf"(?:{_DATE.pattern}|\d\d:\d\d|\(UTC[+-]\d\d:\d\d\)|[-–;,] ?| )*"
)


def date_text(of: date, language: Language) -> str:
    """Write a date in full: ``Saturday 25 October 2025``, ``samedi 25 octobre 2025``."""
    return written(of, DATE, language)


def day_text(of: date, language: Language) -> str:
    """Write a date without its year: ``Saturday 25 October``."""
    return written(of, DAY, language)


def short_day_text(of: date, language: Language) -> str:
    """Write a date in few letters: ``Sat 25 Oct``, ``sam. 25 oct.``, ``Thứ 7 25/10``."""
    return written(of, SHORT_DAY, language)


def written(of: date, patterns: Mapping[Language, str], language: Language) -> str:
    """Write a date by the pattern of a language."""
    with extra("files"):
        from babel.dates import format_date
    return format_date(of, patterns[language], LOCALES[language])


def hours_text(
    start: datetime, end: datetime, language: Language, under: date | None = None
) -> str:
    """Write from when to when (:func:`scheduler.wording.times.hours`) in a language."""
    return hours(start, end, under=under, name_day=partial(short_day_text, language=language))


def hour_text(at: datetime, language: Language, under: date) -> str:
    """Write a time of day below the heading of a date, with its own if that is another."""
    return hour_under(at, under, name_day=partial(short_day_text, language=language))


def is_time(text: str) -> bool:
    """Tell whether an English text is dates and hours, one stretch or several, or ``none``."""
    return text == "none" or bool(_TIMES.fullmatch(text))


def dates_in(text: str, language: Language) -> str:
    """Write the dates of an English text (:mod:`scheduler.wording.times`) in a language."""
    if text == "none":
        return label("never", language)
    return _DATE.sub(lambda found: _date_in(found, language), text)


def _date_in(found: re.Match[str], language: Language) -> str:
    weekday, day, month, year = found.groups()
    weekdays, months = _short_names(language)
    first = f"{weekdays[_WEEKDAYS.index(weekday)]} " if weekday else ""
    number = _MONTHS.index(month)
    if language == "vi":
        return f"{first}{int(day)}/{number + 1}{year.replace(' ', '/')}"
    return f"{first}{int(day)} {months[number]}{year}"


@cache
def _short_names(language: Language) -> tuple[list[str], list[str]]:
    """Return the names of weekdays and months in few letters."""
    with extra("files"):
        from babel.dates import format_date
    locale = LOCALES[language]
    weekdays = [format_date(date(2024, 1, day), "EEE", locale) for day in range(1, 8)]
    months = [format_date(date(2024, month, 1), "d MMM", locale) for month in range(1, 13)]
    return weekdays, [name.removeprefix("1 ") for name in months]
