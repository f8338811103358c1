"""Rules about rooms."""

from models import HardRule
from tests.rules.forms import HALL, SALON, Fault, Rows, Triplet, at, moment, within

A: Rows = {"a": {}}


TRIPLETS: dict[HardRule, Triplet] = {
    "pinned-room": Triplet(
        activities={"a": at("09:00", "booths", 2), "b": at("09:00")},
        forbidden=(
            {"b": at("09:00", "booths", 2)},
            {"a": at("09:00", "hall"), "b": at("09:00", "hall")},
        ),
        allowed=(
            {"b": at("09:00", "booths", 1)},
            {"b": at("09:00", "booths")},
            {"b": at("09:00", "hall")},
        ),
    ),
    "allowed-rooms": Triplet(
        activities={"a": {"rooms": ["hall", "salon"]}},
        forbidden=({"a": {"pin_room": "villa"}}, {"a": {"rooms": ["salon"], "seats": 21}}),
        allowed=({"a": {"pin_room": "salon"}}, {"a": {"seats": 21}}),
    ),
    "room-closed": Triplet(
        activities=A,
        tables={"rooms": [{**HALL, "state": "closed"}, SALON]},
        forbidden=({"a": {"pin_room": "hall"}}, {"a": {"rooms": ["hall"]}}, {"a": {"seats": 21}}),
        allowed=({"a": {"pin_room": "salon"}}, {"a": {"rooms": ["hall", "salon"]}}),
    ),
    "room-kind": Triplet(
        activities=A,
        tables={"rooms": [{**HALL, "kinds": ["plenary", "press"]}, SALON]},
        forbidden=({"a": {"pin_room": "hall"}},),
        allowed=({"a": {"pin_room": "hall", "kind": "press"}}, {"a": {"pin_room": "salon"}}),
    ),
    "room-capacity": Triplet(
        activities=A,
        forbidden=({"a": {"pin_room": "salon", "seats": 21}}, {"a": {"seats": 501}}),
        allowed=({"a": {"pin_room": "salon", "seats": 20}}, {"a": {"seats": 500}}),
    ),
    "room-equipment": Triplet(
        activities={"a": {"equipment": ["stage", "screen"]}},
        tables={
            "rooms": [{**HALL, "equipment": ["screen", "stage"]}, {**SALON, "equipment": ["stage"]}]
        },
        forbidden=({"a": {"pin_room": "salon"}}, {"a": {"equipment": ["lift"]}}),
        allowed=({"a": {"pin_room": "hall"}}, {"a": {"equipment": ["stage"], "pin_room": "salon"}}),
    ),
    "room-opening": Triplet(
        activities={"a": {"set_up_minutes": 30, "clear_down_minutes": 30}},
        tables={
            "rooms": [
                {
                    **HALL,
                    "turnaround_minutes": 45,  # not part of the opening
                    "open": [{"start": moment("09:00"), "end": moment("12:00")}],
                }
            ]
        },
        forbidden=(
            {"a": at("09:00")},
            {"a": at("11:00")},
            {"a": at("26T10:00")},
            {"a": {"minutes": 121}},
        ),
        allowed=({"a": at("09:30")}, {"a": at("10:30")}, {"a": {"minutes": 120}}),
    ),
    "room-overlap": Triplet(
        activities={"a": {"clear_down_minutes": 30}, "b": {"set_up_minutes": 30}, "c": {}},
        tables={"rooms": [{**HALL, "turnaround_minutes": 30}, {**SALON, "units": 2}]},
        forbidden=(
            {"a": at("09:00", "hall"), "b": at("11:00", "hall")},  # 10:00 + 30 + 30 > 11:00 - 30
            {"b": at("09:00", "hall"), "a": at("10:00", "hall")},
            {name: within("09:00-10:30") | {"pin_room": "hall"} for name in "ab"},
            {name: at("09:00", "salon") for name in "abc"},  # two units
            {name: within("09:00-10:30") | {"pin_room": "salon"} for name in "abc"},
            {"a": at("09:00", "salon", 1), "b": at("09:30", "salon", 1)},
            {  # a choice of rooms, all of them taken
                **{name: {**within("09:00-10:30"), "rooms": ["hall", "salon"]} for name in "abc"},
                "d": within("09:00-10:30"),
            },
        ),
        allowed=(
            {"a": at("09:00", "hall"), "b": at("11:30", "hall")},
            {"b": at("09:00", "hall"), "a": at("10:30", "hall")},
            {"a": at("09:00", "salon"), "b": at("09:00", "salon"), "c": at("09:00", "hall")},
            {"a": at("09:00", "salon", 1), "b": at("09:00", "salon", 2)},
            {"a": at("10:30", "salon"), "b": at("10:30", "salon"), "c": at("09:00", "salon")},
            {"d": within("09:00-10:30"), "a": within("09:00-10:30"), "b": within("09:00-10:30")},
        ),
    ),
}

