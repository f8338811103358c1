"""Names of activities, persons, rooms and resources, with their ids."""

from collections.abc import Iterable

from models import Activity, Instance, Person, Placement, Resource, Room
from scheduler.wording.times import weekday_moment

MOST_LETTERS = 40

NOUNS = {
    "plenary": "plenaries",
    "side-event": "side events",
    "workshop": "workshops",
    "bilateral": "bilaterals",
    "exhibition": "stands",
    "press": "press conferences",
}
"""Kind of activity -> what several are called."""


def nouns(activities: Iterable[Activity]) -> dict[str, str]:
    """Return for each activity what several of its kind are called."""
    return {a.id: NOUNS[a.kind] for a in activities}


def named(name: str, known_as: str) -> str:
    """Return a name with its id; the id alone if there is no name, or no other one."""
    return f"{name} ({known_as})" if name not in ("", known_as) else known_as


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


def short(activity: Activity) -> str:
    """Name an activity with as much of its title as fits into a list."""
    title = activity.title
    if len(title) > MOST_LETTERS:
        title = title[: MOST_LETTERS - 1].rstrip() + "…"
    return named(f"'{title}'" if title else "", activity.id)


def activity(instance: Instance, name: str) -> str:
    """Name an activity, such as ``'Opening' (B1)``."""
    return what(instance.activity[name])


def person(instance: Instance, name: str) -> str:
    """Name an office, such as ``Head of delegation, Peru (P-peru)``."""
    return who(instance.person[name])


def room(instance: Instance, name: str) -> str:
    """Name a room, such as ``Great Hall (hall)``; an unknown one by its id."""
    known = instance.room.get(name)
    return place(known) if known else name


def placement(instance: Instance, where: Placement | None) -> str:
    """Write where something stands, with the unit where there are several; or ``no place``."""
    if where is None or where.start is None or where.room is None:
        return "no place"
    return f"{time_of(instance, where)}, {room_of(instance, where)}"


def time_of(instance: Instance, where: Placement) -> str:
    """Write when a placed activity starts."""
    assert where.start is not None
    return weekday_moment(instance, instance.clock.minute(where.start))


def room_of(instance: Instance, where: Placement) -> str:
    """Write where a placed activity is, with the unit where the room has several."""
    assert where.room is not None
    known = instance.room.get(where.room)
    unit = f", unit {where.unit}" if where.unit and known and known.units > 1 else ""
    return f"{room(instance, where.room)}{unit}"
