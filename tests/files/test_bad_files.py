"""Files that cannot be read as a table: broken, huge, a folder, or of an unknown name."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from models import Fault
from scheduler.files import load_instance

Faults = Callable[[Path], list[Fault]]


@pytest.mark.parametrize(
    ("content", "row", "allowed"),
    [
        (b"", 1, "a header row"),
        (b"\xef\xbb\xbf\n\n", 1, "a header row"),
        ("id,name,level\nü,Überblick,1\nv,".encode("latin-1") + "é".encode(), 2, "UTF-8"),
        (b"id,name,level\nx,\x81,1\n", 2, "UTF-8"),
        ("id,name,level\nx,y,1\n".encode("utf-16")[:-1], 1, "UTF-8"),
        (b"id,name,level\nx,\0,1\n", 2, "without NUL bytes"),
        (b"id,name,level\nx,\a,1\n", 2, "without control characters"),
        (b'id,name,level\nx,"y,1\n', 2, "double quotes"),
        (b'id,name,level\nx,"y"z,1\n', 2, "double quotes"),
        (b'id,name,level\nx,"' + b"y" * 200_000, 2, "closing quote"),
        (b"id,name,level\nx," + b"y" * 10_001 + b",1\n", 2, "at most 10,000 characters"),
        (b"id,name,level\n" + b"x,y,1\n" * 50_001, 50_002, "at most 50,000"),
        (b"id,name,level\n" + b"\n" * 1_100_000, 1_100_001, "at most 1,100,000 lines"),
        (b"id," * 201, 1, "at most 200 columns"),
        (b"id,name,level,\nx,y,1,z\n", 2, "the column has no name"),
    ],
)
def test_broken_file_is_a_fault(
    folder: Path, faults: Faults, content: bytes, row: int, allowed: str
) -> None:
    """Bytes that are no table are reported with the line, and nothing else goes wrong."""
    (folder / "resources.csv").write_bytes(content)
    match = [f for f in faults(folder) if allowed in f.allowed]
    assert [(f.file, f.row) for f in match] == [("resources.csv", row)]


def test_what_is_no_text_is_reported_with_line_and_position(folder: Path, faults: Faults) -> None:
    """The offending line is shown as it was probably meant."""
    (folder / "summit.toml").write_bytes("title = 'Ümit'\n".encode("latin-1"))
    assert faults(folder)[0].found == """byte 0xdc at position 9 in "title = 'Ümit'\""""


@pytest.mark.parametrize("file", ["rooms.csv", "summit.toml"])
def test_huge_file_is_not_read(folder: Path, faults: Faults, file: str) -> None:
    """A file of 100 MB is refused by its size."""
    os.truncate(folder / file, 100_000_000)
    match = [f for f in faults(folder) if f.file == file]
    assert [f.allowed for f in match] == ["at most 20,000,000 bytes"]


def test_too_many_zones_are_refused(folder: Path, faults: Faults) -> None:
    """Zones, which are compared two by two, have a lower limit."""
    rows = "".join(f"z{row},Zone\n" for row in range(501))
    (folder / "zones.csv").write_text("id,name\n" + rows)
    assert "at most 500 rows" in [f.allowed for f in faults(folder)]


def test_folder_or_pipe_is_no_file(folder: Path, faults: Faults) -> None:
    """A folder or a pipe with the name of a table is a fault and does not block."""
    (folder / "slots.csv").mkdir()
    os.mkfifo(folder / "press.csv")
    (folder / "zones.csv").symlink_to("nowhere")
    told = {f.file: f.found for f in faults(folder)}
    assert told == {
        "slots.csv": "a folder",
        "press.csv": "neither file nor folder",
        "zones.csv": "no such file",
    }


def test_unreadable_file_is_a_fault(
    folder: Path, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error of the disk is reported like any other fault."""
    opened = Path.open

    def fail(path: Path, *args: object, **kwargs: object) -> object:
        if path.name == "rooms.csv":
            raise PermissionError(13, "Permission denied")
        return opened(path, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", fail)
    (fault,) = faults(folder)
    assert (fault.file, fault.found) == ("rooms.csv", "Permission denied")


@pytest.mark.parametrize("name", ["room.csv", "ROOMS.CSV", "bilateral.csv", "Rules.toml"])
def test_unknown_table_is_a_fault(folder: Path, faults: Faults, name: str) -> None:
    """A misspelled table is reported with the name it should have."""
    (folder / name).write_text("id\n")
    (fault,) = faults(folder)
    assert (fault.file, fault.found) == (name, "an unknown file")
    assert "did you mean" in fault.allowed


def test_other_files_are_ignored(folder: Path) -> None:
    """Notes, expectations, plans and files of editors are passed over."""
    wanted = load_instance(folder)
    for name in ("README.md", "expectation.toml", "map.pdf", ".~lock.rooms.csv#", ".x.csv"):
        (folder / name).write_text("?")
    (folder / "charts").mkdir()
    assert load_instance(folder) == wanted
