"""A timetable as tidy DataFrames: one row per fact, stable columns and dtypes.

Times are aware, in the instance's time zone. An empty frame keeps columns and dtypes.
"""

from collections.abc import Iterable, Mapping

import pandas as pd
from pandas.api.types import pandas_dtype

from models import Activity, Instance, Outcome, Placement, Report, Timetable

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
UNSCHEDULED = ("activity", "kind", "title", "priority", "people", "reason")
GOALS = ("goal", "tier", "weight", "value", "bound", "gap")
VIOLATIONS = ("rule", "subject_kind", "subject", "activities", "start", "end", "message")
TIMES = ("start", "end")
DTYPES = {
    "unit": "Int64",
    "minutes": "int64",
    "optional": "bool",
    "priority": "int64",
    "tier": "int64",
    "weight": "int64",
    "value": "int64",
    "bound": "int64",
    "gap": "float64",
}
"""Of every column that is neither text nor time."""
MANY = 5
"""Above this, people are counted in place of being named."""


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
    priority : int, points that leaving it out costs
    people : str, ids of required persons joined by ``;``
    topics : str, joined by ``;``
    reason : str, why it has no place
    """
    given = {place.activity: place for place in timetable.placements}
    rows = [
        _assignment(activity, given.get(activity.id, Placement(activity=activity.id)), instance)
        for activity in instance.activities
    ]
    frame = _frame(rows, ASSIGNMENTS, instance.time_zone)
    order = ["start", "room", "unit", "activity"]
    return frame.sort_values(order, na_position="last", ignore_index=True)


def _assignment(activity: Activity, place: Placement, instance: Instance) -> dict[str, object]:
    row: dict[str, object] = {
        "activity": activity.id,
        "kind": activity.kind,
        "title": activity.title,
        "room": place.room or "",
        "room_name": instance.room[place.room].name if place.room else "",
        "minutes": activity.minutes,
        "optional": activity.optional,
        "priority": activity.priority,
        "people": ";".join(activity.people),
        "topics": ";".join(activity.topics),
        "reason": "" if place.start else place.reason,
    }
    if place.start is not None:
        start = instance.clock.minute(place.start)
        row["start"] = instance.clock.moment(start)
        row["end"] = instance.clock.moment(start + activity.minutes)
        row["unit"] = place.unit or 1
    return row


def itineraries(timetable: Timetable, instance: Instance) -> pd.DataFrame:
    """One row per person and activity that requires the person, by person and start.

    Columns
    -------
    delegation : str, id, empty for persons of none
    person, person_name : str
    start, end : aware datetime
    activity, kind, title, room, room_name : str
    unit : Int64
    with : str, names of the other required persons joined by ``; ``, or how many they
        are if more than five
    """
    placed = assignments(timetable, instance).dropna(subset=["start"])
    rows = []
    for row in placed.to_dict("records"):
        people = list(dict.fromkeys(instance.activity[str(row["activity"])].people))
        for name in people:
            person = instance.person[name]
            others = [instance.person[other].name for other in people if other != name]
            rows.append(
                {str(key): value for key, value in row.items()}
                | {
                    "delegation": person.delegation or "",
                    "person": name,
                    "person_name": person.name,
                    "with": _company(others),
                }
            )
    frame = _frame(rows, ITINERARIES, instance.time_zone)
    return frame.sort_values(["delegation", "person", "start"], ignore_index=True)


def _company(others: list[str]) -> str:
    return "; ".join(others) if len(others) <= MANY else f"{len(others)} others"


def unscheduled(timetable: Timetable, instance: Instance) -> pd.DataFrame:
    """One row per activity without a place, the dearest first.

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
    return _frame(rows, GOALS)


def violations(report: Report, instance: Instance) -> pd.DataFrame:
    """One row per broken hard rule.

    Columns
    -------
    rule, subject_kind, subject, message : str, as in :class:`models.Violation`
    activities : str, ids joined by ``;``
    start, end : aware datetime, NaT where no time is meant
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
    return _frame(rows, VIOLATIONS, instance.time_zone)


def _frame(
    rows: Iterable[Mapping[str, object]], columns: tuple[str, ...], time_zone: str = "UTC"
) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=list(columns))
    for name in columns:
        if name in TIMES:
            utc = pd.to_datetime(frame[name], utc=True)
            frame[name] = utc.dt.as_unit("us").dt.tz_convert(time_zone)
        else:
            frame[name] = frame[name].astype(pandas_dtype(DTYPES.get(name, "str")))
    return frame
