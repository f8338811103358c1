"""What tests of workbooks share."""

import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from models import Fault, Instance, InstanceError
from scheduler.files import load_instance

Sheets = dict[str, list[list[object]]]
"""Name of a sheet -> its rows of cells."""


def changed(path: Path, changes: dict[str, Callable[[bytes], bytes]]) -> Path:
    """Change parts of a zipped workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    for name, change in changes.items():
        parts[name] = change(parts.get(name, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def told(faults: Iterable[Fault]) -> list[tuple[str, str]]:
    """Return code and cell of each fault."""
    return [(fault.code, fault.cell) for fault in faults]


def read(path: Path) -> tuple[Instance, list[Fault]]:
    """Read an instance with its warnings."""
    warnings: list[Fault] = []
    return load_instance(path, on_warning=warnings.append), warnings


def refused(path: Path) -> list[Fault]:
    """Return the faults of a workbook."""
    with pytest.raises(InstanceError) as error:
        load_instance(path, on_warning=lambda _: None)
    return list(error.value.faults)
