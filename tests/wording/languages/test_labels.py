"""Every label is there in every language, and is filled in the same way."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from babel.messages.pofile import read_po

from models import Kind, Language
from scheduler.exporting.page.words import WORDS as PAGE_WORDS
from scheduler.exporting.page.words import word
from scheduler.wording import languages
from scheduler.wording.languages import (
    chart_word,
    date_text,
    day_text,
    hours_text,
    label,
    labelled,
    listed,
    short_day_text,
)
from scheduler.wording.languages.charts import WORDS
from scheduler.wording.languages.labels import LABELS
from scheduler.wording.languages.spacing import spaced

LANGUAGES = get_args(Language)
CATALOGUE = Path(str(languages.__file__)).with_name("fr.po")
SATURDAY = date(2025, 10, 25)


@pytest.mark.parametrize("texts", [*LABELS.values(), *WORDS.values()])
def test_a_label_is_in_every_language(texts: Mapping[Language, str]) -> None:
    """With the same values to fill in, and no stray space."""
    assert set(texts) == set(LANGUAGES)
    assert all(text and text == text.strip() for text in texts.values())
    values = [set(re.findall(r"\{(\w+)\}", text)) for text in texts.values()]
    assert values.count(values[0]) == len(values)


def test_french_signs_have_a_space_that_breaks_no_line() -> None:
    """In labels, on charts and the page, in sentences and between texts."""
    texts = [label(name, "fr") for name in LABELS]
    texts += [chart_word(name, "fr") for name in WORDS]
    texts += [word(name, "fr") for name in PAGE_WORDS]
    texts += [labelled("with", "fr", "moi"), listed(("toi", "moi"), "fr")]
    with CATALOGUE.open("rb") as file:
        texts += [spaced(str(row.string), "fr") for row in read_po(file) if row.id]
    signs = [(text, found[0]) for text in texts for found in re.finditer(r".[:;?!]", text)]
    assert len(signs) > 30
    assert [text for text, sign in signs if sign[0] != "\N{NO-BREAK SPACE}"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_a_name_of_its_own(language: Language) -> None:
    kinds = get_args(Kind)
    assert len({label(kind, language) for kind in kinds}) == len(kinds)


def test_values_are_filled_in_as_they_are() -> None:
    """A name with braces is no pattern."""
    assert label("for-delegation", "fr", name="{zone}") == "Pour la délégation {zone}"


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en", ("Saturday 25 October 2025", "Saturday 25 October", "Sat 25 Oct")),
        ("fr", ("samedi 25 octobre 2025", "samedi 25 octobre", "sam. 25 oct.")),
        ("vi", ("Thứ Bảy, ngày 25 tháng 10 năm 2025", "Thứ Bảy, ngày 25 tháng 10", "Thứ 7 25/10")),
    ],
)
def test_dates_are_in_words(language: Language, texts: tuple[str, ...]) -> None:
    written = tuple(write(SATURDAY, language) for write in (date_text, day_text, short_day_text))
    assert written == texts


def test_hours_name_the_date_where_it_changes_and_the_offset_where_time_comes_twice() -> None:
    paris = ZoneInfo("Europe/Paris")
    start, end = (datetime(2025, 10, 25, hour, 30, tzinfo=paris) for hour in (9, 10))
    assert hours_text(start, end, "fr") == "09:30–10:30"
    night = (
        datetime(2025, 10, 26, 2, 30, tzinfo=paris),
        datetime(2025, 10, 26, 2, 45, fold=1, tzinfo=paris),
    )
    assert hours_text(*night, "en") == "02:30 (UTC+02:00)–02:45 (UTC+01:00)"
    late = datetime(2025, 10, 25, 23, 30, tzinfo=paris), datetime(2025, 10, 26, 0, 30, tzinfo=paris)
    assert hours_text(*late, "en") == "23:30–Sun 26 Oct 00:30"
    until = datetime(2025, 10, 24, 22, 30, tzinfo=paris), datetime(2025, 10, 25, tzinfo=paris)
    assert hours_text(*until, "vi") == "22:30–24:00"
