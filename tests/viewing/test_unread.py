"""Columns of a timetable that are for people: what is edited there has no effect, and is told."""

from datetime import datetime
from pathlib import Path

import pytest

from models import Instance, Placement, Timetable
from scheduler.files import load_instance
from scheduler.viewing.unread import unread_edits

INSTANCE = load_instance(Path(__file__).resolve().parents[2] / "instances" / "tiny")
B1 = Placement(activity="b1", start="2025-10-25T09:30", room="BOOTH")


@pytest.mark.parametrize(
    ("column", "same", "other", "says"),
    [
        ("end", "2025-10-25 10:00", "2025-10-25T10:30", "ends 30 minutes after its start"),
        ("end", "10:00", "10h30", "ends 30 minutes after its start"),
        ("end", "25 Oct 2025 10h", "half past ten", "ends 30 minutes after its start"),
        ("room_name", "booths", "Hall", "its room is the one in column room: BOOTH"),
        ("minutes", "30", "45", "takes 30 minutes"),
        ("title", "HOST –  Avalon", "Host, Avalon", "the tables give its title"),
        ("people", "a; host", "a", "requires host too, as the tables say"),
        ("kind", "Bilateral", "workshop", "is of kind bilateral, as the tables say"),
        ("optional", "oui", "False", "may be left out, as the tables say"),
        ("priority", "3", "9", "has priority 3, as the tables say"),
        ("topics", " ", "evidence", "has the topics none, as the tables say"),
    ],
)
def test_cell_that_says_something_else_is_told(
    column: str, same: str, other: str, says: str
) -> None:
    """Its place, what is there, and what the instance says."""
    timetable = Timetable(placements=(B1, B1))
    for cell in (same, " "):
        rows = [("t.csv, row 2", {column: cell}), ("t.csv, row 3", {})]
        assert not list(unread_edits(timetable, rows, INSTANCE))
    rows = [("t.csv, row 2", {column: other}), ("t.csv, row 3", {column: other})]
    (sentence,) = unread_edits(timetable, rows, INSTANCE)
    assert sentence.startswith(f"t.csv, row 2, column {column}: '{other}' has no effect; ")
    assert says in sentence
    assert sentence.endswith("The same in 1 more row.")


def test_who_has_withdrawn_may_be_named_or_not() -> None:
    """A timetable that was written for those who come is no edited one."""
    facts = INSTANCE.model_dump(exclude_none=True, exclude_defaults=True)
    facts["people"][1]["state"] = "withdrawn"
    instance = Instance.model_validate(facts)
    (opening,) = (a for a in instance.activities if a.id == "OPEN")
    gone = facts["people"][1]["id"]
    timetable = Timetable(placements=(B1.model_copy(update={"activity": "OPEN", "room": "HALL"}),))
    for people in (opening.people, [p for p in opening.people if p != gone]):
        assert not list(unread_edits(timetable, [("row", {"people": ";".join(people)})], instance))
    (sentence,) = unread_edits(timetable, [("row", {"people": f"{gone};x"})], instance)
    assert "does not require x, as the tables say" in sentence


def test_end_that_a_moved_start_left_behind_is_not_told() -> None:
    """If the timetable as it was written is known; a longer meeting is a wish all the same."""
    moved = Timetable(placements=(B1.model_copy(update={"start": datetime(2025, 10, 25, 11)}),))
    aware = Placement(activity="b1", start="2025-10-25T09:30+07:00", room="BOOTH")
    written = Timetable(placements=(aware,))
    for end, told in (("2025-10-25T10:00", 0), ("2025-10-25T10:30", 1)):
        rows = [("row 2", {"end": end})]
        assert len([*unread_edits(moved, rows, INSTANCE, written)]) == told
        assert len([*unread_edits(moved, rows, INSTANCE)]) == 1


def test_the_name_of_the_room_before_is_not_told() -> None:
    """If the room was changed, and the timetable as it was written is known."""
    moved = Timetable(placements=(B1.model_copy(update={"room": "STUDY"}),))
    rows = [("row 2", {"room_name": "Booths"})]
    assert not list(unread_edits(moved, rows, INSTANCE, Timetable(placements=(B1,))))
    assert len([*unread_edits(moved, rows, INSTANCE)]) == 1


def test_rows_without_an_activity_or_a_start_are_left_alone() -> None:
    """What they are is told otherwise."""
    places = (Placement(activity="b9", start=B1.start, room="BOOTH"), Placement(activity="b2"))
    rows = [("row 2", {"minutes": "5"}), ("row 3", {"end": "2025-10-25T10:00"})]
    assert not list(unread_edits(Timetable(placements=places), rows, INSTANCE))


def test_an_end_after_clocks_have_gone_back_is_told_only_if_it_is_another_one() -> None:
    """As it is written: 02:30+01:00 is an hour and a half after 02:00+02:00."""
    instance = INSTANCE.model_copy(update={"time_zone": "Europe/Paris"})
    b1 = Placement(activity="b1", start="2025-10-26T02:45+02:00", room="BOOTH")
    for end, told in (("2025-10-26T02:15+01:00", 0), ("2025-10-26T02:45+01:00", 1)):
        rows = [("row 2", {"end": end})]
        assert len([*unread_edits(Timetable(placements=(b1,)), rows, instance)]) == told
