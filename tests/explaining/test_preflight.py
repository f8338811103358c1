"""Each kind of finding, in words, on the smallest instance that has it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models import Instance
from scheduler import load_instance, preflight

Summit = Callable[..., Instance]
NINE = "2025-10-25T09:00"

CASES: dict[str, tuple[dict[str, Any], str, str]] = {
    "overbooked head": (
        {
            "rooms": [{"id": "hall", "name": "Hall", "capacity": 10, "units": 9}],
            "activities": [{"id": name, "people": ["p"]} for name in "abcd"],
        },
        "instance",
        "Head, Peru (p) must attend 4 activities of 4 hours in all, but has 3 hours.",
    ),
    "overbooked requests": (
        {
            "rooms": [{"id": "hall", "name": "Hall", "capacity": 10, "units": 9}],
            "activities": [{"id": name, "people": ["p"], "optional": True} for name in "abcd"],
        },
        "request",
        "Of 4 requests of Head, Peru (p) at most 3 fit into the time that is left.",
    ),
    "requests beyond the activities of a day": (
        {
            "rooms": [{"id": "hall", "name": "Hall", "capacity": 10, "units": 9}],
            "people": [{"id": "p", "name": "Head, Peru", "daily_activities": 2}],
            "activities": [
                {"id": "m", "minutes": 30, "people": ["p"]},
                *({"id": n, "minutes": 30, "people": ["p"], "optional": True} for n in "abc"),
            ],
        },
        "request",
        "Of 3 requests of Head, Peru (p) at most 1 fits beside 1 activity that they must attend, "
        "with at most 2 a day.",
    ),
    "more than turns": (
        {
            "rooms": [{"id": "hall", "name": "Hall", "capacity": 10, "units": 9}],
            "slots": [
                {"id": f"s{hour}", "start": f"2025-10-25T{hour}:00", "end": f"2025-10-25T{hour}:45"}
                for hour in ("09", "10", "11")
            ],
            "activities": [
                {"id": "m", "minutes": 30, "people": ["p"]},
                *(
                    {"id": n, "minutes": 30, "people": ["p"], "slots": ["s09", "s10", "s11"]}
                    for n in "abcd"
                ),
            ],
        },
        "instance",
        "Head, Peru (p) must attend 4 activities (a, b, c, d); at the times that these may have at "
        "most 3 fit one after the other.",
    ),
    "more than a day allows": (
        {
            "rooms": [{"id": "hall", "name": "Hall", "capacity": 10, "units": 9}],
            "people": [
                {"id": "p", "name": "Head, Peru", "daily_activities": 2, "rest_minutes": 15}
            ],
            "activities": [{"id": n, "minutes": 30, "people": ["p"]} for n in "abc"],
        },
        "instance",
        "Head, Peru (p) must attend 3 activities (a, b, c); at the times that these may have at "
        "most 2 fit one after the other with at most 2 a day.",
    ),
    "crowd": (
        {"activities": [{"id": name} for name in "abcd"]},
        "instance",
        "4 workshops of 60 minutes, 3 one after the other, 1 room: 3 places.",
    ),
    "more than the hours of the rooms": (
        {"activities": [{"id": n, "minutes": 30 if n == "a" else 60} for n in "abcd"]},
        "instance",
        "4 workshops take 3 h 30 of 1 room, with set-up and turnaround; there are 3 hours.",
    ),
    "no start after others": (
        {
            "rooms": [{"id": "hall", "name": "Hall", "capacity": 10, "units": 9}],
            "activities": [{"id": n, "minutes": 45} for n in "abcd"],
            "rules": [
                {"id": "one", "kind": "precedence", "activities": ["a", "b"], "minutes": 15},
                {"id": "two", "kind": "precedence", "activities": ["b", "c", "d"], "minutes": 15},
            ],
        },
        "instance",
        "'D' (d) has no start left when a, then b, then c are over, however early that is.",
    ),
    "no date after another": (
        {
            "activities": [{"id": n, "minutes": 30} for n in "ab"],
            "rules": [
                {"id": "order", "kind": "precedence", "activities": ["a", "b"]},
                {"id": "days", "kind": "different-day", "activities": ["b", "a"]},
            ],
        },
        "instance",
        "'B' (b) has no start left when a is over, however early that is.",
    ),
    "no room": (
        {"activities": [{"id": "a", "seats": 11}]},
        "instance",
        "'A' (a) has no legal place: 1 of 1 rooms ruled out (too few seats).",
    ),
    "no rooms": (
        {"rooms": [], "activities": [{"id": "a"}]},
        "instance",
        "'A' (a) has no legal place: there are no rooms.",
    ),
    "no time": (
        {"activities": [{"id": "a", "minutes": 200}]},
        "instance",
        "'A' (a) has no legal place: 200 minutes do not fit into any day.",
    ),
    "past the day": (
        {"activities": [{"id": "a", "pin_start": "2025-10-25T11:30", "people": ["p"]}]},
        "instance",
        "'A' (a) has no legal place: it is pinned to 25 Oct 11:30-12:30, and the day ends at "
        "25 Oct 12:00.",
    ),
    "not there": (
        {
            "activities": [
                {"id": "a", "people": ["p"], "spans": ["2025-10-25T09:00/2025-10-25T10:00"]}
            ],
            "availability": [
                {"person": "p", "start": "2025-10-25T09:30", "end": "2025-10-25T12:00"}
            ],
        },
        "instance",
        "'A' (a) has no legal place: it could be within 25 Oct 09:00-10:00, but Head, Peru (p) "
        "is there 25 Oct 09:30-12:00.",
    ),
    "fixed clash": (
        {
            "rooms": [{"id": "hall", "name": "Hall", "capacity": 10, "units": 2}],
            "activities": [{"id": name, "people": ["p"], "pin_start": NINE} for name in ("a", "b")],
        },
        "instance",
        "Head, Peru (p) is needed twice: by 'A' (a) 25 Oct 09:00-10:00 and by 'B' (b) 25 Oct "
        "09:00-10:00.",
    ),
    "resource": (
        {
            "activities": [{"id": "a", "resources": {"crew": 2}}],
            "resources": [{"id": "crew", "name": "Crews", "level": 1}],
        },
        "instance",
        "'A' (a) needs 2 of Crews (crew), of which there is 1.",
    ),
    "no gap for a rest": (
        {
            "people": [{"id": "p", "name": "Head, Peru", "rest_minutes": 15}],
            "activities": [{"id": name, "minutes": 30, "people": ["p"]} for name in "ab"],
            "rules": [{"id": "line", "kind": "maximum-gap", "activities": ["a", "b"]}],
        },
        "instance",
        "Rule line allows 0 minutes between 'A' (a) and 'B' (b), but Head, Peru (p) must have 15 "
        "minutes between two activities.",
    ),
    "no gap for the room": (
        {
            "rooms": [
                {"id": "hall", "name": "Hall", "capacity": 10, "turnaround_minutes": 20},
                {"id": "shed", "name": "Shed", "capacity": 10, "turnaround_minutes": 10},
            ],
            "activities": [
                {"id": "a", "minutes": 30, "set_up_minutes": 15},
                {"id": "b", "minutes": 30, "clear_down_minutes": 5},
            ],
            "rules": [{"id": "two", "kind": "adjacent", "activities": ["a", "b"], "minutes": 9}],
        },
        "instance",
        "Rule two allows 9 minutes between 'A' (a) and 'B' (b), but clear-down, turnaround and "
        "set-up take 10 minutes in any room.",
    ),
    "unused room": (
        {
            "rooms": [
                {"id": "hall", "name": "Hall", "capacity": 10},
                {"id": "box", "name": "Box", "capacity": 10, "kinds": ["bilateral"]},
            ],
            "activities": [{"id": "a"}],
        },
        "lint",
        "No activity may be in Box (box).",
    ),
    "with itself": (
        {"activities": [{"id": "a", "kind": "bilateral", "people": ["p"]}]},
        "lint",
        "'A' (a) has one side only: fewer than two people.",
    ),
    "with itself, of one delegation": (
        {
            "delegations": [{"id": "peru", "name": "Peru"}],
            "people": [{"id": p, "name": p.upper(), "delegation": "peru"} for p in "pq"],
            "activities": [{"id": "a", "kind": "bilateral", "people": ["p", "q"]}],
        },
        "lint",
        "'A' (a) is a meeting of a delegation with itself.",
    ),
    "many with one side": (
        {"activities": [{"id": n, "kind": "bilateral", "minutes": 10} for n in "abcd"]},
        "lint",
        "'A' (a) has one side only: fewer than two people. The same is true of 3 more.",
    ),
    "odd duration": (
        {"activities": [{"id": "a", "minutes": 1}]},
        "lint",
        "'A' (a) lasts 1 minute.",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_finding_has_its_sentence(name: str, summit: Summit):
    """The sentence, and whether it is about the instance or a request."""
    tables, dooms, message = CASES[name]
    told = {fact.message: fact.dooms for fact in preflight(summit(**tables)).facts}
    assert told.get(message) == dooms, told


def test_sound_instances_are_not_doomed(instances: Path):
    """On the real cases only what is known to be wrong is found."""
    for folder in ("tiny", "hanoi-2025-10-08", "hanoi-2025-10-14"):
        assert not preflight(load_instance(instances / folder)).doomed, folder
    (doomed,) = preflight(load_instance(instances / "hanoi-published-slots")).doomed
    assert doomed.message == "38 workshops of 75 minutes, 3 slots, 12 rooms: 36 places."


def test_what_may_be_listed_twice_is_a_finding(summit):
    """Two persons of one office, delegations of one name, ids alike; nothing is merged."""
    instance = summit(
        delegations=[
            {"id": "del-a", "name": "Avalon"},
            {"id": "DEL-A", "name": "Brigadoon"},
            {"id": "x", "name": "AVALON"},
        ],
        people=[
            {"id": "a", "name": "Head, Avalon", "delegation": "del-a"},
            {"id": "a2", "name": "Head,  Avalon", "delegation": "del-a"},
            {"id": "b", "name": "Head, Avalon", "delegation": "x"},
            {"id": "c", "name": "Chair"},
        ],
        activities=[{"id": "one", "people": ["a"]}, {"id": "ONE", "people": ["c"]}],
    )
    found = {(f.subject_kind, f.subject): f.message for f in preflight(instance).facts}
    assert (
        found["person", "a"] == "Head, Avalon is listed as a and a2: if they are one, use one id."
    )
    assert "ids one and ONE differ in capitals only" in found["activity", "one"]
    twice = [m for (kind, _), m in found.items() if kind == "delegation"]
    assert twice  # the same subject may have two findings
    texts = preflight(instance).text
    assert "Avalon is listed as del-a and x" in texts
    assert "delegation ids del-a and DEL-A differ in capitals only" in texts
