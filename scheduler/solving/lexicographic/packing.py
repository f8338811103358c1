"""Rooms filled one after the other, the longest activities first: a proposal, by hours alone."""

from collections import defaultdict
from collections.abc import Iterator

from scheduler.compiling import Compiled, CompiledActivity, Places
from scheduler.compiling.restricting import Place

MOST_TRIED = 3_000_000
"""Places looked at; what is left then gets none."""


def packed(compiled: Compiled) -> Places:
    """Return places for mandatory activities: each in the first room and at the first hour free.

    People and units of rooms are free there, with rest and turnaround; no other rule is looked
    at. Where there is hardly more room than needed, activities one close to the other leave fewer
    gaps that nothing fits into.
    """
    activities = compiled.activities
    longest = sorted(
        (a for a, x in enumerate(activities) if x.must and x.starts),
        key=lambda a: (-activities[a].minutes, a),
    )
    rooms = _Busy(compiled)
    found: list[Place | None] = [None] * len(activities)
    for a in longest:
        found[a] = rooms.take(activities[a])
    return tuple(found)


class _Busy:
    """When units of rooms and people are engaged, a bit for each minute of the event."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self._origin = compiled.instance.windows[0][0] - max(
            (before for a in compiled.activities for before in _margins(compiled, a)), default=0
        )
        self._units = [[0] * room.units for room in compiled.rooms]
        self._people: dict[int, int] = defaultdict(int)
        self._left = MOST_TRIED

    def take(self, activity: CompiledActivity) -> Place | None:
        """Return the first place that is free, which is engaged from then on."""
        for room, possible in activity.rooms.items():
            before, after = self._compiled.occupancy(activity, room)
            for unit, busy in enumerate(self._units[room]):
                for start in activity.starts if possible is None else possible:
                    self._left -= 1
                    if self._left < 0:
                        return None
                    held = self._minutes(start - before, start + activity.minutes + after)
                    if not held & busy and self._are_free(activity, start):
                        self._units[room][unit] |= held
                        self._engage(activity, start)
                        return start, room
        return None

    def _are_free(self, activity: CompiledActivity, start: int) -> bool:
        return not any(
            self._people[person] & self._minutes(start + first, start + last)
            for person, (first, last) in activity.people.items()
        )

    def _engage(self, activity: CompiledActivity, start: int) -> None:
        for person, (first, last) in activity.people.items():
            rest = self._compiled.instance.people[person].rest_minutes
            self._people[person] |= self._minutes(start + first - rest, start + last + rest)

    def _minutes(self, start: int, end: int) -> int:
        low = max(0, start - self._origin)
        return ((1 << max(0, end - self._origin - low)) - 1) << low


def _margins(compiled: Compiled, activity: CompiledActivity) -> Iterator[int]:
    for room in activity.rooms:
        yield compiled.occupancy(activity, room)[0]
