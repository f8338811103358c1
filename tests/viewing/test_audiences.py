"""Who may know what: a filtered programme contains nothing else."""

import re
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from models import Instance, Timetable
from scheduler.viewing.audiences import PLANNER, PUBLIC, PUBLIC_KINDS, Audience, seen_by
from scheduler.viewing.programme import Programme, read_programme
from scheduler.wording.languages import protocol_order

KINDS = ("plenary", "side-event", "workshop", "bilateral", "exhibition", "press")
DAY = "2025-10-25"


def _activity(name: str, kind: str, *people: str) -> dict[str, Any]:
    return {
        "id": name, "kind": kind, "title": f"SECRET-{name}", "minutes": 30, "people": people,
        "note": f"SECRET-note-{name}", "source": f"SECRET-source-{name}", "priority": 7,
        "optional": True, "wished_people": ["h"], "rooms": ["R-" + name],
    }  # fmt: skip


@pytest.fixture(scope="module")
def programme() -> Programme:
    """Three delegations and a person of none; every text says whose it is."""
    people = {"h": "H", "a": "A", "a2": "A", "b": "B", "n": None}
    activities = [
        _activity("ha", "bilateral", "h", "a"),
        _activity("hb", "bilateral", "h", "b"),
        _activity("all", "plenary", "h", "a", "b", "n"),
        _activity("w", "workshop", "b"),
        _activity("out", "bilateral", "b", "a2"),
        _activity("hb2", "bilateral", "h", "b"),
    ]
    instance = Instance.model_validate(
        {
            "name": "three",
            "title": "Summit",
            "time_zone": "Asia/Ho_Chi_Minh",
            "grid_minutes": 30,
            "days": [{"date": DAY, "start": "09:00", "end": "18:00"}],
            "zones": [{"id": f"Z-{a['id']}", "name": f"SECRET-zone-{a['id']}"} for a in activities],
            "transfers": [
                {"from_zone": f"Z-{a['id']}", "to_zone": f"Z-{b['id']}", "minutes": 5}
                for a, b in combinations(activities, 2)
            ],
            "rooms": [
                {"id": f"R-{a['id']}", "name": f"SECRET-room-{a['id']}", "capacity": 9,
                 "zone": f"Z-{a['id']}"}
                for a in activities
            ],
            "delegations": [{"id": d, "name": f"SECRET-delegation-{d}"} for d in "HAB"],
            "people": [
                {"id": p, "name": f"SECRET-person-{p}", "delegation": d, "daily_activities": 5}
                for p, d in people.items()
            ],
            "availability": [
                {"person": p, "start": f"{DAY}T09:00", "end": f"{DAY}T17:00"} for p in people
            ],
            "resources": [{"id": "teams", "name": "SECRET-teams", "level": 1}],
            "activities": activities,
            "rules": [{"id": "SECRET-rule", "kind": "apart", "activities": ["ha", "hb"]}],
        }
    )  # fmt: skip
    placed = [
        {"activity": name, "start": f"{DAY}T{9 + n:02}:00", "room": f"R-{name}"}
        for n, name in enumerate(("ha", "hb", "all", "w"))
    ]
    waiting = [{"activity": n, "reason": "SECRET-reason"} for n in ("out", "hb2")]
    odd = [{"activity": "SECRET-gone", "start": f"{DAY}T09:00", "room": "R-ha"}]
    timetable = Timetable.model_validate({"placements": placed + waiting + odd})
    return read_programme(timetable, instance)


def secrets(programme: Programme) -> set[str]:
    """Return every secret in a value, wherever it is in it."""
    return set(re.findall(r"SECRET[\w-]*", programme.instance.model_dump_json() + repr(programme)))


def test_planners_see_all(programme: Programme) -> None:
    """It is the same value."""
    assert seen_by(programme, PLANNER) is programme


def test_a_delegation_sees_its_own_engagements(programme: Programme) -> None:
    """With whom, in which room; of its request without a place that it has none, and no reason."""
    seen = seen_by(programme, Audience("delegation", "A"))
    assert [b.activity.id for b in seen.bookings] == ["ha", "all"]
    assert [(w.activity.id, w.reason) for w in seen.waiting] == [("out", "")]
    assert secrets(seen) == {
        *(f"SECRET-{name}" for name in ("ha", "all", "out")),
        *(f"SECRET-room-{name}" for name in ("ha", "all")),
        *(f"SECRET-zone-{name}" for name in ("ha", "all")),
        *(f"SECRET-person-{name}" for name in ("h", "a", "a2", "b", "n")),
        *(f"SECRET-delegation-{name}" for name in "HAB"),
    }


def test_whoever_shares_nothing_is_not_named(programme: Programme) -> None:
    """The fourth at no table of a delegation is unknown to it; nor are stays of others known."""
    seen = seen_by(programme, Audience("person", "n"))
    assert [b.activity.id for b in seen.bookings] == ["all"]
    assert "a2" not in seen.instance.person
    assert {row.person for row in seen.instance.availability} == {"n"}
    assert {row.daily_activities for row in seen.instance.people} == {None}


def test_times_are_the_same_for_everybody_who_may_know_them(programme: Programme) -> None:
    """Of the activity, its set-up, and each person's part in it."""
    for audience in (Audience("delegation", "A"), Audience("delegation", "B"), PUBLIC):
        for booking in seen_by(programme, audience).bookings:
            whole = programme.by_activity[booking.activity.id]
            assert (booking.start, booking.end) == (whole.start, whole.end)
            assert (booking.opens, booking.closes) == (whole.opens, whole.closes)
            assert booking.room.units == whole.room.units
            for person in booking.people:
                assert booking.engaged(person) == whole.engaged(person)


def test_the_public_sees_public_kinds_and_nobody(programme: Programme) -> None:
    """When and where, not who has to be there, and nothing that has no place."""
    seen = seen_by(programme, PUBLIC)
    assert [b.activity.id for b in seen.bookings] == ["all", "w"]
    assert seen.waiting == ()
    assert seen.instance.people == ()
    assert secrets(seen) == {
        *(f"SECRET-{name}" for name in ("all", "w")),
        *(f"SECRET-room-{name}" for name in ("all", "w")),
        *(f"SECRET-zone-{name}" for name in ("all", "w")),
    }


def test_bilaterals_alone_are_private() -> None:
    """A kind that is new is private until it is listed."""
    assert set(KINDS) - {"bilateral"} == PUBLIC_KINDS


def test_the_order_of_protocol_is_kept_and_no_rank_told(programme: Programme) -> None:
    """H is 40, B is 7, A is 12: for A, whom all three meet in the plenary, B is 1, A 2, H 3."""
    ranks = {"h": 40, "b": 7, "a": 12, "n": None, "a2": 3}
    people = tuple(
        person.model_copy(update={"rank": ranks[person.id]}) for person in programme.instance.people
    )
    ranked = replace(programme, instance=programme.instance.model_copy(update={"people": people}))
    seen = seen_by(ranked, Audience("person", "n")).instance
    assert {p.id: p.rank for p in seen.people} == {"h": 3, "b": 1, "a": 2, "n": None}
    order = [delegation.id for delegation in protocol_order(seen, "en")]
    assert order == ["B", "A", "H"]
