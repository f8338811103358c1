"""Which starts and rooms the rules about one activity alone rule out, rule by rule."""

from collections.abc import Iterator

from models import Instance
from models.clock import merged
from scheduler.compiling import ROOM_RULES, TIME_RULES, Legality
from scheduler.compiling.ranges import Ranges, common, on_grid
from scheduler.wording.whatif import (
    NO_ROOM,
    NO_ROOM_IN_TIME,
    NO_START,
    room_ruled_out,
    starts_left,
)


def lost_places(instance: Instance, activity: str) -> tuple[str, ...]:
    """Return a sentence for each rule that rules out starts or rooms by itself.

    If no place is left, a last sentence says so.
    """
    return tuple(_sentences(Legality(instance), activity))


def _sentences(legality: Legality, name: str) -> Iterator[str]:
    instance, source = legality.instance, legality.instance.activity[name]
    whole = merged(instance.windows)
    starts = len(_starts(instance, [(low, high) for low, high in whole]))
    for rule, allowed_by in TIME_RULES:
        allowed = allowed_by(legality, source)
        if allowed is None:
            continue
        kept = len(_starts(instance, allowed))
        if kept < starts:
            yield starts_left(rule, kept, starts)
    for room in instance.rooms:
        against = [rule for rule, allows in ROOM_RULES if not allows(source, room)]
        if against:
            yield room_ruled_out(room, against)
    rooms = [(room, legality.room_starts(source, room)) for room in legality.rooms(source)]
    in_time = legality.starts(source)
    if not _starts(instance, in_time):
        yield NO_START
    elif not rooms:
        yield NO_ROOM
    elif not any(o is None or _starts(instance, common(in_time, o)) for _, o in rooms):
        yield NO_ROOM_IN_TIME


def _starts(instance: Instance, ranges: Ranges) -> list[int]:
    return list(on_grid(ranges, instance.windows, instance.grid_minutes))
