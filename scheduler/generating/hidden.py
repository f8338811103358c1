"""The hidden timetable: each mandatory activity is made up around a place in it."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from models import Activity, Placement, Room
from models.clock import Interval, Minute, inside, overlap
from scheduler.generating.calendar import DAY, moment
from scheduler.generating.cast import Cast
from scheduler.generating.venue import way


@dataclass(frozen=True)
class HiddenPlace:
    """Room, unit and time of an activity, chosen before the activity itself is made up."""

    room: Room
    unit: int
    during: Interval

    @property
    def zone(self) -> str:
        """Zone of the room."""
        return self.room.zone or ""


@dataclass
class Hidden:
    """Activities with their places, and the people, rooms and resources in use.

    Attributes
    ----------
    activities, places
        What has been added, and where it is, by id.
    packed
        Whether everything starts as early as it can, as there is little space.
    """

    cast: Cast
    packed: bool = False
    activities: list[Activity] = field(default_factory=list)
    places: dict[str, HiddenPlace] = field(default_factory=dict)
    _engaged: dict[str, list[HiddenPlace]] = field(default_factory=lambda: defaultdict(list))
    _taken: dict[tuple[str, int], list[Interval]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self._person = {person.id: person for person in self.cast.people}
        self._open: dict[str, list[Interval]] = {}

    def open(self, room: Room, hours: Iterable[Interval]) -> None:
        """State when a room is open."""
        self._open[room.id] = list(hours)

    def find(
        self, rooms: Sequence[Room], starts: Iterable[Minute], minutes: int, around: Interval
    ) -> HiddenPlace | None:
        """Return a free place, or none; ``around`` are set-up and clear-down minutes."""
        candidates = list(starts)
        for room in rooms:
            for start in candidates:
                held = (start - around[0], start + minutes + around[1])
                if not any(inside(held, hours) for hours in self._open[room.id]):
                    continue
                for unit in range(1, room.units + 1):
                    if self._is_free(room, unit, held):
                        return HiddenPlace(room, unit, (start, start + minutes))
        return None

    def _is_free(self, room: Room, unit: int, held: Interval) -> bool:
        taken = self._taken[room.id, unit]
        held = (held[0], held[1] + room.turnaround_minutes)
        after = bisect_left(taken, held)
        return not any(overlap(held, other) for other in taken[max(0, after - 1) : after + 1])

    def can_attend(self, person: str, place: HiddenPlace) -> bool:
        """Tell whether a person is there, free, rested, and not too busy that day."""
        start, end = place.during
        if not any(inside(place.during, stretch) for stretch in self.cast.free[person]):
            return False
        about = self._person[person]
        minutes, activities = end - start, 1
        for other in self._engaged[person]:
            gap = max(start - other.during[1], other.during[0] - end)
            if start // DAY == other.during[0] // DAY:
                minutes += other.during[1] - other.during[0]
                activities += 1
                if gap < max(about.rest_minutes, way(place.zone, other.zone)):
                    return False
            elif gap < about.night_rest_minutes:
                return False
        return (about.daily_minutes is None or minutes <= about.daily_minutes) and (
            about.daily_activities is None or activities <= about.daily_activities
        )

    def hold(self, activity: Activity, place: HiddenPlace) -> None:
        """Add an activity at its place."""
        before, after = activity.set_up_minutes, activity.clear_down_minutes
        start, end = place.during
        held = (start - before, end + after + place.room.turnaround_minutes)
        insort(self._taken[place.room.id, place.unit], held)
        for person in activity.people:
            self._engaged[person].append(place)
        self.activities.append(activity)
        self.places[activity.id] = place

    def peak(self, resource: str) -> int:
        """Return the largest amount of a resource that is needed at any moment."""
        steps: list[tuple[Minute, int]] = []
        for activity in self.activities:
            amount = activity.resources.get(resource, 0)
            start, end = self.places[activity.id].during
            steps += [(start, amount), (end, -amount)]
        level = most = 0
        for _, amount in sorted(steps):
            level += amount
            most = max(most, level)
        return most

    def placements(self) -> tuple[Placement, ...]:
        """Return the hidden timetable."""
        return tuple(
            Placement(
                activity=name, start=moment(place.during[0]), room=place.room.id, unit=place.unit
            )
            for name, place in self.places.items()
        )
