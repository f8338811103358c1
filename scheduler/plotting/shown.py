"""What a chart shows: the bookings of some days of a programme."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import get_args

from models import Clock, Instance, Language, Timetable
from scheduler.plotting.scripts import warn_of_boxes
from scheduler.viewing.localising import in_language
from scheduler.viewing.programme import (
    Booking,
    Engagement,
    Programme,
    by_person,
    by_room,
    read_programme,
)
from scheduler.wording.languages import chart_word
from scheduler.wording.languages.chart_dates import require_dates

SPILL = 180
"""Minutes of set-up or clear-down outside a day's hours that a chart still shows."""


@dataclass(frozen=True)
class DayShown:
    """One day of a chart, in minutes since 1970-01-01T00:00Z."""

    date: date
    start: int
    end: int


@dataclass(frozen=True)
class Shown:
    """A programme, the days of it that a chart shows, and what takes place on them."""

    programme: Programme
    days: tuple[DayShown, ...]
    bookings: tuple[Booking, ...]
    language: Language = "en"

    @property
    def instance(self) -> Instance:
        """What the programme is of."""
        return self.programme.instance

    def word(self, name: str, /, **values: object) -> str:
        """Return a text of charts in the language of this one."""
        return chart_word(name, self.language, **values)

    @cached_property
    def by_room(self) -> dict[str, list[Booking]]:
        """Bookings of each room, in order of time."""
        return by_room(self.bookings)

    @cached_property
    def by_person(self) -> dict[str, list[Engagement]]:
        """What engages each person, in order of time."""
        return by_person(self.bookings)

    @cached_property
    def _numbers(self) -> dict[date, int]:
        return {day.date: number for number, day in enumerate(self.days)}

    def day(self, booking: Booking) -> int:
        """Return the number of a booking's day among those shown."""
        return self._numbers[booking.date]


def joined(timetable: Timetable, instance: Instance, language: Language) -> Programme:
    """Return the programme of a timetable, with names and titles in a language.

    Raises
    ------
    ValueError
        No such language.
    MissingExtra
        The package that has its names of days and months is not installed.
    """
    if language not in get_args(Language):
        allowed = ", ".join(get_args(Language))
        raise ValueError(f"found language {language!r}; allowed: {allowed}")
    require_dates(language)
    return in_language(read_programme(timetable, instance), language)


def show(
    programme: Programme, days: Collection[date] | None = None, language: Language = "en"
) -> Shown:
    """Choose what a chart shows; all days of the instance by default.

    A room that the instance does not have, and a date that is no day of it, are on no chart.
    """
    instance = programme.instance
    warn_of_boxes(instance)
    windows = {instance.date_of(start): (start, end) for start, end in instance.windows}
    kept = {day: window for day, window in windows.items() if days is None or day in days}
    rooms = instance.room
    bookings = tuple(b for b in programme.bookings if b.date in kept and b.room.id in rooms)
    return Shown(
        programme=programme,
        days=tuple(_day(instance.clock, day, *window, bookings) for day, window in kept.items()),
        bookings=bookings,
        language=language,
    )


def _day(clock: Clock, day: date, start: int, end: int, bookings: Iterable[Booking]) -> DayShown:
    """Return the hours of a day; what spills over is shown from the full hour to the full hour."""
    own = [b for b in bookings if b.date == day]
    first = max(min([start, *(b.opens for b in own)]), start - SPILL)
    last = min(max([end, *(b.closes for b in own)]), end + SPILL)
    if first < start:
        first -= clock.moment(first).minute
    if last > end:
        last += -clock.moment(last).minute % 60
    return DayShown(day, first, last)


def trimmed(shown: Shown) -> Shown:
    """Cut each day to the whole hours in which anything happens: wider bars, longer titles."""
    days = []
    for day in shown.days:
        own = [b for b in shown.bookings if b.date == day.date]
        start = min((b.opens for b in own), default=day.start)
        end = max((b.closes for b in own), default=day.end)
        start = max(day.start, start - (start - day.start) % 60)
        days.append(DayShown(day.date, start, min(day.end, end + -(end - day.start) % 60)))
    return replace(shown, days=tuple(days))


def chosen_day(instance: Instance, day: date | str) -> date:
    """Return a day of the instance, given as a date or as ``YYYY-MM-DD``.

    Raises
    ------
    ValueError
        It is no day of the instance; the message lists the days.
    """
    dates = sorted(row.date for row in instance.days)
    listed = ", ".join(d.isoformat() for d in dates)
    if isinstance(day, datetime):
        day = day.date()
    elif isinstance(day, str):
        try:
            day = date.fromisoformat(day)
        except ValueError:
            raise ValueError(f"found day {day!r}; allowed: {listed}") from None
    if day not in dates:
        raise ValueError(f"found day {day.isoformat()}; allowed: {listed}")
    return day


def chosen_days(instance: Instance, day: date | str | None) -> list[date] | None:
    """Return ``day`` as the days of a chart; None stands for all of them."""
    return None if day is None else [chosen_day(instance, day)]
