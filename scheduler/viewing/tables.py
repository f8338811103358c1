"""A timetable as tidy DataFrames: one row per fact, stable columns and dtypes.

Times are aware, in the instance's time zone. An empty frame keeps columns and dtypes. Texts that
somebody typed are one plain line each. A timetable edited by hand is read by
:func:`scheduler.viewing.programme.read_programme`, which never fails.
"""

import pandas as pd

from models import Activity, Instance, Judgement, Outcome, Report, Timetable
from scheduler.viewing.analysis import breaks, delegations, load
from scheduler.viewing.answers import facts, findings, moves, places, repairs
from scheduler.viewing.audiences import PUBLIC, seen_by
from scheduler.viewing.changes_frame import changes_table
from scheduler.viewing.fairness import fairness
from scheduler.viewing.frames import framed
from scheduler.viewing.inputs import inputs
from scheduler.viewing.programme import Booking, Engagement, Programme, read_programme

__all__ = [
    "announced",
    "assignments",
    "breaks",
    "changes_table",
    "delegations",
    "facts",
    "fairness",
    "findings",
    "goals",
    "inputs",
    "itineraries",
    "load",
    "moves",
    "places",
    "repairs",
    "soft_violations",
    "unscheduled",
    "violations",
]

ASSIGNMENTS = (
    "activity",
    "kind",
    "title",
    "start",
    "end",
    "room",
    "unit",
    "room_name",
    "minutes",
    "optional",
    "priority",
    "people",
    "topics",
    "reason",
)
ITINERARIES = (
    "delegation",
    "person",
    "person_name",
    "start",
    "end",
    "activity",
    "kind",
    "title",
    "room",
    "unit",
    "room_name",
    "with",
)
ANNOUNCED = ("start", "end", "kind", "title", "room_name")
UNSCHEDULED = ("activity", "kind", "title", "priority", "people", "reason")
GOALS = ("goal", "tier", "weight", "value", "bound", "gap")
VIOLATIONS = ("rule", "subject_kind", "subject", "activities", "start", "end", "message")
SOFT_VIOLATIONS = (
    "rule",
    "subject",
    "activities",
    "start",
    "end",
    "weight",
    "violations",
    "cost",
    "message",
)
MANY = 5
"""If there are more people than this, they are counted, not named."""


def assignments(timetable: Timetable, instance: Instance) -> pd.DataFrame:
    """One row per activity, in order of start, those without a place last.

    Columns
    -------
    activity, kind, title : str
    start, end : aware datetime, NaT without a place
    room, room_name : str, empty without a place
    unit : Int64, from 1, missing without a place
    minutes : int, duration
    optional : bool
    priority : int, the points that leaving it out costs
    people : str, ids of required persons joined by ``;``
    topics : str, joined by ``;``
    reason : str, why it has no place
    """
    programme = read_programme(timetable, instance)
    placed = (_stated(b.activity) | _placed(programme, b) for b in programme.bookings)
    waiting = (_stated(w.activity) | _unplaced(w.reason) for w in programme.waiting)
    frame = framed([*placed, *waiting], ASSIGNMENTS, instance.time_zone)
    order = ["start", "room", "unit", "activity"]
    return frame.sort_values(order, na_position="last", ignore_index=True)


def _stated(activity: Activity) -> dict[str, object]:
    return {
        "activity": activity.id,
        "kind": activity.kind,
        "title": activity.title,
        "minutes": activity.minutes,
        "optional": activity.optional,
        "priority": activity.priority,
        "people": ";".join(activity.people),
        "topics": ";".join(activity.topics),
    }


def _placed(programme: Programme, booking: Booking) -> dict[str, object]:
    clock = programme.instance.clock
    return {
        "start": clock.moment(booking.start),
        "end": clock.moment(booking.end),
        "room": booking.room.id,
        "unit": booking.unit,
        "room_name": booking.room.name,
        "reason": "",
    }


def _unplaced(reason: str) -> dict[str, object]:
    return {"room": "", "room_name": "", "reason": reason}


