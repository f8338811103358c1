"""Times that cannot be right: skipped, backward, off the grid; and pins to what is not there."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import get_args

from pydantic import BaseModel

from models.activity import StartCost
from models.clock import Clock, SkippedTime, Span, closing_text, overlap
from models.faults import Fault
from models.record import Record
from models.tables import Tables


@cache
def columns_of_time(record: type[BaseModel]) -> tuple[str, ...]:
    """Return the columns of a table that have times, spans, or costs of spans."""
    fields = record.model_fields.items()
    return tuple(name for name, field in fields if _has_time(field.annotation))


def _has_time(annotation: object) -> bool:
    times = (datetime, Span, StartCost)
    return annotation in times or any(map(_has_time, get_args(annotation)))


def skipped_times(instance: Tables, clock: Clock) -> Iterator[Fault]:
    """Yield moments that do not exist or are not whole minutes."""
    for table, row, column, moment in moments_of(instance):
        yield from unreadable(clock, table, row, column, moment)


def moments_of(instance: Tables) -> Iterator[tuple[str, int, str, datetime]]:
    """Yield every moment that an instance states, with its table, row and column."""
    for table in ("rooms", "slots", "availability", "activities"):
        records: tuple[Record, ...] = getattr(instance, table)
        for row, record in enumerate(records):
            for column in columns_of_time(type(record)):
                for moment in _datetimes(getattr(record, column)):
                    yield table, row, column, moment
    for row, day in enumerate(instance.days):
        yield "days", row, "start", day.span.start
        yield "days", row, "end", day.span.end


def _datetimes(value: object) -> Iterator[datetime]:
    if isinstance(value, datetime):
        yield value
    elif isinstance(value, Span):
        yield from (value.start, value.end)
    elif isinstance(value, tuple):
        for part in value:
            yield from _datetimes(getattr(part, "span", part))


def unreadable(
    clock: Clock, table: str, row: int, column: str, moment: datetime
) -> Iterator[Fault]:
    """Yield why one moment cannot be read as a minute, if it cannot."""
    found = moment.isoformat()
    if moment.second or moment.microsecond:
        yield Fault("not-whole-minutes", table, row, column, found, "a time in whole minutes")
        return
    try:
        clock.minute(moment)
    except SkippedTime:
        allowed = f"a time that exists in {clock.zone.key} (daylight saving skips this one)"
        yield Fault("skipped-time", table, row, column, found, allowed)
    except (OverflowError, ValueError):
        yield Fault("out-of-range", table, row, column, found, "a date of our era")


def backward_spans(instance: Tables, clock: Clock) -> Iterator[Fault]:
    """Yield days and spans that end before they start, or as they do, and days that overlap."""
    yield from _days(instance, clock)
    for table in ("rooms", "slots", "availability", "activities"):
        for row, record in enumerate(getattr(instance, table)):
            for column, span in spans_of(record):
                start, end = clock.interval(span)
                if end <= start:
                    yield backward(table, row, column, span)


def _days(instance: Tables, clock: Clock) -> Iterator[Fault]:
    windows = [clock.interval(day.span) for day in instance.days]
    for row, day in enumerate(instance.days):
        if windows[row][1] <= windows[row][0]:
            found = f"{day.start:%H:%M} to {closing_text(day.end)}"
            allowed = "an end after the start (midnight is 24:00, one hour later 25:00)"
            yield Fault("backward-span", "days", row, "end", found, allowed)
    in_order = sorted(range(len(windows)), key=lambda row: (instance.days[row].date, row))
    for before, row in pairwise(in_order):
        days = instance.days[before], instance.days[row]
        if days[0].date != days[1].date and overlap(windows[before], windows[row]):
            found = (
                f"{days[1].start:%H:%M}, when the day before lasts to {closing_text(days[0].end)}"
            )
            allowed = "a start when the day before has ended"
            yield Fault("overlapping-days", "days", row, "start", found, allowed)


def backward(table: str, row: int, column: str, span: Span) -> Fault:
    """Return the fault of a span that ends before it starts, or as it does."""
    found = f"{span.start.isoformat()} to {span.end.isoformat()}"
    return Fault("backward-span", table, row, column, found, "an end after the start")


def spans_of(record: Record) -> Iterator[tuple[str, Span]]:
    """Yield the spans of a row, each with the column that it is in or ends in."""
    columns = columns_of_time(type(record))
    if columns == ("start", "end"):
        start, end = (getattr(record, column) for column in columns)
        yield "end", Span(start=start, end=end)
    for column in columns:
        value = getattr(record, column)
        for part in value if isinstance(value, tuple) else ():
            span = getattr(part, "span", part)
            if isinstance(span, Span):
                yield column, span


def off_grid(instance: Tables, clock: Clock) -> Iterator[Fault]:
    """Yield slots and pinned starts outside the days, or off their grid."""
    windows = [clock.interval(day.span) for day in instance.days]
    allowed = f"a day's start plus a multiple of {instance.grid_minutes} minutes"
    exact = [("slots", row, "start", slot.start) for row, slot in enumerate(instance.slots)]
    exact += [
        ("activities", row, "pin_start", activity.pin_start)
        for row, activity in enumerate(instance.activities)
        if activity.pin_start
    ]
    for table, row, column, moment in exact:
        minute, found = clock.minute(moment), moment.isoformat()
        day = next((w for w in windows if w[0] <= minute < w[1]), None)
        if day is None:
            yield Fault("outside-days", table, row, column, found, "a time inside the days")
        elif (minute - day[0]) % instance.grid_minutes:
            yield Fault("off-grid", table, row, column, found, allowed)


def pins(instance: Tables) -> Iterator[Fault]:
    """Yield pins to a unit that is not there."""
    rooms = {room.id: room for room in instance.rooms}
    for row, activity in enumerate(instance.activities):
        unit = "activities", row, "pin_unit", str(activity.pin_unit)
        if activity.pin_unit is not None and activity.pin_room is None:
            yield Fault("unit-without-room", *unit, "only with pin_room")
        room = rooms.get(activity.pin_room or "")
        if room and activity.pin_unit and activity.pin_unit > room.units:
            allowed = f"1 to {room.units}, the units of {room.id}"
            yield Fault("unknown-unit", *unit, allowed)
