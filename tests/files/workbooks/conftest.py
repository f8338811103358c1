"""A workbook of the starter instance, to damage as a spreadsheet does."""

import io
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from models import Instance
from scheduler.files import starter_instance, workbook_of
from tests.files.workbooks.tools import Sheets


@pytest.fixture(scope="session")
def starter() -> Instance:
    """The starter instance."""
    return starter_instance()


@pytest.fixture(scope="session")
def starter_bytes(starter: Instance) -> bytes:
    """The starter instance as a workbook."""
    return workbook_of(starter)


@pytest.fixture
def book(starter_bytes: bytes, tmp_path: Path) -> Path:
    """A file with the starter instance."""
    (tmp_path / "forum.xlsx").write_bytes(starter_bytes)
    return tmp_path / "forum.xlsx"


@pytest.fixture
def sheets(starter_bytes: bytes) -> Sheets:
    """The cells of that workbook, sheet by sheet, without the examples of empty ones."""
    read = CalamineWorkbook.from_filelike(io.BytesIO(starter_bytes))
    return {
        name: [row for row in read.get_sheet_by_name(name).to_python() if "# example" not in row]
        for name in read.sheet_names
    }


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Write cells as a spreadsheet would: dates as dates, a text with = in front as a formula."""

    def write(sheets: Sheets, name: str = "own.xlsx", merged: str = "", **options: object) -> Path:
        book = xlsxwriter.Workbook(tmp_path / name, dict(options))
        looks = {
            datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
            date: book.add_format({"num_format": "d mmm yyyy"}),
            time: book.add_format({"num_format": "h:mm"}),
            timedelta: book.add_format({"num_format": "[h]:mm"}),
        }
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for row, cells in enumerate(rows):
                for column, value in enumerate(cells):
                    if type(value) in looks:
                        sheet.write_datetime(row, column, value, looks[type(value)])
                    elif value != "":
                        sheet.write(row, column, value)
            if merged.startswith(f"{title}!"):
                sheet.merge_range(merged.partition("!")[2], rows[1][0])
        book.close()
        return tmp_path / name

    return write
