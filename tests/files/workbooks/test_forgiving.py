"""What spreadsheets and people do to a workbook: read where nothing is lost, and said."""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest

from models import Fault, Instance, InstanceError
from scheduler.files import load_instance
from scheduler.files.workbooks.survey import column_letters
from tests.files.workbooks.tools import Sheets, changed, read, refused, told

Written = Callable[..., Path]


def test_columns_in_any_order_below_a_title(
    sheets: Sheets, written: Written, starter: Instance
) -> None:
    """Also to the right of an empty column, with capitals and with marks of what is needed."""
    rows = [list(reversed(row)) for row in sheets["rooms"]]
    rows[0] = [str(name).replace("_", " ").upper() + " *" for name in rows[0]]
    sheets["rooms"] = [["", "Our rooms"], [], *[["", *row] for row in rows]]
    instance, warnings = read(written(sheets))
    assert instance == starter
    assert told(warnings) == [("late-header", "rooms!3:3")]
    assert "'Our rooms'" in warnings[0].found


def test_notes_beside_a_table_are_not_read(
    sheets: Sheets, written: Written, starter: Instance
) -> None:
    """To the right of all columns, one warning for all; a second table below ends the sheet."""
    for row, text in zip(sheets["rooms"], ["", "ask Ana", "", "and Li", ""], strict=True):
        row += ["", text]
    path = written(sheets)
    instance, (warning,) = read(path)
    assert instance == starter
    assert warning.found.startswith("'ask Ana', and 1 more like it, in a column without a name")
    sheets["rooms"] += [[], ["By phone"], ["name", "id", "capacity"], ["Annex", "x", "many"]]
    assert told(refused(written(sheets))) == [
        ("duplicate-key", "rooms!8:8"),
        ("no-row", "rooms!7:7"),
    ]


def test_own_columns_and_sheets_are_kept_out(
    sheets: Sheets, written: Written, starter: Instance
) -> None:
    """With a warning each; so are copies and sheets without anything."""
    for row, text in zip(sheets["rooms"], ["Remarks", "ask Ana", "", "", ""], strict=True):
        row.append(text)
    sheets |= {"Phone numbers": [["Ana", 12]], "Rooms (2)": [["id"]], "zones": []}
    instance, warnings = read(written(sheets))
    assert instance == starter
    assert [(w.code, w.cell) for w in warnings] == [
        ("own-sheet", "'Phone numbers'"),
        ("own-sheet", "'Rooms (2)'"),
        ("empty-file", "zones"),
        ("own-column", f"rooms!{column_letters(len(sheets['rooms'][0]))}1"),
    ]


@pytest.mark.parametrize("date_1904", [False, True])
def test_dates_and_hours_as_a_spreadsheet_has_them(
    sheets: Sheets, written: Written, starter: Instance, date_1904: bool
) -> None:
    """Counted from 1900 or 1904, with the fractions of a second that days leave."""
    sheets["days"][1] = [date(2027, 5, 12), time(9), time(18)]
    head, row = sheets["availability"]
    row[head.index("start")] = datetime(2027, 5, 12, 9, 0, 0, 40)
    row[head.index("end")] = datetime(2027, 5, 12, 14, 59, 59, 999_900)
    assert load_instance(written(sheets, date_1904=date_1904)) == starter


@pytest.mark.parametrize("written_as", ["12/05/2027 9h00", "12.5.2027 09:00", "2027-05-12 9:00"])
def test_times_as_text(
    sheets: Sheets, written: Written, starter: Instance, written_as: str
) -> None:
    """As the locale of the workbook shows them; the end shows that the day comes first."""
    head, row = sheets["availability"]
    row[head.index("start")], row[head.index("end")] = written_as, "2027-05-12T15:00"
    if "/" in written_as:
        instance, warnings = read(written(sheets))
        assert instance == starter
        assert told(warnings) == [("not-a-time", "availability!B2")]
        sheets["slots"] = [["id", "start", "end"]]
        sheets["availability"].append(["host-minister", "13/05/2027 9h00", "13/05/2027 10:00"])
        instance, _ = read(written(sheets))
        assert instance.availability[0] == starter.availability[0]
    else:
        assert load_instance(written(sheets)) == starter


