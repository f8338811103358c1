"""Adjustments of stays, opening hours, days, and of the times of an activity: longer, by steps."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time, timedelta
from functools import partial

from models import Activity, Availability, Instance, Room, Span
from models.clock import Minute
from scheduler.explaining.adjustments.adjustment import Adjustment
from scheduler.explaining.editing import changed, edited
from scheduler.explaining.fact import Fact
from scheduler.explaining.prices import price_of_dropping
from scheduler.wording.times import moment


def longer_stays(instance: Instance, fact: Fact) -> Iterator[Adjustment]:
    """Let a person leave later or arrive earlier, in any of their stretches of presence."""
    rows = [
        r for r in instance.availability if r.person == fact.subjects[0] and r.state == "present"
    ]
    for row in rows:
        start, end = instance.clock.minute(row.start), instance.clock.minute(row.end)
        yield from _ways(instance, fact, (start, end), partial(_stay, row=row))


def _stay(instance: Instance, start: datetime, end: datetime, row: Availability) -> Instance:
    longer = row.model_copy(update={"start": start, "end": end})
    rows = tuple(longer if r == row else r for r in instance.availability)
    return edited(instance, availability=rows)


def longer_openings(instance: Instance, fact: Fact) -> Iterator[Adjustment]:
    """Open a room longer, or earlier."""
    for name in fact.subjects:
        room = instance.room[name]
        for span in room.open:
            opens = partial(_open, room=room, span=span)
            yield from _ways(instance, fact, instance.clock.interval(span), opens)


def _open(instance: Instance, start: datetime, end: datetime, room: Room, span: Span) -> Instance:
    longer = room.model_copy(update={"open": _with_longer(room.open, span, start, end)})
    return edited(instance, rooms=tuple(longer if r.id == room.id else r for r in instance.rooms))


def longer_times(instance: Instance, fact: Fact) -> Iterator[Adjustment]:
    """Let one activity begin earlier, or go on later, than its times say: a deadline that gives."""
    if len(fact.subjects) > 1:  # of many, each alone seldom helps
        return
    activity = instance.activity[fact.subjects[0]]
    for span in activity.spans:
        within = partial(_within, activity=activity, span=span)
        yield from _ways(instance, fact, instance.clock.interval(span), within)


def _within(
    instance: Instance, start: datetime, end: datetime, activity: Activity, span: Span
) -> Instance:
    spans = _with_longer(activity.spans, span, start, end)
    return changed(instance, "activities", (activity.id,), {"spans": spans})


def _with_longer(
    spans: Iterable[Span], one: Span, start: datetime, end: datetime
) -> tuple[Span, ...]:
    longer = Span(start=start, end=end)
    return tuple(longer if span == one else span for span in spans)


def longer_days(instance: Instance, fact: Fact) -> Iterator[Adjustment]:
    """Let a day end later, or begin earlier on the same grid."""
    for day in instance.days:
        if day.date.isoformat() == fact.subjects[0]:
            span = instance.clock.interval(day.span)
            yield from _ways(instance, fact, span, _longer_day, whole=True)


def _longer_day(instance: Instance, start: datetime, end: datetime) -> Instance:
    midnight = datetime.combine(start.date(), time())
    hours = {"start": start.time(), "end": end.replace(tzinfo=None) - midnight}
    return edited(
        instance,
        days=tuple(
            d.model_copy(update=hours) if d.date == start.date() else d for d in instance.days
        ),
    )


Stretch = Callable[[Instance, datetime, datetime], Instance]


def _ways(
    instance: Instance,
    fact: Fact,
    span: tuple[Minute, Minute],
    stretched: Callable[..., Instance],
    *,
    whole: bool = False,
) -> Iterator[Adjustment]:
    """Yield the two ways to lengthen a span, each as far as the day goes."""
    clock, grid = instance.clock, instance.grid_minutes
    start, end = span
    first, last = _limits(instance, start, end, whole=whole)
    form = fact.row.longer
    assert form is not None

    whole_price = price_of_dropping(instance, fact) if fact.row.drop else None

    def price(steps: int) -> int:
        points = -(-form.price * grid * steps // 60)
        return points if whole_price is None else min(points, whole_price - 1)  # a part costs less

    def says(text: str, minute: Minute) -> str:
        return text.format(name=fact.head, time=moment(instance, minute))

    up = 0 if whole else grid - 1  # a day keeps its grid
    sooner, later = (start - first + up) // grid, (last - end + up) // grid
    if sooner > 0:
        yield Adjustment(
            sooner,
            lambda given, n: stretched(given, clock.moment(start - n * grid), clock.moment(end)),
            lambda n: says(form.sooner, start - n * grid),
            price,
        )
    if later > 0:
        yield Adjustment(
            later,
            lambda given, n: stretched(given, clock.moment(start), clock.moment(end + n * grid)),
            lambda n: says(form.later, end + n * grid),
            price,
        )


def _limits(
    instance: Instance, start: Minute, end: Minute, *, whole: bool
) -> tuple[Minute, Minute]:
    """Return how far a span may grow: to the ends of all days, or of its own date.

    A day grows to the days around it at most.
    """
    if not whole:
        return instance.windows[0][0], instance.windows[-1][1]
    clock, day = instance.clock, instance.clock.date(start)
    before = (ends for _, ends in instance.windows if ends <= start)
    first = max([clock.at(day, time(0)), *before])
    return first, max(end, clock.at(day + timedelta(days=1), time(0)))
