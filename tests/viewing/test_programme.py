"""The programme: everything in a timetable is part of it, or is reported as an oddity."""

from typing import Any

import pytest

from models import Instance, Timetable
from scheduler import tables
from scheduler.plotting import plot_heads, plot_rooms
from scheduler.viewing.programme import Programme, read_programme

BASE: dict[str, Any] = {
    "name": "test",
    "title": "Summit\nof two",
    "time_zone": "Europe/Paris",
    "grid_minutes": 30,
    "days": [
        {"date": "2025-10-25", "start": "09:00", "end": "12:00"},
        {"date": "2025-10-26", "start": "01:00", "end": "12:00"},
    ],
    "rooms": [
        {"id": "hall", "name": "Grande\tsalle", "capacity": 9, "units": 2},
        {"id": "study", "name": "Study", "capacity": 9},
    ],
    "delegations": [{"id": "D", "name": "\u202eDilmun"}, {"id": "E", "name": "Elam"}],
    "people": [
        {"id": "d", "name": "Head, Dilmun", "delegation": "D"},
        {"id": "e", "name": "Head, Elam", "delegation": "E"},
        {"id": "f", "name": "Minister, Elam", "delegation": "E"},
    ],
    "activities": [
        {"id": "a", "kind": "bilateral", "title": "A\n\nElam\n  all is off", "minutes": 60,
         "people": ["d", "e", "d"], "set_up_minutes": 15, "topics": ["x\u200by"]},
        {"id": "b", "kind": "workshop", "title": "B", "minutes": 30, "people": ["f"]},
        {"id": "c", "kind": "press", "title": "C", "minutes": 30, "optional": True},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def instance() -> Instance:
    """Two delegations, three activities, texts that try to be more than one line."""
    return Instance.model_validate(BASE)


def joined(instance: Instance, *places: dict[str, Any]) -> Programme:
    return read_programme(Timetable.model_validate({"placements": places}), instance)


def at(activity: str, start: str, room: str = "hall", **more: Any) -> dict[str, Any]:
    return {"activity": activity, "start": start, "room": room, **more}


def test_a_programme_says_who_is_where_when(instance: Instance) -> None:
    """In minutes, by activity, room and person; who is listed twice is there once."""
    programme = joined(
        instance,
        at("b", "2025-10-25T10:00", "study"),
        at("a", "2025-10-25T09:00", unit=2),
        {"activity": "c", "reason": "left out"},
    )
    assert [b.activity.id for b in programme.bookings] == ["a", "b"]
    booking = programme.by_activity["a"]
    assert (booking.room.id, booking.unit, booking.people) == ("hall", 2, ("d", "e"))
    assert booking.end - booking.start == 60
    assert booking.start - booking.opens == 15
    assert instance.clock.moment(booking.start).isoformat() == "2025-10-25T09:00:00+02:00"
    assert {room: len(found) for room, found in programme.by_room.items()} == {
        "hall": 1,
        "study": 1,
    }
    (own,) = programme.by_person["d"]
    assert (own.booking, own.start, own.end) == (booking, booking.start, booking.end)
    assert [(w.activity.id, w.reason) for w in programme.waiting] == [("c", "left out")]
    assert programme.oddities == ()


def test_a_party_goes_by_its_delegation_if_it_is_alone(instance: Instance) -> None:
    """Two of one delegation are told apart by their offices."""
    assert joined(instance).party == {"d": "Dilmun", "e": "Head, Elam", "f": "Minister, Elam"}


@pytest.mark.parametrize(
    ("kind", "places", "placed"),
    [
        ("unknown-activity", [at("gone", "2025-10-25T09:00")], []),
        ("unknown-room", [at("b", "2025-10-25T09:00", "booth")], ["b"]),
        ("twice", [at("b", "2025-10-25T09:00"), at("b", "2025-10-25T10:00")], ["b"]),
        ("other-date", [at("b", "2025-10-27T09:00")], ["b"]),
        ("no-such-time", [at("b", "2025-03-30T02:30")], []),
    ],
)
def test_what_is_odd_is_listed_and_fails_nothing(
    instance: Instance, kind: str, places: list[dict[str, Any]], placed: list[str]
) -> None:
    """In a sentence that names activity, time and room; charts and tables are made all the same."""
    programme = joined(instance, *places)
    (oddity,) = programme.oddities
    assert oddity.kind == kind
    assert "\n" not in str(oddity)
    for part in (places[0]["activity"], places[0]["start"].replace("T", " "), places[0]["room"]):
        assert part in str(oddity)
    assert [b.activity.id for b in programme.bookings] == placed
    timetable = Timetable.model_validate({"placements": places})
    frame = tables.assignments(timetable, instance)
    assert sorted(frame["activity"]) == ["a", "b", "c"]
    assert list(frame.dropna(subset=["start"])["activity"]) == placed
    assert len(tables.unscheduled(timetable, instance)) == 3 - len(placed)
    for plot in (plot_rooms, plot_heads):
        plot(timetable, instance)


def test_of_two_places_the_last_counts_everywhere(instance: Instance) -> None:
    """A row without a place after it takes nothing away."""
    places = [at("b", "2025-10-25T09:00"), at("b", "2025-10-25T10:00", "study"), {"activity": "b"}]
    programme = joined(instance, *places)
    assert programme.by_activity["b"].room.id == "study"
    assert [oddity.placement.room for oddity in programme.oddities] == ["hall"]


def test_texts_are_one_plain_line(instance: Instance) -> None:
    """Whatever was typed into a cell, and into a timetable by hand."""
    waits = {"activity": "b", "reason": "one\n\nDilmun\n  two"}
    programme = joined(instance, at("a", "2025-10-25T09:00"), waits)
    assert programme.instance is instance
    assert instance.title == "Summit of two"
    assert instance.room["hall"].name == "Grande salle"
    assert instance.delegations[0].name == "Dilmun"
    assert instance.activity["a"].topics == ("xy",)
    assert programme.bookings[0].activity.title == "A Elam all is off"
    assert programme.waiting[0].reason == "one Dilmun two"
