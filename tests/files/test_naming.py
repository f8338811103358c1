"""Names in place of ids, in tables and in timetables that come back edited."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models import Fault, InstanceError
from scheduler.files import dump_instance, load_instance, load_timetable, placement_rows

Damage = Callable[[str, str, str], None]
Faults = Callable[[Path], list[Fault]]

NAMES = [
    (
        "plenaries.csv",
        ",hall\n",
        ",Great Hall\n",
        "pin_room",
        "the name 'Great Hall', read as hall",
    ),
    ("people.csv", "HOST,2", " host  COUNTRY,2", "delegation", "'host  COUNTRY', read as HOST"),
    ("workshops.csv", "interpreters=1", "Interpreter teams=1", "resources", "as interpreters"),
    ("rules.csv", "ws-water;ws", "Water across borders; ws", "activities", "read as ws-water"),
    (
        "bilaterals.csv",
        "host-minister;south-minister",
        "foreign minister of the host country;Foreign minister of the Southern Kingdom",
        "people",
        "read so: 'foreign minister of the host country' as host-minister and 'Foreign",
    ),
]


LISTS = [
    '"host-minister, south-minister"',
    "host-minister & south-minister",
    '"host-minister\nForeign minister of the Southern Kingdom"',
]


@pytest.mark.parametrize("typed", LISTS)
def test_lists_without_semicolons(folder: Path, damage: Damage, typed: str) -> None:
    """Where each part is an id or a name; a single id is never taken apart."""
    wanted = load_instance(folder)
    damage("bilaterals.csv", "host-minister;south-minister", typed)
    told: list[Fault] = []
    assert load_instance(folder, on_warning=told.append) == wanted
    (fault,) = told
    assert fault.found.startswith("the list ")
    assert fault.found.endswith("read as host-minister;south-minister")
    damage("people.csv", ",HOST,1", ',"HOST, NORTH",1')
    with pytest.raises(InstanceError, match="'HOST, NORTH'"):
        load_instance(folder, on_warning=told.append)


@pytest.mark.parametrize(("file", "old", "new", "column", "said"), NAMES)
def test_the_name_of_one_row_stands_for_its_id(
    folder: Path, damage: Damage, file: str, old: str, new: str, column: str, said: str
) -> None:
    """Capitals and blanks do not count; what was read is a warning."""
    wanted = load_instance(folder)
    damage(file, old, new)
    told: list[Fault] = []
    assert load_instance(folder, on_warning=told.append) == wanted
    assert [(fault.code, fault.file, fault.column) for fault in told] == [
        ("name-for-id", file, column)
    ]
    assert said in told[0].found


def test_the_name_of_several_rows_is_one_fault(
    folder: Path, damage: Damage, faults: Faults
) -> None:
    """Which says whose name it is; so does a name that is alike to the id of another row."""
    damage("rooms.csv", "Room B", "Room A")
    damage("people.csv", "President of the Northern Republic", "South Minister")
    damage("workshops.csv", "people", "rooms")
    damage("workshops.csv", "org-secretary", "Room A;room-b")
    damage("workshops.csv", "east-minister", "Room A")
    damage("bilaterals.csv", "host-president;north-president", "host-president;South Minister")
    told = [(f.code, f.file, f.row, f.column, f.found, f.allowed) for f in faults(folder)]
    assert told == [
        ("unknown-id", "workshops.csv", 2, "rooms", "'Room A' (in 2 rows)",
         "an id of rooms; it may be room-a or room-b"),
        ("unknown-id", "bilaterals.csv", 2, "people", "'South Minister'",
         "an id of people; it may be north-president or south-minister"),
    ]  # fmt: skip


def test_a_name_of_another_table_is_said_to_be_one(
    folder: Path, damage: Damage, faults: Faults
) -> None:
    """A delegation is nobody."""
    damage("bilaterals.csv", "host-president;north", "Host country;north")
    (fault,) = faults(folder)
    assert (fault.found, fault.allowed) == ("'Host country'", "an id of people, not of delegations")


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A timetable with names in it."""
    file = tmp_path / "edited.csv"
    file.write_text(
        "activity,start,room,unit\nOpening ceremony,2027-05-12T09:00,great  hall,\n"
        "bi-host-north,2027-05-12T10:00,Meeting booths,2\n"
    )
    return file


def test_a_timetable_may_have_names(folder: Path, edited: Path) -> None:
    """Of rooms and activities of the instance that is given; else they are no ids."""
    told: list[Fault] = []
    instance = load_instance(folder)
    timetable = load_timetable(edited, instance=instance, on_warning=told.append)
    assert [(place.activity, place.room, place.unit) for place in timetable.placements] == [
        ("opening", "hall", None),
        ("bi-host-north", "booths", 2),
    ]
    assert [(fault.code, fault.row, fault.column) for fault in told] == [
        ("name-for-id", 2, "activity"),
        ("name-for-id", 2, "room"),
    ]
    with pytest.raises(InstanceError):
        load_timetable(edited)


def test_names_of_the_instance_beside_a_timetable_go_first(
    folder: Path, edited: Path, damage: Damage
) -> None:
    """Rooms that have exchanged their names since are those that people know."""
    (edited.parent / "instance.json").write_text(dump_instance(load_instance(folder)))
    damage("rooms.csv", "Great Hall", "Room A")
    damage("rooms.csv", "room-a,Room A", "room-a,Great Hall")
    timetable = load_timetable(edited, instance=load_instance(folder), on_warning=lambda _: None)
    assert [place.room for place in timetable.placements] == ["hall", "booths"]


def test_a_timetable_is_read_with_the_days_of_its_event(folder: Path, tmp_path: Path) -> None:
    """A year in two digits, and, in an event of one day, hours alone."""
    file = tmp_path / "edited.csv"
    file.write_text(
        "activity,start,room\nopening,12-May-27 09:00,hall\nbi-host-north,10h30,booths\n"
    )
    instance = load_instance(folder)
    timetable = load_timetable(file, instance=instance)
    starts = [f"{place.start:%Y-%m-%d %H:%M}" for place in timetable.placements]
    assert starts == ["2027-05-12 09:00", "2027-05-12 10:30"]
    assert [cells["activity"] for _, cells in placement_rows(file, instance)] == [
        "opening",
        "bi-host-north",
    ]
