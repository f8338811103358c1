"""Names in sentences: whatever was typed, they are one line and look like nothing else."""

import pytest

from models import Activity, Person, Placement, Resource, Room
from models.text import plain
from scheduler.wording import names

TYPED = {
    "one\n\nDilmun\n  two": "one Dilmun two",
    "one\r\ntwo\ttabs": "one two tabs",
    "\u202eone\u2066": "one",
    "one\u200b\x1b[31m": "one[31m",
    "  one\u00a0two ": "one two",
    "Phie\u0302n": "Phi\u00ean",
    "\u0645\u06cc\u200c\u0631\u0648\u062f \u200c": "\u0645\u06cc\u200c\u0631\u0648\u062f",
}


@pytest.mark.parametrize(("typed", "shown"), TYPED.items())
def test_typed_text_is_one_plain_line(typed: str, shown: str) -> None:
    """In every name that a sentence may have."""
    assert plain(typed) == plain(shown) == shown
    activity = Activity(id="a", kind="workshop", title=typed, minutes=30)
    assert names.what(activity) == names.short(activity) == f"'{shown}' (a)"
    assert names.who(Person(id="p", name=typed)) == f"{shown} (p)"
    assert names.whose(Resource(id="r", name=typed, level=1)) == f"{shown} (r)"
    assert names.place(Room(id="r", name=typed, capacity=1)) == f"{shown} (r)"


def test_what_has_no_name_left_goes_by_its_id() -> None:
    """Nothing but marks that cannot be seen is no name."""
    room = Room(id="r", name="\u202e", capacity=1)
    assert names.place(room) == "r"
    assert names.what(Activity(id="a", kind="press", title="\u200b", minutes=30)) == "a"
    assert names.placement(None, Placement(activity="a")) == "no place"  # type: ignore[arg-type]
