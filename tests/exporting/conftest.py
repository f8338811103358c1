"""Editions of the small summit, one after the other."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models import Calendars, Instance, Timetable
from scheduler import load_instance
from scheduler.exporting.calendars.keeping import advanced
from scheduler.viewing.programme import Programme, read_programme

TINY = Path(__file__).resolve().parents[2] / "instances" / "tiny"
PLACES = {
    "OPEN": "09:00 HALL 1",
    "b1": "09:30 BOOTH 1",
    "W2": "09:30 STUDY 1",
    "b4": "10:00 BOOTH 1",
    "b2": "10:30 BOOTH 1",
    "W1": "10:30 STUDY 1",
    "CLOSE": "11:30 HALL 1",
}
"""Activity -> its place in a first edition."""

Plan = Callable[..., Programme]
Advance = Callable[..., Calendars]


@pytest.fixture(scope="session")
def tiny() -> Instance:
    return load_instance(TINY)


@pytest.fixture(scope="session")
def plan(tiny: Instance) -> Plan:
    """Return a programme: places that are others than in the first edition, '' for none."""

    def _plan(instance: Instance | None = None, /, **others: str) -> Programme:
        placements = []
        for name, place in (PLACES | others).items():
            if place:
                start, room, unit = place.split()
                row = {"activity": name, "room": room, "unit": int(unit)}
                placements.append(row | {"start": f"2025-10-25T{start}"})
        timetable = Timetable.model_validate({"placements": placements})
        return read_programme(timetable, instance or tiny)

    return _plan


@pytest.fixture(scope="session")
def remade(tiny: Instance) -> Callable[..., Instance]:
    """Return the small summit with some rows of activities, or people, replaced."""

    def _remade(
        activities: dict[str, dict[str, object]] | None = None,
        people: dict[str, dict[str, object]] | None = None,
        **fields: object,
    ) -> Instance:
        document = tiny.model_dump(mode="json") | fields
        for table, rows in (("activities", activities), ("people", people)):
            for row in document[table]:
                row.update((rows or {}).get(row["id"], {}))
        renames = {old: row["id"] for old, row in (people or {}).items() if "id" in row}
        for row in document["activities"]:
            for column in ("people", "wished_people"):
                row[column] = [renames.get(name, name) for name in row[column]]
        for row in document["availability"]:
            row["person"] = renames.get(row["person"], row["person"])
        document["rules"] = []
        return Instance.model_validate(document)

    return _remade


@pytest.fixture(scope="session")
def first(plan: Plan) -> Calendars:
    """The first edition."""
    return advanced(None, plan())
