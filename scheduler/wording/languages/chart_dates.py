"""Dates, hours and durations of charts in every language.

Those in English need no package: charts are drawn with every solve.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from importlib import import_module

from models import Language
from scheduler.files.extras import extra
from scheduler.wording import dates, times
from scheduler.wording.languages.charts import chart_word
from scheduler.wording.languages.dates import (
    date_text,
    hour_text,
    hours_text,
    short_day_text,
    written,
)

HEADINGS: Mapping[Language, str] = {"fr": "EEEE d MMMM", "vi": "EEEE, d/M"}
SHORTEST: Mapping[Language, str] = {"fr": "d MMM", "vi": "d/M"}
FIRSTS: Mapping[Language, tuple[str, str, str]] = {
    "fr": ("'du' d", "'du' d MMMM", "'du' d MMMM y"),
    "vi": ("'từ' d", "'từ' d/M", "'từ' d/M/y"),
}
"""Patterns of the first of some dates: in one month, in one year, else."""

LASTS: Mapping[Language, str] = {"fr": " 'au' d MMMM y", "vi": " 'đến' d/M/y"}


def require_dates(language: Language) -> None:
    """Make sure that dates can be written in a language.

    Raises
    ------
    MissingExtra
        The package that has its names of days and months is not installed.
    """
    if language != "en":
        with extra("files"):
            import_module("babel")


def day(of: date, language: Language) -> str:
    """Write a date in few letters, without its weekday: ``25 Oct``, ``25 oct.``, ``25/10``."""
    return dates.day(of) if language == "en" else written(of, SHORTEST, language)


def weekday_day(of: date, language: Language) -> str:
    """Write a date in few letters, with its weekday."""
    return dates.weekday_day(of) if language == "en" else short_day_text(of, language)


def long_day(of: date, language: Language) -> str:
    """Write a date without its year, as a heading beside a chart."""
    return dates.long_day(of) if language == "en" else _heading(written(of, HEADINGS, language))


def long_date(of: date, language: Language) -> str:
    """Write a date in full, as a heading."""
    return dates.long_date(of) if language == "en" else _heading(date_text(of, language))


def date_range(days: Sequence[date], language: Language) -> str:
    """Write the first and the last of some dates: ``du 25 au 26 octobre 2025``."""
    first, last = min(days), max(days)
    if language == "en":
        return dates.date_range(days)
    if first == last:
        return date_text(first, language)
    differs = 0 if first.month == last.month else 1
    pattern = FIRSTS[language][differs if first.year == last.year else 2]
    return written(first, {language: pattern}, language) + written(last, LASTS, language)


def hours(start: datetime, end: datetime, under: date, language: Language) -> str:
    """Write from when to when below the heading of a date (:func:`times.hours`)."""
    if language == "en":
        return times.hours(start, end, under=under)
    return hours_text(start, end, language, under)


def hour_under(at: datetime, under: date, language: Language) -> str:
    """Write a time of day below the heading of a date (:func:`times.hour_under`)."""
    return times.hour_under(at, under) if language == "en" else hour_text(at, language, under)


def short_duration(minutes: int, language: Language) -> str:
    """Write minutes where there is little space, such as ``1 h 20 min``."""
    hours, left = divmod(minutes, 60)
    parts = [chart_word("hours", language, count=hours)] if hours else []
    parts += [chart_word("short-minutes", language, count=left)] if left or not hours else []
    return " ".join(parts)


def _heading(text: str) -> str:
    """Begin with a capital, as ``samedi 25 octobre`` is inside a sentence."""
    return text[:1].upper() + text[1:]
