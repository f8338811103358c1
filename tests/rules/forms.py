"""What every hard rule is tried on, as data: a triplet for the solver, a fault for the referee."""

from dataclasses import dataclass, field
from typing import Any

from models import Instance

Row = dict[str, Any]
Rows = dict[str, Row]
Times = tuple[str, ...]
"""Placements, such as ``a 09:00 hall``."""


@dataclass(frozen=True)
class Triplet:
    """Activities with which a rule is kept, and what is added to force them.

    Attributes
    ----------
    activities
        With these alone there is a timetable.
    forbidden
        With any of these there is none.
    allowed
        With any of these there is one, though not by far.
    tables
        Of the instance, beside its activities.
    rule
        The declared rule.
    cost
        Violations of a soft rule in each of ``forbidden``.
    refused
        Tables that contradict themselves, each with the column that is told.
    """

    activities: Rows
    forbidden: tuple[Rows, ...]
    allowed: tuple[Rows, ...]
    tables: Row = field(default_factory=dict)
    rule: Row = field(default_factory=dict)
    cost: tuple[int, ...] = ()
    refused: tuple[tuple[Row, str], ...] = ()

    def instance(self, more: Rows, weight: int | None = None) -> Instance:
        """Return the instance with more said of its activities."""
        rows = {**self.activities, **more}
        rows = {one: {**self.activities.get(one, {}), **more.get(one, {})} for one in rows}
        rules = [{"id": "R", "weight": weight, **self.rule}] if self.rule else []
        return read_instance(rows, rules=rules, **self.tables)


@dataclass(frozen=True)
class Fault:
    """An instance, timetables that keep the rule, and one that breaks it once."""

    tables: dict[str, Any]
    legal: tuple[Times, ...]
    fault: Times
    subject: str
    activities: tuple[str, ...]
    clash: str | None = None
    says: tuple[str, ...] = ()
    count: int = 1
    rules: tuple[dict[str, Any], ...] = ()


PLACE: Row = {
    "name": "test",
    "time_zone": "Asia/Ho_Chi_Minh",
    "grid_minutes": 30,
    "days": [
        {"date": "2025-10-25", "start": "09:00", "end": "14:00"},
        {"date": "2025-10-26", "start": "09:00", "end": "14:00"},
    ],
    "policy": {"tiers": [{"rules": 1}], "break_minutes": 30},
    "zones": [{"id": "town", "name": "Town"}, {"id": "lake", "name": "Lake"}],
    "transfers": [
        {"from_zone": "town", "to_zone": "lake", "minutes": 60},
        {"from_zone": "lake", "to_zone": "town", "minutes": 30},
    ],
    "rooms": [
        {"id": "hall", "name": "Great Hall", "capacity": 500, "zone": "town"},
        {"id": "salon", "name": "Salon", "capacity": 20, "zone": "town"},
        {"id": "villa", "name": "Villa", "capacity": 20, "zone": "lake"},
        {"id": "booths", "name": "Booths", "capacity": 6, "zone": "town", "units": 2},
    ],
    "people": [{"id": "P", "name": "Peru"}, {"id": "C", "name": "Cuba"}],
}
"""Two days of five hours, rooms in two zones, two heads of delegation."""


def read_instance(activities: dict[str, Row], **tables: Any) -> Instance:
    """Return the instance above with other tables; activities are bilaterals of an hour."""
    rows = [
        {"id": name, "kind": "bilateral", "title": name.upper(), "minutes": 60, **row}
        for name, row in activities.items()
    ]
    return Instance.model_validate({**PLACE, "activities": rows, **tables})


def moment(text: str) -> str:
    """Read ``09:00`` as of 25 October and ``26T09:00`` as of that day of October."""
    return f"2025-10-{text}" if "T" in text else f"2025-10-25T{text}"


def at(start: str, room: str | None = None, unit: int | None = None) -> Row:
    """Pin an activity."""
    return {"pin_start": moment(start), "pin_room": room, "pin_unit": unit}


def within(*times: str) -> Row:
    """Let an activity lie in a span, such as ``09:00-10:30``; with an hour: two starts."""
    spans = [[moment(part) for part in text.split("-")] for text in times]
    return {"spans": [{"start": start, "end": end} for start, end in spans]}


def declared(kind: str, activities: str = "a;b", **more: Any) -> tuple[Row, ...]:
    """Return one declared rule."""
    return ({"id": "R", "kind": kind, "activities": activities, **more},)


HALL = {"id": "hall", "name": "Great Hall", "capacity": 500, "zone": "town"}
SALON = {"id": "salon", "name": "Salon", "capacity": 20, "zone": "town"}
