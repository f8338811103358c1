"""Rules that planners declare about how far activities are from each other."""

from models import HardRule
from tests.rules.declared import A_B_C, ABC
from tests.rules.forms import Fault, Triplet, at, declared, within

DAYS = [{"date": f"2025-10-{day}", "start": "09:00", "end": "14:00"} for day in ("25", "26", "28")]
"""Three days; between the last two there is one without programme."""

ON_TWO_DAYS = within("09:00-12:00", "26T09:00-26T12:00")
FAR = ("28T09:00", "25T13:00", "25T09:00")

TRIPLETS: dict[HardRule, Triplet] = {
    "maximum-gap": Triplet(
        activities=ABC,
        rule={"kind": "maximum-gap", "activities": "a;b;c", "minutes": 30},
        forbidden=(
            {"a": at("09:00"), "b": at("11:00")},
            {"a": at("12:00"), "b": at("10:00"), "c": at("26T09:00")},
            {"a": within("09:00-10:30"), "b": within("11:30-13:00")},
            {"a": within("11:30-13:00"), "b": within("09:00-10:30")},
        ),
        cost=(1, 2, 1, 1),
        allowed=(
            {"a": at("09:00"), "b": at("10:30"), "c": at("12:00")},
            {"b": at("09:00"), "a": at("10:30"), "c": at("09:00")},
            {"a": at("09:00"), "b": within("10:00-11:30"), "c": within("11:30-13:00")},
            {"a": at("09:00"), "b": {"minutes": 300}, "c": at("13:00")},  # under way between
            {"a": at("09:00"), "b": {"optional": True}, "c": at("13:00")},
        ),
    ),
    "adjacent": Triplet(
        activities=ABC,
        rule={"kind": "adjacent", "activities": "a;b;c", "minutes": 30},
        forbidden=(
            {"a": at("09:00", "hall"), "b": at("11:00", "hall")},
            {"a": at("09:00", "hall"), "b": at("10:00", "salon"), "c": at("11:00", "hall")},
            {"a": within("09:00-10:30"), "b": within("11:30-13:00")},
            {"a": at("09:00", "booths", 1), "b": at("10:00", "booths", 2)},
            {"a": {"rooms": ["hall", "salon"]}, "b": {"rooms": ["villa", "booths"]}},
        ),
        cost=(1, 2, 1, 1, 1),
        allowed=(
            {"a": at("09:00", "hall"), "b": at("10:30", "hall"), "c": at("12:00", "hall")},
            {"a": at("10:30", "booths", 2), "b": {"pin_room": "booths"}, "c": at("13:00")},
            {"a": within("09:00-10:30"), "b": within("11:00-12:00"), "c": within("11:30-13:00")},
            {"a": at("09:00", "hall"), "b": {"optional": True}, "c": at("13:00", "salon")},
        ),
    ),
    "different-day": Triplet(
        activities=ABC,
        rule={"kind": "different-day", "activities": "a;b;c"},
        tables={"days": DAYS},
        forbidden=(
            {"a": at("09:00"), "b": at("13:00")},
            {"a": within("09:00-10:30"), "b": within("12:00-14:00")},
            {name: ON_TWO_DAYS for name in "abc"},
            {name: at("09:00") for name in "abc"},
        ),
        cost=(1, 1, 1, 3),
        allowed=(
            {"a": at("09:00"), "b": at("26T09:00"), "c": at("28T09:00")},
            {"a": at("09:00"), "b": {**within("09:00-12:00"), "optional": True}},
            {name: within("09:00-10:30", "26T09:00-26T10:30") for name in "ab"},
        ),
    ),
    "day-distance": Triplet(
        activities={"a": {}, "b": {}, "c": {"optional": True}},
        rule={"kind": "day-distance", "activities": "a;b;c", "least_days": 1, "most_days": 2},
        tables={"days": DAYS},
        forbidden=(
            {"a": at("09:00"), "b": at("13:00")},
            {"a": within("12:00-14:00"), "b": within("28T09:00-28T10:30"), "c": at("26T09:00")},
            {name: ON_TWO_DAYS | {"optional": False} for name in "abc"},
            {name: {**at(day), "optional": False} for name, day in zip("abc", FAR, strict=True)},
        ),
        cost=(1, 1, 1, 3),
        allowed=(
            {"a": at("09:00"), "b": at("26T09:00")},
            {"a": at("28T09:00"), "b": within("26T12:00-26T14:00"), "c": at("25T09:00")},
        ),
    ),
    "not-same-slot": Triplet(
        activities=ABC,
        rule={"kind": "not-same-slot", "activities": "a;b;c"},
        forbidden=(
            {"a": at("09:30"), "b": {**at("09:30"), "minutes": 120}},
            {name: within("09:00-10:30") for name in "abc"},
            {name: at("09:00") for name in "abc"},
        ),
        cost=(1, 1, 3),
        allowed=(
            {"a": at("09:30"), "b": {**at("09:00"), "minutes": 120}, "c": at("26T09:30")},
            {"a": within("09:00-10:30"), "b": within("09:00-10:30")},
        ),
    ),
}

FAULTS: dict[HardRule, Fault] = {
    "maximum-gap": Fault(
        tables={"activities": A_B_C},
        rules=declared("maximum-gap", "a;b;c", minutes=45),
        legal=(
            ("a 09:00 hall", "b 10:45 hall", "c 12:30 hall"),
            ("b 09:00 hall", "a 10:45 hall", "c 09:15 villa"),
        ),
        # a is near c, but listed beside b
        fault=("b 09:00 hall", "a 11:00 hall", "c 10:00 villa"),
        subject="R",
        activities=("b", "a"),
        clash="10:00-11:00",
        says=("must follow each other with at most 45 minutes between",),
    ),
    "adjacent": Fault(
        tables={"activities": A_B_C},
        rules=declared("adjacent", "a;b;c", minutes=15),
        legal=(
            ("a 09:00 hall", "b 10:15 hall", "c 11:15 hall"),
            ("b 10:15 booths 2", "a 09:15 booths 2", "c 11:30 booths 2"),
        ),
        fault=("a 09:00 booths 1", "b 10:00 booths 2", "c 11:15 booths 2"),
        subject="R",
        activities=("a", "b"),
        says=("unit 1", "unit 2", "in the same room, with at most 15 minutes between"),
    ),
    "different-day": Fault(
        tables={"activities": A_B_C},
        rules=declared("different-day"),
        legal=(("a 09:00 hall", "b 26T09:00 hall", "c 09:00 villa"),),
        fault=("a 19:00 hall", "b 09:00 villa", "c 26T09:00 hall"),
        subject="R",
        activities=("a", "b"),
        says=("must be on different dates",),
    ),
    "day-distance": Fault(
        tables={"activities": A_B_C, "days": DAYS},
        rules=declared("day-distance", "a;b", least_days=2),
        legal=(
            ("a 28T09:00 hall", "b 26T13:00 hall", "c 09:00 hall"),
            ("a 09:00 hall", "b 28T09:00 hall", "c 28T09:00 villa"),
        ),
        fault=("a 26T09:00 hall", "b 25T13:00 villa", "c 25T09:00 hall"),
        subject="R",
        activities=("a", "b"),
        says=("must be at least 2 days apart",),
    ),
    "not-same-slot": Fault(
        tables={"activities": A_B_C},
        rules=declared("not-same-slot"),
        legal=(("a 09:00 hall", "b 09:15 villa", "c 09:00 salon"),),
        fault=("a 09:15 hall", "b 09:15 villa", "c 09:00 salon"),
        subject="R",
        activities=("a", "b"),
        clash="09:15-10:15",
    ),
}
