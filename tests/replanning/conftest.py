"""A small summit with a published timetable."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models import Availability, Instance, Outcome, Placement, Timetable
from scheduler import load_instance, solve
from tests.made_once import MadeOnce
from tests.replanning.again import published_table

INSTANCES = Path(__file__).resolve().parents[2] / "instances"


@pytest.fixture(scope="session")
def tiny() -> Instance:
    """The instance that can be followed by hand."""
    return load_instance(INSTANCES / "tiny")


@pytest.fixture(scope="session")
def published(tiny: Instance, made_once: MadeOnce) -> Outcome:
    """The timetable that was published for it."""
    outcome = made_once.outcome("tiny", lambda: solve(tiny, time_limit=10, workers=1))
    assert outcome.timetable is not None
    return outcome


def _remade(instance: Instance, **tables: object) -> Instance:
    whole = {name: getattr(instance, name) for name in Instance.model_fields}
    return Instance.model_validate(whole | tables)


@pytest.fixture(scope="session")
def remade() -> Callable[..., Instance]:
    """Return an instance with some tables replaced."""
    return _remade


@pytest.fixture(scope="session")
def busy() -> Callable[[Instance, str, str, str], Instance]:
    """Return an instance with a person away for a while."""

    def away(instance: Instance, person: str, start: str, end: str) -> Instance:
        row = Availability(person=person, start=start, end=end, state="busy")  # type: ignore[arg-type]
        return _remade(instance, availability=(*instance.availability, row))

    return away


@pytest.fixture
def absent(
    tiny: Instance, published: Outcome, busy: Callable[[Instance, str, str, str], Instance]
) -> Callable[[str], tuple[Instance, Placement]]:
    """Return an instance in which the last person of an activity is away at its published time."""

    def away(name: str) -> tuple[Instance, Placement]:
        stood = next(p for p in published_table(published).placements if p.activity == name)
        assert stood.start is not None
        end = tiny.clock.minute(stood.start) + tiny.activity[name].minutes
        return busy(
            tiny,
            tiny.activity[name].people[-1],
            stood.start.isoformat(),
            tiny.clock.moment(end).isoformat(),
        ), stood

    return away


@pytest.fixture(scope="session")
def one_room() -> Callable[..., Instance]:
    """Four hours in one room, a bilateral for each pair of people; somebody comes an hour late."""
    return _one_room


@pytest.fixture(scope="session")
def in_turn() -> Callable[..., Timetable]:
    """Bilaterals in the one room, one after the other from eight."""
    return _in_turn


def _one_room(*pairs: str, away: str = "") -> Instance:
    return Instance.model_validate(
        {
            "name": "four",
            "time_zone": "Asia/Ho_Chi_Minh",
            "grid_minutes": 60,
            "days": [{"date": "2025-10-25", "start": "08:00", "end": "12:00"}],
            "rooms": [{"id": "R", "name": "R", "capacity": 5, "units": 1}],
            "people": [{"id": p, "name": p} for p in sorted(set("".join(pairs)))],
            "availability": [
                {
                    "person": person,
                    "start": "2025-10-25T08:00",
                    "end": "2025-10-25T09:00",
                    "state": "busy",
                }
                for person in away
            ],
            "activities": [
                {
                    "id": f"m{n}",
                    "kind": "bilateral",
                    "title": "m",
                    "minutes": 60,
                    "optional": True,
                    "people": list(pair),
                }
                for n, pair in enumerate(pairs)
            ],
        }
    )


def _in_turn(*names: str) -> Timetable:
    return Timetable(
        placements=tuple(
            Placement(activity=name, start=f"2025-10-25T{8 + n:02}:00", room="R")  # type: ignore[arg-type]
            for n, name in enumerate(names)
        )
    )


@pytest.fixture(autouse=True)
def solved_in_a_thread(in_thread: None) -> None:
    """Processes are not what is tested here."""
