"""Workbooks that another program has saved."""

import shutil
import subprocess
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest

from models import Fault, Instance, InstanceError
from scheduler.files import load_instance
from tests.files.workbooks.tools import told

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
