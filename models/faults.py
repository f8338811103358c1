"""What is wrong in the input, one fault for each thing."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in the input.

    ``file`` is a table name until the reader knows better, ``row`` the position in the
    table (from 0) until the reader puts the line of the file.
    """

    file: str
    row: int | None
    column: str
    found: str
    allowed: str

    def __str__(self) -> str:
        where = self.file if self.row is None else f"{self.file}, row {self.row}"
        column = f", column {self.column}" if self.column else ""
        return f"{where}{column}: found {self.found}; allowed: {self.allowed}"


class InstanceError(ValueError):
    """Bad input; ``faults`` has all of it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))
