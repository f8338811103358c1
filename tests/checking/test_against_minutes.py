"""The referee against a slow one that looks at every minute and every pair."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, groupby, pairwise
from typing import Any

import pytest

from models import Activity, HardRule, Instance, Room, Timetable, Violation
from scheduler.checking import check
from tests.drawing.chance import Chance
from tests.drawing.trying import try_made

Finding = tuple[str, str, tuple[str, ...], int, int]
DAYS = ("2025-10-25", "2025-10-26")


@dataclass(frozen=True, eq=False)
class Event:
    """A placement as a set of minutes."""

    activity: Activity
    room: Room
    unit: int
    day: int
    start: int

    @property
    def busy(self) -> set[int]:
        """Minutes under way."""
        return set(range(self.start, self.start + self.activity.minutes))

    @property
    def end(self) -> int:
        """First minute after it."""
        return max(self.busy) + 1

    @property
    def occupied(self) -> set[int]:
        """Minutes its unit of the room is taken."""
        after = self.activity.clear_down_minutes + self.room.turnaround_minutes
        return set(range(self.start - self.activity.set_up_minutes, self.end + after))

    def after(self, minutes: int) -> set[int]:
        """The minutes after it."""
        return set(range(self.end, self.end + minutes))


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
        "rules": [
            {"id": "apart", "kind": "apart", "activities": ids},
            {"id": "gap", "kind": "minimum-gap", "activities": ids, "minutes": chance.below(6)},
            {
                "id": "most",
                "kind": "at-most-parallel",
                "activities": ids,
                "limit": chance.integer(1, 3),
            },
            {"id": "most-soft", "kind": "at-most-parallel", "activities": ids, "limit": 1}
            | {"weight": 1},
        ],
    }


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


def finding(rule: str, subject: str, events: list[Event], minutes: set[int]) -> Finding:
    ids = tuple(sorted(event.activity.id for event in events))
    return rule, subject, ids, min(minutes), max(minutes) + 1


def stretches(minutes: set[int]) -> list[set[int]]:
    """Part minutes into runs without a hole."""
    runs = groupby(enumerate(sorted(minutes)), key=lambda pair: pair[1] - pair[0])
    return [{minute for _, minute in run} for _, run in runs]


def in_order(a: Event, b: Event) -> tuple[Event, Event]:
    return (a, b) if (a.start, a.end) <= (b.start, b.end) else (b, a)


def slow_rooms(events: list[Event]) -> Iterator[Finding]:
    for a, b in combinations(events, 2):
        shared = a.occupied & b.occupied
        if (a.room, a.unit) == (b.room, b.unit) and shared:
            yield finding("room-overlap", a.room.id, [a, b], shared)


def slow_people(instance: Instance, events: list[Event]) -> Iterator[Finding]:
    transfers = {(t.from_zone, t.to_zone): t.minutes for t in instance.transfers}
    for person in instance.people:
        mine = [event for event in events if person.id in event.activity.people]
        for event in mine:
            if event.busy - present(instance, person.id):
                yield finding("person-availability", person.id, [event], event.busy)
        for a, b in (in_order(*pair) for pair in combinations(mine, 2)):
            if a.busy & b.busy:
                yield finding("person-overlap", person.id, [a, b], a.busy & b.busy)
                continue
            way = transfers.get((a.room.zone or "", b.room.zone or ""), 0)
            for rule, needed in (("transfer", way), ("rest", person.rest_minutes)):
                if b.start in a.after(needed):
                    late = a.after(needed) - set(range(a.end, b.start))
                    yield finding(rule, person.id, [a, b], late)
        yield from slow_days(person.id, instance, mine)


def slow_days(person: str, instance: Instance, mine: list[Event]) -> Iterator[Finding]:
    limits = instance.person[person]
    days = [[event for event in mine if event.day == day] for day in range(2)]
    for day in days:
        all_day = {minute for event in day for minute in event.busy}
        if sum(event.activity.minutes for event in day) > (limits.daily_minutes or 0):
            yield finding("daily-minutes", person, day, all_day)
        if len(day) > (limits.daily_activities or 0):
            yield finding("daily-activities", person, day, all_day)
    if all(days):
        last = max(event.end for event in days[0])
        first = min(event.start for event in days[1])
        night = set(range(last, last + limits.night_rest_minutes))
        if first in night:
            # which of several that end, or start, at that moment is the referee's choice
            late = night - set(range(last, first))
            yield finding("night-rest", person, [], late)


def present(instance: Instance, person: str) -> set[int]:
    minutes = {minute for window in instance.windows for minute in range(*window)}
    for row in instance.availability:
        if row.person == person:
            minutes -= set(range(instance.clock.minute(row.start), instance.clock.minute(row.end)))
    return minutes


def slow_resources(instance: Instance, events: list[Event]) -> Iterator[Finding]:
    users = [event for event in events if "k" in event.activity.resources]
    level: dict[int, int] = {}
    for event in users:
        for minute in event.busy:
            level[minute] = level.get(minute, 0) + event.activity.resources["k"]
    most = instance.resources[0].level
    for run in stretches({minute for minute, needed in level.items() if needed > most}):
        yield finding("resource-level", "k", [user for user in users if user.busy & run], run)


def slow_declared(instance: Instance, events: list[Event]) -> Iterator[Finding]:
    gap = next(rule.minutes for rule in instance.rules if rule.id == "gap")
    limit = next(rule.limit for rule in instance.rules if rule.id == "most")
    for a, b in (in_order(*pair) for pair in combinations(events, 2)):
        if a.activity.id == b.activity.id:
            continue
        if a.busy & b.busy:
            yield finding("apart", "apart", [a, b], a.busy & b.busy)
        if a.busy & b.busy or b.start in a.after(gap):
            until = a.end + gap
            yield finding("minimum-gap", "gap", [a, b], set(range(b.start, until)))
    most = highest(events)
    if most > limit:
        peak = stretches({m for m in all_minutes(events) if under_way(events, m) == most})[0]
        there = [event for event in events if event.busy & peak]
        yield finding("at-most-parallel", "most", there, peak)


def all_minutes(events: list[Event]) -> set[int]:
    return {minute for event in events for minute in event.busy}


def under_way(events: list[Event], minute: int) -> int:
    return sum(minute in event.busy for event in events)


def highest(events: list[Event]) -> int:
    return max((under_way(events, minute) for minute in all_minutes(events)), default=0)


def slow_breaks(instance: Instance, events: list[Event]) -> int:
    breaks = 0
    for person in instance.people:
        for day in range(2):
            mine = [e for e in events if e.day == day and person.id in e.activity.people]
            busy = sorted(all_minutes(mine))
            idle = [after - before - 1 for before, after in pairwise(busy)]
            breaks += sum(wait > instance.policy.break_minutes for wait in idle)
    return breaks


def slow_parallel(events: list[Event]) -> int:
    workshops = [event for event in events if event.activity.kind == "workshop"]
    total = 0
    for topic in "uv":
        about = [event for event in workshops if topic in event.activity.topics]
        total += sum(under_way(about, minute) - 1 for minute in all_minutes(about))
    return total


def slow_missing(instance: Instance, events: list[Event]) -> int:
    missing = 0
    for person in "PQR":
        needs = [event for event in events if person in event.activity.people]
        wishes = [
            event
            for event in events
            if person in event.activity.wished_people and event not in needs
        ]
        free = present(instance, person) - all_minutes(needs)
        missing += sum(bool(event.busy - free) for event in wishes)
        missing += sum(bool(a.busy & b.busy) for a, b in combinations(wishes, 2))
    return missing


JUDGED: tuple[HardRule, ...] = (
    "room-overlap",
    "person-availability",
    "person-overlap",
    "transfer",
    "rest",
    "night-rest",
    "daily-minutes",
    "daily-activities",
    "resource-level",
    "apart",
    "minimum-gap",
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