def itineraries(timetable: Timetable, instance: Instance) -> pd.DataFrame:
    """One row per person and activity that requires the person, by person and start.

    Columns
    -------
    delegation : str, id, empty for persons without one
    person, person_name : str
    start, end : aware datetime, when it engages the person
    activity, kind, title, room, room_name : str
    unit : Int64
    with : str, names of the other required persons joined by ``; ``, or how many they
        are if more than five
    """
    programme = read_programme(timetable, instance)
    rows = [
        _stated(own.booking.activity) | _placed(programme, own.booking) | _part(programme, own)
        for engagements in programme.by_person.values()
        for own in engagements
    ]
    frame = framed(rows, ITINERARIES, instance.time_zone)
    order = ["delegation", "person", "start", "room", "unit", "activity"]
    return frame.sort_values(order, ignore_index=True)


def _part(programme: Programme, own: Engagement) -> dict[str, object]:
    """Return who is engaged, when, where, and with whom."""
    persons, clock = programme.instance.person, programme.instance.clock
    person = persons[own.person]
    others = [persons[other].name for other in own.booking.people if other != own.person]
    return {
        "delegation": person.delegation or "",
        "person": person.id,
        "person_name": person.name,
        "start": clock.moment(own.start),
        "end": clock.moment(own.end),
        "with": _company(others),
    }


def _company(others: list[str]) -> str:
    return "; ".join(others) if len(others) <= MANY else f"{len(others)} others"


def announced(timetable: Timetable, instance: Instance) -> pd.DataFrame:
    """One row per activity that the public may know of, in order of start.

    Columns
    -------
    start, end : aware datetime
    kind, title : str
    room_name : str, its id if it has no name
    """
    programme = seen_by(read_programme(timetable, instance), PUBLIC)
    clock = programme.instance.clock
    rows = [
        {
            "start": clock.moment(booking.start),
            "end": clock.moment(booking.end),
            "kind": booking.activity.kind,
            "title": booking.activity.title,
            "room_name": booking.room.name or booking.room.id,
        }
        for booking in programme.bookings
    ]
    return framed(rows, ANNOUNCED, instance.time_zone)


def unscheduled(timetable: Timetable, instance: Instance) -> pd.DataFrame:
    """One row per activity without a place, highest priority first.

    Columns
    -------
    activity, kind, title : str
    priority : int
    people : str, ids joined by ``;``
    reason : str
    """
    every = assignments(timetable, instance)
    left = every[every["start"].isna()][list(UNSCHEDULED)]
    return left.sort_values(["priority", "activity"], ascending=[False, True], ignore_index=True)


def goals(outcome: Outcome) -> pd.DataFrame:
    """One row per goal of the policy, in order of tiers.

    Columns
    -------
    goal : str
    tier : int, from 1
    weight, value, bound : int; units in :class:`models.Policy`
    gap : float, (value - bound) / max(1, value)
    """
    rows = [
        result.model_dump(include={"goal", "tier", "weight", "value", "bound"})
        | {"gap": (result.value - result.bound) / max(1, result.value)}
        for result in outcome.goals
    ]
    return framed(rows, GOALS)


def soft_violations(outcome: Outcome | Judgement, instance: Instance) -> pd.DataFrame:
    """One row per breach of a soft rule, the most expensive first.

    Columns
    -------
    rule, subject, message : str, kind and id of the rule, and a sentence
    activities : str, ids joined by ``;``
    start, end : aware datetime, NaT where it is not about a time
    weight, violations, cost : int; cost is weight x violations, and they add up to goal ``rules``
    """
    rows = [dict(one) | {"activities": ";".join(one.activities)} for one in outcome.soft_violations]
    frame = framed(rows, SOFT_VIOLATIONS, instance.time_zone)
    return frame.sort_values("cost", ascending=False, kind="stable", ignore_index=True)


def violations(report: Report, instance: Instance) -> pd.DataFrame:
    """One row per broken hard rule.

    Columns
    -------
    rule, subject_kind, subject, message : str, as in :class:`models.Violation`
    activities : str, ids joined by ``;``
    start, end : aware datetime, NaT where it is not about a time
    """
    clock = instance.clock
    rows = [
        {
            "rule": v.rule,
            "subject_kind": v.subject_kind,
            "subject": v.subject,
            "activities": ";".join(v.activities),
            "start": None if v.start is None else clock.moment(v.start),
            "end": None if v.end is None else clock.moment(v.end),
            "message": v.message,
        }
        for v in report.violations
    ]
    return framed(rows, VIOLATIONS, instance.time_zone)
