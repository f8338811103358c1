"""What the rules on one activity alone take away from it, rule by rule."""

from collections.abc import Iterator

from models import Instance
from models.clock import merged
from scheduler.compiling import ROOM_RULES, TIME_RULES, Legality
from scheduler.compiling.ranges import Ranges, common, on_grid
from scheduler.wording import names
from scheduler.wording.rules import ROOMS_BY, TIMES_BY


def lost_places(instance: Instance, activity: str) -> tuple[str, ...]:
    """Return a sentence for each rule that takes starts or rooms away, by itself.

    A last sentence says if nothing is left.
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
            words = TIMES_BY[rule]
            yield f"{words[0].upper()}{words[1:]} leaves {kept} of {starts} starts."
    for room in instance.rooms:
        against = [rule for rule, allows in ROOM_RULES if not allows(source, room)]
        if against:
            why = ", ".join(ROOMS_BY[rule] for rule in against)
            yield f"{names.room(instance, room.id)} is ruled out: {why}."
    rooms = [(room, legality.room_starts(source, room)) for room in legality.rooms(source)]
    in_time = legality.starts(source)
    if not _starts(instance, in_time):
        yield "No start is left when all these hold together."
    elif not rooms:
        yield "No room is left."
    elif not any(o is None or _starts(instance, common(in_time, o)) for _, o in rooms):
        yield "No room that fits is open at a start that is left."


def _starts(instance: Instance, ranges: Ranges) -> list[int]:
    return list(on_grid(ranges, instance.windows, instance.grid_minutes))
