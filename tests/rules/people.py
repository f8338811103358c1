"""Rules about persons."""

from models import HardRule
from tests.drawing.chance import Chance
from tests.rules.forms import Fault, Row, Rows, Triplet, at, moment, within

PERU: Rows = {"a": {"people": ["P"]}, "b": {"people": ["P"]}}
PERU_IN_TOWN: Rows = {name: {**row, "rooms": ["hall", "salon"]} for name, row in PERU.items()}
PERU_AT_A_B = [{"id": "a", "people": ["P"]}, {"id": "b", "people": ["P"]}]


def peru(**limits: int) -> list[Row]:
    """Return the heads of Peru, with limits, and of Cuba."""
    return [{"id": "P", "name": "Peru", **limits}, {"id": "C", "name": "Cuba"}]


def hour(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def limits(chance: Chance, grid: int) -> Row:
    """Draw limits of a person; most have few."""
    row: Row = {"rest_minutes": chance.choice([0, 0, chance.integer(0, grid)])}
    if chance.maybe(0.15):
        row["daily_minutes"] = grid * chance.integer(0, 4)
    if chance.maybe(0.15):
        row["daily_activities"] = chance.integer(0, 3)
    if chance.maybe(0.5):
        row["night_rest_minutes"] = chance.choice([600, 1390, 1430, 1500, 2900])
    if chance.maybe(0.3):
        row["streak_minutes"] = chance.choice([grid, 2 * grid, 2 * grid, 2 * grid + 3])
        row["streak_pause_minutes"] = chance.choice([0, 1, grid, grid, grid + 1, 2 * grid])
    if chance.maybe(0.3):
        start = chance.choice([0, 65, 545, 560, 1200, 1215])
        end = start + chance.choice([grid, 2 * grid, 600])
        cost = chance.choice(["", "=0", "=3"])
        row["usual_hours"] = f"{hour(start)}/{hour(end)}{cost}"
    return row


TRIPLETS: dict[HardRule, Triplet] = {
    "person-availability": Triplet(
        activities={"a": {"people": ["P", "C"]}},
        tables={
            "availability": [
                {"person": "P", "start": moment("09:00"), "end": moment("12:00")},
                {"person": "P", "start": moment("10:00"), "end": moment("11:00"), "state": "busy"},
                {"person": "C", "start": moment("10:00"), "end": moment("13:00")},
            ]
        },
        forbidden=(
            {"a": within("09:00-11:30")},
            {"a": within("11:30-14:00")},
            {"a": {"minutes": 61}},
        ),
        allowed=({"a": within("11:00-12:00")}, {"a": within("09:00-11:30") | {"people": ["P"]}}),
    ),
    "person-overlap": Triplet(
        activities=PERU_IN_TOWN,
        forbidden=(
            {"a": at("09:00"), "b": at("09:30")},
            {"a": within("09:00-10:30"), "b": within("09:00-10:30")},
        ),
        allowed=(
            {"a": at("09:00"), "b": at("10:00")},
            {"a": within("09:00-11:00"), "b": within("09:00-11:00")},
            {"a": at("09:00"), "b": at("09:30") | {"people": ["C"]}},
        ),
    ),
    "transfer": Triplet(
        activities={**PERU, "c": {"people": ["P"]}},
        forbidden=(
            {"a": at("09:00", "hall"), "b": at("10:30", "villa")},
            {"a": at("09:00", "villa"), "b": at("10:00", "hall")},
            {
                "a": within("09:00-10:30") | {"pin_room": "hall"},
                "b": within("10:00-11:30") | {"pin_room": "villa"},
            },
            {  # in town b comes too late for c, at the lake too soon after a
                "a": at("09:00", "hall"),
                "b": within("10:30-11:30") | {"rooms": ["hall", "villa"]},
                "c": at("12:00", "villa"),
            },
            {  # the same, and nothing fixed
                "a": within("09:00-10:30") | {"rooms": ["salon"]},
                "b": within("10:00-11:30", "10:30-12:00") | {"rooms": ["hall", "villa"]},
                "c": within("11:00-12:30") | {"rooms": ["villa"]},
            },
        ),
        allowed=(
            {"a": at("09:00", "hall"), "b": at("11:00", "villa")},
            {"a": at("09:00", "villa"), "b": at("10:30", "hall")},
            {"a": at("09:00", "hall"), "b": at("10:00", "salon")},
            {
                "a": at("09:00", "hall"),
                "b": within("10:00-11:00") | {"rooms": ["hall", "villa"]},
                "c": at("12:00", "villa"),
            },
            {
                "a": at("09:00", "hall"),
                "b": within("11:00-12:00") | {"rooms": ["hall", "villa"]},
                "c": at("12:00", "villa"),
            },
        ),
    ),
    "rest": Triplet(
        activities=PERU_IN_TOWN,
        tables={"people": peru(rest_minutes=60)},
        forbidden=(
            {"a": at("09:00"), "b": at("10:30")},
            {"a": within("09:00-10:30"), "b": within("10:00-11:30")},
        ),
        allowed=(
            {"a": at("09:00"), "b": at("11:00")},
            {"a": within("09:00-10:30"), "b": within("10:00-12:00")},
            {"a": at("09:00"), "b": at("10:30") | {"people": ["C"]}},
        ),
    ),
    "night-rest": Triplet(
        activities=PERU_IN_TOWN,
        tables={"people": peru(night_rest_minutes=20 * 60)},
        forbidden=(
            {"a": at("13:00"), "b": at("26T09:30")},
            {"a": within("12:30-14:00"), "b": within("26T09:00-26T10:00")},
        ),
        allowed=(
            {"a": at("13:00"), "b": at("26T10:00")},
            {"a": at("12:00"), "b": at("26T09:00")},
            {"a": at("12:00"), "b": at("13:00")},
        ),
    ),
    "daily-minutes": Triplet(
        activities=PERU_IN_TOWN,
        tables={"people": peru(daily_minutes=60)},
        forbidden=(
            {"a": at("09:00"), "b": at("13:00")},
            {"a": within("09:00-14:00"), "b": within("09:00-14:00")},
            {"a": {"minutes": 61}},
        ),
        allowed=(
            {"a": at("09:00"), "b": at("26T09:00")},
            {"a": {"minutes": 30}, "b": {**within("09:00-14:00"), "minutes": 30}},
        ),
    ),
    "daily-streak": Triplet(
        activities={**PERU_IN_TOWN, "c": {"people": ["P"], "optional": True}},
        tables={"people": peru(streak_minutes=90, streak_pause_minutes=60)},
        forbidden=(
            {"a": at("09:00"), "b": at("10:30")},  # the pause is half an hour
            {"a": within("09:00-10:30"), "b": within("10:00-11:30")},
            {"a": {"minutes": 91}},
            {  # a fills the long pause between b and c: 30 + 30 + 60 minutes
                "a": {**at("10:00"), "minutes": 30},
                "b": {**at("09:00"), "minutes": 30},
                "c": {**at("11:00"), "optional": False},
            },
        ),
        allowed=(
            {"a": at("09:00"), "b": at("11:00")},
            {"a": at("09:00"), "b": {**at("10:30"), "minutes": 30}},  # pauses do not count
            {"a": at("09:00"), "b": at("26T09:00")},
            {"a": at("09:00"), "b": at("11:00"), "c": at("10:00")},  # c is left out
            {"a": {"minutes": 90}},
        ),
        refused=(
            ({"people": peru(streak_minutes=90)}, "streak_pause_minutes"),
            ({"people": peru(streak_pause_minutes=60)}, "streak_pause_minutes"),
        ),
    ),
    "daily-activities": Triplet(
        activities=PERU_IN_TOWN,
        tables={"people": peru(daily_activities=1)},
        forbidden=(
            {"a": at("26T09:00"), "b": at("26T13:00")},
            {"a": within("09:00-14:00"), "b": within("09:00-14:00")},
        ),
        allowed=(
            {"a": at("09:00"), "b": at("26T09:00")},
            {"a": at("09:00"), "b": {"optional": True}},
        ),
    ),
}

FAULTS: dict[HardRule, Fault] = {
    "person-availability": Fault(
        tables={
            "availability": [
                {"person": "P", "start": "2025-10-25T09:00", "end": "2025-10-25T10:00"},
                {"person": "P", "start": "2025-10-25T10:00", "end": "2025-10-25T13:00"},
                {
                    "person": "P",
                    "start": "2025-10-25T11:00",
                    "end": "2025-10-25T11:30",
                    "state": "busy",
                },
            ],
            "activities": [{"id": "a", "people": ["P", "C"]}],
        },
        legal=(("a 09:00 hall",), ("a 09:30 hall",), ("a 10:00 hall",), ("a 11:30 hall",)),
        fault=("a 10:45 hall",),
        subject="P",
        activities=("a",),
        clash="10:45-11:45",
        says=("Head of delegation, Peru (P)", "25 Oct 09:00-11:00; 25 Oct 11:30-13:00"),
    ),
    "person-overlap": Fault(
        tables={"activities": [{"id": "a", "people": ["P", "P"]}, {"id": "b", "people": ["P"]}]},
        legal=(("a 09:00 hall", "b 10:00 salon"), ("b 09:00 hall", "a 10:00 salon")),
        fault=("b 09:00 hall", "a 09:45 salon"),
        subject="P",
        activities=("b", "a"),
        clash="09:45-10:00",
        says=(
            "Head of delegation, Peru (P) is required at 'B' (b) and 'A' (a) at once, "
            "25 Oct 09:45-10:00",
        ),
    ),
    "transfer": Fault(
        tables={
            "transfers": [
                {"from_zone": "town", "to_zone": "lake", "minutes": 30},
                {"from_zone": "lake", "to_zone": "town", "minutes": 15},
            ],
            "activities": PERU_AT_A_B,
        },
        legal=(
            ("a 09:00 hall", "b 10:30 villa"),
            ("a 09:00 villa", "b 10:15 hall"),  # the way back is shorter
            ("a 09:00 hall", "b 10:00 salon"),  # the same zone
        ),
        fault=("a 09:00 hall", "b 10:15 villa"),
        subject="P",
        activities=("a", "b"),
        clash="10:15-10:30",
        says=("15 of the 30 minutes", "in Great Hall (hall) to 'B' (b) in Villa (villa)"),
    ),
    "rest": Fault(
        tables={"people": peru(rest_minutes=30), "activities": PERU_AT_A_B},
        legal=(("a 09:00 hall", "b 10:30 salon"), ("a 09:00 hall", "b 26T09:00 hall")),
        fault=("a 09:00 hall", "b 10:15 hall"),
        subject="P",
        activities=("a", "b"),
        clash="10:15-10:30",
        says=("15 of the 30 minutes of rest",),
    ),
    "night-rest": Fault(
        tables={"people": peru(night_rest_minutes=13 * 60), "activities": PERU_AT_A_B},
        legal=(
            ("a 19:00 hall", "b 26T09:00 hall"),
            ("a 18:00 hall", "b 26T08:00 hall"),
            ("a 09:00 hall", "b 10:00 hall"),  # the same date
        ),
        fault=("a 19:00 hall", "b 26T08:45 hall"),
        subject="P",
        activities=("a", "b"),
        clash="26T08:45-26T09:00",
        says=("765 of the 780 minutes of night rest",),
    ),
    "daily-minutes": Fault(
        tables={"people": peru(daily_minutes=60), "activities": PERU_AT_A_B},
        legal=(("a 09:00 hall", "b 26T09:00 hall"),),
        fault=("a 09:00 hall", "b 11:00 hall"),
        subject="P",
        activities=("a", "b"),
        clash="09:00-12:00",
        says=("120 minutes on 25 Oct, at most 60",),
    ),
    "daily-streak": Fault(
        tables={
            "people": peru(streak_minutes=120, streak_pause_minutes=30),
            "activities": [*PERU_AT_A_B, {"id": "c", "people": ["P"]}],
        },
        legal=(
            ("a 09:00 hall", "b 10:15 hall", "c 11:45 hall"),  # a pause of 30 minutes ends it
            ("a 09:00 hall", "b 10:00 hall", "c 26T08:00 hall"),
        ),
        fault=("a 09:00 hall", "b 10:15 hall", "c 11:30 hall"),
        subject="P",
        activities=("a", "b", "c"),
        clash="09:00-12:30",
        says=("180 minutes of activities in a row", "without a pause of 30; at most 120"),
    ),
    "daily-activities": Fault(
        tables={"people": peru(daily_activities=1), "activities": PERU_AT_A_B},
        legal=(("a 09:00 hall", "b 26T09:00 hall"),),
        fault=("a 26T09:00 hall", "b 26T11:00 hall"),
        subject="P",
        activities=("a", "b"),
        clash="26T09:00-26T12:00",
        says=("2 activities on 26 Oct, at most 1",),
    ),
}
