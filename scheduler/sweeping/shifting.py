"""What delays do to a timetable that nobody mends: whatever is held up waits, in planned order."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from models import Instance
from models.clock import Minute
from scheduler.sweeping.delays import Delays
from scheduler.viewing.programme import Booking, Programme


def shifted(programme: Programme, delays: Delays) -> list[Booking]:
    """Return the bookings as they are held, in the order of the programme.

    Each keeps its room and unit and starts when planned, or later as soon as all of these are
    ready, of which those that are planned before it come first:

    - its unit of the room: set-up follows clear-down and turnaround;
    - its people: they have come, and between two engagements they have their rest, their night
      rest from one date to another, and the way between the zones;
    - its resources: there are enough beside what is still under way.

    A plenary waits for its room, and for people whom another plenary holds up; for nobody and
    nothing else.
    """
    day = _Day(programme.instance, delays)
    for booking in programme.bookings:
        longer = delays.longer.get(booking.activity.id, 0)
        minutes = booking.activity.minutes + longer
        activity = booking.activity.model_copy(update={"minutes": minutes})
        start = max([booking.start, *day.ready(booking)])
        day.hold(replace(booking, activity=activity, start=start))
    return day.held


@dataclass(eq=False)
class _Day:
    """What has been held so far, by who and what took part in it."""

    instance: Instance
    delays: Delays
    held: list[Booking] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._by_unit: dict[tuple[str, int], list[Booking]] = defaultdict(list)
        self._by_person: dict[str, list[Booking]] = defaultdict(list)
        self._uses: dict[str, list[tuple[Minute, int]]] = defaultdict(list)
        self._coming = dict(self.delays.late)

    def hold(self, booking: Booking) -> None:
        """Note a booking with the times at which it is held."""
        self.held.append(booking)
        self._by_unit[booking.room.id, booking.unit].append(booking)
        for person in booking.people:
            self._by_person[person].append(booking)
            if booking.activity.kind != "plenary":
                self._coming.pop((person, booking.date), None)
        for name, amount in booking.activity.resources.items():
            self._uses[name].append((booking.end, amount))

    def ready(self, booking: Booking) -> Iterator[Minute]:
        """Yield starts before which a booking, given as planned, cannot be held."""
        for before in self._by_unit[booking.room.id, booking.unit]:
            free = before.closes + booking.room.turnaround_minutes
            yield free + booking.activity.set_up_minutes
        ceremony = booking.activity.kind == "plenary"
        for person in booking.people:
            first = booking.engaged(person)[0] - booking.start
            for before in self._by_person[person]:
                if not ceremony or before.activity.kind == "plenary":
                    free = before.engaged(person)[1] + self._between(person, before, booking)
                    yield free - first
        if not ceremony:
            yield from self._here_and_enough(booking)

    def _here_and_enough(self, booking: Booking) -> Iterator[Minute]:
        """Yield when those who are late have come, and when there are enough resources."""
        for person in booking.people:
            yield booking.start + self._coming.get((person, booking.date), 0)
        for name, amount in booking.activity.resources.items():
            left = self.instance.resource[name].level - amount
            for end, used in sorted(self._uses[name], reverse=True):
                left -= used
                if left < 0:
                    yield end
                    break

    def _between(self, person: str, before: Booking, after: Booking) -> int:
        """Return the minutes that a person needs between two engagements."""
        who, way = self.instance.person[person], (before.room.zone or "", after.room.zone or "")
        needed = max(who.rest_minutes, self.instance.transfer_minutes.get(way, 0))
        return max(needed, who.night_rest_minutes) if before.date != after.date else needed