def test_numbers_and_truth_values(sheets: Sheets, written: Written, starter: Instance) -> None:
    """12.0 is 12; yes is TRUE."""
    head, *rows = sheets["bilaterals"]
    assert [row[head.index("minutes")] for row in rows] == [30.0] * 4
    for row in rows:
        row[head.index("optional")] = True
    assert load_instance(written(sheets)) == starter
    rows[0][head.index("minutes")] = 12.5
    (fault,) = refused(written(sheets))
    assert (fault.cell, fault.found) == ("bilaterals!C2", "'12.5'")


def test_ids_that_a_spreadsheet_changed(sheets: Sheets, written: Written) -> None:
    """Dates, truth values and parts of numbers are faults; whole numbers are worth a look."""
    head, *rows = sheets["rooms"]
    assert head[0] == "id"
    for row, lost in zip(rows, [42, True, datetime(2027, 2, 1), 10.1], strict=True):
        row[0] = lost
    faults = refused(written(sheets))
    assert told(faults)[:3] == [(("not-an-id"), f"rooms!A{n}") for n in (3, 4, 5)]
    assert [f.found for f in faults[:3]] == [
        "the truth value TRUE",
        "the date 2027-02-01",
        "the number 10.1",
    ]
    warnings: list[Fault] = []
    with pytest.raises(InstanceError):
        load_instance(written(sheets), on_warning=warnings.append)
    assert ("fragile-id", "rooms!A2") in told(warnings)


def test_merged_cells_are_filled_down(sheets: Sheets, written: Written) -> None:
    """In every row that they cover."""
    sheets["availability"] = [
        ["person", "start", "end", "state"],
        ["host-minister", "2027-05-12T09:00", "2027-05-12T10:00", "busy"],
        ["", "2027-05-12T12:00", "2027-05-12T13:00", "busy"],
    ]
    instance, warnings = read(written(sheets, merged="availability!A2:A3"))
    assert [row.person for row in instance.availability] == ["host-minister"] * 2
    assert told(warnings) == [("merged-cells", "availability!A2")]


def test_hidden_rows_and_sheets_are_read(book: Path, starter: Instance) -> None:
    """And counted."""

    def hide(sheet: bytes) -> bytes:
        for row in (b'<row r="3" ', b'<row r="4" '):
            assert row in sheet
            sheet = sheet.replace(row, row + b'hidden="1" ')
        return sheet

    changed(
        book,
        {
            "xl/worksheets/sheet6.xml": hide,
            "xl/workbook.xml": lambda text: text.replace(
                b'<sheet name="rules"', b'<sheet name="rules" state="hidden"'
            ),
        },
    )
    instance, warnings = read(book)
    assert instance == starter
    assert told(warnings) == [("hidden-rows", "rooms!3:3"), ("hidden-sheet", "rules")]
    assert "2 rows" in warnings[0].found
    assert "whose 1 row is read" in warnings[1].found


def test_hidden_columns_are_read(book: Path, starter: Instance) -> None:
    """And named, unless they are empty."""

    def hide(sheet: bytes) -> bytes:
        begin, end = sheet.index(b"<cols>"), sheet.index(b"</cols>")
        return sheet[:begin] + b'<cols><col min="3" max="6" hidden="1"/>' + sheet[end:]

    changed(book, {"xl/worksheets/sheet6.xml": hide})
    instance, warnings = read(book)
    assert instance == starter
    assert told(warnings) == [("hidden-columns", "rooms!C1")]
    found = "3 columns that are hidden, and read all the same: capacity, kinds, equipment"
    assert warnings[0].found == found


@pytest.mark.parametrize(
    ("formula", "result", "found"),
    [("=1/0", "#DIV/0!", "#DIV/0!"), ("=NA()", "#N/A", "#N/A"), ("=A1", "#REF!", "#REF!")],
)
def test_errors_of_formulas_are_faults(book: Path, formula: str, result: str, found: str) -> None:
    """Even where a value is not needed: nothing is not what was meant."""
    cell = f'<c r="F2" t="e"><f>{formula[1:]}</f><v>{result}</v></c>'.encode()
    changed(book, {"xl/worksheets/sheet6.xml": lambda text: instead_of(text, b"F2", cell)})
    (fault,) = refused(book)
    assert (fault.cell, fault.found) == ("rooms!F2", found)


def instead_of(sheet: bytes, cell: bytes, other: bytes) -> bytes:
    """Put a cell in the place of an empty one of row 2."""
    begin = sheet.index(b'<row r="2" ')
    end = sheet.index(b"</row>", begin)
    row = sheet[begin:end]
    assert b'r="' + cell + b'"' not in row
    return sheet[:begin] + row + other + sheet[end:]


