"""An activity by its id, its title or its people, and a room by its name, where only one fits."""

import pytest

from models import Instance, InstanceError
from scheduler.viewing.meant import activity_meant, room_hint


@pytest.fixture
def summit() -> Instance:
    """An instance in which two meetings have the same sides."""
    return Instance.model_validate(
        {
            "name": "meant",
            "time_zone": "Asia/Ho_Chi_Minh",
            "grid_minutes": 30,
            "days": [{"date": "2025-10-25", "start": "09:00", "end": "12:00"}],
            "delegations": [
                {"id": "CHN", "name": "China", "name_fr": "Chine"},
                {"id": "JPN", "name": "Japan"},
                {"id": "CIV", "name": "Côte d’Ivoire"},
            ],
            "people": [
                {"id": "head-chn", "name": "Head of delegation, China", "delegation": "CHN"},
                {"id": "head-jpn", "name": "Head of delegation, Japan", "delegation": "JPN"},
                {"id": "head-civ", "name": "Président", "delegation": "CIV"},
                {"id": "chair", "name": "Chair"},
            ],
            "activities": [
                {"id": id_, "kind": kind, "title": title, "minutes": 30, "people": people}
                for id_, kind, title, people in [
                    ("OPEN", "plenary", "Opening", "head-chn;head-jpn;head-civ;chair"),
                    ("b1", "bilateral", "Trade", "head-chn;head-jpn"),
                    ("b2", "bilateral", "Fisheries", "head-chn;head-civ"),
                    ("b3", "bilateral", "Fisheries, again", "head-civ;head-chn"),
                    ("B-4", "bilateral", "Trilateral", "head-chn;head-jpn;chair"),
                    ("W1", "workshop", "Trade", "head-jpn"),
                ]
            ],
        }
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("OPEN", "OPEN"),
        ("open", "OPEN"),
        ("b 4", "B-4"),
        ("  OPENING ", "OPEN"),
        ("fisheries", "b2"),
        ("Fisheries again", "b3"),
        ("CHN JPN", "b1"),
        ("jpn chn", "b1"),
        ("CHN–JPN", "b1"),
        ("Japan / Chine", "b1"),
        ("head-jpn;head-chn", "b1"),
        ("Head of delegation, China; JPN", "b1"),
        ("JPN chair China", "B-4"),
    ],
)
def test_what_fits_one_activity_is_it(typed: str, meant: str, summit: Instance) -> None:
    """Capitals, order and what is between the words do not count."""
    assert activity_meant(summit, typed) == meant


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Trade", "what fits one activity: 'Trade' (b1); 'Trade' (W1)"),
        ("CHN CIV", "what fits one activity: 'Fisheries' (b2); 'Fisheries, again' (b3)"),
        ("openin", "did you mean 'Opening' (OPEN)?"),
        ("Chair", "did you mean 'Trilateral' (B-4)?"),
        ("JPN", "did you mean 'Trade' (b1); 'Trilateral' (B-4)?"),
        ("JPN JPN", "by its id, its title or all its people"),
        ("", "by its id"),
        ("–", "by its id"),
    ],
)
def test_what_fits_none_or_several_is_refused(typed: str, told: str, summit: Instance) -> None:
    """With those that may be meant."""
    with pytest.raises(InstanceError) as refused:
        activity_meant(summit, typed, "--lock")
    (fault,) = refused.value.faults
    assert (fault.code, fault.file) == ("unknown-id", "--lock")
    assert told in fault.allowed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Cabines", "cab"),
        ("cabines ", "cab"),
        ("Cabine", "cab"),
        ("Booths", "cab"),
        ("cabb", "cab"),
        ("Salle", ""),
        ("Garage", ""),
    ],
)
def test_a_room_may_be_meant_by_its_name(typed: str, meant: str, summit: Instance) -> None:
    """Regression: only ids were offered; a name that two rooms have stands for neither."""
    rooms = [
        {"id": "cab", "name": "Booths", "name_fr": "Cabines", "capacity": 4},
        {"id": "r1", "name": "Salle", "capacity": 4},
        {"id": "r2", "name": "Salle", "capacity": 4},
    ]
    instance = Instance.model_validate(dict(summit) | {"rooms": rooms})
    assert room_hint(instance, typed) == (f" (did you mean {meant}?)" if meant else "")
