"""Charts in French and Vietnamese: no English word of ours is left; titles are the planners'."""

from collections.abc import Callable

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from models import Instance, Language
from scheduler.plotting import (
    plot_changes,
    plot_delegation_day,
    plot_heads,
    plot_load,
    plot_overview,
    plot_rooms,
)
from scheduler.viewing.changes import diff
from scheduler.wording.languages.charts import WORDS
from tests.plotting.conftest import Event

DAY = "2025-10-25"
FIELDS = {"rooms": "name", "delegations": "name", "activities": "title", "zones": "name"}


@pytest.fixture(scope="module")
def spoken(small: Event) -> Event:
    """The small event, with every name and title in French and Vietnamese, such as ``fr-MAIN``."""
    document = small.instance.model_dump(mode="json")
    for table, field in FIELDS.items():
        for row in document[table]:
            row |= {f"{field}_fr": f"fr-{row['id']}", f"{field}_vi": f"vi-{row['id']}"}
    return Event(Instance.model_validate(document), small.timetable)


def _figures(event: Event, language: Language) -> list[Figure]:
    given = (event.timetable, event.instance)
    fewer = event.timetable.placements[3:]
    after = event.timetable.model_copy(update={"placements": fewer})
    changes = diff(event.instance, event.timetable, after)
    axes = [
        plot_overview(*given, language=language),
        plot_load(*given, language=language),
        plot_rooms(*given, day=DAY, language=language),
        plot_heads(*given, day=DAY, busiest=5, language=language),
        plot_delegation_day(*given, "del-host", DAY, language=language),
        plot_changes(changes, after, event.instance, language=language),
    ]
    return [one.figure for one in axes if isinstance(one.figure, Figure)]


@pytest.mark.parametrize("language", ["fr", "vi"])
def test_all_words_and_titles_are_in_the_language(
    spoken: Event, language: Language, text_faults: Callable[[Figure], list[str]]
) -> None:
    """And long words push nothing out of the sheet."""
    figures = _figures(spoken, language)
    assert len(figures) == 6
    fixed = {
        texts["en"]
        for texts in WORDS.values()
        if "{" not in texts["en"] and texts["en"] != texts[language]
    }
    names = [getattr(row, FIELDS[table]) for table in FIELDS for row in
             getattr(spoken.instance, table)]  # fmt: skip
    for figure in figures:
        assert not text_faults(figure)
        seen = {str(text.get_text()) for text in figure.findobj(Text)}
        assert not seen & fixed
        assert not seen & set(names)
        assert any(text.startswith(f"{language}-") for text in seen)
        assert not any(word in text for text in seen for word in (" Oct", "October", " seats"))


def test_unknown_language_is_refused(small: Event) -> None:
    with pytest.raises(ValueError, match="found language 'de'; allowed: en, fr, vi"):
        plot_load(small.timetable, small.instance, language="de")  # type: ignore[arg-type]
