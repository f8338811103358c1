"""The rules and goals by slow loops over every minute and every pair; no test."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, groupby, pairwise

from models import Activity, Instance, Person, Room, Rule

Finding = tuple[str, str, tuple[str, ...], int, int]


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


def finding(rule: str, subject: str, events: list[Event], minutes: set[int]) -> Finding:
    ids = tuple(sorted(event.activity.id for event in events))
    return rule, subject, ids, min(minutes, default=0), max(minutes, default=-1) + 1


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


def long_streaks(limits: Person, day: list[Event]) -> Iterator[Finding]:
    """Walk through the minutes of a day: after enough idle ones a streak is over."""
    streak: list[Event] = []
    idle = 0
    busy = all_minutes(day)
    for minute in range(min(busy, default=0), max(busy, default=-1) + 1):
        starting = [event for event in day if event.start == minute]
        if starting and idle >= (limits.streak_pause_minutes or 0):
            yield from too_long(limits, streak)
            streak = []
        streak += starting
        idle = 0 if minute in busy else idle + 1
    yield from too_long(limits, streak)


def too_long(limits: Person, streak: list[Event]) -> Iterator[Finding]:
    if sum(event.activity.minutes for event in streak) > (limits.streak_minutes or 0):
        yield finding("daily-streak", limits.id, streak, all_minutes(streak))


def slow_days(person: str, instance: Instance, mine: list[Event]) -> Iterator[Finding]:
    limits = instance.person[person]
    days = [[event for event in mine if event.day == day] for day in range(2)]
    for day in days:
        all_day = {minute for event in day for minute in event.busy}
        if sum(event.activity.minutes for event in day) > (limits.daily_minutes or 0):
            yield finding("daily-minutes", person, day, all_day)
        if len(day) > (limits.daily_activities or 0):
            yield finding("daily-activities", person, day, all_day)
        yield from long_streaks(limits, day)
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
    rules = {rule.id: rule for rule in instance.rules}
    for a, b in (in_order(*pair) for pair in combinations(events, 2)):
        if a.activity.id != b.activity.id:
            yield from slow_pair(rules, a, b)
    most = highest(events)
    if most > rules["most"].limit:
        peak = stretches({m for m in all_minutes(events) if under_way(events, m) == most})[0]
        there = [event for event in events if event.busy & peak]
        yield finding("at-most-parallel", "most", there, peak)


def slow_pair(rules: dict[str, Rule], a: Event, b: Event) -> Iterator[Finding]:
    """Judge two events of different activities, the one that starts first ahead."""
    names = {a.activity.id, b.activity.id}
    if a.busy & b.busy:
        yield finding("apart", "apart", [a, b], a.busy & b.busy)
        if len(names & set(rules["across"].others)) == 1:
            yield finding("apart", "across", [a, b], a.busy & b.busy)
    if a.busy & b.busy or b.start in a.after(rules["gap"].minutes):
        until = a.end + rules["gap"].minutes
        yield finding("minimum-gap", "gap", [a, b], set(range(b.start, until)))
    if a.start == b.start:
        yield finding("not-same-slot", "slot", [a, b], a.busy & b.busy)
    if a.day == b.day:
        yield finding("different-day", "dates", [a, b], set())
    days, stated = b.day - a.day, rules["days"]
    if days < (stated.least_days or 0) or days > (days if (m := stated.most_days) is None else m):
        yield finding("day-distance", "days", [a, b], set())
    order = rules["near"].activities
    if abs(order.index(a.activity.id) - order.index(b.activity.id)) == 1:
        between = set(range(a.end, b.start))
        if len(between) > rules["near"].minutes:
            yield finding("maximum-gap", "near", [a, b], between)
        far = between if len(between) > rules["beside"].minutes else set()
        if far or (a.room, a.unit) != (b.room, b.unit):
            yield finding("adjacent", "beside", [a, b], far)


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
