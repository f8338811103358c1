"""The programme as a workbook: to move meetings in, to read, and to hand out."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from models import Calendars, Fault, Instance, Timetable
from scheduler.checking import check
from scheduler.exporting.editions import edition
from scheduler.exporting.workbook.names import sheet_name
from scheduler.exporting.workbook.writer import workbook_bytes
from scheduler.files import load_timetable
from scheduler.viewing.audiences import PLANNER, PUBLIC, Audience
from scheduler.viewing.programme import Programme
from tests.files.workbooks.tools import changed

Plan = Callable[..., Programme]


def made(programme: Programme, audience: Audience = PLANNER, language: str = "en") -> bytes:
    """The workbook for an audience."""
    goals = {"coverage": 3} if audience == PLANNER else {}
    whole = edition(programme, audience, language, goals=goals, calendars=Calendars())
    return workbook_bytes(whole)


def cells(data: bytes) -> dict[str, list[list[object]]]:
    """The cells of each sheet."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_planners_have_a_sheet_to_work_on_and_sheets_to_read(plan: Plan) -> None:
    """The same bytes each time."""
    data = made(plan(b4=""))
    assert made(plan(b4="")) == data
    sheets = cells(data)
    assert list(sheets) == [
        "timetable", "By time", "By room", "By delegation", "Requests without a place", "Goals",
    ]  # fmt: skip
    head, first, *_ = sheets["By time"][2:]
    assert head == ["Day", "Start", "End", "Title", "Kind", "Room", "People"]
    assert first[1] == datetime(2025, 10, 25, 9)
    assert [str(int(sheets["Goals"][3][0])), sheets["Goals"][3][1]] == ["1", "coverage"]
    assert "For planners only" in str(sheets["By room"][1])


def test_the_sheet_is_read_as_the_timetable(plan: Plan, tmp_path: Path) -> None:
    """By what reads a CSV file, without a word."""
    programme = plan(b4="")
    (tmp_path / "programme.xlsx").write_bytes(made(programme))
    told: list[Fault] = []
    back = load_timetable(tmp_path / "programme.xlsx", on_warning=told.append)
    kept = {p.activity: p for p in back.placements if p.start is not None}
    assert kept == dict(programme.places)
    assert told == []
    assert not check(programme.instance, back).violations


def test_ends_that_were_not_calculated_are_not_missed(plan: Plan, tmp_path: Path) -> None:
    """As a program leaves them that writes workbooks and does not calculate: nobody reads them."""

    def emptied(sheet: bytes) -> bytes:
        without = re.sub(rb"</f><v>[^<]*</v>", b"</f><v></v>", sheet)
        assert without != sheet
        return without

    programme = plan()
    (tmp_path / "p.xlsx").write_bytes(made(programme))
    changed(tmp_path / "p.xlsx", {"xl/worksheets/sheet1.xml": emptied})
    back = load_timetable(tmp_path / "p.xlsx")
    assert {p.activity for p in back.placements if p.start} == set(programme.places)


def test_a_meeting_is_moved_in_the_sheet(plan: Plan, tmp_path: Path) -> None:
    """Rows in any order, saved by another program, which leaves other sheets out."""
    head, *rows = cells(made(plan()))["timetable"]
    for row in rows:
        if row[0] == "b4":
            row[head.index("start")] = datetime(2025, 10, 25, 11)
    book = xlsxwriter.Workbook(tmp_path / "ours.xlsx")
    look = book.add_format({"num_format": "dd/mm/yy hh:mm"})
    book.add_worksheet("Notes").write_row(0, 0, ["start", "moved"])
    sheet = book.add_worksheet("Sheet1")
    for number, row in enumerate([head, *reversed(rows)]):
        for at, value in enumerate(row):
            if isinstance(value, datetime):
                sheet.write_datetime(number, at, value, look)
            else:
                sheet.write(number, at, value)
    book.close()
    back = load_timetable(tmp_path / "ours.xlsx")
    (moved,) = (p for p in back.placements if p.activity == "b4")
    assert moved.start == datetime(2025, 10, 25, 11)
    assert len(back.placements) == len(rows)


def test_midnight_is_read_back(plan: Plan, tiny: Instance, tmp_path: Path) -> None:
    """As the text that it is."""
    days = [{"date": "2025-10-25", "start": "00:00", "end": "12:00"}]
    instance = Instance.model_validate(tiny.model_dump(mode="json") | {"days": days})
    programme = plan(instance, OPEN="00:00 HALL 1")
    (tmp_path / "p.xlsx").write_bytes(made(programme))
    back: Timetable = load_timetable(tmp_path / "p.xlsx")
    assert {p.activity: p.start for p in back.placements}["OPEN"] == datetime(2025, 10, 25)


def test_a_delegation_has_its_own(plan: Plan, tiny: Instance) -> None:
    """Its sheet has its name; why a request has no place is not said."""
    own = tiny.delegations[0]
    sheets = cells(made(plan(b1="", b2="", b4=""), Audience("delegation", own.id)))
    assert list(sheets) == ["By time", own.name, "Requests without a place"]
    assert {row[0] for row in sheets[own.name][3:]} == {own.name}
    assert sheets["Requests without a place"][2] == ["Title", "Kind", "People"]


def test_the_public_has_no_names(plan: Plan) -> None:
    """Nor meetings."""
    sheets = cells(made(plan(), PUBLIC, "fr"))
    assert list(sheets) == ["Par heure", "Par salle"]
    assert sheets["Par heure"][2] == ["Jour", "Début", "Fin", "Intitulé", "Type", "Salle"]


@pytest.mark.parametrize("audience", [PLANNER, PUBLIC, Audience("delegation", "del-host")])
def test_hostile_titles_are_text(
    plan: Plan, remade: Callable[..., Instance], audience: Audience
) -> None:
    """In every sheet: no formula, no link, no part of the workbook's own XML."""
    titles = ["=1+1", "<script>&", "https://x.invalid", "@SUM(1)", "y" * 300]
    names = ("OPEN", "W1", "W2", "b1", "b2")
    rows = {name: {"title": title} for name, title in zip(names, titles, strict=True)}
    data = made(plan(remade(rows)), audience)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        xml = "".join(parts.read(n).decode() for n in parts.namelist() if "worksheets/" in n)
    formulas = re.findall("<f>(.*?)</f>", xml)
    assert all(re.fullmatch(r"IF\(C\d+=\"\",\"\",C\d+\+H\d+/1440\)", f) for f in formulas)
    assert bool(formulas) == (audience == PLANNER)
    assert "hyperlink" not in xml
    shown = {cell for rows in cells(data).values() for row in rows for cell in row}
    known = titles if audience == PLANNER else titles[:3] if audience == PUBLIC else ["=1+1"]
    assert set(known) <= shown


@pytest.mark.parametrize(
    ("name", "taken", "legal"),
    [
        ("Venezuela (Bolivarian Republic of)", [], "Venezuela (Bolivarian Republic…"),
        ("Venezuela (Bolivarian Republic)", [], "Venezuela (Bolivarian Republic)"),
        ("'a/b:c?' [d]*\\", [], "a b c d"),
        ("History", [], "History -"),
        ("", [], "-"),
        ("PERU", ["Peru", "peru (2)"], "PERU (3)"),
        ("\U0001f600" * 20, [], "\U0001f600" * 15 + "…"),
    ],
)
def test_names_of_sheets(name: str, taken: list[str], legal: str) -> None:
    """Legal, unique and readable; as long as Excel counts."""
    assert sheet_name(name, taken) == legal
    assert len(legal.encode("utf-16-le")) <= 62
