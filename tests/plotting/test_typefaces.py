"""Letters that the first family lacks: found in what is installed by now, else said."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import matplotlib
import pytest
from matplotlib import font_manager
from matplotlib.figure import Figure

from scheduler.plotting import plot_load, render, typefaces
from scheduler.plotting.fonts import clean, font, from_left
from scheduler.plotting.scripts import unwritable
from scheduler.plotting.typefaces import (
    FIRST_FAMILY,
    families,
    families_of,
    family_of,
    unknown_scripts,
)
from tests.plotting.conftest import Event

STIX = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "STIXGeneral.ttf"
"""Comes with matplotlib; has a letter that DejaVu Sans lacks."""

LETTER = "\u1d84"


@pytest.fixture(autouse=True)
def asked_anew() -> Iterator[None]:
    """What was found is not kept from test to test."""
    caches = (families, family_of, families_of, clean)
    for cached in caches:
        cached.cache_clear()
    yield
    for cached in caches:
        cached.cache_clear()


@pytest.fixture
def stale(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of fonts that knows the first family alone, on a system that has one more."""
    manager = font_manager.FontManager.__new__(font_manager.FontManager)
    manager.__dict__.update(font_manager.fontManager.__dict__)
    known = font_manager.fontManager.ttflist
    manager.ttflist = [entry for entry in known if entry.name == FIRST_FAMILY]
    monkeypatch.setattr(font_manager, "fontManager", manager)
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: [str(STIX)])


def test_texts_name_the_families_that_they_need_alone():
    """So that an SVG in Latin letters names one font, whatever is installed."""
    assert families_of("Hội nghị – Déjeuner – مؤتمر") == (FIRST_FAMILY,)
    assert font(8, text="Hội").get_family() == [FIRST_FAMILY]


@pytest.mark.usefixtures("stale")
def test_font_installed_since_is_found():
    """Though matplotlib's list of fonts does not have it."""
    assert clean(f"a{LETTER}") == f"a{LETTER}"
    assert families_of(f"a{LETTER}") == (FIRST_FAMILY, "STIXGeneral")


@pytest.mark.usefixtures("stale")
def test_letters_that_nothing_has_are_said_with_what_to_install(small: Event):
    """By script; signs that are no letters without a cure."""
    assert clean("网🎉") == "□□"
    assert unknown_scripts(["网、", "かな", "한", "🎉"]) == {
        "Chinese": "网、", "Japanese": "かな", "Korean": "한", "": "🎉",
    }  # fmt: skip
    instance = small.instance.model_copy(update={"title": "网络 🎉"})
    assert unwritable(instance) == [
        "No installed font has the Chinese characters 网络: charts and printed pages have boxes in "
        "their place. Install one that has them, such as Noto Sans CJK (fonts-noto-cjk in Debian "
        "and Ubuntu); it is found the next time.",
        "No installed font has the characters 🎉: charts and printed pages have boxes in their "
        "place.",
    ]


@pytest.mark.usefixtures("stale")
def test_chart_warns_once_of_boxes(small: Event):
    """Unless somebody has asked, and says it."""
    for title, asked in (("ꦗꦮ", False), ("ᨅᨔ", True)):
        instance = small.instance.model_copy(update={"title": title})
        told = unwritable(instance) if asked else []
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            plot_load(small.timetable, instance)
            plot_load(small.timetable, instance)
        told += [str(warning.message) for warning in caught]
        assert len(told) == 1
        assert title in told[0]
        assert "□□" in clean(title)


def test_arabic_is_joined_and_runs_from_right_to_left(tmp_path: Path):
    """In the picture: the letters of a word together are narrower than one by one."""
    from matplotlib.textpath import text_to_path

    word = "مؤتمر"
    together, apart = (
        sum(text_to_path.get_text_width_height_descent(part, font(20), False)[0] for part in parts)
        for parts in ([word], list(word))
    )
    assert together < 0.95 * apart
    figure = Figure()
    figure.text(0, 0, word, fontproperties=font(20, text=word))
    render(figure, tmp_path / "a.svg")
    assert word in (tmp_path / "a.svg").read_text(encoding="utf-8")


def test_hours_before_an_arabic_title_stay_in_their_order():
    """Its first letter would make the whole line run from the right: 13:00 before 12:00."""
    assert from_left("12:00 مؤتمر") == "\u200e12:00 مؤتمر"
    for whole in ("مؤتمر 12:00", "12:00 Opening", "Opening مؤتمر", "12:00", ""):
        assert from_left(whole) == whole


def test_typefaces_know_their_order():
    """The first family, then those like it, then others; never one of boxes or pictures."""
    assert families()[0] == FIRST_FAMILY
    assert not [name for name in families() if "Emoji" in name or "LastResort" in name]
    assert typefaces.PREFERRED[0] == "Noto Sans CJK SC"
