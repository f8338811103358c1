"""What the element ``<summit-timeline>`` is given: rows and bars of a programme."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, get_args

from models import Kind, Room
from models.clock import Interval, without
from scheduler.exporting.page.content import Content, Entry, names_of
from scheduler.exporting.page.words import letter
from scheduler.plotting.shown import DayShown
from scheduler.plotting.style import KINDS
from scheduler.plotting.timescale import HOUR, hours
from scheduler.viewing.audiences import members


def timeline(shown: Content) -> dict[str, Any]:
    """Return the data of the element, as JSON; its types are in ``timeline/types.js``.

    Minutes are counted from the first hour that is shown of a day, so that a reader's own time
    zone plays no part.
    """
    return {
        "days": [_day(shown, number) for number in range(len(shown.days))],
        "kinds": [_kind(shown, kind) for kind in get_args(Kind)],
        "groups": list(_groups(shown)),
        "bars": [_bar(shown, entry) for entry in shown.entries],
        "words": {"timeline": shown.word("timeline"), "nothing": shown.word("no-match")},
    }


def _day(shown: Content, number: int) -> dict[str, Any]:
    day, clock = shown.days[number], shown.edition.programme.instance.clock
    first, last = day.hours
    marks = hours(DayShown(day.date, first, last), clock, shown.edition.language)
    ticks = [[mark.minute - first, mark.text, int(mark.rank != HOUR)] for mark in marks]
    return {"name": day.name, "short": day.short, "minutes": last - first, "ticks": ticks}


def _kind(shown: Content, kind: Kind) -> dict[str, str]:
    style = KINDS[kind]
    return {
        "name": shown.word(kind),
        "letter": letter(kind, shown.edition.language),
        "face": style.face,
        "line": style.line,
        "ink": style.ink,
        "pale": style.pale,
        "hatch": style.hatch[0],
    }


def _bar(shown: Content, entry: Entry) -> dict[str, Any]:
    booking, day = entry.booking, shown.days[entry.day]
    first = day.hours[0]
    whole = shown.edition.audience.kind == "planner"  # set-up is no news for others
    return {
        "id": booking.activity.id,
        "day": entry.day,
        "start": booking.start - first,
        "end": booking.end - first,
        "opens": (booking.opens if whole else booking.start) - first,
        "closes": (booking.closes if whole else booking.end) - first,
        "kind": get_args(Kind).index(booking.activity.kind),
        "text": entry.title,
        "label": f"{entry.title}, {entry.when}, {entry.room}",
    }


def _groups(shown: Content) -> Iterator[dict[str, Any]]:
    """Yield the ways to look at the bars: by room, by person, by delegation."""
    instance = shown.edition.programme.instance
    kind = shown.edition.audience.kind
    yield _group("rooms", shown, _rooms(shown))
    if kind == "public":
        return
    own = members(instance, shown.edition.audience)
    people = [p for p in shown.people if kind == "planner" or p.id in own]
    yield _group("people", shown, (_row_of(shown, p.name or p.id, [p.id]) for p in people))
    if kind == "planner":
        teams: dict[str | None, list[str]] = {}
        for person in people:
            teams.setdefault(person.delegation, []).append(person.id)
        rows = (_row_of(shown, d.name or d.id, teams.get(d.id, [])) for d in shown.delegations)
        yield _group("delegations", shown, rows)


def _group(name: str, shown: Content, rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": name,
        "name": shown.word(name),
        "setUp": name == "rooms" and shown.edition.audience.kind == "planner",
        "rows": list(rows),
    }


def _row(
    name: str,
    note: str,
    bars: list[int],
    texts: Mapping[int, str],
    away: Iterable[tuple[int, int, int]],
) -> dict[str, Any]:
    spans = [list(span) for span in away]
    return {"name": name, "note": note, "bars": bars, "texts": dict(texts), "away": spans}


def _row_of(shown: Content, name: str, people: Sequence[str]) -> dict[str, Any]:
    """Return the row of a person or a delegation: its bilaterals say whom they meet."""
    programme = shown.edition.programme
    engaged = programme.by_person
    bookings = {
        shown.number[own.booking.activity.id]: own.booking
        for person in people
        for own in engaged.get(person, ())
    }
    texts = {}
    for number, booking in bookings.items():
        others = [p for p in booking.people if p not in people]
        if booking.activity.kind == "bilateral" and others:
            texts[number] = shown.company(names_of(programme, others))
    away = _away(shown, people[0]) if len(people) == 1 else ()
    return _row(name, "", sorted(bookings), texts, away)


def _rooms(shown: Content) -> Iterator[dict[str, Any]]:
    """Yield a row for each room; units that are alike have one each, if they are in use."""
    programme = shown.edition.programme
    unknown = {
        b.room.id: b.room for b in programme.bookings if b.room.id not in programme.instance.room
    }
    for room in (*programme.instance.rooms, *unknown.values()):
        bars: dict[int, list[int]] = {1: []} if room.units == 1 else {}
        for entry in shown.in_room(room.id):
            bars.setdefault(entry.booking.unit, []).append(entry.number)
        for unit, own in sorted(bars.items()):
            note = shown.word("number", count=unit) if room.units > 1 else ""
            yield _row(room.name or room.id, note, own, {}, _shut(shown, room))


def _shut(shown: Content, room: Room) -> Iterator[tuple[int, int, int]]:
    """Yield when a room is not open, as far as that is known."""
    clock = shown.edition.programme.instance.clock
    if room.open:
        yield from _left(shown, [clock.interval(span) for span in room.open])


def _away(shown: Content, person: str) -> Iterator[tuple[int, int, int]]:
    """Yield when a person is not there."""
    return _left(shown, shown.edition.programme.instance.free[person])


def _left(shown: Content, free: list[Interval]) -> Iterator[tuple[int, int, int]]:
    """Yield the hours of each day outside some intervals."""
    for number, day in enumerate(shown.days):
        first = day.hours[0]
        for start, end in without([day.hours], free):
            yield number, start - first, end - first
