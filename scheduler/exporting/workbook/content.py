"""What the sheets of the programme say, for one edition."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time

from models.clock import Interval, Minute
from scheduler.exporting.editions import Edition
from scheduler.exporting.page.content import names_of
from scheduler.exporting.page.words import word
from scheduler.viewing.audiences import PLANNER, members
from scheduler.viewing.programme import Booking, Programme
from scheduler.wording.languages import collated, hours_text, label, listed, protocol_order
from scheduler.wording.times import comes_twice

MANY = 5
"""If there are more people than this, they are counted, not named."""


@dataclass(frozen=True)
class Page:
    """One sheet.

    Attributes
    ----------
    name
        What it is called, before it is made a legal name of a sheet.
    heads
        Names of its columns.
    rows
        Its cells; times are local, without a zone.
    """

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def pages(made: Edition) -> Iterator[Page]:
    """Yield the sheets that people read."""
    yield by_time(made)
    if made.audience.kind in ("planner", "public"):
        yield by_room(made)
    if made.audience.kind != "public":
        yield by_delegation(made)
        yield unmet(made)
    if made.audience == PLANNER:
        yield goals(made)


def by_time(made: Edition) -> Page:
    """Return everything in order of time."""
    rows = (
        (
            *_when(made, (b.start, b.end)),
            *_what(made, b),
            _where(made, b),
            company(made, b.people),
        )
        for b in made.programme.bookings
    )
    heads = ("day", "start", "end", "title", "kind", "room", "people")
    shown = heads[:-1] if made.audience.kind == "public" else heads
    return Page(
        label("by-time", made.language),
        _labels(made, shown),
        tuple(row[: len(shown)] for row in rows),
    )


def by_room(made: Edition) -> Page:
    """Return what is in each room, the rooms in the order of the instance."""
    programme = made.programme
    rows: list[tuple[object, ...]] = []
    for room in programme.instance.rooms:
        for b in programme.by_room.get(room.id, []):
            times = _when(made, (b.start, b.end))
            rows.append((_where(made, b), *times, *_what(made, b), company(made, b.people)))
    heads = ("room", "day", "start", "end", "title", "kind", "people")
    shown = heads[:-1] if made.audience.kind == "public" else heads
    kept = tuple(row[: len(shown)] for row in rows)
    return Page(label("by-room", made.language), _labels(made, shown), kept)


def by_delegation(made: Edition) -> Page:
    """Return what engages each person, the delegations in protocol order."""
    programme = made.programme
    instance = programme.instance
    order = {row.id: n for n, row in enumerate(protocol_order(instance, made.language))}
    names = {row.id: row.name or row.id for row in instance.delegations}
    own_people = members(instance, made.audience)
    persons = sorted(
        (p for p in instance.people if made.audience == PLANNER or p.id in own_people),
        key=lambda p: (order.get(p.delegation or "", len(order)), p.rank or 10**9, p.id),
    )
    rows: list[tuple[object, ...]] = []
    for person in persons:
        for own in programme.by_person.get(person.id, []):
            b = own.booking
            others = [other for other in b.people if other != person.id]
            rows.append(
                (
                    names.get(person.delegation or "", ""),
                    person.name or person.id,
                    *_when(made, (own.start, own.end)),
                    *_what(made, b),
                    _where(made, b),
                    company(made, others),
                )
            )
    heads = ("delegation", "person", "day", "start", "end", "title", "kind", "room", "with")
    own_name = names.get(made.audience.id, "") if made.audience.kind == "delegation" else ""
    name = own_name or label("by-delegation", made.language)
    return Page(name, _labels(made, heads), tuple(rows))


def unmet(made: Edition) -> Page:
    """Return what has no place, the weightiest first; why, for planners only."""
    language = made.language
    waiting = sorted(
        made.programme.waiting,
        key=lambda w: (-w.activity.priority, collated(w.activity.title or w.activity.id, language)),
    )
    heads: tuple[str, ...] = ("title", "kind", "people")
    rows: list[tuple[object, ...]] = [
        (w.activity.title or w.activity.id, label(w.activity.kind, language),
         company(made, w.activity.people))
        for w in waiting
    ]  # fmt: skip
    if made.audience == PLANNER:
        heads = (*heads, "priority", "reason")
        pairs = zip(rows, waiting, strict=True)
        rows = [(*row, w.activity.priority, w.reason) for row, w in pairs]
    return Page(label("unmet", language), _labels(made, heads), tuple(rows))


def goals(made: Edition) -> Page:
    """Return what each goal of the policy comes to."""
    rows = tuple(
        (tier, label(goal, made.language), weight, made.goals.get(goal))
        for tier, weights in enumerate(made.programme.instance.policy.tiers, start=1)
        for goal, weight in weights.items()
    )
    heads = _labels(made, ("tier", "goal", "weight", "value"))
    return Page(label("goals", made.language), heads, rows)


def _labels(made: Edition, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(label(name, made.language) for name in names)


def _when(made: Edition, during: Interval) -> tuple[object, object, object]:
    """Return day, start and end; as text where daylight saving makes a time come twice."""
    start, end = map(made.programme.instance.clock.moment, during)
    if comes_twice(start) or comes_twice(end):
        return start.date(), hours_text(start, end, made.language), ""
    return start.date(), start.replace(tzinfo=None), end.replace(tzinfo=None)


def _what(made: Edition, booking: Booking) -> tuple[str, str]:
    activity = booking.activity
    return activity.title or activity.id, label(activity.kind, made.language)


def _where(made: Edition, booking: Booking) -> str:
    """Name a room, with the unit where there are several."""
    room = booking.room
    name = room.name or room.id
    if room.units == 1:
        return name
    return f"{name}, {word('number', made.language, count=booking.unit)}"


def company(made: Edition, people: Sequence[str]) -> str:
    """Name people by their delegations where these have no other; if they are many, count them."""
    if len(people) > MANY:
        return word("count-people", made.language, count=len(people))
    return listed(names_of(made.programme, people), made.language)


def local(programme: Programme, minute: Minute) -> object:
    """Return a local time for a cell that is read back.

    It is text at midnight, which a spreadsheet cannot tell from a date without a time; and, with
    its offset, where it comes twice that day.
    """
    moment = programme.instance.clock.moment(minute)
    if comes_twice(moment):
        return moment.isoformat(timespec="minutes")
    plain = moment.replace(tzinfo=None)
    return plain if plain.time() != time() else plain.isoformat(timespec="minutes")
