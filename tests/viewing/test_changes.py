"""What changes between two timetables, by activity and by delegation."""

from collections.abc import Callable

from models import Activity, Change, Changes, Instance, Placement, Timetable
from scheduler import changes_table, changes_text, diff
from scheduler.viewing.audiences import PLANNER, PUBLIC, Audience, changes_seen_by

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


def test_nothing_changes(tiny: Instance, published: Timetable) -> None:
    """A timetable does not differ from itself."""
    assert diff(tiny, published, published, tiny).changes == ()
    assert changes_text(diff(tiny, published, published), tiny) == "Nothing changes.\n"


def test_a_move_of_time_and_room_tells_old_and_new(tiny: Instance, published: Timetable) -> None:
    """Both moves are one change, with both placements and whom it concerns."""
    moved = edited(published, "W1", start="2025-10-25T08:00", room="STUDY")
    before = edited(published, "W1", start="2025-10-25T09:30", room="HALL")
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
    assert f"Tell these 1 ({len(changes.told)} p" in text
    assert "moves from Sat 25 Oct 09:30, Hall (HALL) to Sat 25 Oct 08:00, Study (STUDY)" in text
    row = changes_table(changes, tiny).iloc[0]
    assert f"{row['start_before']:%H:%M} {row['start_after']:%H:%M}" == "09:30 08:00"
    assert row["what"] == "moved-time;moved-room"


def test_added_and_dropped(tiny: Instance, published: Timetable) -> None:
    """A place gained is added, a place lost is dropped, with its reason."""
    placed = next(p for p in published.placements if p.activity.startswith("b") and p.start)
    without = edited(
        published, placed.activity, start=None, room=None, unit=None, reason="left out"
    )
    lost, gained = only(diff(tiny, published, without)), only(diff(tiny, without, published))
    assert (lost.what, lost.after, lost.reason) == (("dropped",), None, "left out")
    assert (gained.what, gained.before) == (("added",), None)


def test_what_is_cancelled_tells_those_it_was_for(
    tiny: Instance, published: Timetable, remade: Remade
) -> None:
    """With the earlier instance the people of a cancelled activity are known, else nobody is."""
    later = remade(tiny, activities=tuple(a for a in tiny.activities if a.id != "W2"))
    after = published.model_copy(
        update={"placements": tuple(p for p in published.placements if p.activity != "W2")}
    )
    change = only(diff(later, published, after, tiny))
    assert (change.what, change.tell, change.title) == (
        ("dropped",),
        ("b",),
        tiny.activity["W2"].title,
    )
    assert "no longer" in change.reason
    assert only(diff(later, published, after)).tell == ()


def test_who_joins_is_told(tiny: Instance, published: Timetable, remade: Remade) -> None:
    """An activity that stands tells those who join or leave, and moves nothing."""
    later = remade(
        tiny,
        activities=tuple(
            a.model_copy(update={"people": ("c",)}) if a.id == "W2" else a for a in tiny.activities
        ),
    )
    changes = diff(later, published, published, tiny)
    assert (only(changes).what, only(changes).tell, changes.count) == (("people",), ("c", "b"), 0)


def test_who_stays_in_a_bilateral_is_told_who_joins_or_leaves(
    tiny: Instance, published: Timetable, remade: Remade
) -> None:
    """In a crowd nobody misses one of many; one of two is another meeting."""
    later = remade(
        tiny,
        activities=tuple(
            a.model_copy(update={"people": ("host", "c")}) if a.id == "b1" else a
            for a in tiny.activities
        ),
    )
    change = only(diff(later, published, published, tiny))
    assert (change.what, set(change.tell)) == (("people",), {"host", "a", "c"})


