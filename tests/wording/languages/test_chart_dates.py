"""Dates of charts: in English those of every sentence, else Babel's."""

from datetime import date

import pytest

from models import Language
from scheduler.wording.languages import chart_dates

FIRST = date(2025, 10, 31)


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en", ("31 Oct", "Fri 31 Oct", "Friday 31 October", "Friday 31 October 2025")),
        ("fr", ("31 oct.", "ven. 31 oct.", "Vendredi 31 octobre", "Vendredi 31 octobre 2025")),
        ("vi", ("31/10", "Thứ 6 31/10", "Thứ Sáu, 31/10", "Thứ Sáu, ngày 31 tháng 10 năm 2025")),
    ],
)
def test_dates_are_in_words(language: Language, texts: tuple[str, ...]) -> None:
    """Those in full are headings, with a capital."""
    ways = (
        chart_dates.day,
        chart_dates.weekday_day,
        chart_dates.long_day,
        chart_dates.long_date,
    )
    assert tuple(way(FIRST, language) for way in ways) == texts


@pytest.mark.parametrize(
    ("last", "french", "vietnamese"),
    [
        (date(2025, 10, 30), "du 30 au 31 octobre 2025", "từ 30 đến 31/10/2025"),
        (date(2025, 11, 1), "du 31 octobre au 1 novembre 2025", "từ 31/10 đến 1/11/2025"),
        (
            date(2026, 10, 1),
            "du 31 octobre 2025 au 1 octobre 2026",
            "từ 31/10/2025 đến 1/10/2026",
        ),
        (FIRST, "vendredi 31 octobre 2025", "Thứ Sáu, ngày 31 tháng 10 năm 2025"),
    ],
)
def test_range_says_only_what_differs(last: date, french: str, vietnamese: str) -> None:
    """Month and year are said once where both ends share them."""
    assert chart_dates.date_range([last, FIRST], "fr") == french
    assert chart_dates.date_range([last, FIRST], "vi") == vietnamese
