"""What a folder has in `summit.toml`, in the sheets of a workbook."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from scheduler.files import load_instance
from tests.files.workbooks.tools import Sheets, refused, told

Written = Callable[..., Path]


@pytest.mark.parametrize(
    ("sheet", "row", "cells", "code", "cell"),
    [
        ("summit", 1, ["name", "twice"], "duplicate-key", "summit!A3"),
        ("summit", 0, ["setting", "values"], "missing-column", "summit!1:1"),
        ("days", 1, ["12/05/2027", "09:00", "18:00"], "not-a-time", "days!A2"),
        ("days", 1, ["Sunday 12 May 2027", "09:00", "18:00"], "not-a-time", "days!A2"),
        ("days", 1, ["12-May-27", "09:00", "18:00"], "not-a-time", "days!A2"),
        ("days", 1, [date(2027, 5, 12), "late", "18:00"], "not-a-time", "days!B2"),
        ("policy", 1, ["first", "coverage", 1], "not-a-number", "policy!A2"),
        ("policy", 2, [1, "coverage", 1], "duplicate-key", "policy!B3"),
        ("policy", 2, [2, "coverage", 1], "duplicate-key", "policy!B3"),
        ("policy", 1, [1, "coverage", "much"], "not-a-number", "policy!B2"),
    ],
)
def test_faults_of_settings_have_their_cell(
    sheets: Sheets, written: Written, sheet: str, row: int, cells: list[object], code: str,
    cell: str,
) -> None:  # fmt: skip
    """Of what a folder has in `summit.toml`."""
    rows = sheets[sheet]
    rows[row][: len(cells)] = cells
    assert (code, cell) in told(refused(written(sheets)))


@pytest.mark.parametrize(
    ("sheet", "rows", "expected"),
    [
        ("summit", [], "summit, column name: found nothing"),
        ("days", [], "days: found nothing"),
        ("days", [["date", "start", "end"]], "days!1:1: found no day"),
        ("days", None, "own.xlsx: found no sheet days"),
    ],
)
def test_settings_that_are_missing_are_faults(
    sheets: Sheets, written: Written, sheet: str, rows: list[list[object]] | None, expected: str
) -> None:
    """Nothing is put in their place."""
    sheets[sheet] = rows or []
    if rows is None:
        del sheets[sheet]
    assert expected in "\n".join(map(str, refused(written(sheets))))


@pytest.mark.parametrize(
    ("first", "second"),
    [("12.05.2027", "13.05.2027"), ("12/05/2027", "13/05/2027"), ("5/12/2027", "5/13/2027"),
     ("2027/5/12", "2027-05-13"), ("12-05-2027", date(2027, 5, 13)),
     ("12 mai 2027", "jeudi 13 mai 2027"), ("Wed 12 May 2027", "13-May-27")],
)  # fmt: skip
def test_days_as_the_locale_shows_them(
    sheets: Sheets, written: Written, first: object, second: object
) -> None:
    """Where the sheet shows which is first, the day or the month; else it is a fault."""
    sheets["days"][1:] = [[first, "9h00", "18:00"], [second, "09:00", "12h"]]
    path = written(sheets)
    if isinstance(second, date):
        assert told(refused(path)) == [("not-a-time", "days!A2")]
    else:
        assert [day.date.day for day in load_instance(path).days] == [12, 13]
