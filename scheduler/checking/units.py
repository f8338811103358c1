"""Rooms whose units are not alike, so that another unit is another place."""

from collections.abc import Iterator

from models import Activity, Instance, Room
from models.rule import UNITS


def told_apart(instance: Instance) -> frozenset[str]:
    """Return the rooms with several units of which one is not as good as another.

    An activity is pinned to one of them, or a rule about units, hard or soft, lists an activity
    that may be in the room.
    """
    return frozenset(_told_apart(instance))


def _told_apart(instance: Instance) -> Iterator[str]:
    rooms = [room for room in instance.rooms if room.units > 1]
    if not rooms:
        return
    yield from (a.pin_room for a in instance.activities if a.pin_room and a.pin_unit)
    listed = {name for rule in instance.rules if rule.kind in UNITS for name in rule.activities}
    for activity in instance.activities:
        if activity.id not in listed:
            continue
        yield from (room.id for room in rooms if _may_be_in(activity, room))


def _may_be_in(activity: Activity, room: Room) -> bool:
    """Tell whether a room is of those named, open to the kind, large enough and equipped."""
    return (
        room.state != "closed"
        and activity.pin_room in (None, room.id)
        and (not activity.rooms or room.id in activity.rooms)
        and (not room.kinds or activity.kind in room.kinds)
        and room.capacity >= activity.seats
        and set(room.equipment) >= set(activity.equipment)
    )
