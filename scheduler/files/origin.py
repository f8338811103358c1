"""Where in the planners' files something was read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models import Fault, FaultCode
from scheduler.files.text import show


@dataclass(frozen=True)
class Origin:
    """A row of a CSV file, or a table in a TOML or JSON document.

    Attributes
    ----------
    file
        Name of the file.
    row
        Line where the record starts, from 1.
    path
        Place in a document, such as ``activities[3]``; ``None`` in a CSV file, where
        row and column are enough.
    name
        Id of the record, where known.
    lines
        Path -> line, for documents that were written by hand.
    """

    file: str
    row: int | None = None
    path: str | None = None
    name: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)

    def fault(self, code: FaultCode, where: Sequence[int | str], found: str, allowed: str) -> Fault:
        """Return a fault at ``where`` inside this place."""
        if self.path is None:
            return Fault(
                code, self.file, self.row, _word(where[0]) if where else "", found, allowed
            )
        path = joined(where, self.path)
        column = f"{path} ({self.name})" if self.name else path
        return Fault(code, self.file, self.row or self._line(path), column, found, allowed)

    def _line(self, path: str) -> int | None:
        while path:
            if path in self.lines:
                return self.lines[path]
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
