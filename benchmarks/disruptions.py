"""Seeded disruptions of an instance: what goes wrong in the days before a summit."""

import random
from collections.abc import Callable
from datetime import datetime, time, timedelta

from models import Activity, Availability, Instance, Placement, Span, Timetable
from scheduler import check, preflight

Disrupt = Callable[[Instance, random.Random, int], Instance]


def head_late(instance: Instance, chance: random.Random, number: int) -> Instance:
    """Keep a head of delegation away for the first two hours of a day."""
    return _away(instance, chance, hours=2)


def head_gone(instance: Instance, chance: random.Random, number: int) -> Instance:
    """Keep a head of delegation away altogether; mandatory activities do without them."""
    return _away(instance, chance, hours=None)


def _away(instance: Instance, chance: random.Random, hours: int | None) -> Instance:
    head = chance.choice([p for p in instance.people if p.delegation and p.rank])
    days = [chance.choice(instance.days)] if hours else instance.days
    rows = []
    for day in days:
        first = day.span.start
        last = first + timedelta(hours=hours) if hours else day.span.end
        rows.append(Availability(person=head.id, start=first, end=last, state="busy"))
    touched = {row.start.date() for row in rows}
    activities = tuple(
        a if a.optional else _without(a, head.id, rows, touched) for a in instance.activities
    )
    return _remade(
        instance, availability=instance.availability + tuple(rows), activities=activities
    )


def _without(
    activity: Activity, head: str, rows: list[Availability], touched: set[object]
) -> Activity:
    """Excuse a head from what is pinned while they are away: the ceremony does not wait."""
    if head not in activity.people:
        return activity
    if activity.pin_start is not None:
        begins = activity.pin_start.replace(tzinfo=None)
        ends = begins + timedelta(minutes=activity.minutes)
        if not any(
            begins < row.end.replace(tzinfo=None) and row.start.replace(tzinfo=None) < ends
            for row in rows
        ):
            return activity
    elif len(touched) == 1:
        return activity
    people = tuple(p for p in activity.people if p != head)
    return activity.model_copy(update={"people": people})


def room_closed(instance: Instance, chance: random.Random, number: int) -> Instance:
    """Close a room that workshops or bilaterals may choose for an afternoon."""
    pinned = {a.pin_room for a in instance.activities if a.pin_room}
    room = chance.choice([r for r in instance.rooms if r.id not in pinned and r.units < 10])
    shut = chance.choice(instance.days).date
    open_spans = []
    for day in instance.days:
        first, last = day.span.start, day.span.end
        noon = datetime.combine(day.date, time(13))
        open_spans.append(Span(start=first, end=noon if day.date == shut else last))
    closed = room.model_copy(update={"open": tuple(open_spans)})
    rooms = tuple(closed if r.id == room.id else r for r in instance.rooms)
    return _remade(instance, rooms=rooms)


def new_bilateral(instance: Instance, chance: random.Random, number: int) -> Instance:
    """Request one more bilateral, of high priority, between two heads."""
    like = chance.choice([a for a in instance.activities if a.kind == "bilateral" and a.optional])
    heads = [p.id for p in instance.people if p.delegation and p.rank]
    people = tuple(chance.sample(heads, 2))
    added = like.model_copy(
        update={"id": f"NEW{number}", "title": "New bilateral", "people": people, "priority": 9}
    )
    return _remade(instance, activities=(*instance.activities, added))


def ceremony_moved(instance: Instance, chance: random.Random, number: int) -> Instance:
    """Move a pinned plenary by 30 minutes."""
    moved = chance.choice([a for a in instance.activities if a.kind == "plenary" and a.pin_start])
    assert moved.pin_start is not None
    start = moved.pin_start + timedelta(minutes=chance.choice([-30, 30]))
    later = moved.model_copy(update={"pin_start": start})
    return _remade(
        instance, activities=tuple(later if a.id == moved.id else a for a in instance.activities)
    )


def _remade(instance: Instance, **changed: object) -> Instance:
    """Return the instance with some tables replaced, checked like any other.

    Raises
    ------
    ValueError
        The tables contradict each other, fixed activities clash, or the preflight shows that
        there is no timetable.
    """
    tables = {name: getattr(instance, name) for name in type(instance).model_fields}
    found = Instance.model_validate(tables | changed)
    clashes = [v for v in check(found, _fixed(found)).violations if v.rule != "mandatory"]
    if clashes:
        raise ValueError(clashes[0].message)
    doomed = preflight(found).doomed
    if doomed:
        raise ValueError(doomed[0].message)
    return found


def _fixed(instance: Instance) -> Timetable:
    """Return the part of every timetable that the instance fixes."""
    return Timetable(
        placements=tuple(
            Placement(activity=a.id, start=a.pin_start, room=a.pin_room, unit=a.pin_unit)
            for a in instance.activities
            if a.pin_start and a.pin_room
        )
    )


KINDS: dict[str, Disrupt] = {
    "head-late": head_late,
    "head-gone": head_gone,
    "room-closed": room_closed,
    "new-bilateral": new_bilateral,
    "ceremony-moved": ceremony_moved,
}
ATTEMPTS = 50


def disrupted(instance: Instance, number: int) -> tuple[str, Instance]:
    """Return the name of a disruption and the new instance; every sixth is five at once.

    A disruption that contradicts other rows is drawn again: a ceremony moved out of
    its day, or into another one in its hall; the one room closed that an event can have.
    """
    chance = random.Random(number)
    kinds = [*KINDS, "five"]
    kind = kinds[number % len(kinds)]
    steps = list(KINDS.values()) if kind == "five" else [KINDS[kind]]
    for step in steps:
        for attempt in range(ATTEMPTS):
            try:
                instance = step(instance, chance, number)
                break
            except ValueError:
                if attempt == ATTEMPTS - 1:
                    raise
    return kind, instance
