"""Faults of an instance that no single row shows: unknown ids, clashes, skipped times.

Every function yields faults and none raises, so that all are told at once.
"""

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfoNotFoundError

from models.clock import Clock, Interval, SkippedTime, Span, inside
from models.record import Record

if TYPE_CHECKING:
    from models.activity import Activity
    from models.instance import Instance
    from models.timetable import Timetable

KEYED = ("zones", "rooms", "delegations", "people", "resources", "slots", "activities", "rules")

REFERENCES: Mapping[str, Mapping[str, str]] = {
    "transfers": {"from_zone": "zones", "to_zone": "zones"},
    "rooms": {"zone": "zones"},
    "people": {"delegation": "delegations"},
    "availability": {"person": "people"},
    "activities": {
        "people": "people",
        "wished_people": "people",
        "slots": "slots",
        "rooms": "rooms",
        "wished_rooms": "rooms",
        "pin_room": "rooms",
        "resources": "resources",
    },
    "rules": {"activities": "activities", "people": "people"},
}
"""Column -> table that its ids must be found in."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in the input.

    ``file`` is a table name until the reader knows better, ``row`` the position in the
    table (from 0) until the reader puts the line of the file.
    """

    file: str
    row: int | None
    column: str
    found: str
    allowed: str

    def __str__(self) -> str:
        where = self.file if self.row is None else f"{self.file}, row {self.row}"
        column = f", column {self.column}" if self.column else ""
        return f"{where}{column}: found {self.found}; allowed: {self.allowed}"


