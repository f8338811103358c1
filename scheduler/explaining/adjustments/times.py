"""Adjustments of stays, opening hours and days: longer, by steps of the grid."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from functools import partial

from models import Availability, Instance, Room, Span
from models.clock import Minute
from scheduler.explaining.adjustments.adjustment import Adjustment
from scheduler.explaining.editing import edited
from scheduler.explaining.fact import Fact
from scheduler.explaining.prices import POINTS_PER_HOUR
from scheduler.wording.times import moment


def longer_stays(instance: Instance, fact: Fact) -> Iterator[Adjustment]:
    """Let a person leave later or arrive earlier, in any of their stretches of presence."""
    if (fact.table, fact.column) != ("availability", "present"):
        return
    rows = [
        r for r in instance.availability if r.person == fact.subjects[0] and r.state == "present"
    ]
    for row in rows:
        start, end = instance.clock.minute(row.start), instance.clock.minute(row.end)
        yield from _ways(
            instance,
            (start, end),
            "availability",
            (f"Have {fact.head} there from {{}}", f"Have {fact.head} there until {{}}"),
            partial(_stay, row=row),
        )


def _stay(instance: Instance, start: datetime, end: datetime, row: Availability) -> Instance:
    longer = row.model_copy(update={"start": start, "end": end})
    rows = tuple(longer if r == row else r for r in instance.availability)
    return edited(instance, availability=rows)


def longer_openings(instance: Instance, fact: Fact) -> Iterator[Adjustment]:
    """Open a room longer, or earlier."""
    if (fact.table, fact.column) != ("rooms", "open"):
        return
    for name in fact.subjects:
        room = instance.room[name]
        for span in room.open:
            yield from _ways(
                instance,
                instance.clock.interval(span),
                "rooms",
                (f"Open {fact.head} from {{}}", f"Keep {fact.head} open until {{}}"),
                partial(_open, room=room, span=span),
            )


def _open(instance: Instance, start: datetime, end: datetime, room: Room, span: Span) -> Instance:
    spans = tuple(Span(start=start, end=end) if s == span else s for s in room.open)
    longer = room.model_copy(update={"open": spans})
    return edited(instance, rooms=tuple(longer if r.id == room.id else r for r in instance.rooms))


def longer_days(instance: Instance, fact: Fact) -> Iterator[Adjustment]:
    """Let a day end later, or begin earlier on the same grid."""
    if fact.table != "days":
        return
    for day in instance.days:
        if day.date.isoformat() == fact.subjects[0]:
            span = (instance.clock.at(day.date, day.start), instance.clock.at(day.date, day.end))
            says = ("Begin on {}", "Go on until {}")
            yield from _ways(instance, span, "days", says, _longer_day, whole=True)


def _longer_day(instance: Instance, start: datetime, end: datetime) -> Instance:
    hours = {"start": start.time(), "end": end.time()}
    return edited(
        instance,
        days=tuple(
            d.model_copy(update=hours) if d.date == start.date() else d for d in instance.days
        ),
    )


Stretch = Callable[[Instance, datetime, datetime], Instance]


def _ways(
    instance: Instance,
    span: tuple[Minute, Minute],
    table: str,
    says: tuple[str, str],
    stretched: Callable[..., Instance],
    *,
    whole: bool = False,
) -> Iterator[Adjustment]:
    """Yield the two ways to lengthen a span, each as far as the day goes."""
    clock, grid = instance.clock, instance.grid_minutes
    start, end = span
    first, last = _limits(instance, start, end, whole=whole)
    points = POINTS_PER_HOUR[table] * grid

    def price(steps: int) -> int:
        return -(-points * steps // 60)

    up = 0 if whole else grid - 1  # a day keeps its grid
    sooner, later = (start - first + up) // grid, (last - end + up) // grid
    if sooner > 0:
        yield Adjustment(
            sooner,
            lambda given, n: stretched(given, clock.moment(start - n * grid), clock.moment(end)),
            lambda n: says[0].format(moment(instance, start - n * grid)),
            price,
        )
    if later > 0:
        yield Adjustment(
            later,
            lambda given, n: stretched(given, clock.moment(start), clock.moment(end + n * grid)),
            lambda n: says[1].format(moment(instance, end + n * grid)),
            price,
        )


def _limits(
    instance: Instance, start: Minute, end: Minute, *, whole: bool
) -> tuple[Minute, Minute]:
    """Return how far a span may grow: to the ends of all days, or of its own date."""
    if not whole:
        return instance.windows[0][0], instance.windows[-1][1]
    day = instance.clock.date(start)
    midnight = instance.clock.at(day, time(0))
    return midnight, instance.clock.at(day + timedelta(days=1), time(0)) - 1