@pytest.mark.parametrize("value", ["", "<v></v>", "<v/>"])
def test_formulas_have_the_value_that_was_shown(book: Path, sheets: Sheets, value: str) -> None:
    """Without one, the workbook was never calculated; a text may be empty."""
    at = [f"{column_letters(sheets['rooms'][0].index(name) + 1)}2" for name in ("source", "note")]
    cells = [
        f'<c r="{at[0]}" t="str"><f>1&amp;2</f><v>12</v></c>'.encode(),
        f'<c r="{at[1]}"><f>1&amp;2</f>{value}</c>'.encode(),
    ]
    rooms = "xl/worksheets/sheet6.xml"
    changed(book, {rooms: lambda text: instead_of(text, at[0].encode(), cells[0])})
    assert load_instance(book).rooms[0].source == "12"
    changed(book, {rooms: lambda text: instead_of(text, at[1].encode(), cells[1])})
    (fault,) = refused(book)
    assert (fault.cell, fault.found) == (f"rooms!{at[1]}", "a formula without its result")


def test_faults_name_sheet_and_cell(sheets: Sheets, written: Written) -> None:
    """With what is near."""
    head, row, *_ = sheets["bilaterals"]
    row[head.index("people")] = "host-president;north-presidnt"
    sheets["policy"][1][1] = "coverag"
    sheets["summit"][4][1] = "Europe/Zurch"
    sheets["summit"][5][1] = "often"
    texts = [str(fault) for fault in refused(written(sheets))]
    assert any("own.xlsx, bilaterals!" in t and "did you mean north-president?" in t for t in texts)
    assert any("own.xlsx, policy!B2" in t and "did you mean coverage?" in t for t in texts)
    assert any("own.xlsx, summit!B5" in t and "IANA" in t for t in texts)
    assert any("own.xlsx, summit!B6" in t and "a whole number" in t for t in texts)


@pytest.mark.parametrize("name", ["bilateral", "Bi-laterals 2027", "polcy", "Side event"])
def test_a_sheet_that_was_meant_for_a_table_is_a_fault(
    sheets: Sheets, written: Written, name: str
) -> None:
    """If that table is not there."""
    for meant in ("bilaterals", "policy", "side_events"):
        if name.lower().startswith((meant[:2], meant[0] + "o")):
            del sheets[meant]
    sheets[name] = [["id"]]
    assert ("unknown-sheet", name if name.isalpha() else f"'{name}'") in told(
        refused(written(sheets))
    )


def test_a_sheet_in_another_language_is_a_fault(sheets: Sheets, written: Written) -> None:
    """Only if it is such a table; what refers to it is no fault then."""
    sheets["Salles"] = sheets.pop("rooms")
    sheets["Trajets"] = [["to the hotel", "20 min"]]
    del sheets["transfers"]
    (fault,) = refused(written(sheets))
    assert (fault.code, fault.cell) == ("unknown-sheet", "Salles")
    assert "did you mean rooms?" in fault.allowed


def test_names_of_sheets_as_people_write_them(
    sheets: Sheets, written: Written, starter: Instance
) -> None:
    """Capitals and blanks make no difference."""
    names = {name: name.replace("_", " ").title() for name in sheets}
    assert load_instance(written({names[name]: rows for name, rows in sheets.items()})) == starter


def test_other_workbooks_are_no_instances(written: Written) -> None:
    """In one sentence."""
    (fault,) = refused(written({"Sheet1": [["a", "b"], [1, 2]]}))
    assert (fault.code, fault.found) == ("missing-sheet", "no sheet summit or days")


def test_a_second_header_is_one_fault(sheets: Sheets, written: Written) -> None:
    """Of a second table below the first."""
    sheets["rooms"] += [[], sheets["rooms"][0]]
    (fault,) = refused(written(sheets))
    assert (fault.code, fault.cell) == ("duplicate-key", "rooms!7:7")


def test_two_sheets_for_one_table_are_a_fault(sheets: Sheets, written: Written) -> None:
    """Nobody could say which counts."""
    sheets["Side Events"] = [["id"]]
    faults = refused(written(sheets))
    assert [fault.code for fault in faults] == ["rival-files"]
    assert "side_events" in faults[0].found
