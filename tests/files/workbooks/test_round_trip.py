"""A workbook is what the folder is."""

import io
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from models import Fault, Instance
from scheduler.files import load_instance, save_instance, workbook_of

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("name", ["tiny", "hanoi-2025-10-14"])
def test_an_instance_comes_back_from_its_workbook(name: str, tmp_path: Path) -> None:
    """The same, with the same hash, and nothing is worth a look that was not before."""
    before: list[Fault] = []
    after: list[Fault] = []
    instance = load_instance(ROOT / "instances" / name, on_warning=before.append)
    (tmp_path / "x.xlsx").write_bytes(workbook_of(instance))
    back = load_instance(tmp_path / "x.xlsx", on_warning=after.append)
    assert (back, back.sha256) == (instance, instance.sha256)
    assert [(w.code, w.found) for w in after] == [(w.code, w.found) for w in before]


@pytest.mark.filterwarnings("ignore::models.InstanceWarning")
def test_awkward_texts_and_times_come_back(everything: Instance, tmp_path: Path) -> None:
    """Formulas, apostrophes, lines, offsets; and a workbook that was read makes the same one."""
    data = workbook_of(everything)
    (tmp_path / "x.xlsx").write_bytes(data)
    back = load_instance(tmp_path / "x.xlsx")
    assert (back, back.sha256) == (everything, everything.sha256)
    assert workbook_of(back) == data
    save_instance(back, tmp_path / "folder")
    assert load_instance(tmp_path / "folder").sha256 == everything.sha256


@pytest.mark.filterwarnings("ignore::models.InstanceWarning")
def test_times_are_times_in_the_sheet(everything: Instance, tmp_path: Path) -> None:
    """Planners can calculate with them; only what a spreadsheet cannot hold is text."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook_of(everything)))
    head, row, *_ = book.get_sheet_by_name("availability").to_python()
    assert row[head.index("start")] == datetime(2025, 10, 25, 9)
    assert book.get_sheet_by_name("days").to_python()[1] == [
        date(2025, 10, 25),
        timedelta(hours=9),
        timedelta(hours=18, minutes=30),
    ]
    _, hall, *_ = book.get_sheet_by_name("rooms").to_python()
    assert hall[1] == "=HYPERLINK(1)"
    assert "2025-10-25T08:00/2025-10-25T20:00+07:00" in hall


def test_midnight_and_later_come_back(starter: Instance, tmp_path: Path) -> None:
    """A spreadsheet cannot tell midnight from a date without a time."""
    days = [
        {"date": "2027-05-12", "start": "00:00", "end": "25:30"},
        {"date": "2027-05-14", "start": "09:00", "end": "24:00"},
    ]
    rows = [{"person": "host-president", "start": "2027-05-12T00:00", "end": "2027-05-13T00:00"}]
    fields = {name: getattr(starter, name) for name in Instance.model_fields}
    instance = Instance.model_validate(fields | {"availability": rows, "days": days})
    (tmp_path / "x.xlsx").write_bytes(workbook_of(instance))
    back = load_instance(tmp_path / "x.xlsx")
    assert (back.days, back.availability) == (instance.days, instance.availability)


def test_what_cannot_be_written_is_refused(everything: Instance) -> None:
    """Instead of being read back differently."""
    rooms = (everything.rooms[0].model_copy(update={"equipment": ("a;b",)}), *everything.rooms[1:])
    with pytest.raises(ValueError, match="has a semicolon"):
        workbook_of(everything.model_copy(update={"rooms": rooms}))


def test_an_empty_table_shows_an_example(book: Path, starter: Instance) -> None:
    """It is not read, and it may stay where rows are added below it."""
    shown = CalamineWorkbook.from_path(book).get_sheet_by_name("zones").to_python()
    assert shown[1][:2] == ["# example", "Conference centre"]
    assert load_instance(book) == starter


def test_sheets_help_to_fill_them_in(book: Path) -> None:
    """Every table has frozen headers, notes on its columns and lists to choose from."""
    with zipfile.ZipFile(book) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        sheets = [archive.read(name).decode() for name in names]
        notes = "".join(
            archive.read(name).decode() for name in archive.namelist() if "comments" in name
        )
    assert len(sheets) == 18
    assert all('state="frozen"' in sheet for sheet in sheets)
    lists = "".join(sheets)
    assert '"plenary,side-event,workshop,bilateral,exhibition,press"' in lists
    assert '"yes,no"' in lists
    assert "people!$A$2" in lists
    assert "Persons who must attend." in notes
