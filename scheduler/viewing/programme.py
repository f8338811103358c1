"""Timetable and instance joined: what takes place when and where, ready to draw."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from models import Activity, Instance, Placement, Room, Timetable
from models.clock import SkippedTime
from scheduler.wording.text import plain

SPILL = 180
"""Minutes of set-up or clear-down outside a day's hours that a chart still shows."""


@dataclass(frozen=True)
class DayShown:
    """One day of a chart, in minutes since 1970-01-01T00:00Z."""

    date: date
    start: int
    end: int


@dataclass(frozen=True)
class Booking:
    """One activity in its place."""

    activity: Activity
    room: Room
    unit: int
    start: int
    day: int

    @property
    def end(self) -> int:
        """First minute after the activity."""
        return self.start + self.activity.minutes

    @property
    def opens(self) -> int:
        """Start of the set-up."""
        return self.start - self.activity.set_up_minutes

    @property
    def closes(self) -> int:
        """End of the clear-down."""
        return self.end + self.activity.clear_down_minutes


@dataclass(frozen=True)
class Programme:
    """The bookings of the days a chart shows."""

    instance: Instance
    days: tuple[DayShown, ...]
    bookings: tuple[Booking, ...]
    placed: int
    no_place: int
    digest: str

    @cached_property
    def by_room(self) -> dict[str, list[Booking]]:
        """Bookings of each room, in order of time."""
        rooms: dict[str, list[Booking]] = {}
        for booking in self.bookings:
            rooms.setdefault(booking.room.id, []).append(booking)
        return rooms

    @cached_property
    def by_person(self) -> dict[str, list[Booking]]:
        """Bookings that require each person, in order of time."""
        people: dict[str, list[Booking]] = {}
        for booking in self.bookings:
            for person in dict.fromkeys(booking.activity.people):
                people.setdefault(person, []).append(booking)
        return people

    @cached_property
    def party(self) -> dict[str, str]:
        """Name each person goes by: the delegation's, if nobody else is of it."""
        names = {row.id: plain(row.name) or row.id for row in self.instance.delegations}
        people = Counter(person.delegation for person in self.instance.people)
        return {
            person.id: names[person.delegation]
            if person.delegation in names and people[person.delegation] == 1
            else plain(person.name) or person.id
            for person in self.instance.people
        }


def read_programme(
    timetable: Timetable, instance: Instance, days: Sequence[date] | None = None
) -> Programme:
    """Join a timetable with its instance.

    Parameters
    ----------
    timetable, instance
        Placements of unknown activities or rooms, and on dates that are no day of the instance,
        are passed over: a chart must come out of a hand-edited timetable too.
    days
        Dates to keep; all days of the instance by default.
    """
    dates = [instance.clock.date(start) for start, _ in instance.windows]
    kept = [day for day in dates if days is None or day in days]
    found = [b for p in timetable.placements if (b := _booking(p, instance, kept)) is not None]
    rank = {room.id: number for number, room in enumerate(instance.rooms)}
    found.sort(key=lambda b: (b.start, rank[b.room.id], b.unit, b.activity.id))
    placed = {p.activity for p in timetable.placements if p.start is not None}
    known = len(placed & instance.activity.keys())
    return Programme(
        instance=instance,
        days=tuple(_day_shown(instance, day, found, kept.index(day)) for day in kept),
        bookings=tuple(found),
        placed=known,
        no_place=len(instance.activities) - known,
        digest=(timetable.instance_sha256 or instance.sha256)[:12],
    )


def _booking(place: Placement, instance: Instance, days: Sequence[date]) -> Booking | None:
    activity = instance.activity.get(place.activity)
    room = instance.room.get(place.room or "")
    if activity is None or room is None or place.start is None:
        return None
    try:
        start = instance.clock.minute(place.start)
    except SkippedTime:
        return None
    day = instance.clock.date(start)
    if day not in days:
        return None
    return Booking(activity, room, place.unit or 1, start, days.index(day))


def _day_shown(instance: Instance, day: date, bookings: Iterable[Booking], number: int) -> DayShown:
    start, end = next(w for w in instance.windows if instance.clock.date(w[0]) == day)
    own = [b for b in bookings if b.day == number]
    first = min([start, *(b.opens for b in own)])
    last = max([end, *(b.closes for b in own)])
    return DayShown(day, max(first, start - SPILL), min(last, end + SPILL))


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
