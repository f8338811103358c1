"""Workbooks that another program has saved."""

import shutil
import struct
import subprocess
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest

from models import Fault, Instance, InstanceError
from scheduler.files import load_instance
from tests.files.workbooks.tools import changed, told

SAVED = Path(__file__).parent / "saved"


@pytest.mark.parametrize("name", ["saved.ods", "saved.xls"])
def test_what_libre_office_saves_is_read(name: str, starter: Instance) -> None:
    """With what is hidden and merged in it; only the stay of one person is another one."""
    warnings: list[Fault] = []
    instance = load_instance(SAVED / name, on_warning=warnings.append)
    assert instance.model_copy(update={"availability": ()}) == starter.model_copy(
        update={"availability": ()}
    )
    stays = [(row.person, row.start) for row in instance.availability]
    assert stays == [
        ("north-president", datetime(2027, 5, 12, 9)),
        ("north-president", datetime(2027, 5, 12, 15, 30)),
    ]
    assert told(warnings) == [
        ("hidden-rows", "rooms!5:5"),
        ("late-header", "rooms!3:3"),
        ("merged-cells", "availability!A2"),
    ]


def test_hidden_columns_are_named(tmp_path: Path) -> None:
    """In files of LibreOffice, whose columns C and D of ``rooms`` are hidden."""
    shutil.copy(SAVED / "saved.ods", tmp_path)
    seen = b'<table:table-column table:number-columns-repeated="2"/>'
    unseen = seen.replace(b"column ", b'column table:visibility="collapse" ')
    rooms = b'<table:table table:name="rooms" table:style-name="ta4">'
    changed(
        tmp_path / "saved.ods",
        {"content.xml": lambda text: text.replace(rooms, rooms + seen + unseen)},
    )
    all_columns = struct.pack("<7H", 0x7D, 12, 0, 256, 2186, 15, 0)
    before, *others = (SAVED / "saved.xls").read_bytes().split(all_columns)
    hidden = struct.pack("<7H", 0x7D, 12, 2, 3, 2186, 15, 1)
    signs = [all_columns] * 3 + [hidden] + [all_columns] * len(others)
    data = before + b"".join(sign + part for sign, part in zip(signs, others, strict=False))
    (tmp_path / "saved.xls").write_bytes(data)
    for name in ("saved.ods", "saved.xls"):
        warnings: list[Fault] = []
        load_instance(tmp_path / name, on_warning=warnings.append)
        (unseen_ones,) = (fault for fault in warnings if fault.code == "hidden-columns")
        assert (unseen_ones.cell, unseen_ones.found) == (
            "rooms!C3",
            "2 columns that are hidden, and read all the same: capacity, kinds",
        )


def test_errors_of_old_workbooks_are_faults() -> None:
    """As of new ones."""
    with pytest.raises(InstanceError) as error:
        load_instance(SAVED / "errors.xls", on_warning=lambda _: None)
    (fault,) = error.value.faults
    assert (fault.cell, fault.found) == ("resources!C2", "#DIV/0!")


@pytest.mark.parametrize("position", [30, 48, 76, 520, 2_000, 9_000])
def test_damaged_old_workbooks_are_refused(tmp_path: Path, position: int) -> None:
    """Or read, if what is damaged does not matter; nothing else may happen."""
    data = bytearray((SAVED / "saved.xls").read_bytes())
    data[position : position + 4] = b"\x01\x00\x00\x00"
    (tmp_path / "x.xls").write_bytes(data)
    with suppress(InstanceError):
        load_instance(tmp_path / "x.xls", on_warning=lambda _: None)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libre_office_writes_back_what_it_has_read(
    book: Path, tmp_path: Path, starter: Instance
) -> None:
    """The same instance."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "xlsx", "--outdir", str(tmp_path / "back"), str(book)],
        check=True,
        capture_output=True,
        timeout=120,
    )  # fmt: skip
    back = load_instance(tmp_path / "back" / "forum.xlsx")
    assert (back, back.sha256) == (starter, starter.sha256)
