"""A nightly job on an instance that is solved at once."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from models import Activity, Day, Instance, Night, Person, Placement, Room, Timetable
from scheduler.files import save_instance
from scheduler.publishing import Config, Release, Store, load_config, nightly

DAY = "2025-10-25"

MEMORY, MEMORY_BYTES = Path("/dev/shm"), 2**28


def instance_of(*activities: Activity, **changes: object) -> Instance:
    """Return a morning with a hall and two booths; synthetic."""
    given: dict[str, object] = {
        "name": "morning",
        "title": "A morning",
        "time_zone": "Asia/Ho_Chi_Minh",
        "grid_minutes": 30,
        "days": [Day(date=DAY, start="09:00", end="11:00")],
        "rooms": [
            Room(id="HALL", name="Hall", capacity=50, kinds=["plenary"]),
            Room(id="BOOTH", name="Booths", capacity=4, kinds=["bilateral"], units=2),
        ],
        "people": [Person(id=name, name=f"Head of {name}") for name in "abcd"],
        "activities": activities,
    }
    return Instance.model_validate(given | changes)


def meeting(name: str, *people: str, **changes: object) -> Activity:
    """Return a request for a bilateral meeting."""
    given = {"id": name, "kind": "bilateral", "title": f"Meeting {name}", "minutes": 30}
    return Activity.model_validate(
        given | {"people": people, "optional": True, "priority": 2} | changes
    )


OPENING = Activity(
    id="OPEN",
    kind="plenary",
    title="Opening",
    minutes=30,
    people="a;b;c;d",
    pin_start=f"{DAY}T09:00",
    pin_room="HALL",
)

MEETINGS = (meeting("ab", "a", "b"), meeting("cd", "c", "d"), meeting("ac", "a", "c"))


def at(activity: str, time: str, room: str = "BOOTH") -> Placement:
    """Return a place that day."""
    return Placement(activity=activity, start=f"{DAY}T{time}", room=room)


def placed(*places: Placement) -> Timetable:
    """Return a timetable."""
    return Timetable(placements=places)


@dataclass
class Job:
    """A job, its inputs and its store."""

    folder: Path

    meetings = MEETINGS
    meeting = staticmethod(meeting)
    at = staticmethod(at)
    placed = staticmethod(placed)

    @property
    def inputs(self) -> Path:
        """Folder of the instance."""
        return self.folder / "instance"

    @property
    def store(self) -> Store:
        """The store, looked at anew."""
        return Store(self.folder / "store")

    @property
    def toml(self) -> Path:
        """The configuration file."""
        return self.folder / "nightly.toml"

    @property
    def current(self) -> Release:
        """The current release."""
        found = self.store.current()
        assert found is not None
        return found

    def ask(self, *activities: Activity, **changes: object) -> Instance:
        """State new inputs."""
        instance = instance_of(OPENING, *activities, **changes)
        save_instance(instance, self.inputs)
        return instance

    def configure(self, *lines: str) -> Config:
        """Write the configuration, short and without charts, with more lines."""
        fixed = ('instance = "instance"', 'store = "store"', "time_limit = 2", "workers = 1")
        text = "\n".join([*fixed, "charts = false", *lines])
        self.toml.write_text(text, encoding="utf-8")
        return load_config(self.toml)

    def run(self, approve: str | None = None, by: str | None = None) -> Night:
        """Let a night pass."""
        return nightly(self.toml, approve=approve, by=by)


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where the system has room there: on disk, syncing takes minutes."""
    if not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < MEMORY_BYTES:
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        yield Path(name)


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """A job that has not run yet."""
    job = Job(tmp_path / "job")
    job.folder.mkdir()
    job.ask(*MEETINGS)
    job.configure()
    return job


@pytest.fixture(autouse=True)
def solved_in_a_thread(in_thread: None) -> None:
    """Processes are not what is tested here."""
