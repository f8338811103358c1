"""The referee against a slow one that looks at every minute and every pair."""

from collections.abc import Callable
from typing import Any

import pytest

from models import HardRule, Instance, Timetable, Violation
from scheduler.checking import check
from tests.checking.minute_by_minute import (
    Event,
    Finding,
    highest,
    slow_breaks,
    slow_declared,
    slow_missing,
    slow_parallel,
    slow_people,
    slow_resources,
    slow_rooms,
)
from tests.drawing.chance import Chance
from tests.drawing.trying import try_made

DAYS = ("2025-10-25", "2025-10-26")


def some(chance: Chance, names: str, most: int) -> list[str]:
    return chance.sample(names, chance.integer(0, most))


def draw_tables(chance: Chance) -> dict[str, Any]:
    """Draw two days of an hour, five rooms' worth of units, three busy persons."""
    ids = [f"a{n}" for n in range(chance.integer(2, 9))]
    stretches = [sorted(chance.sample(range(60), 2)) for _ in range(chance.integer(0, 3))]
    return {
        "time_zone": chance.choice(["Asia/Ho_Chi_Minh", "Europe/Paris"]),
        "grid_minutes": 1,
        "days": [{"date": day, "start": "08:00", "end": "09:00"} for day in DAYS],
        "policy": {"break_minutes": chance.below(12)},
        "zones": [{"id": zone, "name": zone} for zone in "yz"],
        "transfers": [
            {"from_zone": "y", "to_zone": "z", "minutes": chance.below(9)},
            {"from_zone": "z", "to_zone": "y", "minutes": chance.below(9)},
        ],
        "rooms": [
            {
                "id": room,
                "name": room,
                "capacity": 9,
                "zone": zone,
                "units": units,
                "turnaround_minutes": chance.below(4),
            }
            for room, zone, units in (("r", "y", 1), ("s", "y", 2), ("t", "z", 2))
        ],
        "people": [
            {
                "id": person,
                "name": person,
                "rest_minutes": chance.below(6),
                "night_rest_minutes": 1380 + chance.choice([-9, 20, 50, 80, 110]),
                "daily_minutes": chance.integer(20, 49),
                "streak_minutes": chance.integer(10, 39),
                "streak_pause_minutes": chance.integer(1, 12),
                "daily_activities": chance.integer(1, 4),
            }
            for person in "PQR"
        ],
        "availability": [
            {
                "person": chance.choice("PQR"),
                "start": f"{day}T08:{start:02}",
                "end": f"{day}T08:{end:02}",
                "state": "busy",
            }
            for start, end in stretches
            for day in DAYS
        ],
        "resources": [{"id": "k", "name": "k", "level": chance.integer(1, 3)}],
        "activities": [draw_activity(chance, one) for one in ids],
        "rules": draw_rules(chance, ids),
    }


def draw_rules(chance: Chance, ids: list[str]) -> list[dict[str, Any]]:
    """Draw one rule of each kind that is judged, all hard; and one that is not."""
    most = {"id": "most", "kind": "at-most-parallel", "limit": chance.integer(1, 3)}
    least_days = chance.below(2)
    rows: list[dict[str, Any]] = [
        {"id": "apart", "kind": "apart"},
        {"id": "gap", "kind": "minimum-gap", "minutes": chance.below(6)},
        {"id": "near", "kind": "maximum-gap", "minutes": chance.choice([0, 3, 20, 1500])},
        {"id": "beside", "kind": "adjacent", "minutes": chance.choice([0, 3, 20, 1500])},
        {"id": "slot", "kind": "not-same-slot"},
        {"id": "dates", "kind": "different-day"},
        {"id": "days", "kind": "day-distance", "least_days": least_days}
        | {"most_days": chance.choice([None, least_days, 1])},
        most,
        {**most, "id": "most-soft", "limit": 1, "weight": 1},
    ]
    listed = [{**row, "activities": ids} for row in rows]
    first = chance.integer(1, len(ids) - 1)
    across = {"id": "across", "kind": "apart", "activities": ids[:first], "others": ids[first:]}
    return [*listed, across]


