"""Nothing typed into a cell, and no crafted file, harms whoever opens it."""

import tracemalloc
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from models import Instance, InstanceError
from scheduler.files import dump_instance, load_instance, save_instance, workbook_of
from scheduler.files.origin import Origin
from scheduler.files.workbooks.container import judged
from tests.files.workbooks.hostile import BOMBS, CRAFTED, lying
from tests.files.workbooks.tools import Sheets

TEXTS = (
    '=HYPERLINK("http://x","y")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\uff1d1+1",
    "'=1",
    "''=1",
    "<script>alert(1)</script>",
    "a,b;c\"d'e",
    "$\\foo$ \\input{x} #let",
    "\u202edrawkcab\u202c",
    "_x000D_",
    "&amp;&lt;]]>",
    "NA",
    "NO",
    "NULL",
    "#N/A",
    "TRUE",
    "1e5",
    "007",
    "../../etc/passwd",
    "# example",
    "https://x.invalid/" + "y" * 270,
    "mailto:x@y.invalid",
    "Côte d’Ivoire \u200e\ufeff",
    "e\u0301 \u1ec7 \U0001f600",
)


def with_titles(starter: Instance, texts: tuple[str, ...]) -> Instance:
    """The instance with a room for each text, which is its name, and a note."""
    first = starter.rooms[0].model_dump()
    rooms = [{**first, "id": f"r{n}", "name": text, "note": text} for n, text in enumerate(texts)]
    fields = {name: getattr(starter, name) for name in Instance.model_fields}
    return Instance.model_validate(fields | {"rooms": [*starter.rooms, *rooms]})


@pytest.mark.filterwarnings("ignore::models.InstanceWarning")
@pytest.mark.parametrize("form", ["folder", "workbook", "document"])
def test_hostile_texts_come_back_as_they_are(starter: Instance, tmp_path: Path, form: str) -> None:
    """From every form of an instance; names are one plain line by then."""
    instance = with_titles(starter, TEXTS)
    path = tmp_path / {"folder": "x", "workbook": "x.xlsx", "document": "x.json"}[form]
    if form == "folder":
        save_instance(instance, path)
    elif form == "workbook":
        path.write_bytes(workbook_of(instance))
    else:
        path.write_text(dump_instance(instance), encoding="utf-8")
    back = load_instance(path)
    assert back.rooms == instance.rooms
    names = "".join(room.name for room in back.rooms)
    assert not any(unicodedata.category(sign) in ("Cc", "Cf") for sign in names)


@pytest.mark.filterwarnings("ignore::models.InstanceWarning")
def test_no_text_becomes_a_formula(starter: Instance, tmp_path: Path) -> None:
    """Nor a link: it is text, as it was typed."""
    (tmp_path / "x.xlsx").write_bytes(workbook_of(with_titles(starter, TEXTS)))
    rows = CalamineWorkbook.from_path(tmp_path / "x.xlsx").get_sheet_by_name("rooms").to_python()
    note = rows[0].index("note")
    assert [row[note] for row in rows[-len(TEXTS) :]] == list(TEXTS)


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("name", "a\x07b", "not-text"),
        ("name", "x" * 10_001, "too-large"),
        ("name", "x" * 301, "too-large"),
        ("id", "../up", "not-an-id"),
        ("id", "a/b", "not-an-id"),
    ],
)
def test_what_is_no_text_and_no_id_is_a_fault(
    sheets: Sheets, written: Callable[..., Path], column: str, text: str, code: str
) -> None:
    """Its cell is named, and it is shown shortened."""
    rows = sheets["resources"]
    rows.append(["x", "X", 1.0])
    rows[-1][rows[0].index(column)] = text
    with pytest.raises(InstanceError) as error:
        load_instance(written(sheets))
    (fault,) = error.value.faults
    letter = {"id": "A", "name": "B"}[column]
    assert (fault.code, fault.cell) == (code, f"resources!{letter}{len(rows)}")
    assert len(str(fault)) < 300


@pytest.mark.parametrize("name", BOMBS)
def test_a_workbook_that_would_fill_the_memory_is_refused(tmp_path: Path, name: str) -> None:
    """Before it does."""
    file, make = BOMBS[name]
    (tmp_path / file).write_bytes(make())
    with pytest.raises(InstanceError) as error:
        load_instance(tmp_path / file)
    assert {fault.code for fault in error.value.faults} <= {"too-large", "damaged"}


def test_no_more_is_unpacked_than_a_file_says() -> None:
    """Of a part that is a thousand times as large."""
    data = lying()
    tracemalloc.start()
    with pytest.raises(InstanceError, match="cannot be unpacked"):
        judged(data, Origin("b.xlsx"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000


@pytest.mark.parametrize(("name", "data", "found"), CRAFTED)
def test_a_crafted_workbook_is_refused(tmp_path: Path, name: str, data: bytes, found: str) -> None:
    """In one sentence."""
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InstanceError) as error:
        load_instance(tmp_path / name)
    (fault,) = error.value.faults
    assert found in fault.found
