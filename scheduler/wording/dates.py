"""Dates in words: from tables of our own, as strftime's names change with the locale."""

from collections.abc import Sequence
from datetime import date

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SHORT = 3
"""Letters of an abbreviated name."""


def day(of: date) -> str:
    """Write a date in few letters: ``25 Oct``, two digits always."""
    return f"{of.day:02} {MONTHS[of.month - 1][:SHORT]}"


def weekday_day(of: date) -> str:
    """Write a date in few letters, with its weekday: ``Sat 25 Oct``."""
    return f"{WEEKDAYS[of.weekday()][:SHORT]} {day(of)}"


def long_day(of: date) -> str:
    """Write a date in full, without its year: ``Saturday 25 October``."""
    return f"{WEEKDAYS[of.weekday()]} {of.day} {MONTHS[of.month - 1]}"


def long_date(of: date) -> str:
    """Write a date in full: ``Saturday 25 October 2025``."""
    return f"{long_day(of)} {of.year}"


def date_range(days: Sequence[date]) -> str:
    """Write the first and the last of some dates: ``25 to 26 October 2025``."""
    first, last = min(days), max(days)
    if first == last:
        return long_date(first)
    end = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {end}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {MONTHS[first.month - 1]}{year} to {end}"
