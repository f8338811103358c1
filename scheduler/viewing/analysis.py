"""Tables for analysts: the load of rooms and resources, delegations side by side, and waits."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby, pairwise

import pandas as pd

from models import Instance, Timetable
from models.clock import EVER, Interval, Minute, closing_text
from scheduler.viewing.frames import framed
from scheduler.viewing.opening import opening
from scheduler.viewing.programme import Engagement, Programme, read_programme

LOAD = (
    "subject_kind",
    "subject",
    "name",
    "start",
    "end",
    "units",
    "available",
    "used",
    "around",
    "most",
    "share",
)
DELEGATIONS = (
    "delegation",
    "name",
    "requests",
    "met",
    "engagements",
    "minutes",
    "breaks",
    "earliest",
    "latest",
)
BREAKS = (
    "delegation",
    "person",
    "person_name",
    "start",
    "end",
    "minutes",
    "after",
    "before",
)
HOUR = 60

Use = tuple[Interval, Interval, int]
"""How long a unit is taken, for how long of that by the activity itself, and how many units."""


def load(timetable: Timetable, instance: Instance) -> pd.DataFrame:
    """One row per hour of the event and room, or resource: how much of it is in use.

    A room is in use from set-up to clear-down, and for its turnaround; a resource for the
    activity itself. Hours are those of the clock, cut to those of the day, which include whatever
    is set up before it.

    Columns
    -------
    subject_kind : str, ``room`` or ``resource``
    subject, name : str, its id and name
    start, end : aware datetime, the hour
    units : int, how many there are
    available : int, minutes in which it could be used, all units together
    used : int, minutes in which it is, all units together
    around : int, those of them that are set-up, clear-down or turnaround
    most : int, the most units that are in use at once
    share : float, used / available; NaN if none is available
    """
    programme = read_programme(timetable, instance)
    rows = [
        row
        for hour in _hours(programme)
        for subject in _subjects(programme)
        for row in [_load(instance, hour, *subject)]
    ]
    return framed(rows, LOAD, instance.time_zone)


Subject = tuple[dict[str, object], list[Interval], list[Use]]
"""What it is, when each unit of it is available, and its uses."""


def _subjects(programme: Programme) -> Iterator[Subject]:
    instance = programme.instance
    for room in instance.rooms:
        uses: list[Use] = [
            ((b.opens, b.closes + room.turnaround_minutes), (b.start, b.end), 1)
            for b in programme.by_room.get(room.id, ())
        ]
        what = {"subject_kind": "room", "subject": room.id, "name": room.name, "units": room.units}
        yield what, opening(instance, room), uses
    for resource in instance.resources:
        taken = [
            ((b.start, b.end), (b.start, b.end), b.activity.resources[resource.id])
            for b in programme.bookings
            if resource.id in b.activity.resources
        ]
        what = {"subject_kind": "resource", "subject": resource.id, "name": resource.name}
        yield what | {"units": resource.level}, [EVER], taken


def _hours(programme: Programme) -> Iterator[Interval]:
    """Yield the hours of all days, from the first set-up to the last clear-down."""
    instance = programme.instance
    for first, last in instance.windows:
        day = instance.date_of(first)
        own = [b for b in programme.bookings if b.date == day]
        low = min([first, *(b.opens for b in own)])
        high = max([last, *(b.closes + b.room.turnaround_minutes for b in own)])
        start = low - instance.clock.moment(low).minute
        for hour in range(start, high, HOUR):
            yield max(low, hour), min(high, hour + HOUR)


def _load(
    instance: Instance,
    hour: Interval,
    what: dict[str, object],
    opening: Iterable[Interval],
    uses: Iterable[Use],
) -> dict[str, object]:
    units = int(str(what["units"]))
    available = units * sum(_shared(hour, span) for span in opening)
    used = sum(_shared(hour, taken) * amount for taken, _, amount in uses)
    itself = sum(_shared(hour, during) * amount for _, during, amount in uses)
    return what | {
        "start": instance.clock.moment(hour[0]),
        "end": instance.clock.moment(hour[1]),
        "available": available,
        "used": used,
        "around": used - itself,
        "most": _most(hour, uses),
        "share": used / available if available else float("nan"),
    }


def _shared(one: Interval, other: Interval) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _most(hour: Interval, uses: Iterable[Use]) -> int:
    within = [(taken, amount) for taken, _, amount in uses if _shared(hour, taken)]
    moments = {max(hour[0], taken[0]) for taken, _ in within}
    levels = [sum(n for (low, high), n in within if low <= at < high) for at in moments]
    return max(levels, default=0)


def delegations(timetable: Timetable, instance: Instance) -> pd.DataFrame:
    """One row per delegation that takes part, in the order of the instance.

    Columns
    -------
    delegation, name : str
    requests : int, optional bilaterals that require one of its people
    met : int, those of them that have a place
    engagements, minutes : int, of all its people together
    breaks : int, as in :func:`breaks`, of all its people together
    earliest, latest : str, first start and last end on any day, such as ``07:30``, or ``25:30``
        for an evening after midnight; empty without an engagement
    """
    programme = read_programme(timetable, instance)
    people: dict[str, set[str]] = defaultdict(set)
    for person in programme.instance.people:
        people[person.delegation or ""].add(person.id)
    waits = breaks(timetable, instance)["delegation"].value_counts()
    rows = [
        {"delegation": row.id, "name": row.name, "breaks": waits.get(row.id, 0)}
        | _meetings(programme, people[row.id])
        | _engagements(programme, people[row.id])
        for row in programme.instance.delegations
    ]
    return framed(rows, DELEGATIONS)


def _meetings(programme: Programme, people: set[str]) -> dict[str, object]:
    asked = [
        a.id
        for a in programme.instance.activities
        if a.kind == "bilateral" and a.optional and people.intersection(a.people)
    ]
    return {"requests": len(asked), "met": sum(a in programme.by_activity for a in asked)}


def _engagements(programme: Programme, people: set[str]) -> dict[str, object]:
    own = [e for person in sorted(people) for e in programme.by_person.get(person, ())]
    clock = programme.instance.clock
    hours = [
        [_since_midnight(clock.moment(minute), e.booking.date) for minute in (e.start, e.end)]
        for e in own
    ]
    return {
        "engagements": len(own),
        "minutes": sum(e.end - e.start for e in own),
        "earliest": closing_text(min(start for start, _ in hours)) if hours else "",
        "latest": closing_text(max(end for _, end in hours)) if hours else "",
    }


def _since_midnight(moment: datetime, day: date) -> timedelta:
    return moment.replace(tzinfo=None) - datetime.combine(day, time())


def breaks(timetable: Timetable, instance: Instance) -> pd.DataFrame:
    """One row per break, the longest first: the waits that goal ``breaks`` counts.

    A break is an idle stretch of more than ``policy.break_minutes`` between two activities that
    require a person on one day.

    Columns
    -------
    delegation, person, person_name : str, whose it is
    start, end : aware datetime
    minutes : int
    after, before : str, ids of the activities around it
    """
    programme = read_programme(timetable, instance)
    rows = [
        row for person, own in programme.by_person.items() for row in _waits(programme, person, own)
    ]
    frame = framed(rows, BREAKS, instance.time_zone)
    order = ["minutes", "start", "person"]
    return frame.sort_values(order, ascending=[False, True, True], ignore_index=True)


def _waits(
    programme: Programme, person: str, own: Iterable[Engagement]
) -> Iterator[dict[str, object]]:
    instance = programme.instance
    clock, who = instance.clock, instance.person[person]
    for _, day in groupby(own, key=lambda e: e.booking.date):
        for before, after in pairwise(_runs(day)):
            idle = after[0].start - before[-1].end
            if idle > instance.policy.break_minutes:
                yield {
                    "delegation": who.delegation or "",
                    "person": person,
                    "person_name": who.name,
                    "start": clock.moment(before[-1].end),
                    "end": clock.moment(after[0].start),
                    "minutes": idle,
                    "after": before[-1].booking.activity.id,
                    "before": after[0].booking.activity.id,
                }


def _runs(day: Iterable[Engagement]) -> list[list[Engagement]]:
    """Part engagements, which are in order, where nothing is under way; the last ends last."""
    runs: list[list[Engagement]] = []
    free_at: Minute | None = None
    for one in day:
        if free_at is None or one.start > free_at:
            runs.append([one])
            free_at = one.end
        elif one.end > free_at:
            runs[-1].append(one)
            free_at = one.end
    return runs
