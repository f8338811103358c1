"""A small summit with a timetable that was promised."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models import Availability, Instance, Outcome
from scheduler import load_instance, solve

INSTANCES = Path(__file__).resolve().parents[2] / "instances"


@pytest.fixture(scope="session")
def tiny() -> Instance:
    """The instance that can be followed by hand."""
    return load_instance(INSTANCES / "tiny")


@pytest.fixture(scope="session")
def promised(tiny: Instance) -> Outcome:
    """What was planned for it."""
    outcome = solve(tiny, time_limit=10, workers=1)
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
