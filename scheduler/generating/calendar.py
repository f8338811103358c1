"""Days and hours of a synthetic summit; minutes count from midnight before its first day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from models import Day, Slot, Span
from models.clock import Interval, Minute
from scheduler.generating.size import Size

FIRST = date(2027, 6, 7)
TIME_ZONE = "UTC"
DAY = 24 * 60

OPENS, CLOSES, LAST_CLOSES = 8, 21, 16
SLOT_HOURS = (9, 11, 14, 16)
SLOT_MINUTES = 90


@dataclass(frozen=True)
class Calendar:
    """Days and opening hours of a synthetic summit."""

    days: int
    grid: int

    def at(self, day: int, hour: float) -> Minute:
        """Return the minute of an hour on a day (from 0)."""
        return day * DAY + round(hour * 60)

    def window(self, day: int) -> Interval:
        """Return when a day opens and ends."""
        ends_early = day == self.days - 1 and self.days > 1
        return self.at(day, OPENS), self.at(day, LAST_CLOSES if ends_early else CLOSES)

    def daily(self, start: float, end: float) -> list[Interval]:
        """Return these hours on every day, cut to when it opens and ends."""
        hours = []
        for day in range(self.days):
            opens, closes = self.window(day)
            hours.append((max(opens, self.at(day, start)), min(closes, self.at(day, end))))
        return hours

    def starts(self) -> list[Minute]:
        """Return the grid starts of all days."""
        return [
            minute for day in range(self.days) for minute in range(*self.window(day), self.grid)
        ]

    def slots(self) -> dict[str, Interval]:
        """Return the published slots for events, four a day."""
        return {
            f"D{day + 1:02}-{letter}": (start, start + SLOT_MINUTES)
            for day in range(self.days)
            for letter, hour in zip("ABCD", SLOT_HOURS, strict=True)
            if (start := self.at(day, hour)) + SLOT_MINUTES <= self.window(day)[1]
        }


def moment(minute: Minute) -> datetime:
    """Return the wall-clock time of a minute."""
    return datetime.combine(FIRST, time()) + timedelta(minutes=minute)


def span(during: Interval) -> Span:
    """Return an interval as planners write it."""
    return Span(start=moment(during[0]), end=moment(during[1]))


def day_rows(calendar: Calendar) -> Iterator[Day]:
    """Yield the days of the instance."""
    for day in range(calendar.days):
        opens, closes = calendar.window(day)
        start = moment(opens)
        yield Day(date=start.date(), start=start.time(), end=timedelta(minutes=closes - day * DAY))


def slot_rows(calendar: Calendar, size: Size) -> Iterator[Slot]:
    """Yield the published slots of the instance."""
    for name, (start, end) in calendar.slots().items():
        yield Slot(id=name, start=moment(start), end=moment(end), **size.mark())
