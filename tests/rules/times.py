"""Rules about activities and times."""

from models import HardRule
from tests.rules.forms import HALL, Fault, Rows, Triplet, at, moment, within

A: Rows = {"a": {}}
AB: Rows = {"a": {}, "b": {}}
ABC: Rows = {"a": {}, "b": {}, "c": {}}
A_B = [{"id": "a"}, {"id": "b"}]
TEAM = [{"id": "team", "name": "Team", "level": 3}]


TRIPLETS: dict[HardRule, Triplet] = {
    "mandatory": Triplet(
        activities={"a": {"resources": {"team": 3}}},
        tables={"resources": TEAM},
        forbidden=(
            {"a": {"resources": {"team": 4}}},  # it may not take place
            {"a": within("09:15-10:15")},  # it has no start
            {"a": {"seats": 501}},  # it has no room
        ),
        allowed=(
            {"a": {"resources": {"team": 4}, "optional": True}},
            {"a": {"seats": 501, "optional": True}},
        ),
    ),
    "once": Triplet(
        activities={**ABC, "b": at("09:00")},
        rule={"kind": "together", "activities": "a;b;c"},
        forbidden=({"c": at("10:00")},),  # a would have to be at both
        allowed=({"c": at("09:00")},),
    ),
    "grid": Triplet(
        activities=A,
        forbidden=({"a": within("09:15-10:15")}, {"a": within("09:01-10:29")}),
        allowed=({"a": within("09:00-10:00")}, {"a": within("09:01-10:30")}),
    ),
    "window": Triplet(
        activities=A,
        forbidden=(
            {"a": within("13:30-15:00")},
            {"a": within("08:00-09:30")},
            {"a": {"minutes": 301}},
        ),
        allowed=(
            {"a": within("13:00-15:00")},
            {"a": within("08:00-10:00")},
            {"a": {"minutes": 300}},
        ),
    ),
    "allowed-times": Triplet(
        activities={"a": {**within("12:00-13:00"), "slots": ["s"]}},
        tables={
            "slots": [
                {"id": "s", "start": moment("09:00"), "end": moment("10:30")},
                {"id": "t", "start": moment("09:00"), "end": moment("09:30")},
            ]
        },
        forbidden=(
            {"a": at("09:30")},  # in the slot, but not from its start
            {"a": at("12:30")},
            {"a": {"slots": ["t"], "spans": []}},  # too short
            {"a": within("09:00-09:30", "09:31-10:01") | {"slots": []}},  # two do not make one
            {"a": {"slots": [], "spans": []}},  # in none of them
        ),
        allowed=(
            {"a": at("09:00")},
            {"a": at("12:00")},
            {"a": {"slots": None, "spans": []}},
            {"a": within("09:00-09:30", "09:30-10:00") | {"slots": []}},  # those that touch do
        ),
    ),
    "pinned-time": Triplet(
        activities={**AB, "a": at("09:00")},
        tables={"rooms": [HALL]},
        forbidden=({"b": at("09:00")}, {"b": at("09:30")}),
        allowed=({"b": at("10:00")},),
    ),
}

FAULTS: dict[HardRule, Fault] = {
    "mandatory": Fault(
        tables={"activities": [{"id": "a"}, {"id": "b", "optional": True}]},
        legal=(("a 09:00 hall",), ("a 09:00 hall", "b")),
        fault=("b 09:00 hall",),
        subject="a",
        activities=("a",),
        says=("'A' (a)",),
    ),
    "once": Fault(
        tables={"activities": A_B},
        legal=(("a 09:00 hall", "b 11:00 hall"), ("a 09:00 hall", "a", "b 11:00 hall")),
        fault=("a 09:00 hall", "b 10:00 hall", "a 11:00 salon"),
        subject="a",
        activities=("a",),
        says=("Great Hall (hall), 25 Oct 09:00-10:00", "Salon (salon), 25 Oct 11:00-12:00"),
    ),
    "grid": Fault(
        tables={
            "activities": [{"id": "a"}],
            "grid_minutes": 20,
            "days": [
                {"date": "2025-10-25", "start": "08:00", "end": "20:00"},
                {"date": "2025-10-26", "start": "08:05", "end": "20:00"},
            ],
        },
        legal=(("a 08:00 hall",), ("a 08:20 hall",), ("a 26T08:25 hall",)),
        fault=("a 08:30 hall",),
        subject="a",
        activities=("a",),
        clash="08:30-09:30",
        says=("25 Oct 08:30", "20 minutes"),
    ),
    "window": Fault(
        tables={"activities": [{"id": "a"}]},
        legal=(("a 08:00 hall",), ("a 19:00 hall",), ("a 26T08:00 hall",)),
        fault=("a 19:15 hall",),
        subject="a",
        activities=("a",),
        clash="19:15-20:15",
    ),
    "allowed-times": Fault(
        tables={
            "slots": [
                {"id": "s", "start": "2025-10-25T09:00", "end": "2025-10-25T10:15"},
                {"id": "t", "start": "2025-10-25T11:00", "end": "2025-10-25T12:00"},
            ],
            "activities": [
                {"id": "a", "slots": "s;t", "spans": "2025-10-25T14:00/2025-10-25T16:00"}
            ],
        },
        legal=(
            ("a 09:00 hall",),
            ("a 11:00 hall",),
            ("a 14:00 hall",),
            ("a 14:30 hall",),
            ("a 15:00 hall",),
        ),
        fault=("a 09:15 hall",),  # ends with the slot but does not start with it
        subject="a",
        activities=("a",),
        clash="09:15-10:15",
        says=("25 Oct 09:00-10:15", "25 Oct 14:00-16:00"),
    ),
    "pinned-time": Fault(
        tables={
            "activities": [
                {"id": "a", "pin_start": "2025-10-25T09:00"},
                {"id": "b", "pin_start": "2025-10-25T09:00", "optional": True},
            ]
        },
        legal=(("a 09:00 hall",), ("a 2025-10-25T02:00+00:00 hall", "b 09:00 salon")),
        fault=("a 09:15 hall",),
        subject="a",
        activities=("a",),
        clash="09:15-10:15",
        says=("25 Oct 09:00", "25 Oct 09:15"),
    ),
}
