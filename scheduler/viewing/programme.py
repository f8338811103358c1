"""The programme: a timetable joined with its instance, once, for all who show or compare it.

Charts, tables, changes and every file made for people read this. Only the referee has a join of
its own (:mod:`scheduler.checking.sheet`), as it shares no code.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from models import Activity, Delegation, Instance, Placement, Room, Timetable
from models.clock import Interval, Minute
from models.timetable import as_timetable
from scheduler.compiling import cancelled, effective, engagement
from scheduler.viewing.oddities import Oddity, OddityKind


@dataclass(frozen=True)
class Booking:
    """One activity in its place; times in minutes since 1970-01-01T00:00Z.

    Attributes
    ----------
    activity
        The activity.
    room
        Its room; if the instance does not have it, only the id is known.
    unit
        From 1.
    start
        First minute.
    date
        Date of the day in which it starts, an evening after midnight included; mostly a day of the
        instance.
    """

    activity: Activity
    room: Room
    unit: int
    start: Minute
    date: date

    @property
    def end(self) -> Minute:
        """First minute after the activity."""
        return self.start + self.activity.minutes

    @property
    def opens(self) -> Minute:
        """Start of the set-up."""
        return self.start - self.activity.set_up_minutes

    @property
    def closes(self) -> Minute:
        """End of the clear-down."""
        return self.end + self.activity.clear_down_minutes

    @property
    def people(self) -> tuple[str, ...]:
        """Ids of the persons who have to be there, each once."""
        return tuple(dict.fromkeys(self.activity.people))

    def engaged(self, person: str) -> Interval:
        """Return when it engages one of its people."""
        first, last = engagement(self.activity, person)
        return self.start + first, self.start + last


@dataclass(frozen=True)
class Engagement:
    """A person's part in a booking, in minutes since 1970-01-01T00:00Z."""

    person: str
    booking: Booking
    start: Minute
    end: Minute


@dataclass(frozen=True)
class Waiting:
    """An activity without a place, and why, if the timetable says so."""

    activity: Activity
    reason: str = ""


@dataclass(frozen=True)
class Programme:
    """Who is where when, with whom; what has no place; and what is odd about the timetable.

    Attributes
    ----------
    instance
        What is left of the instance that the timetable is for
        (:func:`scheduler.compiling.effective`).
    bookings
        One for each activity that has a place, in order of time, room and unit.
    waiting
        The activities without a place, in the order of the instance.
    oddities
        Placements that cannot be read as they are, and what is done instead.
    places
        Activity, of the instance or not -> the placement that counts, as the timetable has it.
    party
        Person -> the name to show: that of their delegation, if nobody else is of it.
    digest
        First 12 digits of the hash of the instance that the timetable was made for.
    withdrawn
        The delegations that do not come, which ``instance`` no longer has.
    """

    instance: Instance
    bookings: tuple[Booking, ...]
    waiting: tuple[Waiting, ...]
    oddities: tuple[Oddity, ...]
    places: Mapping[str, Placement]
    party: Mapping[str, str]
    digest: str
    withdrawn: tuple[Delegation, ...] = ()

    @cached_property
    def by_activity(self) -> dict[str, Booking]:
        """The booking of each activity that has a place."""
        return {booking.activity.id: booking for booking in self.bookings}

    @cached_property
    def by_room(self) -> dict[str, list[Booking]]:
        """Bookings of each room, in order of time."""
        return by_room(self.bookings)

    @cached_property
    def by_person(self) -> dict[str, list[Engagement]]:
        """What engages each person, in order of time."""
        return by_person(self.bookings)


def by_room(bookings: Iterable[Booking]) -> dict[str, list[Booking]]:
    """Return the bookings of each room, in the order given."""
    rooms: dict[str, list[Booking]] = {}
    for booking in bookings:
        rooms.setdefault(booking.room.id, []).append(booking)
    return rooms


