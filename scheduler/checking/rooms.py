"""Standing rules about rooms."""

from collections.abc import Iterator

from models import Violation
from models.clock import Interval, inside, merged, overlap
from scheduler.checking.sentences import found, where
from scheduler.checking.sheet import Check, Placed, Sheet
from scheduler.checking.sweeps import near_pairs
from scheduler.wording.names import place, what
from scheduler.wording.times import stretches, when


def pinned_room(sheet: Sheet) -> Iterator[Violation]:
    """An activity with a pinned room or unit, if it has a place, is in it."""
    for placed in sheet.placed:
        pin, unit = placed.activity.pin_room, placed.activity.pin_unit
        if pin is None or (placed.room.id == pin and unit in (None, placed.unit)):
            continue
        pinned = place(sheet.instance.room[pin]) + (f", unit {unit}" if unit else "")
        message = f"{what(placed.activity)} is pinned to {pinned} but is in {where(placed)}"
        yield found("pinned-room", "activity", placed.id, [placed], placed.during, message)


def allowed_rooms(sheet: Sheet) -> Iterator[Violation]:
    """An activity that names rooms is in one of them, and the room and its unit are there."""
    for name, gone in sheet.roomless.items():
        message = f"{what(sheet.instance.activity[name])} loses its room: there is no room {gone}"
        yield Violation(
            rule="allowed-rooms",
            subject_kind="activity",
            subject=name,
            activities=(name,),
            message=message,
        )
    rooms = sheet.instance.room
    for placed in sheet.placed:
        activity, room = placed.activity, placed.room
        if activity.rooms and room.id not in activity.rooms:
            there = [rooms[name] for name in activity.rooms if name in rooms]
            allowed = ", ".join(map(place, there)) or "no room that there is"
            message = f"{what(activity)} is in {where(placed)}; it may be in: {allowed}"
            yield found("allowed-rooms", "activity", placed.id, [placed], placed.during, message)
        elif placed.unit > room.units:
            message = f"{what(activity)} is in {where(placed)}; the room has {room.units} in all"
            yield found("allowed-rooms", "activity", placed.id, [placed], placed.during, message)


def room_closed(sheet: Sheet) -> Iterator[Violation]:
    """A room that is closed hosts nothing."""
    for placed in sheet.placed:
        if placed.room.state == "closed":
            message = f"{what(placed.activity)} is in {where(placed)}, which is closed"
            yield found("room-closed", "room", placed.room.id, [placed], placed.during, message)


def room_kind(sheet: Sheet) -> Iterator[Violation]:
    """A room hosts only its kinds of activity."""
    for placed in sheet.placed:
        kind, kinds = placed.activity.kind, placed.room.kinds
        if kinds and kind not in kinds:
            message = (
                f"{what(placed.activity)}, a {kind}, is in {where(placed)}, "
                f"which may host: {', '.join(kinds)}"
            )
            yield found("room-kind", "activity", placed.id, [placed], placed.during, message)


def room_capacity(sheet: Sheet) -> Iterator[Violation]:
    """A room has at least the seats that the activity must have."""
    for placed in sheet.placed:
        if placed.room.capacity < placed.activity.seats:
            message = (
                f"{what(placed.activity)} needs {placed.activity.seats} seats but is in "
                f"{where(placed)}, which has {placed.room.capacity}"
            )
            yield found("room-capacity", "activity", placed.id, [placed], placed.during, message)


def room_equipment(sheet: Sheet) -> Iterator[Violation]:
    """A room has all the equipment that the activity needs."""
    for placed in sheet.placed:
        missing = sorted(set(placed.activity.equipment) - set(placed.room.equipment))
        if missing:
            lacks = ", ".join(missing)
            message = f"{what(placed.activity)} is in {where(placed)}, which lacks: {lacks}"
            yield found("room-equipment", "activity", placed.id, [placed], placed.during, message)


def room_opening(sheet: Sheet) -> Iterator[Violation]:
    """Set-up to clear-down lies in one opening of the room; spans that touch are one opening."""
    read = sheet.instance.clock.interval
    opening = {room.id: merged(map(read, room.open)) for room in sheet.instance.rooms}
    for placed in sheet.placed:
        hours = opening[placed.room.id]
        if hours and not any(inside(placed.prepared, stretch) for stretch in hours):
            message = (
                f"{what(placed.activity)} needs {where(placed)}, "
                f"{when(sheet.instance, placed.prepared)}, with set-up and clear-down; "
                f"it is open: {stretches(sheet.instance, hours)}"
            )
            yield found("room-opening", "room", placed.room.id, [placed], placed.prepared, message)


def room_overlap(sheet: Sheet) -> Iterator[Violation]:
    """One unit of a room serves one activity at a time, set-up to turnaround."""
    for (room, _), placed in sheet.by_unit.items():
        for first, second in near_pairs(placed, span=_occupied):
            a, b = first.occupied, second.occupied
            if overlap(a, b):
                clash = (max(a[0], b[0]), min(a[1], b[1]))
                message = (
                    f"{where(first)} is taken by {what(first.activity)} and "
                    f"{what(second.activity)} at once, {when(sheet.instance, clash)}, "
                    "with set-up, clear-down and turnaround"
                )
                yield found("room-overlap", "room", room, [first, second], clash, message)


def _occupied(placed: Placed) -> Interval:
    return placed.occupied


ROOM_CHECKS: tuple[Check, ...] = (
    pinned_room,
    allowed_rooms,
    room_closed,
    room_kind,
    room_capacity,
    room_equipment,
    room_opening,
    room_overlap,
)
"""The standing rules about rooms, in the order in which they are reported."""
