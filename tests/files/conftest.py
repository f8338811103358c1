"""A starter folder to damage, and a small instance of every table."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models import Fault, Instance, InstanceError
from scheduler.files import load_instance, write_starter


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the starter instance, without fault."""
    write_starter(tmp_path / "forum")
    return tmp_path / "forum"


@pytest.fixture
def faults() -> Callable[[Path], list[Fault]]:
    """Read an instance with faults, and return all that are reported, whatever it warns of."""

    def read(path: Path) -> list[Fault]:
        with pytest.raises(InstanceError) as told:
            load_instance(path, on_warning=lambda _: None)
        return list(told.value.faults)

    return read


@pytest.fixture
def damage(folder: Path) -> Callable[[str, str, str], None]:
    """Replace a piece of text in a file of the folder; it must be there."""

    def replace(file: str, old: str, new: str) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


@pytest.fixture
def everything() -> Instance:
    """An instance with something in every table and column that is awkward to write."""
    day = "2025-10-25T"
    return Instance.model_validate(
        {
            "name": "all-of-it",
            "title": 'Lễ ký "Hà Nội" \\ n°1',
            "time_zone": "Asia/Ho_Chi_Minh",
            "grid_minutes": 15,
            "days": [
                {"date": "2025-10-25", "start": "09:00", "end": "18:30"},
                {"date": "2025-10-26", "start": "09:00", "end": "12:00"},
            ],
            "policy": {
                "tiers": [{"coverage": 3, "room-fit": 2}, {"breaks": 1}],
                "break_minutes": 45,
                "audience": {"seats_short": 4},
            },
            "zones": [{"id": "a", "name": "Centre"}, {"id": "b", "name": "Airport"}],
            "transfers": [{"from_zone": "a", "to_zone": "b", "minutes": 40}],
            "rooms": [
                {
                    "id": "hall",
                    "name": "=HYPERLINK(1)",
                    "capacity": 100,
                    "zone": "a",
                    "equipment": ["screen", "two, three"],
                    "open": [{"start": day + "08:00", "end": day + "20:00:00+07:00"}],
                },
                {"id": "booth", "name": "'=x", "capacity": 4, "units": 10, "zone": "b"},
            ],
            "delegations": [
                {"id": "NA", "name": "Namibia", "status": "sourced", "source": "https://x?a=1;b"},
                {"id": "NO", "name": "Norway", "level": 2, "note": " two\nlines, 'quoted' "},
            ],
            "people": [
                {
                    "id": "na",
                    "name": "President",
                    "delegation": "NA",
                    "rest_minutes": 10,
                    "usual_hours": "09:30/24:00=3",
                },
                {"id": "no", "name": "-- Minister", "delegation": "NO", "daily_minutes": 0}
                | {"usual_hours": "08:00/18:00"},
            ],
            "availability": [
                {"person": "na", "start": day + "09:00", "end": day + "17:00"},
                {"person": "na", "start": day + "12:00", "end": day + "13:00", "state": "busy"},
            ],
            "resources": [{"id": "teams", "name": "Teams", "level": 3}],
            "slots": [{"id": "s1", "start": day + "10:00", "end": day + "11:00"}],
            "activities": [
                {
                    "id": "opening",
                    "kind": "plenary",
                    "title": "Opening",
                    "minutes": 60,
                    "people": ["na"],
                    "pin_start": day + "09:00",
                    "pin_room": "hall",
                    "resources": {"teams": 2},
                    "start_costs": [
                        {"span": {"start": day + "09:00", "end": day + "10:00"}, "cost": 2}
                    ],
                },
                {
                    "id": "expo",
                    "kind": "exhibition",
                    "title": "Stand | α",
                    "minutes": 120,
                    "optional": True,
                    "slots": ["s1"],
                    "topics": ["rail", "@sea"],
                    "track": "green",
                    "wished_rooms": "hall;booth=3",
                },
                {"id": "press", "kind": "press", "title": "Press", "minutes": 30, "slots": []},
            ],
            "rules": [
                {"id": "first", "kind": "precedence", "activities": ["opening", "press"]},
                {"id": "fair", "kind": "fair-breaks", "limit": 1, "weight": 5},
                {"id": "later", "kind": "day-distance", "activities": "opening;press"}
                | {"least_days": 0, "weight": 1},
                {"id": "off", "kind": "apart", "activities": "opening", "others": "expo;press"},
            ],
        }
    )
