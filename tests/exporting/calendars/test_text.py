"""Calendars are as the RFCs have them, and end the same whichever way a reader takes them."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from models import Calendars, Instance
from scheduler.exporting.calendars import calendars
from scheduler.exporting.calendars.keeping import advanced
from scheduler.exporting.calendars.text import calendar_text
from scheduler.exporting.editions import edition
from scheduler.viewing.audiences import PLANNER, PUBLIC, Audience, members
from scheduler.viewing.calendars import calendars_of_room, calendars_seen_by
from scheduler.viewing.programme import Programme
from tests.exporting.calendars.rfc import Importer, read_calendar
from tests.exporting.conftest import PLACES
from tests.hostile import HOSTILE

Plan = Callable[..., Programme]
Remade = Callable[..., Instance]


def avalon(calendars: Calendars, instance: Instance) -> bytes:
    """The calendar of one delegation."""
    reader = Audience("delegation", "del-a")
    own = members(instance, reader)
    return calendar_text(calendars_seen_by(calendars, reader), instance, "Avalon", "en", own=own)


def test_a_calendar_says_who_meets_where_and_when(first: Calendars, tiny: Instance) -> None:
    """Twice read: strictly by the RFC, and by the library."""
    content = avalon(first, tiny)
    calendar = read_calendar(content)
    assert calendar.values["X-WR-CALNAME"].startswith("Avalon – ")
    assert calendar.values["REFRESH-INTERVAL"] == calendar.values["X-PUBLISHED-TTL"] == "PT1H"
    events = sorted(calendar.events.values(), key=lambda event: event.start)
    assert [event["SUMMARY"] for event in events] == [
        "Opening", "Host – Avalon", "Evidence in the cloud", "Closing",
    ]  # fmt: skip
    meeting = events[1]
    assert meeting.start == datetime(2025, 10, 25, 2, 30, tzinfo=UTC)
    assert meeting["LOCATION"] == "Booths, No. 1"
    assert meeting["CLASS"] == "PRIVATE"
    assert "Saturday 25 October 2025, 09:30–10:00 (Asia/Ho_Chi_Minh)" in meeting["DESCRIPTION"]
    assert "With: Minister of the host" in meeting["DESCRIPTION"]
    assert "Avalon" not in meeting["DESCRIPTION"]
    assert len(list(Calendar.from_ical(content).walk("VEVENT"))) == len(events)


@pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "Europe/Paris", "America/Sao_Paulo"])
def test_instants_are_right_over_a_change_of_clocks(zone: str, plan: Plan, remade: Remade) -> None:
    """A meeting before and one after 02:00 on the night on which Paris goes back an hour."""
    day = {"date": "2025-10-26", "start": "00:00", "end": "12:00"}
    spans = {"availability": [], "days": [day], "time_zone": zone}
    instance = remade({name: {"pin_start": None, "wished_spans": [], "start_costs": []}
                       for name in PLACES}, **spans)  # fmt: skip
    night = plan(instance)
    placed = [b for b in night.bookings if b.activity.id in ("OPEN", "CLOSE")]
    minutes = [instance.clock.minute(datetime(2025, 10, 26, hour, 30)) for hour in (1, 3)]
    moved = tuple(
        type(b)(b.activity, b.room, b.unit, start, b.date)
        for b, start in zip(placed, minutes, strict=True)
    )
    programme = type(night)(**(vars(night) | {"bookings": moved}))
    calendar = read_calendar(avalon(advanced(None, programme), instance))
    starts = sorted(event.start for event in calendar.events.values())
    local = [start.astimezone(ZoneInfo(zone)) for start in starts]
    assert [f"{start:%H:%M}" for start in local] == ["01:30", "03:30"]
    hours = 3 if zone == "Europe/Paris" else 2
    assert starts[1] - starts[0] == timedelta(hours=hours)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_typed_gets_out_of_its_line(text: str, plan: Plan, remade: Remade) -> None:
    """As a title, and as the name of a person, a room and the event."""
    instance = remade(
        {"b1": {"title": text}},
        {"host": {"name": text}},
        title=text,
    )
    content = avalon(advanced(None, plan(instance)), instance)
    calendar = read_calendar(content)
    assert len(calendar.events) == 4
    (event,) = (e for e in calendar.events.values() if e["CLASS"] == "PRIVATE")
    assert event["SUMMARY"] == instance.activity["b1"].title
    assert f"With: {instance.person['host'].name}" in event["DESCRIPTION"]


def test_those_who_left_learn_that_they_left_and_no_more(
    first: Calendars, plan: Plan, remade: Remade, tiny: Instance
) -> None:
    """Dilmun takes Avalon's part; later the meeting moves, which is not for Avalon."""
    instead = remade({"b1": {"title": "Host – Dilmun", "people": ["host", "d"]}})
    second = advanced(first, plan(instead))
    third = advanced(second, plan(instead, b1="11:00 BOOTH 2"))
    left = avalon(second, instead)
    assert avalon(third, instead) == left
    (gone,) = (e for e in read_calendar(left).events.values() if not e.takes_place)
    assert gone["SUMMARY"] == "Cancelled: Host – Avalon"
    assert gone.sequence == 1
    assert "Dilmun" not in gone["SUMMARY"] + gone["DESCRIPTION"]
    back = read_calendar(avalon(advanced(third, plan()), tiny)).events[gone["UID"]]
    assert back.takes_place
    assert back.sequence == 3


