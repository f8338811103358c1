"""Small changes of an instance whose price is asked: one unit, one team, one hour, ten minutes."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta

from models import Activity, Availability, Instance, Room, Span
from models.clock import overlap
from models.scenario_changes import AddRoom, Turnaround
from scheduler.sweeping.applying import changed

HOUR = timedelta(hours=1)
TURNAROUND_MINUTES = 10


@dataclass(frozen=True)
class Change:
    """One change.

    Attributes
    ----------
    kind
        ``room``, ``slot``, ``resource``, ``hour`` or ``turnaround``.
    id
        Of the room, the resource or the person; empty if it is about all rooms.
    what
        In words, such as ``one more unit of Booths (3 instead of 2)``.
    instance
        With the change.
    """

    kind: str
    id: str
    what: str
    instance: Instance


def small_changes(instance: Instance, people: Collection[str]) -> Iterator[Change]:
    """Yield the changes of an instance; hours are those of ``people`` alone."""
    for room in instance.rooms:
        if room.state is None:
            more = room.units + 1
            what = f"one more unit of {room.name or room.id} ({more} instead of {room.units})"
            yield Change("room", room.id, what, instance.with_units(room.id, more))
    for resource in instance.resources:
        more = resource.level + 1
        what = f"one more of {resource.name or resource.id} ({more} instead of {resource.level})"
        yield Change("resource", resource.id, what, instance.with_level(resource.id, more))
    for person in instance.people:
        if person.id in people:
            yield from _hours(instance, person.id, person.name or person.id)
    yield from _shorter_turnaround(instance)
    for room in instance.rooms:
        if room.state is None:
            yield from _in_one_slot(instance, room)


def _in_one_slot(instance: Instance, room: Room) -> Iterator[Change]:
    """Yield one more room like another in one published slot, for what may be in both."""
    for slot in instance.slots:
        if any(slot.id in (a.slots or ()) and _fits(a, room) for a in instance.activities):
            name = f"{room.id}.{slot.id}"[:64]
            change = AddRoom(id=name, like=room.id, slots=(slot.id,))
            what = f"one more room like {room.name or room.id}, in slot {slot.id} alone"
            yield Change("slot", room.id, what, changed(instance, change)[0])


def _fits(activity: Activity, room: Room) -> bool:
    """Tell whether an activity may be in a room, by what is stated of both."""
    hosts = not room.kinds or activity.kind in room.kinds
    return room.id in activity.rooms or (not activity.rooms and hosts)


def _hours(instance: Instance, person: str, name: str) -> Iterator[Change]:
    """Yield an hour before, and one after, what is stated of a person's presence."""
    rows = [r for r in instance.availability if r.person == person and r.state == "present"]
    if not rows:
        return
    clock = instance.clock
    first = min(rows, key=lambda row: clock.minute(row.start))
    last = max(rows, key=lambda row: clock.minute(row.end))
    earlier = Span(start=first.start - HOUR, end=first.start)
    later = Span(start=last.end, end=last.end + HOUR)
    for hour, what in (
        (earlier, f"comes one hour earlier, at {earlier.start:%Y-%m-%d %H:%M}"),
        (later, f"leaves one hour later, at {later.end:%Y-%m-%d %H:%M}"),
    ):
        if _is_of_event(instance, hour):
            present = [*map(_span, rows), hour]
            after = instance.with_availability(person, present=present)
            yield Change("hour", person, f"{name} {what}", after)


def _span(row: Availability) -> Span:
    return Span(start=row.start, end=row.end)


def _is_of_event(instance: Instance, hour: Span) -> bool:
    """Tell whether some of an hour is inside the hours of a day."""
    clock = instance.clock
    asked = clock.minute(hour.start), clock.minute(hour.end)
    days = ((clock.minute(day.span.start), clock.minute(day.span.end)) for day in instance.days)
    return any(overlap(asked, day) for day in days)


def _shorter_turnaround(instance: Instance) -> Iterator[Change]:
    """Yield ten minutes less after each activity in all rooms, never less than none."""
    if any(room.turnaround_minutes for room in instance.rooms):
        after, _ = changed(instance, Turnaround(more=-TURNAROUND_MINUTES))
        what = f"{TURNAROUND_MINUTES} minutes less turnaround in all rooms"
        yield Change("turnaround", "", what, after)
