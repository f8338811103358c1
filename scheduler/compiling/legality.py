"""Rules about one activity alone: when it may start, and in which rooms.

Each rule is one function, named as in :data:`models.names.StandingRule`, so that an explanation
can say which rule rules out what.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache

from models import Activity, Instance, Room
from models.clock import Interval, merged
from models.names import StandingRule
from scheduler.compiling.engagements import engagement
from scheduler.compiling.ranges import Ranges, common, starts_inside

TimeRule = Callable[["Legality", Activity], Ranges | None]
RoomRule = Callable[[Activity, Room], bool]


class Legality:
    """What is legal for each activity of one instance, one rule at a time."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.starts_in_windows = lru_cache(maxsize=None)(self._starts_in_windows)
        self._starts_while_free = lru_cache(maxsize=None)(self._starts_while)
        self.openings = {
            room.id: merged(map(instance.clock.interval, room.open)) for room in instance.rooms
        }

    def _starts_in_windows(self, minutes: int) -> Ranges:
        return starts_inside(merged(self.instance.windows), minutes)

    def _starts_while(self, person: str, engaged: Interval) -> Ranges:
        first, last = engaged
        ranges = starts_inside(self.instance.free[person], last - first)
        return [(low - first, high - first) for low, high in ranges]

    def starts_of_person(self, activity: Activity, person: str) -> Ranges:
        """Return the starts at which a required person is available while they are engaged."""
        return self._starts_while_free(person, engagement(activity, person))

    def starts(self, activity: Activity) -> Ranges:
        """Return the starts that every time rule allows (not yet on the grid)."""
        left = self.starts_in_windows(activity.minutes)
        for _, rule in TIME_RULES:
            allowed = rule(self, activity)
            if allowed is not None:
                left = common(left, allowed)
        return left

    def rooms(self, activity: Activity) -> Iterator[Room]:
        """Yield the rooms that every room rule allows."""
        for room in self.instance.rooms:
            if all(rule(activity, room) for _, rule in ROOM_RULES):
                yield room

    def room_starts(self, activity: Activity, room: Room) -> Ranges | None:
        """Return the starts at which a room is open from set-up to clear-down; None: all."""
        if not room.open:
            return None
        before, after = activity.set_up_minutes, activity.clear_down_minutes
        occupied = before + activity.minutes + after
        ranges = starts_inside(self.openings[room.id], occupied)
        return [(low + before, high + before) for low, high in ranges]


def window(legality: Legality, activity: Activity) -> Ranges | None:
    """An activity lies wholly inside one day, or inside days that touch."""
    return legality.starts_in_windows(activity.minutes)


def allowed_times(legality: Legality, activity: Activity) -> Ranges | None:
    """An activity starts with one of its slots and ends in it, or lies in one of its spans."""
    if activity.slots is None and not activity.spans:
        return None
    clock = legality.instance.clock
    spans = legality.instance.stated[activity.id].spans
    ranges = starts_inside(spans, activity.minutes)
    for name in activity.slots or ():
        slot = legality.instance.slot[name]
        start = clock.minute(slot.start)
        if start + activity.minutes <= clock.minute(slot.end):
            ranges.append((start, start + 1))
    return merged(ranges)


def pinned_time(legality: Legality, activity: Activity) -> Ranges | None:
    """A pinned activity starts where it is pinned."""
    if activity.pin_start is None:
        return None
    start = legality.instance.clock.minute(activity.pin_start)
    return [(start, start + 1)]


def person_availability(legality: Legality, activity: Activity) -> Ranges | None:
    """Required people are available while they are engaged."""
    left: Ranges | None = None
    for person in activity.people:
        free = legality.starts_of_person(activity, person)
        left = free if left is None else common(left, free)
    return left


def pinned_room(activity: Activity, room: Room) -> bool:
    """A pinned activity is in its pinned room."""
    return activity.pin_room is None or activity.pin_room == room.id


def allowed_rooms(activity: Activity, room: Room) -> bool:
    """An activity that names rooms is in one of them."""
    return not activity.rooms or room.id in activity.rooms


def room_closed(activity: Activity, room: Room) -> bool:
    """A room that is closed hosts nothing."""
    return room.state != "closed"


def room_kind(activity: Activity, room: Room) -> bool:
    """A room hosts only the kinds it lists."""
    return not room.kinds or activity.kind in room.kinds


def room_capacity(activity: Activity, room: Room) -> bool:
    """A room has at least the seats that the activity must have."""
    return room.capacity >= activity.seats


def room_equipment(activity: Activity, room: Room) -> bool:
    """A room has all the equipment that the activity needs."""
    return set(activity.equipment) <= set(room.equipment)


TIME_RULES: tuple[tuple[StandingRule, TimeRule], ...] = (
    ("window", window),
    ("allowed-times", allowed_times),
    ("pinned-time", pinned_time),
    ("person-availability", person_availability),
)

ROOM_RULES: tuple[tuple[StandingRule, RoomRule], ...] = (
    ("pinned-room", pinned_room),
    ("allowed-rooms", allowed_rooms),
    ("room-closed", room_closed),
    ("room-kind", room_kind),
    ("room-capacity", room_capacity),
    ("room-equipment", room_equipment),
)
