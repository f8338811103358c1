"""What the page says: the programme of an edition as plain texts and minutes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from models import Clock, Delegation, Language, Person
from models.clock import Interval
from scheduler.exporting.editions import Edition
from scheduler.exporting.page.words import word
from scheduler.plotting.shown import DayShown
from scheduler.plotting.timescale import clock_texts
from scheduler.viewing.audiences import PLANNER
from scheduler.viewing.programme import Booking, Programme
from scheduler.wording.languages import (
    collated,
    date_text,
    hours_text,
    protocol_order,
    short_day_text,
)

MANY = 5
"""If there are more people than this, a list counts them."""

LAST = 1_000_000
"""The place of people without a rank."""


@dataclass(frozen=True)
class Day:
    """A day of the programme, its hours in minutes since 1970-01-01T00:00Z."""

    date: date
    name: str
    short: str
    hours: Interval


@dataclass(frozen=True)
class Entry:
    """One booking.

    Attributes
    ----------
    number
        Its place in the order of the programme, from 0.
    booking
        What it is about.
    day
        Number of its day, from 0.
    title, hours, room
        What, when and where, for people; hours are those of a list below the date of the day.
    when
        Date and hours, where there is no such heading.
    people
        Names of those who have to be there, each once; empty for the public.
    """

    number: int
    booking: Booking
    day: int
    title: str
    hours: str
    when: str
    room: str
    people: tuple[str, ...]


@dataclass(frozen=True)
class Unmet:
    """A request without a place; the reason is for planners only."""

    title: str
    people: tuple[str, ...]
    priority: int
    reason: str


@dataclass(frozen=True)
class Content:
    """All that a page shows."""

    edition: Edition
    title: str
    reader: str
    zone: str
    clocks: tuple[str, ...]
    days: tuple[Day, ...]
    entries: tuple[Entry, ...]
    unmet: tuple[Unmet, ...]

    @cached_property
    def number(self) -> dict[str, int]:
        """Activity -> the number of its entry."""
        return {entry.booking.activity.id: entry.number for entry in self.entries}

    @cached_property
    def people(self) -> list[Person]:
        """People in order of precedence, then of their names."""
        language = self.edition.language
        return sorted(
            self.edition.programme.instance.people,
            key=lambda p: (p.rank or LAST, collated(p.name or p.id, language), p.id),
        )

    @cached_property
    def delegations(self) -> list[Delegation]:
        """Delegations in the order that every file has."""
        return protocol_order(self.edition.programme.instance, self.edition.language)

    def word(self, name: str, **values: object) -> str:
        """Return a text in the language of the edition."""
        return word(name, self.edition.language, **values)

    def in_room(self, room: str) -> list[Entry]:
        """Return what takes place in a room."""
        return [entry for entry in self.entries if entry.booking.room.id == room]

    def on(self, day: int) -> list[Entry]:
        """Return what takes place on a day."""
        return [entry for entry in self.entries if entry.day == day]

    def company(self, people: tuple[str, ...]) -> str:
        """Return names for a list: if they are many, their number."""
        return (
            ", ".join(people)
            if len(people) <= MANY
            else self.word("count-people", count=len(people))
        )


def content(made: Edition) -> Content:
    """Work out what a page of an edition says."""
    programme = made.programme
    days, clock = tuple(_days(made)), programme.instance.clock
    numbers = {day.date: number for number, day in enumerate(days)}
    return Content(
        edition=made,
        title=programme.instance.title or programme.instance.name,
        reader=made.reader,
        zone=made.zone,
        clocks=tuple(
            text
            for day in days
            for text in clock_texts([DayShown(day.date, *day.hours)], clock, made.language)
        ),
        days=days,
        entries=tuple(
            _entry(made, number, booking, numbers[booking.date])
            for number, booking in enumerate(programme.bookings)
        ),
        unmet=tuple(_unmet(programme)),
    )


def _entry(made: Edition, number: int, booking: Booking, day: int) -> Entry:
    programme, language = made.programme, made.language
    start, end = map(programme.instance.clock.moment, (booking.start, booking.end))
    return Entry(
        number,
        booking,
        day,
        title=booking.activity.title or booking.activity.id,
        hours=hours_text(start, end, language, under=booking.date),
        when=f"{date_text(start, language)}, {hours_text(start, end, language)}",
        room=_room_text(booking, language),
        people=names_of(programme, booking.people),
    )


def _room_text(booking: Booking, language: Language) -> str:
    """Name a room, with the unit where there are several."""
    name = booking.room.name or booking.room.id
    unit = f", {word('number', language, count=booking.unit)}" if booking.room.units > 1 else ""
    return f"{name}{unit}"


def _days(made: Edition) -> Iterator[Day]:
    """Yield the days of the event, and others on which something is placed, in order."""
    programme, language = made.programme, made.language
    clock = programme.instance.clock
    spans: dict[date, Interval] = {
        clock.date(start): (start, end) for start, end in programme.instance.windows
    }
    for booking in programme.bookings:
        opens, closes = booking.start, booking.end
        if made.audience == PLANNER:
            opens, closes = booking.opens, booking.closes
        first, last = spans.get(booking.date, (opens, closes))
        spans[booking.date] = min(first, opens), max(last, closes)
    for day, span in sorted(spans.items()):
        yield Day(
            day, date_text(day, language), short_day_text(day, language), _whole_hours(span, clock)
        )


def _whole_hours(span: Interval, clock: Clock) -> Interval:
    """Return a span made longer to full hours of its place."""
    start, end = span
    return start - clock.moment(start).minute, end + -clock.moment(end).minute % 60


def names_of(programme: Programme, people: Iterable[str]) -> tuple[str, ...]:
    """Return the names to show for some people, each once."""
    return tuple(dict.fromkeys(programme.party.get(person, person) for person in people))


def _unmet(programme: Programme) -> Iterator[Unmet]:
    """Yield what has no place, the most important first."""
    for waiting in sorted(programme.waiting, key=lambda w: -w.activity.priority):
        activity = waiting.activity
        yield Unmet(
            activity.title or activity.id,
            names_of(programme, activity.people),
            activity.priority,
            waiting.reason,
        )
