"""Rules that planners declare."""

from models import HardRule
from tests.rules.forms import Fault, Rows, Triplet, at, declared, within

ABC: Rows = {"a": {}, "b": {}, "c": {}}
A_B_C = [{"id": "a"}, {"id": "b"}, {"id": "c"}]


TRIPLETS: dict[HardRule, Triplet] = {
    "precedence": Triplet(
        activities=ABC,
        rule={"kind": "precedence", "activities": "a;b;c", "minutes": 30},
        forbidden=(
            {"a": at("09:00"), "b": at("10:30"), "c": at("11:30")},
            {"a": at("10:00"), "b": at("09:00"), "c": at("26T09:00")},
            {"a": within("09:00-10:30"), "b": within("09:00-10:30")},
            {"a": at("26T09:00"), "b": at("12:00"), "c": at("09:00")},
        ),
        cost=(1, 1, 1, 2),
        allowed=(
            {"a": at("09:00"), "b": at("10:30"), "c": at("12:00")},
            {"a": at("26T09:00"), "b": {**within("09:15-10:15"), "optional": True}},
        ),
    ),
    "apart": Triplet(
        activities=ABC,
        rule={"kind": "apart", "activities": "a;b;c"},
        forbidden=(
            {"a": at("09:00"), "b": at("09:30")},
            {"a": within("09:00-10:30"), "b": within("09:00-10:30")},
            {name: at("09:00") for name in "abc"},
        ),
        cost=(1, 1, 3),
        allowed=(
            {"a": at("09:00"), "b": at("10:00"), "c": at("11:00")},
            {"a": within("09:00-11:00"), "b": within("09:00-11:00")},
        ),
    ),
    "together": Triplet(
        activities=ABC,
        rule={"kind": "together", "activities": "a;b;c"},
        forbidden=(
            {"a": at("09:00"), "b": at("09:30")},
            {"a": within("09:00-10:30"), "b": within("10:00-12:00")},
            {"a": at("09:00"), "b": at("09:30"), "c": at("10:00")},
        ),
        cost=(2, 2, 3),
        allowed=(
            {name: at("09:30") for name in "abc"},
            {"a": within("09:00-10:30"), "b": within("09:30-11:00")},
        ),
    ),
    "same-room": Triplet(
        activities=ABC,
        rule={"kind": "same-room", "activities": "a;b;c"},
        forbidden=(
            {"a": at("09:00", "hall"), "b": at("11:00", "salon")},
            {
                "a": {"pin_room": "booths", "pin_unit": 1},
                "b": {"pin_room": "booths", "pin_unit": 2},
            },
            {"a": {"rooms": ["hall", "salon"]}, "b": {"rooms": ["villa", "booths"]}},
        ),
        cost=(2, 2, 2),
        allowed=(
            {"a": at("09:00", "hall"), "b": at("11:00", "hall")},
            {"a": {"pin_room": "booths", "pin_unit": 2}, "b": {"pin_room": "booths"}},
            {"a": {"rooms": ["hall", "salon"]}, "b": {"rooms": ["villa", "salon"]}},
        ),
    ),
    "same-day": Triplet(
        activities=ABC,
        rule={"kind": "same-day", "activities": "a;b;c"},
        forbidden=(
            {"a": at("13:00"), "b": at("26T09:00")},
            {"a": within("12:30-14:00"), "b": within("26T09:00-26T10:30")},
        ),
        cost=(2, 2),
        allowed=(
            {"a": at("13:00"), "b": at("09:00")},
            {"a": within("12:30-14:00"), "b": within("12:30-14:00", "26T09:00-26T10:30")},
        ),
    ),
    "minimum-gap": Triplet(
        activities=ABC,
        rule={"kind": "minimum-gap", "activities": "a;b;c", "minutes": 45},
        forbidden=(
            {"a": at("10:30"), "b": at("09:00")},
            {"a": within("09:00-10:30"), "b": within("10:00-11:30")},
            {name: at("09:00") for name in "abc"},
        ),
        cost=(1, 1, 3),
        allowed=(
            {"a": at("11:00"), "b": at("09:00")},
            {"a": within("09:00-10:30"), "b": within("10:00-12:00")},
        ),
    ),
    "at-most-parallel": Triplet(
        activities={name: {} for name in "abcde"},
        rule={"kind": "at-most-parallel", "activities": "a;b;c;d", "limit": 2},
        forbidden=(
            {name: at("09:30") for name in "abc"},
            {name: within("09:00-10:30") for name in "abc"},
            {name: at("09:30") for name in "abcd"},
        ),
        cost=(1, 1, 2),
        allowed=(
            {name: at("09:30") for name in "abe"},
            {name: within("09:00-11:00") for name in "abcd"},
        ),
    ),
    "fair-breaks": Triplet(
        activities={
            "a": {"people": ["P", "C"], **at("09:00", "hall")},
            "b": {"people": ["P"], "rooms": ["hall"]},
            "c": {"people": ["C"], "rooms": ["salon"], "optional": True},
        },
        rule={"kind": "fair-breaks", "limit": 0},
        forbidden=(
            {"b": at("11:00"), "c": at("10:30")},  # of an hour for Peru, half an hour for Cuba
            {"b": within("11:00-14:00"), "c": {"people": []}},
        ),
        cost=(1, 1),
        allowed=(
            {"b": at("10:30"), "c": at("10:30")},
            {"b": at("11:00"), "c": at("12:00")},
            {"b": within("11:00-14:00")},  # c has to take place, and late
            {"b": at("26T11:00"), "c": {"people": []}},
        ),
    ),
}

