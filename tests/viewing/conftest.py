"""A small summit, and a published timetable of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models import Instance, Timetable
from scheduler import load_instance

INSTANCES = Path(__file__).resolve().parents[2] / "instances"
PROMISED = """
OPEN 09:00 HALL 1
b1 09:30 BOOTH 1
W2 09:30 STUDY 1
b4 10:00 BOOTH 1
b2 10:30 BOOTH 1
W1 10:30 STUDY 1
CLOSE 11:30 HALL 1
"""


@pytest.fixture(scope="session")
def tiny() -> Instance:
    """The instance that can be followed by hand."""
    return load_instance(INSTANCES / "tiny")


@pytest.fixture(scope="session")
def published(tiny: Instance) -> Timetable:
    """A best timetable of it; b3 waits."""
    rows = [line.split() for line in PROMISED.split("\n") if line]
    places = [
        {"activity": name, "start": f"2025-10-25T{start}", "room": room, "unit": int(unit)}
        for name, start, room, unit in rows
    ]
    places.append({"activity": "b3", "reason": "left out"})
    return Timetable.model_validate({"instance_sha256": tiny.sha256, "placements": places})


@pytest.fixture(scope="session")
def remade() -> Callable[..., Instance]:
    """Return an instance with some tables replaced."""

    def _remade(instance: Instance, **tables: object) -> Instance:
        whole = {name: getattr(instance, name) for name in Instance.model_fields}
        return Instance.model_validate(whole | tables)

    return _remade
