"""Nothing that looks like a table is passed over in silence."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models import Fault, InstanceError, InstanceWarning
from scheduler.files import load_instance

Faults = Callable[[Path], list[Fault]]


def warnings_of(folder: Path) -> list[Fault]:
    """Read an instance without fault, and return its warnings."""
    told: list[Fault] = []
    load_instance(folder, on_warning=told.append)
    return told


@pytest.mark.parametrize(
    "name",
    [
        "availability.xlsx", "Availability.ods", "availability.tsv", "availability.txt",
        "availability.csv.txt", "availability", "availabilities.xlsx", "avaliability.xls",
        "availability.csv.gz", "availability (1).csv", "availability - Copie.xlsx",
        "availability.csv~", "availability.csv.bak",
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_read_as_it_is_saved_is_a_fault(
    folder: Path, faults: Faults, name: str
) -> None:
    """Under whatever name or format it is: without it, nobody's hours would be known."""
    (folder / "availability.csv").rename(folder / name)
    (fault,) = faults(folder)
    assert (fault.code, fault.file) == ("unread-file", name)
    assert "availability.csv" in fault.allowed


def test_a_workbook_is_called_so_beside_the_table_too(folder: Path, faults: Faults) -> None:
    """Nobody can say which of the two is the newer."""
    (folder / "rooms.xlsx").write_bytes(b"PK")
    (fault,) = faults(folder)
    assert str(fault).startswith("rooms.xlsx: found a workbook that is not read; allowed: the name")


def test_what_a_missing_table_is_needed_for_comes_with_the_file(
    folder: Path, faults: Faults
) -> None:
    """The ids that nothing has, and the workbook that has them."""
    (folder / "rooms.csv").rename(folder / "rooms.xlsx")
    assert {fault.code for fault in faults(folder)} == {"unread-file", "unknown-id"}


@pytest.mark.parametrize(
    "name",
    [
        "rooms - Copie.csv", "rooms (1).csv", "Copy of rooms.csv", "rooms - Bản sao.csv",
        "rooms_old.xlsx", "rooms2.csv", "rooms-2027-05-01.csv", "rooms.csv.bak", "rooms.csv~",
        "side events (2).csv", "people photos.xlsx", "rooms.pdf",
    ],
)  # fmt: skip
def test_a_copy_beside_the_table_is_warned_of(folder: Path, name: str) -> None:
    """It is not read, which is what is said, and the instance is the same."""
    (folder / "side_events.csv").write_text("id,title,minutes\n")
    wanted = load_instance(folder).sha256
    (folder / name).write_text("id\n")
    (warning,) = warnings_of(folder)
    assert (warning.code, warning.file) == ("unread-file", name)
    with pytest.warns(InstanceWarning, match="not read"):
        assert load_instance(folder).sha256 == wanted


def test_the_main_file_with_a_second_ending_is_named(folder: Path, faults: Faults) -> None:
    """As Windows hides endings that it knows."""
    (folder / "summit.toml").rename(folder / "summit.toml.txt")
    assert [(f.code, f.file) for f in faults(folder)][:2] == [
        ("unread-file", "summit.toml.txt"),
        ("missing-file", "summit.toml"),
    ]


@pytest.mark.parametrize(
    "name",
    ["README.md", "notes.txt", "roles.txt", "map.pdf", "expectation.toml", "~$rooms.xlsx",
     ".~lock.rooms.csv#", ".rooms.csv.swp", "photo of the hall.jpg", "summit.pdf", "LICENSE"],
)  # fmt: skip
def test_other_files_are_of_no_interest(folder: Path, name: str) -> None:
    """Notes, plans, and what editors and spreadsheets leave."""
    (folder / name).write_text("?")
    assert warnings_of(folder) == []


def test_a_column_of_ones_own_is_warned_of(folder: Path) -> None:
    """Once for the file; its cells change nothing."""
    wanted = load_instance(folder).sha256
    lines = (folder / "people.csv").read_text().splitlines()
    lines = [f"{line},{n or 'Phone'}" for n, line in enumerate(lines)]
    (folder / "people.csv").write_text("\n".join(lines))
    (warning,) = warnings_of(folder)
    assert (warning.code, warning.file, warning.column) == ("own-column", "people.csv", "Phone")
    with pytest.warns(InstanceWarning):
        assert load_instance(folder).sha256 == wanted


@pytest.mark.parametrize(
    ("header", "hint"),
    [
        ("id,title,minutes,Speakers", "your own notes (did you mean people?)"),
        ("id,title,minutes,people,Speakers", "your own notes"),
        ("id,title,duration", "your own notes (did you mean minutes?)"),
        ("id,title,minutes,start", "(did you mean pin_start?)"),
    ],
)
def test_words_of_other_events_are_known(folder: Path, header: str, hint: str) -> None:
    """A column that is there under another word is named; where ours is there, none is."""
    (folder / "workshops.csv").write_text(f"{header}\n")
    (folder / "rules.csv").unlink(missing_ok=True)
    told: list[Fault] = []
    try:
        load_instance(folder, on_warning=told.append)
    except InstanceError as error:
        told += error.faults
    (hinted,) = [fault for fault in told if fault.column == header.rpartition(",")[2]]
    assert hinted.allowed.endswith(hint)


def test_tables_of_other_events_are_known(folder: Path, faults: Faults) -> None:
    (folder / "Talks.csv").write_text("id,title,minutes\n")
    (fault,) = faults(folder)
    assert fault.allowed.endswith("(did you mean workshops.csv?)")