def by_person(bookings: Iterable[Booking]) -> dict[str, list[Engagement]]:
    """Return what engages each person, in order of time."""
    people: dict[str, list[Engagement]] = {}
    for booking in bookings:
        for person in booking.people:
            own = Engagement(person, booking, *booking.engaged(person))
            people.setdefault(person, []).append(own)
    return {name: sorted(own, key=lambda e: (e.start, e.end)) for name, own in people.items()}


def read_programme(timetable: Timetable, instance: Instance) -> Programme:
    """Join a timetable with its instance; a timetable edited by hand never fails.

    Of several places of one activity the last counts. A room that the instance does not have is
    known by its id alone. A placement of an activity that is unknown or does not take place, or at
    a time that daylight saving skips, counts as no place. All of these are listed as oddities, as
    are places on dates that are no day of the event.

    Raises
    ------
    TypeError
        It is no timetable: None where none was found, or the outcome that has it.
    """
    timetable = as_timetable(timetable)
    known = effective(instance)
    join = _Join(known, instance)
    oddities = list(join.read(timetable))
    rank = {room.id: number for number, room in enumerate(known.rooms)}
    last = len(rank)
    bookings = sorted(
        join.bookings.values(),
        key=lambda b: (b.start, rank.get(b.room.id, last), b.unit, b.activity.id),
    )
    return Programme(
        instance=known,
        bookings=tuple(bookings),
        waiting=tuple(
            Waiting(activity, join.reasons.get(activity.id, ""))
            for activity in known.activities
            if activity.id not in join.bookings
        ),
        oddities=tuple(oddities),
        places=join.places,
        party=parties(known),
        digest=(timetable.instance_sha256 or instance.sha256)[:12],
        withdrawn=tuple(row for row in instance.delegations if row.state),
    )


class _Join:
    """Bookings, places and reasons, filled placement by placement."""

    def __init__(self, instance: Instance, stated: Instance) -> None:
        self._instance, self._stated = instance, stated
        self._cancelled = cancelled(stated)
        self._rows: dict[str, int] = {}
        self._dates = {day.date for day in instance.days}
        self.bookings: dict[str, Booking] = {}
        self.places: dict[str, Placement] = {}
        self.reasons: dict[str, str] = {}

    def read(self, timetable: Timetable) -> Iterator[Oddity]:
        """Read all placements; yield the oddities."""
        for row, place in enumerate(timetable.placements):
            name = place.activity
            if place.start is None:
                self.reasons[name] = place.reason
                continue
            if self._instance.clock.readable(place.start) is None:
                yield self._odd("no-such-time", place, row)
                continue
            if name in self.places:
                yield self._odd("twice", self.places[name], self._rows[name])
            self.places[name], self._rows[name] = place, row
        for name, place in self.places.items():
            yield from self._place(name, place)

    def _place(self, name: str, place: Placement) -> Iterator[Oddity]:
        activity, row = self._instance.activity.get(name), self._rows[name]
        if activity is None:
            known = name in self._cancelled
            yield self._odd("cancelled" if known else "unknown-activity", place, row)
            return
        booking = self.bookings[name] = booked(self._instance, activity, place)
        if booking.room.id not in self._instance.room:
            yield self._odd("unknown-room", place, row)
        if booking.date not in self._dates:
            yield self._odd("other-date", place, row)

    def _odd(self, kind: OddityKind, place: Placement, row: int) -> Oddity:
        return Oddity(kind, place, row, self._stated)


def booked(instance: Instance, activity: Activity, place: Placement) -> Booking:
    """Return an activity in a place that it has, at a time that there is."""
    assert place.start is not None
    assert place.room is not None
    start = instance.clock.minute(place.start)
    room = instance.room.get(place.room) or Room(id=place.room, name="", capacity=0)
    return Booking(activity, room, place.unit or 1, start, instance.date_of(start))


def parties(instance: Instance) -> dict[str, str]:
    """Return the name to show for each person: that of their delegation, if it is theirs alone."""
    names = {row.id: row.name or row.id for row in instance.delegations}
    people = Counter(person.delegation for person in instance.people)
    return {
        person.id: names[person.delegation]
        if person.delegation in names and people[person.delegation] == 1
        else person.name or person.id
        for person in instance.people
    }
