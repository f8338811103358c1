"""Who has withdrawn is told so by name; an empty day is said and not an empty table."""

from collections.abc import Callable

import pytest

from models import Instance
from scheduler.exporting.booklet.content import Pages
from scheduler.exporting.booklet.writer import booklet
from scheduler.exporting.calendars import advanced
from scheduler.exporting.editions import Edition, edition
from scheduler.exporting.page.page import html
from scheduler.viewing.audiences import PLANNER, Audience
from scheduler.viewing.programme import Programme

COCKAIGNE = Audience("delegation", "del-c")


@pytest.fixture(scope="module")
def without_c(
    plan: Callable[..., Programme], remade: Callable[..., Instance], tiny: Instance
) -> Callable[[Audience], Edition]:
    rows = [
        row.model_dump(mode="json") | ({"state": "withdrawn"} if row.id == "del-c" else {})
        for row in tiny.delegations
    ]
    programme = plan(remade(delegations=rows))
    kept = advanced(None, programme)
    return lambda reader: edition(programme, reader, "en", goals={}, calendars=kept)


def test_the_files_of_who_has_withdrawn_have_its_name(
    without_c: Callable[[Audience], Edition],
) -> None:
    made = without_c(COCKAIGNE)
    assert made.reader == "For the delegation Cockaigne"
    (file,) = booklet(made)
    assert (file.name, file.audience) == ("itinerary.pdf", COCKAIGNE)
    (page,) = Pages(made).itineraries()
    assert (page["name"], [day["rows"] for day in page["days"]]) == ("Cockaigne", [[]])
    text = html(made)
    assert "<p>For the delegation Cockaigne</p>" in text
    assert "<p>Nothing is planned on this day.</p>" in text
    assert "<th scope" not in text


def test_planners_have_no_page_of_it(without_c: Callable[[Audience], Edition]) -> None:
    made = without_c(PLANNER)
    assert "Cockaigne" not in [page["name"] for page in Pages(made).itineraries()]
    assert "Nothing is planned" not in html(made)
