"""The diff of two timetables, told by activity and by delegation."""

from collections.abc import Callable

import pytest

from models import Change, Changes, Instance, Outcome, Placement, Timetable
from scheduler import changes_table, changes_text, diff

pytestmark = pytest.mark.searches

Remade = Callable[..., Instance]


def edited(timetable: Timetable, name: str, **fields: object) -> Timetable:
    """Return a timetable with one placement changed."""
    return timetable.model_copy(
        update={
            "placements": tuple(
                Placement.model_validate(p.model_dump() | fields) if p.activity == name else p
                for p in timetable.placements
            )
        }
    )


def only(changes: Changes) -> Change:
    """Return the one change there is."""
    (change,) = changes.changes
    return change


def test_nothing_changes(tiny: Instance, promised: Outcome) -> None:
    """A timetable does not differ from itself."""
    table = promised.timetable
    assert table is not None
    assert diff(tiny, table, table, tiny).changes == ()
    assert changes_text(diff(tiny, table, table), tiny) == "Nothing changes.\n"


def test_a_move_of_time_and_room_tells_old_and_new(tiny: Instance, promised: Outcome) -> None:
    """Both moves are one change, with both placements and whom it concerns."""
    table = promised.timetable
    assert table is not None
    moved = edited(table, "W1", start="2025-10-25T08:00", room="STUDY")
    before = edited(table, "W1", start="2025-10-25T09:30", room="HALL")
    change = only(diff(tiny, before, moved))
    assert change.what == ("moved-time", "moved-room")
    assert (change.before and change.before.room, change.after and change.after.room) == (
        "HALL",
        "STUDY",
    )
    assert change.tell == tiny.activity["W1"].people
    changes = diff(tiny, before, moved)
    assert [(n.delegation, n.activities) for n in changes.notices] == [("del-a", ("W1",))]
    text = changes_text(changes, tiny)
    assert "Tell these 1:" in text
    assert "moves from Sat 25 Oct 09:30, Hall (HALL) to Sat 25 Oct 08:00, Study (STUDY)" in text
    row = changes_table(changes, tiny).iloc[0]
    assert f"{row['start_before']:%H:%M} {row['start_after']:%H:%M}" == "09:30 08:00"
    assert row["what"] == "moved-time;moved-room"


def test_added_and_dropped(tiny: Instance, promised: Outcome) -> None:
    """A place gained is added, a place lost is dropped, with its reason."""
    table = promised.timetable
    assert table is not None
    placed = next(p for p in table.placements if p.activity.startswith("b") and p.start)
    without = edited(table, placed.activity, start=None, room=None, unit=None, reason="left out")
    lost, gained = only(diff(tiny, table, without)), only(diff(tiny, without, table))
    assert (lost.what, lost.after, lost.reason) == (("dropped",), None, "left out")
    assert (gained.what, gained.before) == (("added",), None)


def test_what_is_cancelled_tells_those_it_was_for(
    tiny: Instance, promised: Outcome, remade: Remade
) -> None:
    """With the earlier instance the people of a cancelled activity are known, else nobody is."""
    table = promised.timetable
    assert table is not None
    later = remade(tiny, activities=tuple(a for a in tiny.activities if a.id != "W2"))
    after = table.model_copy(
        update={"placements": tuple(p for p in table.placements if p.activity != "W2")}
    )
    change = only(diff(later, table, after, tiny))
    assert (change.what, change.tell, change.title) == (
        ("dropped",),
        ("b",),
        tiny.activity["W2"].title,
    )
    assert "no longer" in change.reason
    assert only(diff(later, table, after)).tell == ()


def test_who_joins_is_told(tiny: Instance, promised: Outcome, remade: Remade) -> None:
    """An activity that stands tells those who join or leave, and moves nothing."""
    table = promised.timetable
    assert table is not None
    later = remade(
        tiny,
        activities=tuple(
            a.model_copy(update={"people": ("c",)}) if a.id == "W2" else a for a in tiny.activities
        ),
    )
    changes = diff(later, table, table, tiny)
    assert (only(changes).what, only(changes).tell, changes.count) == (("people",), ("c", "b"), 0)


def test_another_unit_or_length_is_told_and_no_move(
    tiny: Instance, promised: Outcome, remade: Remade
) -> None:
    """Everybody hears of another booth, and of more minutes; neither counts as a move."""
    table = promised.timetable
    assert table is not None
    there = next(p for p in table.placements if p.room == "BOOTH")
    swapped = edited(table, there.activity, unit=3 - (there.unit or 1))
    changes = diff(tiny, table, swapped)
    people = tiny.activity[there.activity].people
    assert (only(changes).what, only(changes).tell, changes.count) == (("unit",), people, 0)
    was, now = there.unit or 1, 3 - (there.unit or 1)
    text = changes_text(changes, tiny)
    assert f"unit {was} to Sat 25 Oct {there.start:%H:%M}" in text
    assert f"unit {now}\n" in text

    unsaid = edited(table, there.activity, unit=None)
    assert diff(tiny, unsaid, table).changes == ()  # a list without units promised none

    shorter = tuple(
        a.model_copy(update={"minutes": a.minutes - 15}) if a.id == "W2" else a
        for a in tiny.activities
    )
    later = remade(tiny, activities=shorter)
    assert diff(later, table, table).changes == ()
    changes = diff(later, table, table, tiny)
    minutes = tiny.activity["W2"].minutes
    change = only(changes)
    assert (change.what, change.tell, changes.count) == (("minutes",), ("b",), 0)
    assert (change.minutes_before, change.minutes_after) == (minutes, minutes - 15)
    assert f"takes {minutes - 15} minutes, no longer {minutes}" in changes_text(changes, later)
    row = changes_table(changes, later).iloc[0]
    assert (row["minutes_before"], row["minutes_after"]) == (minutes, minutes - 15)