def draw_activity(chance: Chance, name: str) -> dict[str, Any]:
    amount = chance.below(3)
    return {
        "id": name,
        "kind": chance.choice(["workshop", "workshop", "press"]),
        "minutes": chance.choice([1, 2, 5, 9, 30]),
        "set_up_minutes": chance.below(4),
        "clear_down_minutes": chance.below(4),
        "people": some(chance, "PQR", 2),
        "wished_people": some(chance, "PQR", 3),
        "topics": some(chance, "uv", 2),
        "resources": {"k": amount} if amount else {},
    }


def draw_events(chance: Chance, instance: Instance) -> list[Event]:
    """Place every activity in the days, about one in ten of them twice."""
    events = []
    for activity in instance.activities:
        for _ in range(chance.choice([1] * 9 + [2])):
            day = chance.below(2)
            opens, closes = instance.windows[day]
            start = chance.integer(opens, closes - activity.minutes)
            room = chance.choice(instance.rooms)
            events.append(Event(activity, room, chance.integer(1, room.units), day, start))
    return events


def write(instance: Instance, events: list[Event]) -> Timetable:
    rows = [
        {
            "activity": event.activity.id,
            "start": instance.clock.moment(event.start),
            "room": event.room.id,
            "unit": event.unit,
        }
        for event in events
    ]
    return Timetable.model_validate({"placements": rows})


JUDGED: tuple[HardRule, ...] = (
    "room-overlap",
    "person-availability",
    "person-overlap",
    "transfer",
    "rest",
    "night-rest",
    "daily-minutes",
    "daily-activities",
    "daily-streak",
    "resource-level",
    "apart",
    "minimum-gap",
    "maximum-gap",
    "adjacent",
    "not-same-slot",
    "different-day",
    "day-distance",
    "at-most-parallel",
)


def comparable(violation: Violation) -> Finding:
    known = () if violation.rule == "night-rest" else tuple(sorted(violation.activities))
    start, end = violation.start or 0, violation.end or 0
    return violation.rule, violation.subject, known, start, end


Drawn = tuple[Instance, list[Event]]


@pytest.fixture(name="draw")
def draw_fixture(summit: Callable[..., Instance]) -> Callable[[Chance], Drawn]:
    """Draw an instance, and where its activities take place."""

    def draw(chance: Chance) -> Drawn:
        instance = summit(**draw_tables(chance))
        return instance, draw_events(chance, instance)

    return draw


@pytest.mark.parametrize("chunk", range(8))
def test_check_agrees_with_minute_by_minute(chunk: int, draw: Callable[[Chance], Drawn]) -> None:
    """The referee finds all that slow loops find, and nothing else, on 400 small instances."""

    def agrees(drawn: Drawn, chance: Chance) -> None:
        instance, events = drawn
        report = check(instance, write(instance, events))
        told = [comparable(violation) for violation in report.violations]
        slow = [
            *slow_rooms(events),
            *slow_people(instance, events),
            *slow_resources(instance, events),
            *slow_declared(instance, events),
        ]
        assert sorted(one for one in told if one[0] in JUDGED) == sorted(slow)
        scores = report.scores
        assert scores["breaks"].value == slow_breaks(instance, events)
        audience = scores["audience"].parts
        assert audience["parallel_minutes"] == slow_parallel(events)
        assert audience["wished_missing"] == slow_missing(instance, events)
        assert scores["rules"].parts == {"most-soft": max(0, highest(events) - 1)}

    try_made(agrees, draw, examples=50, seed=chunk)


def test_drawn_instances_break_and_keep_every_rule(draw: Callable[[Chance], Drawn]) -> None:
    """The comparison can fail: among 100 draws each judged rule is broken, and is kept."""
    broken: dict[str, int] = dict.fromkeys(JUDGED, 0)

    def note(drawn: Drawn, chance: Chance) -> None:
        violations = check(drawn[0], write(*drawn)).violations
        for rule in {violation.rule for violation in violations} & set(JUDGED):
            broken[rule] += 1

    try_made(note, draw, examples=100)
    assert all(0 < times < 100 for times in broken.values()), broken