FAULTS: dict[HardRule, Fault] = {
    "precedence": Fault(
        tables={"activities": A_B_C},
        rules=declared("precedence", "a;b;c", minutes=30),
        legal=(
            ("a 09:00 hall", "b 10:30 hall", "c 12:00 hall"),
            ("a 09:00 hall", "b 10:30 hall", "c 26T09:00 hall"),
        ),
        fault=("a 09:00 hall", "b 10:30 hall", "c 11:45 hall"),
        subject="R",
        activities=("b", "c"),
        clash="11:45-12:00",
        says=("'B' (b) in Great Hall (hall)", "in this order, 30 minutes apart"),
    ),
    "apart": Fault(
        tables={"activities": A_B_C},
        rules=declared("apart"),
        legal=(("a 09:00 hall", "b 10:00 salon", "c 09:00 villa"),),
        fault=("a 09:00 hall", "b 09:30 salon", "c 09:00 villa"),
        subject="R",
        activities=("a", "b"),
        clash="09:30-10:00",
    ),
    "together": Fault(
        tables={"activities": A_B_C},
        rules=declared("together"),
        legal=(("a 09:00 hall", "b 09:00 salon", "c 10:00 villa"),),
        fault=("a 09:15 hall", "b 09:00 salon", "c 09:00 villa"),
        subject="R",
        activities=("a", "b"),
        clash="09:00-09:15",
    ),
    "same-room": Fault(
        tables={"activities": A_B_C},
        rules=declared("same-room"),
        legal=(
            ("a 09:00 hall", "b 10:00 hall", "c 09:00 villa"),
            ("a 09:00 booths", "b 10:00 booths 1", "c 09:00 booths 2"),
        ),
        fault=("a 09:00 booths", "b 10:00 booths 2", "c 09:00 villa"),
        subject="R",
        activities=("a", "b"),
        says=("Booths (booths), unit 1", "Booths (booths), unit 2"),
    ),
    "same-day": Fault(
        tables={"activities": A_B_C},
        rules=declared("same-day"),
        legal=(("a 09:00 hall", "b 19:00 hall", "c 26T09:00 hall"),),
        fault=("a 09:00 hall", "b 26T09:00 salon", "c 26T09:00 hall"),
        subject="R",
        activities=("a", "b"),
    ),
    "minimum-gap": Fault(
        tables={"activities": A_B_C},
        rules=declared("minimum-gap", minutes=45),
        legal=(
            ("a 09:00 hall", "b 10:45 hall", "c 09:00 villa"),
            ("b 09:00 hall", "a 10:45 hall", "c 10:15 villa"),
        ),
        fault=("b 09:00 hall", "a 10:30 hall", "c 09:00 villa"),
        subject="R",
        activities=("b", "a"),
        clash="10:30-10:45",
    ),
    "at-most-parallel": Fault(
        tables={"activities": [*A_B_C, {"id": "d"}, {"id": "e"}]},
        rules=declared("at-most-parallel", "a;b;c;d", limit=2),
        legal=(
            ("a 09:00 hall", "b 09:00 salon", "c 10:00 hall", "d 10:00 salon", "e 09:00 villa"),
        ),
        # three from 9:30, four from 9:45 to 10:00: two beyond the limit
        fault=("a 09:00 hall", "b 09:15 salon", "c 09:30 villa", "d 09:45 booths", "e 11:00 hall"),
        subject="R",
        activities=("a", "b", "c", "d"),
        clash="09:45-10:00",
        says=("4 under way at once, at most 2",),
        count=2,
    ),
    "fair-breaks": Fault(
        tables={
            "activities": [
                {"id": "a", "people": ["P", "C"]},
                {"id": "b", "people": ["P"]},
                {"id": "c", "people": ["P"]},
                {"id": "d", "people": ["P", "C"]},
            ]
        },
        rules=declared("fair-breaks", "", people=["P", "C"], limit=1),
        # Breaks are waits of more than 60 minutes. Peru waits 10:00-11:15, 12:15-13:15 (no
        # break) and, were d on the same date, until 16:00; Cuba never: 1 and 0.
        legal=(("a 09:00 hall", "b 11:15 hall", "c 13:15 hall", "d 26T09:00 hall"),),
        # Peru: 10:00-11:15, 12:15-13:30 and 14:30-16:00; Cuba: 10:00-16:00. 3 and 1.
        fault=("a 09:00 hall", "b 11:15 hall", "c 13:30 hall", "d 16:00 hall"),
        subject="R",
        activities=(),
        says=("(P) has 3 breaks", "(C) has 1"),
    ),
}