class InstanceError(ValueError):
    """Bad input; ``faults`` has all of it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


def find_faults(
    instance: "Instance", also_known: Mapping[str, Collection[str]] | None = None
) -> list[Fault]:
    """List what is wrong between rows.

    Parameters
    ----------
    instance
        Rows that are each valid; need not be consistent.
    also_known
        Table -> ids of rows that a reader had to drop, so that a reference to one is
        not reported as well.
    """
    faults = [*_duplicates(instance), *_unknown_ids(instance, also_known or {})]
    try:
        clock = Clock(instance.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        zone = Fault("instance", None, "time_zone", repr(instance.time_zone), "an IANA time zone")
        return [zone, *faults]
    skipped = list(_skipped_times(instance, clock))
    faults += skipped
    if skipped:  # no minute can be computed from such a time
        return faults
    faults += _backward_spans(instance, clock)
    if any(fault.file == "days" for fault in faults):
        return faults
    faults += _off_grid(instance, clock)
    faults += _pins(instance, clock)
    faults += _zones(instance)
    faults += _rule_shapes(instance)
    return faults


class _Hints:
    """Likely spellings; a few only, as each is a look at every known id."""

    most = 50
    largest = 5000

    def __init__(self) -> None:
        self._given: dict[tuple[str, str], str] = {}

    def similar(self, found: str, table: str, known: Collection[str]) -> str:
        key = (table, found)
        if key not in self._given and len(self._given) < self.most and len(known) <= self.largest:
            close = difflib.get_close_matches(found, known, n=1)
            self._given[key] = f" (did you mean {close[0]}?)" if close else ""
        return self._given.get(key, "")


def _duplicates(instance: "Instance") -> Iterator[Fault]:
    for table in KEYED:
        seen: set[str] = set()
        for row, record in enumerate(getattr(instance, table)):
            if record.id in seen:
                yield Fault(table, row, "id", repr(record.id), "an id used once")
            seen.add(record.id)
    dates = [day.date for day in instance.days]
    for row, day in enumerate(dates):
        if day in dates[:row]:
            yield Fault("days", row, "date", day.isoformat(), "each date once")


def _unknown_ids(
    instance: "Instance", also_known: Mapping[str, Collection[str]]
) -> Iterator[Fault]:
    hints = _Hints()
    known = {
        table: {record.id for record in getattr(instance, table)} | set(also_known.get(table, ()))
        for table in KEYED
    }
    for table, columns in REFERENCES.items():
        for row, record in enumerate(getattr(instance, table)):
            for column, target in columns.items():
                value = getattr(record, column)
                named = [value] if isinstance(value, str) else list(value or ())
                for name in named:
                    if name not in known[target]:
                        hint = hints.similar(name, target, known[target])
                        yield Fault(table, row, column, repr(name), f"an id of {target}{hint}")


def _moments(instance: "Instance") -> Iterator[tuple[str, int, str, datetime]]:
    for table in ("rooms", "slots", "availability", "activities"):
        for row, record in enumerate(getattr(instance, table)):
            for column in type(record).model_fields:
                for moment in _datetimes(getattr(record, column)):
                    yield table, row, column, moment
    for row, day in enumerate(instance.days):
        yield "days", row, "start", datetime.combine(day.date, day.start)
        yield "days", row, "end", datetime.combine(day.date, day.end)


def _datetimes(value: object) -> Iterator[datetime]:
    if isinstance(value, datetime):
        yield value
    elif isinstance(value, Span):
        yield from (value.start, value.end)
    elif isinstance(value, tuple):
        for part in value:
            yield from _datetimes(getattr(part, "span", part))


def _skipped_times(instance: "Instance", clock: Clock) -> Iterator[Fault]:
    for table, row, column, moment in _moments(instance):
        yield from _unreadable(clock, table, row, column, moment)


def _unreadable(
    clock: Clock, table: str, row: int, column: str, moment: datetime
) -> Iterator[Fault]:
    if moment.second or moment.microsecond:
        yield Fault(table, row, column, moment.isoformat(), "a time in whole minutes")
        return
    try:
        clock.minute(moment)
    except SkippedTime:
        allowed = f"a time that exists in {clock.zone.key} (daylight saving skips this one)"
        yield Fault(table, row, column, moment.isoformat(), allowed)
    except (OverflowError, ValueError):
        yield Fault(table, row, column, moment.isoformat(), "a date of our era")


def _spans(record: Record) -> Iterator[tuple[str, Span]]:
    if hasattr(record, "start") and hasattr(record, "end"):
        yield "end", Span(start=record.start, end=record.end)
    for column in type(record).model_fields:
        value = getattr(record, column)
        for part in value if isinstance(value, tuple) else ():
            span = getattr(part, "span", part)
            if isinstance(span, Span):
                yield column, span


def _backward_spans(instance: "Instance", clock: Clock) -> Iterator[Fault]:
    for row, day in enumerate(instance.days):
        if clock.at(day.date, day.end) <= clock.at(day.date, day.start):
            found = f"{day.start:%H:%M} to {day.end:%H:%M}"
            yield Fault("days", row, "end", found, "an end after the start")
    for table in ("rooms", "slots", "availability", "activities"):
        for row, record in enumerate(getattr(instance, table)):
            for column, span in _spans(record):
                start, end = clock.interval(span)
                if end <= start:
                    found = f"{span.start.isoformat()} to {span.end.isoformat()}"
                    yield Fault(table, row, column, found, "an end after the start")


def _windows(instance: "Instance", clock: Clock) -> list[Interval]:
    return [(clock.at(d.date, d.start), clock.at(d.date, d.end)) for d in instance.days]


def _off_grid(instance: "Instance", clock: Clock) -> Iterator[Fault]:
    windows = _windows(instance, clock)
    allowed = f"a day's start plus a multiple of {instance.grid_minutes} minutes"
    exact = [("slots", row, "start", slot.start) for row, slot in enumerate(instance.slots)]
    exact += [
        ("activities", row, "pin_start", activity.pin_start)
        for row, activity in enumerate(instance.activities)
        if activity.pin_start
    ]
    for table, row, column, moment in exact:
        minute = clock.minute(moment)
        day = next((w for w in windows if w[0] <= minute < w[1]), None)
        if day is None:
            yield Fault(table, row, column, moment.isoformat(), "a time inside the days")
        elif (minute - day[0]) % instance.grid_minutes:
            yield Fault(table, row, column, moment.isoformat(), allowed)


def _pins(instance: "Instance", clock: Clock) -> Iterator[Fault]:
    rooms = {room.id: room for room in instance.rooms}
    free = instance.free if not _has_unknown_people(instance) else {}
    for row, activity in enumerate(instance.activities):
        if activity.pin_unit is not None and activity.pin_room is None:
            yield Fault("activities", row, "pin_unit", str(activity.pin_unit), "only with pin_room")
        room = rooms.get(activity.pin_room or "")
        if room and activity.pin_unit and activity.pin_unit > room.units:
            allowed = f"1 to {room.units}, the units of {room.id}"
            yield Fault("activities", row, "pin_unit", str(activity.pin_unit), allowed)
        yield from _pinned_people(activity, row, clock, free)


def _has_unknown_people(instance: "Instance") -> bool:
    known = {person.id for person in instance.people}
    return any(row.person not in known for row in instance.availability)


def _pinned_people(
    activity: "Activity", row: int, clock: Clock, free: Mapping[str, list[Interval]]
) -> Iterator[Fault]:
    if activity.pin_start is None or activity.optional:
        return
    start = clock.minute(activity.pin_start)
    during = (start, start + activity.minutes)
    for person in activity.people:
        if person in free and not any(inside(during, stretch) for stretch in free[person]):
            when = f"{clock.moment(during[0]):%d %b %H:%M} to {clock.moment(during[1]):%H:%M}"
            allowed = f"persons available {when}, to which {activity.id} is pinned"
            yield Fault("activities", row, "people", repr(person), allowed)


def _zones(instance: "Instance") -> Iterator[Fault]:
    given = {(t.from_zone, t.to_zone) for t in instance.transfers}
    seen = set()
    for row, transfer in enumerate(instance.transfers):
        if transfer.from_zone == transfer.to_zone:
            yield Fault("transfers", row, "to_zone", repr(transfer.to_zone), "another zone")
        if (transfer.from_zone, transfer.to_zone) in seen:
            found = f"{transfer.from_zone} to {transfer.to_zone}"
            yield Fault("transfers", row, "to_zone", found, "each way once")
        seen.add((transfer.from_zone, transfer.to_zone))
    for a, b in combinations([zone.id for zone in instance.zones], 2):
        if (a, b) not in given and (b, a) not in given:
            yield Fault(
                "transfers", None, "minutes", f"none from {a} to {b}", "minutes for every two zones"
            )
    if instance.zones:
        for row, room in enumerate(instance.rooms):
            if room.zone is None:
                yield Fault("rooms", row, "zone", "nothing", "a zone, as there are zones")


def _rule_shapes(instance: "Instance") -> Iterator[Fault]:
    for row, rule in enumerate(instance.rules):
        if rule.kind == "fair-breaks":
            if rule.activities:
                yield Fault(
                    "rules",
                    row,
                    "activities",
                    ";".join(rule.activities),
                    "nothing: fair-breaks is about people",
                )
            continue
        least = 1 if rule.kind == "at-most-parallel" else 2
        if len(set(rule.activities)) < least:
            yield Fault(
                "rules",
                row,
                "activities",
                f"{len(set(rule.activities))} activities",
                f"at least {least} for {rule.kind}",
            )
        if len(set(rule.activities)) < len(rule.activities):
            yield Fault("rules", row, "activities", "one twice", "each activity once")
        if rule.people:
            yield Fault(
                "rules",
                row,
                "people",
                ";".join(rule.people),
                f"nothing: {rule.kind} is about activities",
            )
        if rule.kind == "at-most-parallel" and rule.limit < 1:
            yield Fault("rules", row, "limit", str(rule.limit), "at least 1")


def find_timetable_faults(instance: "Instance", timetable: "Timetable") -> list[Fault]:
    """List what a timetable names that the instance does not have."""
    activities = {activity.id for activity in instance.activities}
    rooms = {room.id for room in instance.rooms}
    clock = Clock(instance.time_zone)
    hints = _Hints()
    faults = []
    for row, place in enumerate(timetable.placements):
        if place.activity not in activities:
            hint = hints.similar(place.activity, "activities", activities)
            faults.append(
                Fault(
                    "placements",
                    row,
                    "activity",
                    repr(place.activity),
                    f"an activity of the instance{hint}",
                )
            )
        if place.room is not None and place.room not in rooms:
            hint = hints.similar(place.room, "rooms", rooms)
            faults.append(
                Fault("placements", row, "room", repr(place.room), f"a room of the instance{hint}")
            )
        if place.start is not None:
            faults += _unreadable(clock, "placements", row, "start", place.start)
    return faults
