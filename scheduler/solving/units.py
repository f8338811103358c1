"""From places to a timetable: unit numbers for counted units, reasons for gaps."""

import heapq
from collections import defaultdict

from models import Placement, Timetable
from models.clock import Minute
from scheduler.compiling import Compiled, Place, Places


def to_timetable(
    compiled: Compiled, places: Places, previous: Timetable | None = None
) -> Timetable:
    """Return the timetable of some places; previous unit numbers are kept where free."""
    units = _units(compiled, places, previous)
    clock = compiled.instance.clock
    placements = []
    for position, (activity, place) in enumerate(zip(compiled.activities, places, strict=True)):
        if place is None:
            reason = "no legal time and room" if not activity.starts else "left out"
            placements.append(Placement(activity=activity.source.id, reason=reason))
            continue
        start, room = place
        placements.append(
            Placement(
                activity=activity.source.id,
                start=clock.moment(start),
                room=compiled.rooms[room].id,
                unit=units[position],
            )
        )
    return Timetable(
        instance=compiled.instance.name,
        instance_sha256=compiled.instance.sha256,
        time_zone=compiled.instance.time_zone,
        placements=tuple(placements),
    )


def _units(compiled: Compiled, places: Places, previous: Timetable | None) -> dict[int, int]:
    wanted = {p.activity: (p.room, p.unit) for p in previous.placements} if previous else {}
    by_room: dict[int, list[tuple[Minute, Minute, int]]] = defaultdict(list)
    for position, place in enumerate(places):
        if place is not None:
            activity, room = compiled.activities[position], compiled.rooms[place[1]]
            source = activity.source
            held_from = place[0] - source.set_up_minutes
            held_to = place[0] + activity.minutes + source.clear_down_minutes + room.turnaround
            by_room[place[1]].append((held_from, held_to, position))
    units: dict[int, int] = {}
    for index, held in by_room.items():
        room = compiled.rooms[index]
        if room.unit is not None:
            units |= {position: room.unit for _, _, position in held}
            continue
        keep = {
            position: unit
            for _, _, position in held
            for name, unit in [wanted.get(compiled.activities[position].source.id, (None, None))]
            if name == room.id and unit is not None
        }
        units |= _hand_out(sorted(held), room.units, keep)
    return units


def _hand_out(
    held: list[tuple[Minute, Minute, int]], count: int, keep: dict[int, int]
) -> dict[int, int]:
    """Give each interval, in order of start, the wanted unit if free, else the lowest.

    Were there ever more than there are units, the first would be given twice, for the
    referee to tell.
    """
    free = set(range(1, count + 1))
    busy: list[tuple[Minute, int]] = []
    given: dict[int, int] = {}
    for start, end, position in held:
        while busy and busy[0][0] <= start:
            free.add(heapq.heappop(busy)[1])
        wanted = keep.get(position)
        unit = wanted if wanted is not None and wanted in free else min(free, default=1)
        free.discard(unit)
        heapq.heappush(busy, (end, unit))
        given[position] = unit
    return given


def to_places(compiled: Compiled, timetable: Timetable) -> Places:
    """Return where a timetable puts each activity, whether that is legal or not.

    What it names that the instance does not have is passed over; of several placements
    of one activity the last counts.
    """
    clock = compiled.instance.clock
    rooms = {(room.id, room.unit): position for position, room in enumerate(compiled.rooms)}
    places: list[Place | None] = [None] * len(compiled.activities)
    for place in timetable.placements:
        position = compiled.position.get(place.activity)
        room = rooms.get((place.room or "", None))
        if room is None:  # its units are told apart
            room = rooms.get((place.room or "", place.unit or 1))
        if position is not None and room is not None and place.start is not None:
            places[position] = (clock.minute(place.start), room)
    return tuple(places)
