"""Names by id, local times with their weekday, and changes of goals."""

from models import Goal, Instance, Placement
from models.clock import Minute
from scheduler.checking import sentences


def activity(instance: Instance, name: str) -> str:
    """Name an activity, such as ``'Opening' (B1)``."""
    return sentences.what(instance.activity[name])


def person(instance: Instance, name: str) -> str:
    """Name an office, such as ``Head of delegation, Peru (P-peru)``."""
    return sentences.who(instance.person[name])


def room(instance: Instance, name: str) -> str:
    """Name a room, such as ``Great Hall (hall)``; one that is no more by its id."""
    known = instance.room.get(name)
    return sentences.place(known) if known else name


def moment(instance: Instance, minute: Minute) -> str:
    """Write a local time with its weekday, such as ``Sat 25 Oct 09:00``."""
    return f"{instance.clock.moment(minute):%a %d %b %H:%M}"


def place(instance: Instance, where: Placement | None) -> str:
    """Write where something stands, with the unit where there are several; or ``no place``."""
    if where is None or where.start is None or where.room is None:
        return "no place"
    start = moment(instance, instance.clock.minute(where.start))
    known = instance.room.get(where.room)
    unit = f", unit {where.unit}" if where.unit and known and known.units > 1 else ""
    return f"{start}, {room(instance, where.room)}{unit}"


def changes(values: dict[Goal, int]) -> str:
    """Write the changes of goals, such as ``coverage -2, breaks +1``."""
    told = ", ".join(f"{goal} {change:+d}" for goal, change in values.items() if change)
    return told or "no goal changes"
