"""What is printed, as plain texts: the template only sets them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from models import Delegation, Kind, Person
from models.clock import Interval
from scheduler.exporting.booklet.key import Key
from scheduler.exporting.editions import Edition
from scheduler.plotting.style import KINDS, kind_order
from scheduler.viewing.programme import Booking
from scheduler.viewing.tables import MANY
from scheduler.wording.languages import (
    collated,
    date_text,
    day_text,
    hours_text,
    label,
    labelled,
    listed,
    protocol_order,
)

BETWEEN = " – "
"""What stands between the two sides in the title of a bilateral."""

Texts = dict[str, Any]
"""Texts, and lists of them, as the template reads them."""


class Pages:
    """The pages of one edition.

    Parameters
    ----------
    made
        The edition; it contains nothing that its audience may not know.
    """

    def __init__(self, made: Edition) -> None:
        self._made = made
        self._programme, self._language = made.programme, made.language
        self._instance = made.programme.instance
        self._zones = {zone.id: zone.name for zone in self._instance.zones}
        dates = {day.date for day in self._instance.days}
        self._days = sorted(dates | {booking.date for booking in self._programme.bookings})

    def head(self) -> Texts:
        """Return what is on every page."""
        first, last = self._days[0], self._days[-1]
        dates = [date_text(day, self._language) for day in dict.fromkeys((first, last))]
        return {
            "language": self._language,
            "title": self._instance.title or self._instance.name,
            "dates": " – ".join(dates),
            "reader": self._made.reader,
            "zone": self._label("times-of", zone=self._made.zone),
            "kinds": [[self._label(kind), KINDS[kind].face] for kind in self._kinds()],
            "page": self._label("page"),
            "programme": self._label("programme"),
            "itinerary": self._label("itinerary"),
            "itineraries": self._label("itineraries"),
            "rooms": self._label("rooms"),
            "unmet": self._label("unmet"),
            "nothing": self._label("nothing-today"),
        }

    def programme(self) -> list[Texts]:
        """Return the whole programme, day by day."""
        return [
            {"day": day_text(day, self._language), "rows": [self._row(b) for b in self._on(day)]}
            for day in self._days
        ]

    def itineraries(self) -> list[Texts]:
        """Return the page of the delegation, or of all by protocol and each person without one."""
        people: dict[str, list[Person]] = {}
        for person in self._instance.people:
            people.setdefault(person.delegation or "", []).append(person)
        pages = [self._itinerary(row, people.get(row.id, [])) for row in self._those_with_pages()]
        alone = people.get("", []) if self._made.audience.kind == "planner" else []
        return pages + [self._itinerary(person, [person]) for person in alone]

    def index(self, pages: list[Texts]) -> list[tuple[str, int]]:
        """Return the name and the number of each page, in the order of the language."""
        names = [(page["name"], number) for number, page in enumerate(pages)]
        return sorted(names, key=lambda row: (collated(row[0], self._language), row[1]))

    def door_signs(self) -> Iterator[Texts]:
        """Yield a sign for each room, unit and day with something in it."""
        for room in self._instance.rooms:
            bookings = self._programme.by_room.get(room.id, [])
            for unit in sorted({booking.unit for booking in bookings}):
                for day in self._days:
                    own = [b for b in bookings if (b.unit, b.date) == (unit, day)]
                    when = date_text(day, self._language)
                    if own:
                        yield {
                            "room": self._room(own[0]),
                            "under": "  ·  ".join(filter(None, (when, self._venue(own[0])))),
                            "rows": [self._row(booking) for booking in own],
                        }

    def _those_with_pages(self) -> Iterable[Delegation]:
        if self._made.audience.kind == "planner":
            return protocol_order(self._instance, self._language)
        return (row for row in self._made.delegations if row.id == self._made.audience.id)

    def _itinerary(self, row: Delegation | Person, people: list[Person]) -> Texts:
        own = {person.id: person.name or person.id for person in people}
        bookings = [b for b in self._programme.bookings if own.keys() & set(b.people)]
        rooms = {self._room(booking): self._venue(booking) for booking in bookings}
        key = Key(own, bookings, self._zones)
        waiting = (
            w.activity for w in self._programme.waiting if own.keys() & set(w.activity.people)
        )
        return {
            "name": row.name or row.id,
            "people": listed((name for name in own.values() if name != row.name), self._language),
            "days": [
                {
                    "day": day_text(day, self._language),
                    "rows": [self._part(b, own, key) for b in bookings if b.date == day],
                }
                for day in self._days
            ],
            "rooms": [[room, venue] for room, venue in rooms.items() if venue],
            "key": {"people": key.people(), "rooms": key.rooms()},
            "unmet": [activity.title or activity.id for activity in waiting],
        }

    def _part(self, booking: Booking, own: dict[str, str], key: Key) -> Texts:
        """Return a row of an itinerary: when these persons are there, and with whom."""
        there = [name for name in booking.people if name in own]
        parts = [booking.engaged(name) for name in there]
        row = self._row(booking, (min(s for s, _ in parts), max(e for _, e in parts)))
        names = self._instance.person
        others = [name for name in booking.people if name not in own]
        company = self._company([names[name].name or name for name in others])
        if len(own) > 1:
            row["notes"].append(listed((own[name] for name in there), self._language))
        if others:
            row["notes"].append(company)
        called = [self._called(other) for other in others]
        told = all(any(name in row["title"] for name in either) for either in called)
        row["short"] = {
            "who": key.of_people(there),
            "title": _other_side(row["title"], called) if len(own) > 1 else row["title"],
            "with": company if booking.activity.kind == "bilateral" and not told else "",
            "place": key.of_place(booking),
            "strong": booking.activity.kind != "bilateral",
        }
        return row

    def _called(self, person: str) -> set[str]:
        """Return what a title may call somebody: by their own name, or their delegation's."""
        one = self._instance.person[person]
        delegations = {row.id: row.name for row in self._instance.delegations}
        return {name for name in (one.name, delegations.get(one.delegation or "")) if name}

    def _row(self, booking: Booking, part: Interval | None = None) -> Texts:
        begins, ends = map(self._instance.clock.moment, part or (booking.start, booking.end))
        kind = self._label(booking.activity.kind)
        return {
            "time": _joined(hours_text(begins, ends, self._language, under=booking.date)),
            "title": booking.activity.title or kind,
            "kind": kind,
            "colour": KINDS[booking.activity.kind].face,
            "room": self._room(booking),
            "strong": booking.activity.kind != "bilateral" or bool(part),
            "notes": [],
        }

    def _company(self, names: list[str]) -> str:
        if not names:
            return ""
        few = len(names) <= MANY
        said = listed(names, self._language) if few else self._label("others", count=len(names))
        return labelled("with", self._language, said)

    def _room(self, booking: Booking) -> str:
        name = booking.room.name or booking.room.id
        if booking.room.units == 1:
            return name
        return f"{name}, {self._label('unit')}\N{NO-BREAK SPACE}{booking.unit}"

    def _venue(self, booking: Booking) -> str:
        return self._zones.get(booking.room.zone or "", "")

    def _kinds(self) -> list[Kind]:
        """Return the kinds that the edition has, in the order of legends."""
        return sorted({b.activity.kind for b in self._programme.bookings}, key=kind_order)

    def _on(self, day: date) -> Iterable[Booking]:
        return (booking for booking in self._programme.bookings if booking.date == day)

    def _label(self, name: str, /, **values: object) -> str:
        return label(name, self._language, **values)


def _other_side(title: str, called: Sequence[Collection[str]]) -> str:
    """Return the half of a title that is what the others are called: signs name one's own side."""
    first, between, second = title.partition(BETWEEN)
    theirs = [half for half in (first, second) if called and all(half in each for each in called)]
    return theirs[0] if between and len(theirs) == 1 else title


def _joined(hours: str) -> str:
    """Let a line end after the date of a start, or before the date or offset of an end only."""
    first, last = hours.split("–")
    day, start = first[: (at := first.index(":") - 2)].strip(), first[at:]
    joiner = "" if not day or " " in start + last else "\N{WORD JOINER}"
    lines = (day, f"{start}–{joiner}{last}")
    return " ".join(line.replace(" ", "\N{NO-BREAK SPACE}") for line in lines if line)
