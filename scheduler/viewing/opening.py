"""When a room is open."""

from models import Instance, Room
from models.clock import EVER, Interval, merged


def opening(instance: Instance, room: Room) -> list[Interval]:
    """Return when anything may be in a room: never if it is closed, ever if nothing is stated."""
    if room.state:
        return []
    return merged(map(instance.clock.interval, room.open)) or [EVER]
