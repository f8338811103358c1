"""Neutral summit cases, on which other systems were measured too, as instances."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import time
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from models import (
    Activity,
    AudienceWeights,
    Goal,
    Instance,
    Kind,
    Person,
    Policy,
    Room,
    Span,
    StartCost,
    Timetable,
)
from models.record import Id
from scheduler.benching.published_problem import Answer, PublishedProblem, safe
from scheduler.benching.source import Odd, Source
from scheduler.benching.ticks import NOWHERE, Ticks

Amount = Annotated[int, Field(ge=0, le=10_000)]


def _hyphens(kind: object) -> object:
    return kind.replace("_", "-") if isinstance(kind, str) else kind


class CaseRoom(Source):
    """A room; its capacity is ignored, as the room groups allow for it already."""

    id: Id
    kind: str


class CasePerson(Source):
    """A person; their presence is ignored, as the allowed starts allow for it already."""

    id: Id


class CaseActivity(Source):
    """An activity; times in ticks through all days, ranges of starts half-open."""

    id: Id
    kind: Annotated[Kind, BeforeValidator(_hyphens)]
    duration: Annotated[int, Field(ge=1)]
    people: tuple[Id, ...]
    room_group: str
    starts: tuple[tuple[int, int], ...]
    priority: Annotated[int, Field(ge=1, le=1000)]
    optional: bool
    preferred: tuple[tuple[int, int, Amount], ...] = ()
    topics: tuple[str, ...] = ()


class CaseWeights(Source):
    """Weights inside the objective."""

    unscheduled_per_priority: Amount
    topic_overlap: Amount
    person_break: Amount
    preferred_start: Amount


class Case(Source):
    """A whole case; durations in ticks."""

    days: Annotated[int, Field(ge=1, le=60)]
    ticks_per_day: Annotated[int, Field(ge=1)]
    tick_minutes: Annotated[int, Field(ge=1, le=60)]
    day_start: time
    turnaround: dict[str, Amount]
    weights: CaseWeights
    break_longer_than: Amount
    rooms: tuple[CaseRoom, ...]
    room_groups: dict[str, tuple[Id, ...]]
    people: tuple[CasePerson, ...]
    activities: tuple[CaseActivity, ...]

    @property
    def ticks(self) -> Ticks:
        """How ticks become times."""
        return Ticks(self.days, self.ticks_per_day, self.tick_minutes, self.day_start)

    def odd(self) -> Iterator[Odd]:
        """Yield unknown names, and days too long for the night to fit in between."""
        if self.ticks_per_day > self.ticks.latest:
            allowed = f"at most {self.ticks.latest}, to end before midnight"
            yield Odd("out-of-range", ("ticks_per_day",), str(self.ticks_per_day), allowed)
        night = 24 * 60 // self.tick_minutes - self.ticks_per_day
        for kind, ticks in self.turnaround.items():
            if ticks > night:
                yield Odd(
                    "out-of-range", ("turnaround", kind), str(ticks), f"at most the night, {night}"
                )
        times = Counter(room.id for room in self.rooms)
        for room, count in times.items():
            if count > 1:
                yield Odd("duplicate-id", ("rooms",), f"{room} {count} times", "each room once")
        for group, rooms in self.room_groups.items():
            for room in rooms:
                if room not in times:
                    yield Odd("unknown-id", ("room_groups", group), room, "a room of the case")
        for row, activity in enumerate(self.activities):
            if activity.room_group not in self.room_groups:
                where = ("activities", row, "room_group")
                yield Odd(
                    "unknown-id",
                    where,
                    activity.room_group,
                    f"one of {', '.join(self.room_groups)}",
                )


def read(path: Path) -> list[PublishedProblem]:
    """Read a JSON case.

    The tier's value is the objective times the minutes of a tick, as goal ``audience``
    counts parallel minutes, not ticks: every other weight is multiplied by them.
    Allowed starts become spans, preferred starts of bilaterals ``start_costs``. Rooms
    of one kind that are in the same groups are alike for every rule and for the
    objective, so they are one room with units. The availability of people, the fixed
    blocks and the capacities are covered by the allowed starts and groups, so they are
    not stated again. The turnaround may end with the day, as no night is shorter.

    Raises
    ------
    InstanceError
        With every fault found.
    """
    case = Case.of_json(path)
    alike = _alike(case)
    instance = Instance(
        name=safe(path.stem),
        time_zone="UTC",
        grid_minutes=case.tick_minutes,
        days=case.ticks.rows(),
        policy=_policy(case),
        rooms=tuple(_room(case, rooms) for rooms in alike.values()),
        people=tuple(Person(id=person.id, name=person.id) for person in case.people),
        activities=tuple(_activity(case, alike, activity) for activity in case.activities),
    )

    def answer(timetable: Timetable) -> Answer:
        """Return ``{activity: {"start": tick, "room": id} or None}``."""
        given: Answer = {activity.id: None for activity in case.activities}
        for place in timetable.placements:
            if place.start is not None and place.room is not None:
                room = alike[place.room][(place.unit or 1) - 1]
                minute = instance.clock.minute(place.start)
                start = case.ticks.tick(instance.clock.moment(minute))
                given[place.activity] = {"start": start, "room": room}
        return given

    return [PublishedProblem(path.stem, instance, case.tick_minutes, answer)]


def _alike(case: Case) -> dict[str, list[str]]:
    """Return the rooms that are alike, by the first of each; rooms of no group are left out."""
    groups: dict[str, set[str]] = defaultdict(set)
    for group, rooms in case.room_groups.items():
        for room in rooms:
            groups[room].add(group)
    alike: dict[tuple[str, frozenset[str]], list[str]] = defaultdict(list)
    for one in case.rooms:
        if one.id in groups:
            alike[one.kind, frozenset(groups[one.id])].append(one.id)
    return {rooms[0]: rooms for rooms in alike.values()}


def _room(case: Case, rooms: list[str]) -> Room:
    kind = next(room.kind for room in case.rooms if room.id == rooms[0])
    return Room(
        id=rooms[0],
        name=", ".join(rooms[:20]),
        capacity=0,
        turnaround_minutes=case.turnaround.get(kind, 0) * case.tick_minutes,
        units=len(rooms),
    )


def _policy(case: Case) -> Policy:
    weights, scale = case.weights, case.tick_minutes
    tier: dict[Goal, int] = {
        "coverage": weights.unscheduled_per_priority * scale,
        "preference": weights.preferred_start * scale,
        "audience": min(weights.topic_overlap, 1),
        "breaks": weights.person_break * scale,
    }
    return Policy(
        tiers=({goal: weight for goal, weight in tier.items() if weight},),
        break_minutes=case.break_longer_than * scale,
        audience=AudienceWeights(
            parallel_minutes=weights.topic_overlap, seats_short=0, wished_missing=0
        ),
    )


def _activity(case: Case, alike: dict[str, list[str]], activity: CaseActivity) -> Activity:
    allowed = set(case.room_groups[activity.room_group])
    rooms = tuple(first for first in alike if first in allowed)
    spans = tuple(_spans(case, activity)) if rooms else ()
    return Activity(
        id=activity.id,
        kind=activity.kind,
        title=activity.id,
        minutes=activity.duration * case.tick_minutes,
        optional=activity.optional,
        priority=activity.priority,
        people=tuple(dict.fromkeys(activity.people)),
        spans=spans or (NOWHERE,),
        rooms=rooms,
        topics=tuple(dict.fromkeys(activity.topics)),
        start_costs=tuple(_start_costs(case, activity)),
    )


def _spans(case: Case, activity: CaseActivity) -> Iterator[Span]:
    """Yield the spans whose starts are the allowed ones, day by day."""
    per_day = case.ticks_per_day
    for low, high in activity.starts:
        for day in range(case.days):
            first = max(low, day * per_day)
            last = min(high - 1, (day + 1) * per_day - activity.duration)
            if first <= last:
                yield case.ticks.span(first, last + activity.duration)


def _start_costs(case: Case, activity: CaseActivity) -> Iterator[StartCost]:
    if activity.kind != "bilateral":
        return
    for low, high, cost in activity.preferred:
        first, end = max(low, 0), min(high, case.days * case.ticks_per_day)
        if first < end and cost:
            yield StartCost(span=case.ticks.span(first, end), cost=cost)
