"""What is written is what is read."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from models import Activity, Instance, Placement, Timetable
from scheduler.files import (
    dump_instance,
    dump_timetable,
    load_instance,
    load_timetable,
    save_instance,
)


def _with(instance: Instance, **changes: object) -> Instance:
    fields = {name: getattr(instance, name) for name in Instance.model_fields}
    return Instance.model_validate(fields | changes)


def test_folder_round_trip_is_exact(everything: Instance, tmp_path: Path) -> None:
    """A folder reads back to the same instance and hash, formulas and all."""
    save_instance(everything, tmp_path / "deep" / "x")
    back = load_instance(tmp_path / "deep" / "x")
    assert back == everything
    assert back.sha256 == everything.sha256


def test_document_round_trip_is_exact(everything: Instance, tmp_path: Path) -> None:
    """A JSON document reads back to the same instance and hash."""
    (tmp_path / "x.json").write_text(dump_instance(everything), encoding="utf-8")
    back = load_instance(str(tmp_path / "x.json"))
    assert back == everything
    assert back.sha256 == everything.sha256


def test_what_is_exported_is_kept(everything: Instance, tmp_path: Path) -> None:
    """For whom, and in which languages."""
    wish = {"audiences": ["planner", "delegations"], "languages": ["fr", "en"]}
    wanted = _with(everything, export=wish)
    save_instance(wanted, tmp_path / "x")
    assert load_instance(tmp_path / "x").export == wanted.export
    assert wanted.export.languages == ("fr", "en")


def test_folder_and_document_agree(folder: Path, tmp_path: Path) -> None:
    """A hand-written folder and its document have one hash."""
    instance = load_instance(folder)
    (tmp_path / "x.json").write_text(dump_instance(instance), encoding="utf-8")
    assert load_instance(tmp_path / "x.json").sha256 == instance.sha256


@pytest.mark.parametrize("end", ["24:00", "25:30"])
def test_evenings_round_trip(end: str, tmp_path: Path) -> None:
    """The end of a day is read back from folders and documents as the planners wrote it."""
    days = [{"date": "2025-10-25", "start": "09:00", "end": end}]
    evening = _with(load_instance("instances/tiny"), days=days)
    save_instance(evening, tmp_path / "folder")
    (tmp_path / "x.json").write_text(dump_instance(evening), encoding="utf-8")
    assert f'end = "{end}"' in (tmp_path / "folder" / "summit.toml").read_text(encoding="utf-8")
    read = [load_instance(tmp_path / name) for name in ("folder", "x.json")]
    assert [one.sha256 for one in read] == [evening.sha256] * 2
    assert read[0].windows[0][1] == evening.clock.minute(evening.days[0].span.end)


def test_folder_bytes_are_deterministic(everything: Instance, tmp_path: Path) -> None:
    """Writing what was read gives the same bytes."""
    save_instance(everything, tmp_path / "a")
    save_instance(load_instance(tmp_path / "a"), tmp_path / "b")
    first = {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()}
    second = {path.name: path.read_bytes() for path in (tmp_path / "b").iterdir()}
    assert first == second
    assert first["rooms.csv"].startswith(b"id,name,capacity,equipment,zone,open,units\n")


def test_cells_are_no_formulas(everything: Instance, tmp_path: Path) -> None:
    """No cell begins with a sign that a spreadsheet would calculate."""
    save_instance(everything, tmp_path / "a")
    assert "hall,'=HYPERLINK(1),100" in (tmp_path / "a" / "rooms.csv").read_text()
    assert ",'-- Minister," in (tmp_path / "a" / "people.csv").read_text()


def test_saving_removes_our_stale_tables_only(
    everything: Instance, folder: Path, tmp_path: Path
) -> None:
    """Saving over another instance removes its tables, and leaves files of others alone."""
    (folder / "map.pdf").write_text("x")
    save_instance(everything, folder)
    assert load_instance(folder) == everything
    assert not (folder / "bilaterals.csv").exists()
    assert (folder / "map.pdf").exists()


def test_saving_groups_kinds(everything: Instance, tmp_path: Path) -> None:
    """Activities come back in the order of the files, the same after sorting."""
    mixed = _with(everything, activities=everything.activities[::-1])
    save_instance(mixed, tmp_path / "a")
    back = load_instance(tmp_path / "a")
    assert [row.id for row in back.activities] == ["opening", "expo", "press"]
    assert sorted(back.activities, key=lambda a: a.id) == sorted(
        mixed.activities, key=lambda a: a.id
    )


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("topics", ("a;b",), "expo, column topics: 'a;b' has a semicolon"),
        ("topics", ("",), "cannot be written"),
        ("track", "", "cannot be written"),
        ("title", "", "cannot be written"),
        ("note", "bell \a", "control"),
        ("note", "x" * 10_001, "10,000"),
        ("pin_start", datetime(2025, 10, 25, 10, fold=1), "twice that day"),
    ],
)
def test_saving_refuses_what_no_cell_can_hold(
    everything: Instance, tmp_path: Path, column: str, value: object, message: str
) -> None:
    """What would be read back as something else is refused, and nothing is written."""
    row = everything.activities[1].model_dump() | {column: value}
    unwritable = _with(everything, activities=(Activity.model_validate(row),), rules=())
    with pytest.raises(ValueError, match=message):
        save_instance(unwritable, tmp_path / "a")
    assert not (tmp_path / "a").exists()


def test_timetable_round_trip_is_stable(tmp_path: Path) -> None:
    """A timetable reads back the same, and its text ends in a newline."""
    timetable = Timetable(
        instance="Hà Nội",
        time_zone="Asia/Ho_Chi_Minh",
        placements=(
            Placement(activity="a", start=datetime(2025, 10, 25, 9), room="hall", unit=2),
            Placement(activity="b", reason="no room"),
        ),
    )
    text = dump_timetable(timetable)
    (tmp_path / "t.json").write_text(text, encoding="utf-8")
    assert load_timetable(tmp_path / "t.json") == timetable
    assert text.endswith("}\n")
    assert "Hà Nội" in text
    assert dump_timetable(load_timetable(tmp_path / "t.json")) == text


def test_timetable_dump_refuses_ambiguous_time() -> None:
    """The second 02:30 of a night cannot be told from the first without its offset."""
    late = datetime(2025, 10, 26, 2, 30, fold=1)
    with pytest.raises(ValueError, match="twice that day"):
        dump_timetable(Timetable(placements=(Placement(activity="a", start=late, room="r"),)))


def test_european_spreadsheet_reads_the_same(
    folder: Path, damage: Callable[[str, str, str], None]
) -> None:
    """Semicolons or tabs between cells, a byte order mark and CRLF change nothing."""
    wanted = load_instance(folder).sha256
    for file, delimiter in (("rooms.csv", ";"), ("workshops.csv", ";"), ("people.csv", "\t")):
        lines = (folder / file).read_text(encoding="utf-8").splitlines()
        cells = [line.split(",") for line in lines]
        quoted = [
            delimiter.join(f'"{cell}"' if ";" in cell else cell for cell in row) for row in cells
        ]
        text = "\r\n".join([*quoted, delimiter * (len(cells[0]) - 1), ""])
        (folder / file).write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert load_instance(folder).sha256 == wanted


def test_namibia_and_norway_are_text(everything: Instance, tmp_path: Path) -> None:
    """The codes NA and NO are neither missing nor false."""
    save_instance(everything, tmp_path / "a")
    assert [row.id for row in load_instance(tmp_path / "a").delegations] == ["NA", "NO"]
