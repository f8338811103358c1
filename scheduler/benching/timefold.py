"""Meeting scheduling data of Timefold's quickstart (Apache-2.0) as an instance."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from models import Activity, AudienceWeights, Day, Instance, Person, Policy, Room, Span
from models.record import Id, Text
from scheduler.benching.published_problem import PublishedProblem, safe
from scheduler.benching.source import Odd, Source

GRAIN = 15
"""Minutes of a time grain."""

LAST_START = 24 * 60 - 1 - GRAIN

NEW_YEAR = date(2025, 1, 1)
"""The data number the days of a year that they do not name."""


def _reference(value: object) -> object:
    """Read a reference, an object where it comes first and its name later, as an id."""
    name = value.get("@id") if isinstance(value, dict) else value
    return name.replace("#", "-") if isinstance(name, str) else name


Ref = Annotated[Id, BeforeValidator(_reference)]


class DayRow(Source):
    """A day."""

    id: Ref = Field(alias="@id")
    dayOfYear: Annotated[int, Field(ge=1, le=366)]


class GrainRow(Source):
    """A quarter of an hour in which a meeting may start or go on."""

    id: Ref = Field(alias="@id")
    day: Ref
    startingMinuteOfDay: Annotated[int, Field(ge=0, le=LAST_START)]


class RoomRow(Source):
    """A room."""

    id: Ref = Field(alias="@id")
    name: Text
    capacity: Annotated[int, Field(ge=0, le=100_000)]


class Attendance(Source):
    """One person of a meeting."""

    person: Ref


class Meeting(Source):
    """A meeting."""

    id: Ref = Field(alias="@id")
    topic: Text
    durationInGrains: Annotated[int, Field(ge=1, le=24 * 60 // GRAIN)]
    requiredAttendanceList: tuple[Attendance, ...]
    preferredAttendanceList: tuple[Attendance, ...]


class Assignment(Source):
    """Where a meeting is placed; it counts only if pinned."""

    meeting: Ref
    pinned: bool = False
    startingTimeGrain: Ref | None = None
    room: Ref | None = None


class Data(Source):
    """A whole file."""

    dayList: Annotated[tuple[DayRow, ...], Field(min_length=1, max_length=60)]
    timeGrainList: tuple[GrainRow, ...]
    roomList: tuple[RoomRow, ...]
    personList: tuple[Ref, ...]
    meetingList: tuple[Meeting, ...]
    meetingAssignmentList: tuple[Assignment, ...] = ()

    def odd(self) -> Iterator[Odd]:
        """Yield grains of no day or off the grid, days without grains, pins to nowhere."""
        days = {day.id for day in self.dayList}
        minutes = self.minutes()
        for row, grain in enumerate(self.timeGrainList):
            if grain.day not in days:
                yield Odd(
                    "unknown-id", ("timeGrainList", row, "day"), grain.day, "a day of dayList"
                )
            elif (grain.startingMinuteOfDay - minutes[grain.day][0]) % GRAIN:
                allowed = f"the day's first plus a multiple of {GRAIN}"
                found = str(grain.startingMinuteOfDay)
                yield Odd("off-grid", ("timeGrainList", row, "startingMinuteOfDay"), found, allowed)
        for row, day in enumerate(self.dayList):
            if day.id not in minutes:
                yield Odd(
                    "missing-value",
                    ("dayList", row),
                    f"{day.id} without grains",
                    "days with time grains",
                )
        grains = {grain.id for grain in self.timeGrainList}
        for row, place in enumerate(self.meetingAssignmentList):
            start = place.startingTimeGrain
            if place.pinned and start is not None and start not in grains:
                where = ("meetingAssignmentList", row, "startingTimeGrain")
                yield Odd("unknown-id", where, start, "a grain of timeGrainList")

    def minutes(self) -> dict[str, list[int]]:
        """Return the minutes of the day at which grains start, by day, in order."""
        starts: dict[str, set[int]] = {}
        for grain in self.timeGrainList:
            starts.setdefault(grain.day, set()).add(grain.startingMinuteOfDay)
        return {day: sorted(minutes) for day, minutes in starts.items()}


def read(path: Path) -> list[PublishedProblem]:
    """Read a JSON file.

    Hard, as in Timefold's example: all meetings take place, inside one day; a room has
    seats for all who are required or preferred there; rooms and required persons are in
    one place at a time. Where grains of a day leave a gap (lunch), the rooms are closed
    and no meeting runs through, while Timefold lets meetings jump over it: a timetable
    that is legal here is legal there, but not the other way round.

    The one goal is ``audience``, with preferred persons as ``wished_people``. It counts
    persons who are missed, where Timefold's medium level counts grains of overlap; both
    are 0 for the same timetables. Timefold's soft level is not taken: as early as
    possible, few meetings at once, a grain between any two meetings, larger rooms
    first, few changes of room.

    Names of persons are left out.

    Raises
    ------
    InstanceError
        With every fault found.
    """
    data = Data.of_json(path)
    opening = tuple(_opening(data))
    instance = Instance(
        name=safe(path.stem),
        time_zone="UTC",
        grid_minutes=GRAIN,
        days=tuple(_days(data)),
        policy=Policy(
            tiers=({"audience": 1},),
            audience=AudienceWeights(parallel_minutes=0, seats_short=0, wished_missing=1),
        ),
        rooms=tuple(
            Room(id=room.id, name=room.name, capacity=room.capacity, open=opening)
            for room in data.roomList
        ),
        people=tuple(Person(id=who, name=who.replace("-", " ")) for who in data.personList),
        activities=tuple(_activities(data)),
    )
    return [PublishedProblem(path.stem, instance)]


def _at(data: Data, day: str, minute: int) -> datetime:
    row = next(row for row in data.dayList if row.id == day)
    midnight = datetime.combine(NEW_YEAR + timedelta(days=row.dayOfYear - 1), time())
    return midnight + timedelta(minutes=minute)


def _days(data: Data) -> Iterator[Day]:
    for day, minutes in data.minutes().items():
        start = _at(data, day, minutes[0])
        end = timedelta(minutes=minutes[-1] + GRAIN)
        yield Day(date=start.date(), start=start.time(), end=end)


def _opening(data: Data) -> Iterator[Span]:
    """Yield each run of grains without a gap."""
    for day, minutes in data.minutes().items():
        first = minutes[0]
        for minute, after in pairwise([*minutes, 24 * 60]):
            if after != minute + GRAIN:
                yield Span(start=_at(data, day, first), end=_at(data, day, minute + GRAIN))
                first = after


def _activities(data: Data) -> Iterator[Activity]:
    grains = {grain.id: grain for grain in data.timeGrainList}
    pinned = {place.meeting: place for place in data.meetingAssignmentList if place.pinned}
    for meeting in data.meetingList:
        required = dict.fromkeys(one.person for one in meeting.requiredAttendanceList)
        preferred = dict.fromkeys(one.person for one in meeting.preferredAttendanceList)
        place = pinned.get(meeting.id)
        grain = grains.get(place.startingTimeGrain or "") if place else None
        yield Activity(
            id=meeting.id,
            kind="side-event",
            title=meeting.topic,
            minutes=meeting.durationInGrains * GRAIN,
            people=tuple(required),
            wished_people=tuple(preferred),
            seats=len(meeting.requiredAttendanceList) + len(meeting.preferredAttendanceList),
            pin_start=_at(data, grain.day, grain.startingMinuteOfDay) if grain else None,
            pin_room=place.room if place else None,
        )
