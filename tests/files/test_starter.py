"""The starter instance, and how damaged copies of it are read."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from models import Fault, InstanceError, Timetable
from scheduler.checking import check
from scheduler.files import dump_instance, load_instance, load_timetable, write_starter
from scheduler.files.layout import TABLE_FILES


def test_starter_is_a_small_event(folder: Path) -> None:
    """It loads and has an example of what most events need."""
    instance = load_instance(folder)
    assert [room.units for room in instance.rooms if room.id == "booths"] == [3]
    assert len(instance.people) == 6
    assert sorted(activity.kind for activity in instance.activities) == [
        *["bilateral"] * 4,
        "plenary",
        *["workshop"] * 2,
    ]
    assert instance.activity["opening"].pin_room == "hall"
    assert len(instance.rules) == len(instance.resources) == len(instance.availability) == 1


def test_starter_can_be_solved(folder: Path) -> None:
    """One timetable that grants every request breaks no hard rule."""
    places = {
        "opening": ("09:00", "hall", 1),
        "ws-water": ("10:30", "room-a", 1),
        "ws-trade": ("14:00", "room-b", 1),
        "bi-host-north": ("10:15", "booths", 1),
        "bi-host-south": ("10:15", "booths", 2),
        "bi-north-east": ("11:00", "booths", 1),
        "bi-south-org": ("12:15", "booths", 1),
    }
    rows = [
        {"activity": name, "start": f"2027-05-12T{start}", "room": room, "unit": unit}
        for name, (start, room, unit) in places.items()
    ]
    report = check(load_instance(folder), Timetable.model_validate({"placements": rows}))
    assert report.violations == ()
    assert report.scores["coverage"].value == 0


def test_starter_explains_every_column(folder: Path) -> None:
    """The README names each table and each of its columns."""
    guide = (folder / "README.md").read_text()
    for form in TABLE_FILES:
        assert f"`{form.file}`" in guide
        for column in form.columns:
            assert f"`{column}`" in guide


def test_starter_never_overwrites(folder: Path, tmp_path: Path) -> None:
    """A folder with anything in it, or a file, is refused; an empty folder is used."""
    (tmp_path / "file").write_text("mine")
    for path in (folder, tmp_path / "file"):
        with pytest.raises(FileExistsError):
            write_starter(path)
    (tmp_path / "empty").mkdir()
    write_starter(tmp_path / "empty")
    assert load_instance(tmp_path / "empty") == load_instance(folder)


def _mutated(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 3, 20))):
        at = dice.randrange(len(changed) + 1)
        piece = dice.choice((b"", b'"', b";", b",", b"\n", b"\0", b"[", b"-", b"9", b"\xff", b"T"))
        if dice.random() < 0.3:
            piece = dice.randbytes(dice.randrange(4))
        if dice.random() < 0.2:
            piece = bytes(changed[at // 2 : at // 2 + 40])
        changed[at : at + dice.randrange(4)] = piece
    return bytes(changed)


def _faults(load: Callable[[Path], object], path: Path) -> Sequence[Fault]:
    """Read; any other exception than InstanceError passes through."""
    try:
        load(path)
    except InstanceError as error:
        return error.faults
    return ()


@pytest.mark.filterwarnings("ignore::models.InstanceWarning")
@pytest.mark.parametrize("seed", range(3))
def test_damaged_folder_is_read_or_refused(folder: Path, seed: int) -> None:
    """Whatever bytes change, the folder loads or an InstanceError says why not."""
    dice = random.Random(seed)
    names = sorted(path.name for path in folder.iterdir() if path.suffix in (".csv", ".toml"))
    for _ in range(100):
        path = folder / dice.choice(names)
        good = path.read_bytes()
        path.write_bytes(_mutated(good, dice))
        for fault in _faults(load_instance, folder):
            assert str(fault).encode()
        path.write_bytes(good)


@pytest.mark.filterwarnings("ignore::models.InstanceWarning")
@pytest.mark.parametrize("load", [load_instance, load_timetable])
def test_damaged_document_is_read_or_refused(
    folder: Path, tmp_path: Path, load: Callable[[Path], object]
) -> None:
    """Whatever bytes change, the document loads or an InstanceError says why not."""
    dice = random.Random(7)
    good = dump_instance(load_instance(folder)).encode()
    for _ in range(100):
        (tmp_path / "x.json").write_bytes(_mutated(good, dice))
        for fault in _faults(load, tmp_path / "x.json"):
            assert str(fault).encode()
