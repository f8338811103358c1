"""The sheet: a timetable in minutes, looked up by activity, person and room."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from models import Activity, Instance, Room, Timetable, Violation
from models.clock import Interval, Minute
from models.timetable import as_timetable
from scheduler.checking.units import told_apart

Stand = tuple[Minute, str, int | None]
"""The place of an activity: start, room, and the unit where units are told apart, else None."""

NOWHERE: frozenset[Stand] = frozenset()


@dataclass(frozen=True, eq=False)
class Placed:
    """One placement, with its activity, its room and its times in minutes."""

    activity: Activity
    room: Room
    unit: int
    start: Minute
    end: Minute
    date: date
    people: frozenset[str]

    @property
    def id(self) -> str:
        """Id of the activity."""
        return self.activity.id

    @property
    def during(self) -> Interval:
        """The activity itself."""
        return self.start, self.end

    def engaged(self, person: str) -> Interval:
        """When it engages a person whom it requires or wishes for: at present while it lasts.

        Every rule and goal about persons uses this; the referee defines it nowhere else.
        """
        return self.start, self.end

    @property
    def prepared(self) -> Interval:
        """The activity from the start of its set-up to the end of its clear-down."""
        activity = self.activity
        return self.start - activity.set_up_minutes, self.end + activity.clear_down_minutes

    @property
    def occupied(self) -> Interval:
        """When it takes its unit of the room: with the turnaround."""
        start, end = self.prepared
        return start, end + self.room.turnaround_minutes


class Engagement(NamedTuple):
    """When a placement engages one of the persons whom it requires."""

    start: Minute
    end: Minute
    placed: Placed

    @property
    def during(self) -> Interval:
        """Start and end."""
        return self.start, self.end


@dataclass(frozen=True, eq=False)
class Sheet:
    """All placements of a timetable, sorted by start, and the ways to look them up.

    Every placement counts, also a second one of the same activity. ``engagements`` has
    all persons, and what engages each of them in order of time. ``before`` has all activities
    that the previous timetable lists, and is None without one. ``roomless`` has the activities that
    the timetable puts into a room that the instance does not have, and the id of that room.
    """

    instance: Instance
    placed: Sequence[Placed]
    by_activity: Mapping[str, Sequence[Placed]]
    engagements: Mapping[str, Sequence[Engagement]]
    by_unit: Mapping[tuple[str, int], Sequence[Placed]]
    before: Mapping[str, frozenset[Stand]] | None = None
    apart: frozenset[str] = frozenset()
    roomless: Mapping[str, str] = field(default_factory=dict)

    def of(self, activity: str) -> Sequence[Placed]:
        """Return the placements of an activity, none if it is left out."""
        return self.by_activity.get(activity, ())

    def stands(self, activity: str) -> frozenset[Stand]:
        """Return the places of an activity in the timetable."""
        return frozenset(
            (one.start, one.room.id, one.unit if one.room.id in self.apart else None)
            for one in self.of(activity)
        )


Check = Callable[[Sheet], Iterator[Violation]]
"""A standing rule: yields its violations."""


def resolve(instance: Instance, timetable: Timetable, previous: Timetable | None) -> Sheet:
    """Return the sheet of a timetable, without what the instance does not have."""
    timetable = as_timetable(timetable)
    placed = sorted(_placed(instance, timetable), key=_order)
    by_activity: dict[str, list[Placed]] = defaultdict(list)
    engagements: dict[str, list[Engagement]] = {person.id: [] for person in instance.people}
    by_unit: dict[tuple[str, int], list[Placed]] = defaultdict(list)
    for one in placed:
        by_activity[one.id].append(one)
        by_unit[one.room.id, one.unit].append(one)
        for person in one.people:
            engagements[person].append(Engagement(*one.engaged(person), one))
    for some in engagements.values():
        some.sort(key=lambda engagement: engagement.during)
    apart = frozenset() if previous is None else told_apart(instance)
    return Sheet(
        instance=instance,
        placed=placed,
        by_activity=dict(by_activity),
        engagements=engagements,
        by_unit=dict(by_unit),
        before=None if previous is None else _stands(instance, as_timetable(previous), apart),
        apart=apart,
        roomless={
            place.activity: place.room
            for place in timetable.placements
            if place.room is not None
            and place.room not in instance.room
            and place.activity in instance.activity
        },
    )


def by_date(engagements: Iterable[Engagement]) -> dict[date, list[Engagement]]:
    """Group engagements by the date of the day in which the activity starts, earliest first."""
    dates: dict[date, list[Engagement]] = defaultdict(list)
    for one in engagements:
        dates[one.placed.date].append(one)
    return dict(sorted(dates.items()))


def _placed(instance: Instance, timetable: Timetable) -> Iterable[Placed]:
    for place in timetable.placements:
        activity, room = instance.activity.get(place.activity), instance.room.get(place.room or "")
        start = instance.clock.readable(place.start)
        if activity is None or room is None or start is None:
            continue
        yield Placed(
            activity=activity,
            room=room,
            unit=place.unit or 1,
            start=start,
            end=start + activity.minutes,
            date=instance.date_of(start),
            people=frozenset(activity.people),
        )


def _order(placed: Placed) -> tuple[Minute, Minute, str, str, int]:
    return *placed.during, placed.id, placed.room.id, placed.unit


def _stands(
    instance: Instance, timetable: Timetable, apart: Collection[str]
) -> dict[str, frozenset[Stand]]:
    stands: dict[str, set[Stand]] = {}
    for place in timetable.placements:
        known = stands.setdefault(place.activity, set())
        start = instance.clock.readable(place.start)
        if start is not None and place.room is not None:
            unit = (place.unit or 1) if place.room in apart else None
            known.add((start, place.room, unit))
    return {activity: frozenset(known) for activity, known in stands.items()}
