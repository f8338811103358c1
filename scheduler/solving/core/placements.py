"""From places to a timetable, with unit numbers for counted units."""

import heapq
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass

from models import Placement, Timetable
from models.clock import Minute
from scheduler.compiling import Compiled, Place, Places


def to_timetable(
    compiled: Compiled,
    places: Places,
    previous: Timetable | None = None,
) -> Timetable:
    """Return a timetable with these places; previous unit numbers are kept where they are free.

    Why an activity has no place is found once a solve has ended (:mod:`scheduler.solving.unmet`).
    """
    units = _units(compiled, places, previous)
    clock = compiled.instance.clock
    placements = []
    for position, (activity, place) in enumerate(zip(compiled.activities, places, strict=True)):
        if place is None:
            placements.append(Placement(activity=activity.source.id))
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


@dataclass(frozen=True)
class _Held:
    """One activity in a room of alike units, from set-up to turnaround."""

    start: Minute
    end: Minute
    position: int
    wanted: int | None
    """The unit of the same room that it had before."""
    stays: bool
    """It had it at the same time."""


def _units(compiled: Compiled, places: Places, previous: Timetable | None) -> dict[int, int]:
    before = {p.activity: p for p in previous.placements if p.start} if previous else {}
    by_room: dict[int, list[_Held]] = defaultdict(list)
    for position, place in enumerate(places):
        if place is None:
            continue
        activity, room = compiled.activities[position], compiled.rooms[place[1]]
        source, was = activity.source, before.get(activity.source.id)
        again = was is not None and was.room == room.id
        by_room[place[1]].append(
            _Held(
                start=place[0] - source.set_up_minutes,
                end=place[0] + activity.minutes + source.clear_down_minutes + room.turnaround,
                position=position,
                wanted=was.unit if was and again else None,
                stays=again and _start(compiled, was) == place[0],
            )
        )
    units: dict[int, int] = {}
    for index, held in by_room.items():
        room = compiled.rooms[index]
        if room.unit is not None:
            units |= {one.position: room.unit for one in held}
        else:
            units |= _hand_out(held, room.units)
    return units


def _start(compiled: Compiled, place: Placement | None) -> Minute | None:
    if place is None or place.start is None:
        return None
    return compiled.instance.clock.minute(place.start)


def _hand_out(held: list[_Held], count: int) -> dict[int, int]:
    """Give out units in order of start.

    An activity that stays gets its old unit. The others get one that nobody needs back in time,
    their old one if they can. If ever more were under way than there are units, the first unit
    would be given twice, and the referee would find that.
    """
    awaited: dict[int, list[Minute]] = defaultdict(list)
    for one in sorted(held, key=lambda one: one.start):
        if one.stays and one.wanted is not None:
            awaited[one.wanted].append(one.start)
    free = set(range(1, count + 1))
    busy: list[tuple[Minute, int]] = []
    given: dict[int, int] = {}
    for one in sorted(held, key=lambda one: (one.start, not one.stays, one.end, one.position)):
        while busy and busy[0][0] <= one.start:
            free.add(heapq.heappop(busy)[1])
        if one.stays and one.wanted in free:
            unit = one.wanted
        elif one.wanted is None and not awaited:
            unit = min(free, default=1)
        else:
            unit = min(free, key=lambda unit: _merit(one, unit, awaited[unit]), default=1)
        free.discard(unit)
        heapq.heappush(busy, (one.end, unit))
        given[one.position] = unit
    return given


def _merit(one: _Held, unit: int, awaited: list[Minute]) -> tuple[Minute, bool, int]:
    """Rank a free unit, best first: free for long enough, the old one, the lowest number."""
    later = bisect_left(awaited, one.start)
    until = awaited[later] if later < len(awaited) else one.end
    return -min(until, one.end), unit != one.wanted, unit


def to_places(compiled: Compiled, timetable: Timetable) -> Places:
    """Return the place of each activity in a timetable, whether it is legal or not.

    Activities and rooms that the instance does not have are left out; of several placements
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
