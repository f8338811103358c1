"""Sets of activities larger than the places, or longer than the hours, that they may take.

Hall's condition, by rooms.
"""

from collections.abc import Iterator, Sequence, Set

from models import Finding
from models.clock import Interval, Minute, merged
from scheduler.compiling import Compiled, CompiledActivity
from scheduler.wording.findings import crowd, room_time

MOST_SETS = 200


def crowds(compiled: Compiled) -> Iterator[Finding]:
    """More activities than times x rooms, or longer ones than the rooms are free.

    For a set of rooms and of starts that some share.
    """
    must = [a for a in compiled.activities if a.must and a.rooms]
    kinds = {(frozenset(a.rooms), a.starts) for a in must}
    reported: list[set[str]] = []
    for rooms, starts in sorted(kinds, key=lambda kind: (len(kind[0]), kind[1]))[:MOST_SETS]:
        allowed = set(starts)
        inside = [a for a in must if rooms.issuperset(a.rooms) and allowed.issuperset(a.starts)]
        each = {room: _most(compiled, room, inside) for room in rooms}
        places = sum(count * compiled.rooms[room].units for room, count in each.items())
        names = {a.source.id for a in inside}
        if any(names <= before for before in reported):
            continue
        need, free = _minutes(compiled, inside), _free(compiled, rooms, inside)
        units = sum(compiled.rooms[room].units for room in rooms)
        sources = [a.source for a in inside]
        if len(inside) > places:
            message = crowd(sources, tuple(each.values()), units, places)
        elif need > free:
            message = room_time(sources, need, units, free)
        else:
            continue
        reported.append(names)
        yield Finding(
            dooms="instance",
            rule="room-overlap",
            subject_kind="room",
            subject=";".join(sorted({compiled.rooms[room].id for room in rooms})),
            activities=tuple(source.id for source in sources),
            message=message,
        )


def _most(compiled: Compiled, room: int, inside: Sequence[CompiledActivity]) -> int:
    """Return how many of the activities fit into one unit, one after the other, at most."""
    users = [a for a in inside if room in a.rooms]
    held = [compiled.occupancy(a, room) for a in users]
    step = min(before for before, _ in held) + min(
        a.minutes + after for a, (_, after) in zip(users, held, strict=True)
    )
    count, free_at = 0, None
    for start in sorted({s for a in users for s in _starts(a, room)}):
        if free_at is None or start >= free_at:
            count, free_at = count + 1, start + step
    return count


def _starts(activity: CompiledActivity, room: int) -> Iterator[Minute]:
    possible = activity.rooms[room]
    yield from activity.starts if possible is None else possible


def _minutes(compiled: Compiled, inside: Sequence[CompiledActivity]) -> int:
    """Return how long activities hold their rooms, wherever they are."""
    return sum(
        a.minutes + min(sum(compiled.occupancy(a, room)) for room in a.rooms) for a in inside
    )


def _free(compiled: Compiled, rooms: Set[int], inside: Sequence[CompiledActivity]) -> int:
    """Return how many minutes of rooms there are, at the times at which activities may hold one."""
    free = 0
    for room in rooms:
        held = {
            (a.rooms[room] or a.starts, a.minutes, *compiled.occupancy(a, room))
            for a in inside
            if room in a.rooms
        }
        during: list[Interval] = [
            (start - before, start + minutes + after)
            for starts, minutes, before, after in held
            for start in starts
        ]
        free += compiled.rooms[room].units * sum(end - begin for begin, end in merged(during))
    return free
