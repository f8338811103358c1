"""Words of a violation: names, ids and local times, for a protocol officer."""

from collections.abc import Sequence

from models import Activity, Instance, Person, Resource, Room, Violation
from models.clock import Interval, Minute
from models.names import HardRule
from scheduler.checking.sheet import Placed

MOST_NAMED = 6
"""A sentence names so many activities; the violation itself has all."""


def found(
    rule: HardRule, subject: str, placed: Sequence[Placed], clash: Interval | None, message: str
) -> Violation:
    """Return a violation between placements, in the order given."""
    return Violation(
        rule=rule,
        subject=subject,
        activities=tuple(one.id for one in placed),
        start=clash[0] if clash else None,
        end=clash[1] if clash else None,
        message=message,
    )


def named(name: str, known_as: str) -> str:
    """Return a name with its id; the id alone if there is no name."""
    return f"{name} ({known_as})" if name else known_as


def what(activity: Activity) -> str:
    """Name an activity, such as ``'Opening' (B1)``."""
    return named(f"'{activity.title}'" if activity.title else "", activity.id)


def who(person: Person) -> str:
    """Name a person, such as ``Head of delegation, Peru (P-peru)``."""
    return named(person.name, person.id)


def whose(resource: Resource) -> str:
    """Name a resource, such as ``Interpreter teams (interpreters)``."""
    return named(resource.name, resource.id)


def place(room: Room) -> str:
    """Name a room, such as ``Great Hall (hall)``."""
    return named(room.name, room.id)


def where(placed: Placed) -> str:
    """Name the room of a placement, and the unit where there are several."""
    unit = f", unit {placed.unit}" if placed.room.units > 1 or placed.unit > 1 else ""
    return place(placed.room) + unit


def moment(instance: Instance, minute: Minute) -> str:
    """Write a local time, such as ``25 Oct 09:00``."""
    return f"{instance.clock.moment(minute):%d %b %H:%M}"


def when(instance: Instance, during: Interval) -> str:
    """Write a stretch of local time, such as ``25 Oct 09:00-10:00``."""
    start, end = map(instance.clock.moment, during)
    if start.date() == end.date():
        return f"{start:%d %b %H:%M}-{end:%H:%M}"
    return f"{start:%d %b %H:%M} - {end:%d %b %H:%M}"


def stretches(instance: Instance, intervals: Sequence[Interval]) -> str:
    """Write stretches of local time one after the other, or ``none``."""
    return "; ".join(when(instance, interval) for interval in intervals) or "none"


def several(placed: Sequence[Placed]) -> str:
    """Name activities one after the other, the first few if they are many."""
    names = ", ".join(what(one.activity) for one in placed[:MOST_NAMED])
    more = len(placed) - MOST_NAMED
    return f"{names} and {more} more" if more > 0 else names