def test_another_unit_or_length_is_told_and_no_move(
    tiny: Instance, published: Timetable, remade: Remade
) -> None:
    """Everybody hears of another booth, and of more minutes; neither counts as a move."""
    there = next(p for p in published.placements if p.room == "BOOTH")
    swapped = edited(published, there.activity, unit=3 - (there.unit or 1))
    changes = diff(tiny, published, swapped)
    people = tiny.activity[there.activity].people
    assert (only(changes).what, only(changes).tell, changes.count) == (("unit",), people, 0)
    was, now = there.unit or 1, 3 - (there.unit or 1)
    assert f"BOOTH), unit {now}, no longer unit {was}\n" in changes_text(changes, tiny)

    unsaid = edited(published, there.activity, unit=None)
    assert diff(tiny, unsaid, published).changes == ()  # a list without units published none

    shorter = tuple(
        a.model_copy(update={"minutes": a.minutes - 15}) if a.id == "W2" else a
        for a in tiny.activities
    )
    later = remade(tiny, activities=shorter)
    assert diff(later, published, published).changes == ()
    changes = diff(later, published, published, tiny)
    minutes = tiny.activity["W2"].minutes
    change = only(changes)
    assert (change.what, change.tell, changes.count) == (("minutes",), ("b",), 0)
    assert (change.minutes_before, change.minutes_after) == (minutes, minutes - 15)
    assert f"takes {minutes - 15} minutes, no longer {minutes}" in changes_text(changes, later)
    row = changes_table(changes, later).iloc[0]
    assert (row["minutes_before"], row["minutes_after"]) == (minutes, minutes - 15)


def section(text: str, name: str) -> str:
    """Return what one delegation is told."""
    (found,) = (part for part in text.strip().split("\n\n") if part.partition("\n")[0] == name)
    return found


def with_rows(tiny: Instance, **rows: object) -> tuple[Activity, ...]:
    """Return the activities of tiny, some of them as given."""
    return tuple(Activity.model_validate(rows.get(a.id, a)) for a in tiny.activities)


def test_what_stands_at_the_same_time_in_another_room_says_so(
    tiny: Instance, published: Timetable
) -> None:
    """Once for the time, and both rooms."""
    text = changes_text(diff(tiny, published, edited(published, "W2", room="HALL")), tiny)
    same = "same time (Sat 25 Oct 09:30), another room: Hall (HALL), no longer Study (STUDY)"
    assert f"'Evidence on phones' (W2): {same}\n" in text


def test_what_gives_way_is_told_in_kind_only(
    tiny: Instance, published: Timetable, remade: Remade
) -> None:
    """Whom the host meets instead is known to planners, and to those who meet."""
    secret = {"id": "b9", "kind": "bilateral", "title": "Secret talks", "minutes": 30,
              "people": ["host", "d"], "optional": True, "priority": 9}  # fmt: skip
    later = remade(tiny, activities=(*tiny.activities, Activity.model_validate(secret)))
    reason = "Minister of the host (host) is required at 'Secret talks' (b9), at most 3"
    after = edited(published, "b2", start=None, room=None, unit=None, reason=reason)
    there = {"activity": "b9", "start": "2025-10-25T10:30", "room": "BOOTH"}
    placements = (*after.placements, Placement.model_validate(there))
    changes = diff(later, published, after.model_copy(update={"placements": placements}), tiny)
    lost = next(change for change in changes.changes if change.activity == "b2")
    assert lost.reason == reason
    assert [(cause.kind, cause.person) for cause in lost.causes] == [("engaged", "host")]
    text = changes_text(changes, later)
    assert section(text, "Brigadoon") == (
        "Brigadoon\n  'Host – Brigadoon' (b2): does not take place "
        "(the other side is engaged then); was Sat 25 Oct 10:30, Booths (BOOTH), unit 1"
    )
    assert "Minister of the host (host) is engaged then" in section(text, "Host")
    assert "Secret talks" in section(text, "Host")
    assert "Secret talks" in section(text, "Dilmun")
    assert "at most" not in text