def test_a_change_that_an_audience_cannot_see_is_none(
    first: Calendars, plan: Plan, remade: Remade
) -> None:
    """Who sits on the panel is not for the public: its calendar is the same file."""
    panel = remade({"W1": {"people": ["a", "d"]}})
    second = advanced(first, plan(panel))
    assert second.edition == first.edition + 1
    files = [
        calendar_text(calendars_seen_by(edition, PUBLIC), panel, "Programme", "en")
        for edition in (first, second)
    ]
    assert files[0] == files[1]
    assert b"BOOTH" not in files[0]
    assert b"PRIVATE" not in files[0]


def test_a_room_that_is_left_is_told_so(first: Calendars, plan: Plan, tiny: Instance) -> None:
    second = advanced(first, plan(W1="09:30 HALL 1"))
    for room, takes_place in (("STUDY", False), ("HALL", True)):
        content = calendar_text(calendars_of_room(second, room), tiny, room, "fr")
        (event,) = (e for e in read_calendar(content).events.values() if "cloud" in e["SUMMARY"])
        assert event.takes_place == takes_place
        assert event.sequence == 1


@pytest.mark.parametrize("seed", range(4))
def test_imported_one_by_one_or_subscribed_ends_with_the_same(
    seed: int, plan: Plan, remade: Remade, tiny: Instance
) -> None:
    """Some editions are never imported; the last one always is."""
    chance = random.Random(seed)
    guests = remade({"b1": {"people": ["host", "d"]}, "b4": {"people": ["a", "c"]}})
    reader, calendars, importer = Audience("delegation", "del-a"), None, Importer()
    known: dict[str, int] = {}
    for _ in range(8):
        places = {
            name: chance.choice(["", *PLACES.values()]) for name in chance.sample(list(PLACES), 3)
        }
        instance = chance.choice([tiny, guests])
        calendars = advanced(calendars, plan(instance, **places))
        content = avalon(calendars, instance)
        events = read_calendar(content).events
        assert known.keys() <= events.keys()
        assert all(events[uid].sequence >= sequence for uid, sequence in known.items())
        known = {uid: event.sequence for uid, event in events.items()}
        if chance.random() < 0.7:
            importer.take(content)
    importer.take(content)
    subscribed = {uid: e for uid, e in read_calendar(content).events.items() if e.takes_place}
    assert importer.planned == subscribed
    own = calendars_seen_by(calendars, reader)
    assert len(subscribed) == sum(not m.last.cancelled for m in own.meetings)


def test_who_has_withdrawn_still_has_a_calendar(
    first: Calendars, plan: Plan, remade: Remade, tiny: Instance
) -> None:
    """With everything cancelled: they, and those that they hand it to, may have subscribed."""
    withdrawn = [
        row.model_dump(mode="json") | ({"state": "withdrawn"} if row.id == "del-c" else {})
        for row in tiny.delegations
    ]
    programme = plan(remade(delegations=withdrawn))
    kept = advanced(first, programme)
    for reader, name in (
        (PLANNER, "calendars/delegation-del-c.ics"),
        (Audience("delegation", "del-c"), "delegation-del-c.ics"),
    ):
        made = edition(programme, reader, "en", goals={}, calendars=kept)
        files = {file.name: file for file in calendars(made)}
        assert name in files
        path = files[name]
        assert path.audience == Audience("delegation", "del-c")
    own = calendars_seen_by(kept, Audience("delegation", "del-c"))
    events = read_calendar(calendar_text(own, tiny, "Cockaigne", "en")).events.values()
    assert {event["SUMMARY"] for event in events} == {
        "Cancelled: Opening", "Cancelled: Cockaigne – Dilmun",
    }  # fmt: skip
    assert kept.delegations["del-c"] == "Cockaigne"
