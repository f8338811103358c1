"""What the page says: the programme of an edition as plain texts and minutes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from models import Delegation, Instance, Person
from models.clock import Interval
from scheduler.exporting.editions import Edition
from scheduler.exporting.page.words import Words, words
from scheduler.viewing.programme import Booking, Programme
from scheduler.wording.times import hour, when

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
        What, when and where, for people.
    people
        Names of those who have to be there, each once; empty for the public.
    """

    number: int
    booking: Booking
    day: int
    title: str
    hours: str
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
    words: Words
    title: str
    reader: str
    zone: str
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
        rank = {person.id: person.rank or LAST for person in self.edition.programme.instance.people}
        return sorted(
            self.edition.programme.instance.people, key=lambda p: (rank[p.id], p.name, p.id)
        )

    @cached_property
    def delegations(self) -> list[Delegation]:
        """Delegations in the order of their first person."""
        places = {p.delegation: place for place, p in reversed(list(enumerate(self.people)))}
        rows = self.edition.programme.instance.delegations
        return sorted(rows, key=lambda d: (places.get(d.id, LAST), d.name))

    def in_room(self, room: str) -> list[Entry]:
        """Return what takes place in a room."""
        return [entry for entry in self.entries if entry.booking.room.id == room]

    def on(self, day: int) -> list[Entry]:
        """Return what takes place on a day."""
        return [entry for entry in self.entries if entry.day == day]

    def company(self, people: tuple[str, ...]) -> str:
        """Return names for a list: if they are many, their number."""
        return ", ".join(people) if len(people) <= MANY else self.words.people(len(people))


def content(made: Edition) -> Content:
    """Work out what a page of an edition says."""
    programme, own = made.programme, words(made.language)
    days = tuple(_days(programme, own))
    numbers = {day.date: number for number, day in enumerate(days)}
    return Content(
        edition=made,
        words=own,
        title=programme.instance.title or programme.instance.name,
        reader=_reader(made, own),
        zone=_zone(programme.instance, days),
        days=days,
        entries=tuple(
            Entry(
                number,
                booking,
                numbers[booking.date],
                booking.activity.title or booking.activity.id,
                hours(programme.instance, (booking.start, booking.end)),
                room_text(booking, own),
                names_of(programme, booking.people),
            )
            for number, booking in enumerate(programme.bookings)
        ),
        unmet=tuple(_unmet(programme)),
    )


def hours(instance: Instance, during: Interval) -> str:
    """Write the hours of something; with dates only if it goes on after midnight."""
    start, end = map(instance.clock.moment, during)
    if start.date() == end.date():
        return f"{hour(start)}–{hour(end)}"
    return when(instance, during)


def room_text(booking: Booking, own: Words) -> str:
    """Name a room, with the unit where there are several."""
    name = booking.room.name or booking.room.id
    return own.unit(name, booking.unit) if booking.room.units > 1 else name


def _days(programme: Programme, own: Words) -> Iterator[Day]:
    """Yield the days of the event, and others on which something is placed, in order."""
    clock = programme.instance.clock
    spans: dict[date, Interval] = {
        clock.date(start): (start, end) for start, end in programme.instance.windows
    }
    for booking in programme.bookings:
        first, last = spans.get(booking.date, (booking.opens, booking.closes))
        spans[booking.date] = min(first, booking.opens), max(last, booking.closes)
    for day, span in sorted(spans.items()):
        yield Day(day, own.long_date(day), own.short_date(day), _whole_hours(span))


def _whole_hours(span: Interval) -> Interval:
    start, end = span
    return start - start % 60, end + -end % 60


def _reader(made: Edition, own: Words) -> str:
    """Name those for whom the page is."""
    names: Mapping[str, str] = {d.id: d.name for d in made.programme.instance.delegations}
    if made.audience.kind == "delegation":
        return own.of_delegation(names.get(made.audience.id) or made.audience.id)
    return own["planners" if made.audience.kind == "planner" else "public"]


def _zone(instance: Instance, days: tuple[Day, ...]) -> str:
    """Name the event's time zone, with its distance from UTC on the days of the event."""
    moments = (instance.clock.moment(minute) for day in days for minute in day.hours)
    offsets = dict.fromkeys(f"UTC{moment.isoformat()[-len('+07:00') :]}" for moment in moments)
    return f"{instance.time_zone} ({', '.join(offsets)})"


def names_of(programme: Programme, people: Iterable[str]) -> tuple[str, ...]:
    """Return the names to show for some people, each once."""
    return tuple(dict.fromkeys(programme.party.get(person, person) for person in people))


def _unmet(programme: Programme) -> Iterator[Unmet]:
    for waiting in programme.waiting:
        activity = waiting.activity
        yield Unmet(
            activity.title or activity.id,
            names_of(programme, activity.people),
            activity.priority,
            waiting.reason,
        )
