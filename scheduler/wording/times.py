"""Local times, stretches of time and durations."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta

from models import Instance, Person
from models.clock import Interval, Minute, without
from scheduler.wording.dates import day, weekday_day


def moment(instance: Instance, minute: Minute) -> str:
    """Write a local time, such as ``25 Oct 09:00``; with its year if that is not the event's."""
    return _moment(instance, instance.clock.moment(minute))


def _moment(instance: Instance, at: datetime) -> str:
    return f"{day(at)}{_year(instance, at)} {hour(at)}"


def _year(instance: Instance, at: datetime) -> str:
    """Write a year that is not the event's; most likely it is a typing error."""
    return "" if any(at.year == one.date.year for one in instance.days) else f" {at.year}"


def hour(at: datetime) -> str:
    """Write the time of day of a moment, such as ``09:00``; with its offset if it comes twice."""
    return f"{at:%H:%M} ({offset(at)})" if comes_twice(at) else f"{at:%H:%M}"


def hours(
    start: datetime,
    end: datetime,
    *,
    under: date | None = None,
    name_day: Callable[[date], str] = weekday_day,
) -> str:
    """Write from when to when for a list, ``09:00–09:30``; an evening ends at ``24:00``.

    Parameters
    ----------
    start, end
        Local moments. An end on another date has that date; where an hour comes twice, or clocks
        change in between, both have their offset.
    under
        The date of the heading above; a start on another one has its date too, as an evening goes
        on after midnight: ``Sun 26 Oct 01:00–03:00``.
    name_day
        How a date is written.
    """
    night = comes_twice(start) or comes_twice(end) or start.utcoffset() != end.utcoffset()
    first, last = (f"{at:%H:%M}{f' ({offset(at)})' if night else ''}" for at in (start, end))
    if end.time() == time() and end.date() - start.date() == timedelta(days=1) and not night:
        last = "24:00"
    elif start.date() != end.date():
        last = f"{name_day(end.date())} {last}"
    return f"{_dated(start, under, name_day)}{first}–{last}"


def hour_under(at: datetime, under: date, *, name_day: Callable[[date], str] = weekday_day) -> str:
    """Write a time of day below the heading of a date: ``09:00``, ``Sun 26 Oct 01:00``."""
    return f"{_dated(at, under, name_day)}{hour(at)}"


def _dated(at: datetime, under: date | None, name_day: Callable[[date], str]) -> str:
    return f"{name_day(at.date())} " if under not in (None, at.date()) else ""


def comes_twice(at: datetime) -> bool:
    """Tell whether daylight saving makes a local time come twice, or never, on its date."""
    return at.replace(fold=0).utcoffset() != at.replace(fold=1).utcoffset()


def offset(at: datetime) -> str:
    """Write how far a local time is from UTC: ``UTC+02:00``."""
    return f"UTC{at.isoformat()[-len('+00:00') :]}"


def zone_name(instance: Instance, minutes: Iterable[Minute]) -> str:
    """Name the time zone and its offsets at some minutes: ``Europe/Paris, UTC+02:00``."""
    offsets = dict.fromkeys(offset(instance.clock.moment(minute)) for minute in sorted(minutes))
    return ", ".join((instance.time_zone, *offsets))


def when(instance: Instance, during: Interval) -> str:
    """Write a stretch of local time, such as ``25 Oct 09:00-10:00`` or ``25 Oct 22:00-24:00``."""
    start, end = map(instance.clock.moment, during)
    if start.date() == end.date():
        return f"{_moment(instance, start)}-{hour(end)}"
    if end.time() == time() and end.date() - start.date() == timedelta(days=1):
        return f"{_moment(instance, start)}-24:00"
    return f"{_moment(instance, start)} - {_moment(instance, end)}"


def stretches(instance: Instance, intervals: Sequence[Interval]) -> str:
    """Write stretches of local time one after the other, or ``none``."""
    return "; ".join(when(instance, interval) for interval in intervals) or "none"


def presence(instance: Instance, person: Person) -> str:
    """Write when a person is available during the days of the event."""
    away = without(instance.windows, instance.free[person.id])
    return stretches(instance, without(instance.windows, away))


def weekday_moment(instance: Instance, minute: Minute) -> str:
    """Write a local time with its weekday, such as ``Sat 25 Oct 09:00``."""
    at = instance.clock.moment(minute)
    return f"{weekday_day(at)}{_year(instance, at)} {hour(at)}"


def weekday_hour(at: datetime) -> str:
    """Write a local moment with its weekday, such as ``Sat 25 Oct 09:00``."""
    return f"{weekday_day(at)} {hour(at)}"


def duration(minutes: int) -> str:
    """Write minutes for a sentence, such as ``45 minutes`` or ``2 h 30``."""
    if minutes < 120:
        return f"{minutes} minute{'' if minutes == 1 else 's'}"
    hours, left = divmod(minutes, 60)
    return f"{hours} h {left:02}" if left else f"{hours} hours"


def days_apart(least: int | None, most: int | None) -> str:
    """Write how far dates may be from each other, such as ``at least 2 days apart``."""
    if most is None:
        return f"at least {least} day{'' if least == 1 else 's'} apart"
    if not least:
        return f"at most {most} day{'' if most == 1 else 's'} apart"
    number = str(most) if least == most else f"{least} to {most}"
    return f"{number} day{'' if most == 1 else 's'} apart"


def local(instance: Instance, when: datetime) -> str:
    """Write a moment of the instance as local time."""
    return moment(instance, instance.clock.minute(when))


def short_spans(instance: Instance, spans: Sequence[Interval]) -> str:
    """Write stretches one after the other; nothing if there is none."""
    return stretches(instance, spans) if spans else ""


def slot_names(instance: Instance, slots: Sequence[str]) -> str:
    """Write slots with their times."""
    rows = [instance.slot[name] for name in slots]
    times = [(instance.clock.minute(s.start), instance.clock.minute(s.end)) for s in rows]
    texts = [f"{r.id} ({stretches(instance, [t])})" for r, t in zip(rows, times, strict=True)]
    return f"slot{'s' if len(texts) > 1 else ''} {', '.join(texts)}" if texts else ""