def test_an_absence_is_told_without_its_hours(
    tiny: Instance, published: Timetable, remade: Remade
) -> None:
    """Somebody is away, or the room is not available: the other side knows no more."""
    away = {"person": "d", "start": "2025-10-25T10:15", "end": "2025-10-25T12:00", "state": "busy"}
    closed = {"id": "BOOTH", "open": ["2025-10-25T11:00/2025-10-25T12:00"]}
    rooms = [{**room.model_dump(), **closed} if room.id == "BOOTH" else room for room in tiny.rooms]
    activities = with_rows(
        tiny, CLOSE={**tiny.activity["CLOSE"].model_dump(), "people": ["a", "b"]}
    )
    later = remade(
        tiny, availability=[*tiny.availability, away], rooms=rooms, activities=activities
    )
    after = edited(published, "b4", start=None, room=None, unit=None, reason="10:15 to 12:00")
    text = changes_text(diff(later, published, after, tiny), later)
    why = "(the other side is not available then, its room is not available then)"
    assert why in section(text, "Cockaigne")
    assert "Head of delegation, Dilmun (d) is not available then" in section(text, "Dilmun")
    assert "10:15" not in text


def test_a_cancelled_meeting_is_cancelled(
    tiny: Instance, published: Timetable, remade: Remade
) -> None:
    """In words for those who would have met."""
    later = remade(tiny, activities=tuple(a for a in tiny.activities if a.id != "b2"))
    text = changes_text(diff(later, published, published, tiny), later)
    assert "'Host – Brigadoon' (b2): is cancelled; was Sat 25 Oct 10:30" in text
    assert "no longer" not in text
    (change,) = diff(later, published, published).changes
    assert [cause.kind for cause in change.causes] == ["cancelled"]
    assert "b2: is cancelled; was" in changes_text(diff(later, published, published), later)


def test_who_joins_and_who_leaves_is_said_to_those_in_the_meeting(
    tiny: Instance, published: Timetable, remade: Remade
) -> None:
    """Whoever leaves it learns neither its new title, nor its new time, nor with whom it is."""
    other = tiny.activity["b2"].model_dump() | {
        "title": "Host – Cockaigne",
        "people": ["host", "c"],
    }
    later = remade(tiny, activities=with_rows(tiny, b2=other))
    for start in ("10:30", "11:00"):
        after = edited(published, "b2", start=f"2025-10-25T{start}")
        text = changes_text(diff(later, published, after, tiny), later)
        assert section(text, "Brigadoon") == (
            "Brigadoon\n  'Host – Brigadoon' (b2): "
            "no longer with Head of delegation, Brigadoon (b); "
            "was Sat 25 Oct 10:30, Booths (BOOTH), unit 1"
        )
        assert section(text, "Cockaigne") == (
            f"Cockaigne\n  'Host – Cockaigne' (b2): new, Sat 25 Oct {start}, Booths (BOOTH), unit 1"
        )
    assert "'Host – Cockaigne' (b2): moves from" in section(text, "Host")
    assert "now with Head of delegation, Cockaigne (c); no longer with Head" in section(
        text, "Host"
    )


def test_a_title_cannot_look_like_a_section(
    tiny: Instance, published: Timetable, remade: Remade
) -> None:
    """Line breaks and marks of direction are gone, whoever put them there."""
    forged = tiny.activity["b2"].model_dump() | {"title": "x\n\nDilmun\n  all is \u202ecancelled"}
    later = remade(tiny, activities=with_rows(tiny, b2=forged))
    after = edited(published, "b2", start=None, room=None, unit=None, reason="a\n\nDilmun\n  b")
    changes = diff(later, published, after, later)
    text = changes_text(changes, later)
    assert "'x Dilmun all is cancelled' (b2)" in text
    assert [part.partition("\n")[0] for part in text.split("\n\n")] == [
        "1 activity changes.",
        "Host",
        "Brigadoon",
    ]
    assert only(changes).reason == "a Dilmun b"


def test_planners_read_all_and_the_public_nothing(tiny: Instance, published: Timetable) -> None:
    """Changes are told to those whom they concern."""
    changes = diff(tiny, published, edited(published, "W2", room="HALL"), tiny)
    assert changes_seen_by(changes, tiny, PLANNER) is changes
    assert changes_seen_by(changes, tiny, PUBLIC).changes == ()
    assert changes_seen_by(changes, tiny, Audience("delegation", "del-d")).notices == ()
