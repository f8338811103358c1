"""What keeps an activity from having a place beside what is placed: who and what is in the way.

Engagements, rests and limits of people, rooms and resources are looked at, start by start. Other
rules are not: where only those are in the way, the start is listed as left, and the referee
decides.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter
from typing import Literal

from models import Placement
from models.clock import Interval, Minute, overlap
from scheduler.compiling import Compiled, CompiledActivity
from scheduler.viewing.programme import Programme

HindranceKind = Literal["engaged", "limit", "room", "resource"]
"""A person is engaged or has to rest; has reached a limit of the day; a room is in use in all
units; a resource is used up."""


@dataclass(frozen=True)
class Hindrance:
    """Who or what is in the way at one start, by id."""

    kind: HindranceKind
    subject: str

    @property
    def who_or_what(self) -> tuple[str, str]:
        """The person, the room or the resource."""
        return "person" if self.kind in ("engaged", "limit") else self.kind, self.subject


@dataclass(frozen=True)
class Binding:
    """A person, room or resource that is in the way, and at how many starts in which way."""

    subject: str
    kinds: Counter[str]


@dataclass(frozen=True)
class Hindered:
    """What is in the way of one activity.

    Attributes
    ----------
    starts
        For each start that it could have if nothing else were placed, what is in the way there.
    left
        For each start at which nothing of this is in the way, a place in each room that is free.
    """

    starts: tuple[frozenset[Hindrance], ...]
    left: tuple[tuple[Placement, ...], ...]

    @property
    def binding(self) -> tuple[Binding, ...]:
        """Who and what together is in the way at every start that is not left.

        Whoever is in the way at most starts comes first, then whoever is at most of the others.
        """
        open_starts = [{h.who_or_what: h for h in found} for found in self.starts if found]
        every, found = [*open_starts], []
        while open_starts:
            counted = Counter(one for start in open_starts for one in start)
            one = min(counted, key=lambda one: (-counted[one], one))
            kinds: Counter[str] = Counter(start[one].kind for start in every if one in start)
            found.append(Binding(one[1], kinds))
            open_starts = [start for start in open_starts if one not in start]
        return tuple(found)


class Search:
    """Looks for what is in the way of activities that have no place in a programme."""

    def __init__(self, programme: Programme, compiled: Compiled) -> None:
        self._programme, self._compiled = programme, compiled
        users: dict[str, list[tuple[Interval, int]]] = defaultdict(list)
        for booking in programme.bookings:
            for name, amount in booking.activity.resources.items():
                users[name].append(((booking.start, booking.end), amount))
        self._levels = {name: _levels(some) for name, some in users.items()}
        self._holders = {
            room: sorted((b.opens, b.closes + b.room.turnaround_minutes, b.unit) for b in some)
            for room, some in programme.by_room.items()
        }
        held = (end - start for some in self._holders.values() for start, end, _ in some)
        self._longest = max(held, default=0)

    def hindered(self, activity: CompiledActivity) -> Hindered:
        """Return what is in the way of an activity without a place."""
        starts: list[frozenset[Hindrance]] = []
        left: list[tuple[Placement, ...]] = []
        for start in activity.starts:
            found = {*self._people(activity, start), *self._resources(activity, start)}
            rooms = [r for r, legal in activity.rooms.items() if legal is None or start in legal]
            units = {room: next(self._units(activity, start, room), None) for room in rooms}
            free = [(room, unit) for room, unit in units.items() if unit is not None]
            if not free:
                found |= {Hindrance("room", self._compiled.rooms[room].id) for room in rooms}
            starts.append(frozenset(found))
            if not found:
                left.append(tuple(self._placement(activity, start, *place) for place in free))
        return Hindered(tuple(starts), tuple(left))

    def _people(self, activity: CompiledActivity, start: Minute) -> Iterator[Hindrance]:
        """Yield the people who are engaged then, or have reached a limit of the day."""
        day = self._compiled.instance.date_of(start)
        for position, (first, last) in activity.people.items():
            person = self._compiled.instance.people[position]
            others = self._programme.by_person.get(person.id, ())
            during, rest = (start + first, start + last), person.rest_minutes
            if any(overlap(during, (o.start - rest, o.end + rest)) for o in others):
                yield Hindrance("engaged", person.id)
                continue
            same_day = [o for o in others if o.booking.date == day]
            minutes = sum(o.end - o.start for o in same_day) + last - first
            number, most = person.daily_activities, person.daily_minutes
            too_many = number is not None and len(same_day) >= number
            if too_many or (most is not None and minutes > most):
                yield Hindrance("limit", person.id)

    def _resources(self, activity: CompiledActivity, start: Minute) -> Iterator[Hindrance]:
        """Yield the resources of which too little is left at a moment of it."""
        for name, needed in activity.source.resources.items():
            moments, levels = self._levels.get(name, ([], []))
            first = max(0, bisect_right(moments, start) - 1)
            last = bisect_left(moments, start + activity.minutes)
            peak = max(levels[first:last], default=0)
            if peak + needed > self._compiled.instance.resource[name].level:
                yield Hindrance("resource", name)

    def _units(self, activity: CompiledActivity, start: Minute, room: int) -> Iterator[int]:
        """Yield the units of a room that are free as long as the activity would hold one."""
        known = self._compiled.rooms[room]
        before, after = self._compiled.occupancy(activity, room)
        held: Interval = (start - before, start + activity.minutes + after)
        holders = self._holders.get(known.id, [])
        low = bisect_left(holders, held[0] - self._longest, key=itemgetter(0))
        high = bisect_left(holders, held[1], key=itemgetter(0))
        taken = {unit for begin, end, unit in holders[low:high] if overlap(held, (begin, end))}
        units = [known.unit] if known.unit else range(1, known.units + 1)
        yield from (unit for unit in units if unit not in taken)

    def _placement(
        self, activity: CompiledActivity, start: Minute, room: int, unit: int
    ) -> Placement:
        return Placement(
            activity=activity.source.id,
            start=self._compiled.instance.clock.moment(start),
            room=self._compiled.rooms[room].id,
            unit=unit,
        )


def _levels(users: Iterable[tuple[Interval, int]]) -> tuple[list[Minute], list[int]]:
    """Return the moments at which the amount in use changes, and the amount from then on."""
    steps: Counter[Minute] = Counter()
    for (start, end), amount in users:
        steps[start] += amount
        steps[end] -= amount
    moments = sorted(steps)
    return moments, list(accumulate(steps[moment] for moment in moments))
