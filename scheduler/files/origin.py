"""Where in the planners' files something was read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NoReturn, TypeVar

from models import Fault, FaultCode, InstanceError
from scheduler.files.text import show

_Place = TypeVar("_Place")


@dataclass(frozen=True)
class Origin:
    """A row of a CSV file or of a sheet, or a table in a TOML or JSON document.

    Attributes
    ----------
    file
        Name of the file.
    row
        Line where the record starts, from 1; in a DataFrame its position, from 0.
    path
        Place in a document, such as ``activities[3]``; ``None`` in a table, where row and
        column are enough.
    name
        Id of the record, where known.
    lines
        Path -> line, for documents that were written by hand.
    cells
        Path -> sheet and cell, for what a workbook has outside its tables.
    sheet
        Name of the sheet of a workbook.
    letters
        Column -> its letters in that sheet.
    """

    file: str
    row: int | None = None
    path: str | None = None
    name: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    letters: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.file}, {self._cell('') or f'row {self.row}'}"

    def at(self, row: int | None) -> "Origin":
        """Return another row of the same table."""
        return replace(self, row=row)

    def fault(self, code: FaultCode, where: Sequence[int | str], found: str, allowed: str) -> Fault:
        """Return a fault at ``where`` inside this place."""
        if self.path is None:
            column = _word(where[0]) if where else ""
            cell = self._cell(column)
            return Fault(code, self.file, self.row, column, found, allowed, cell)
        path = joined(where, self.path)
        cell = _nearest(self.cells, path) or self.cells.get("", "")
        path = path.rpartition("].")[2] if cell else path  # the cell says which row
        column = f"{path} ({self.name})" if self.name else path
        row = self.row or _nearest(self.lines, path)
        return Fault(code, self.file, row, column, found, allowed, cell)

    def refuse(self, code: FaultCode, found: str, allowed: str) -> NoReturn:
        """Raise an :class:`InstanceError` with one fault of this place as a whole."""
        raise InstanceError([self.fault(code, (), found, allowed)])

    def _cell(self, column: str) -> str:
        """Return ``bilaterals!C7``; without the column ``bilaterals!7:7``, as spreadsheets do."""
        if not self.sheet:
            return ""
        sheet = self.sheet if re.fullmatch(r"\w+", self.sheet) else show(self.sheet)
        if self.row is None:
            return sheet
        if column in self.letters:
            return f"{sheet}!{self.letters[column]}{self.row}"
        return f"{sheet}!{self.row}:{self.row}"


def _nearest(known: Mapping[str, _Place], path: str) -> _Place | None:
    """Return the place of a path, or else of the nearest one that it lies in."""
    while path:
        if path in known:
            return known[path]
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return None


def joined(where: Sequence[int | str], path: str = "") -> str:
    """Return ``activities[3].people`` for ``("activities", 3, "people")``."""
    for step in where:
        if isinstance(step, int):
            path += f"[{step}]"
        elif step != "[key]":  # pydantic's mark for the key of a mapping
            path += f".{_word(step)}" if path else _word(step)
    return path


def _word(step: int | str) -> str:
    text = str(step)
    return text if text.isprintable() and 0 < len(text) <= 64 else show(text)