FAULTS: dict[HardRule, Fault] = {
    "pinned-room": Fault(
        tables={
            "activities": [
                {"id": "a", "pin_room": "booths", "pin_unit": 2},
                {"id": "b", "pin_room": "booths"},
            ]
        },
        legal=(
            ("a 09:00 booths 2", "b 09:00 booths 1"),
            ("a 09:00 booths 2", "b 09:00 booths"),
            ("a 09:00 booths 2", "b 10:00 booths 2"),
        ),
        fault=("a 09:00 booths", "b 10:00 booths 2"),
        subject="a",
        activities=("a",),
        clash="09:00-10:00",
        says=("Booths (booths), unit 2", "Booths (booths), unit 1"),
    ),
    "allowed-rooms": Fault(
        tables={"activities": [{"id": "a", "rooms": ["hall", "salon"]}]},
        legal=(("a 09:00 hall",), ("a 09:00 salon",)),
        fault=("a 09:00 villa",),
        subject="a",
        activities=("a",),
        clash="09:00-10:00",
        says=("Villa (villa)", "Great Hall (hall), Salon (salon)"),
    ),
    "room-closed": Fault(
        tables={"rooms": [{**HALL, "state": "closed"}, SALON], "activities": [{"id": "a"}]},
        legal=(("a 09:00 salon",),),
        fault=("a 09:00 hall",),
        subject="hall",
        activities=("a",),
        clash="09:00-10:00",
        says=("which is closed",),
    ),
    "room-kind": Fault(
        tables={
            "rooms": [{**HALL, "kinds": ["plenary", "press"]}, SALON],
            "activities": [{"id": "a", "kind": "press"}, {"id": "b", "kind": "workshop"}],
        },
        legal=(("a 09:00 hall", "b 09:00 salon"),),
        fault=("a 09:00 hall", "b 10:00 hall"),
        subject="b",
        activities=("b",),
        clash="10:00-11:00",
    ),
    "room-capacity": Fault(
        tables={"activities": [{"id": "a", "seats": 20}, {"id": "b", "seats": 21}]},
        legal=(("a 09:00 salon", "b 09:00 hall"),),
        fault=("a 09:00 salon", "b 10:00 salon"),
        subject="b",
        activities=("b",),
        clash="10:00-11:00",
        says=("21 seats",),
    ),
    "room-equipment": Fault(
        tables={
            "rooms": [{**HALL, "equipment": ["stage", "booth"]}, {**SALON, "equipment": ["stage"]}],
            "activities": [{"id": "a", "equipment": ["booth", "stage"]}],
        },
        legal=(("a 09:00 hall",),),
        fault=("a 09:00 salon",),
        subject="a",
        activities=("a",),
        clash="09:00-10:00",
        says=("lacks: booth",),
    ),
    "room-opening": Fault(
        tables={
            "rooms": [
                {
                    **HALL,
                    "turnaround_minutes": 30,  # not part of the opening
                    "open": "2025-10-25T08:45/2025-10-25T12:00;2025-10-25T12:00/2025-10-25T13:15"
                    ";2025-10-26T08:00/2025-10-26T18:00",
                },
                SALON,
            ],
            "activities": [{"id": "a", "set_up_minutes": 15, "clear_down_minutes": 15}],
        },
        legal=(("a 09:00 hall",), ("a 11:30 hall",), ("a 12:00 hall",), ("a 19:00 salon",)),
        fault=("a 12:15 hall",),
        subject="hall",
        activities=("a",),
        clash="12:00-13:30",
        says=("25 Oct 08:45-13:15",),
    ),
    "room-overlap": Fault(
        tables={
            "rooms": [{**HALL, "turnaround_minutes": 15, "units": 2}],
            "activities": [
                {"id": "a", "clear_down_minutes": 15},
                {"id": "b", "set_up_minutes": 30},
            ],
        },
        legal=(
            ("a 09:00 hall", "b 11:00 hall"),  # 10:00 + 15 + 15 = 11:00 - 30
            ("a 09:00 hall", "b 09:00 hall 2"),
            ("b 09:00 hall", "a 10:15 hall 1"),
        ),
        fault=("a 09:00 hall", "b 10:45 hall 1"),
        subject="hall",
        activities=("a", "b"),
        clash="10:15-10:30",
        says=("Great Hall (hall), unit 1", "'A' (a) and 'B' (b) at once, 25 Oct 10:15-10:30"),
    ),
}
