"""What is wrong in the input, one fault for each thing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

FaultCode = Literal[
    # a file as such
    "missing-file",
    "unknown-file",
    "unread-file",
    "rival-files",
    "unreadable-file",
    "wrong-file",
    "changing-files",
    "empty-file",
    "too-large",
    "not-text",
    "other-encoding",
    "syntax",
    "damaged",
    "wrong-path",
    "wrong-release",
    # a sheet of a workbook
    "missing-sheet",
    "unknown-sheet",
    "own-sheet",
    "hidden-sheet",
    "hidden-columns",
    "hidden-rows",
    "merged-cells",
    # its columns and keys
    "unknown-column",
    "own-column",
    "late-header",
    "missing-column",
    "duplicate-key",
    "cell-count",
    "no-row",
    "no-word",
    # a value by itself
    "missing-value",
    "not-a-number",
    "not-a-time",
    "not-whole-minutes",
    "not-a-choice",
    "not-an-id",
    "out-of-range",
    "wrong-shape",
    "invalid-value",
    "more-faults",
    # ids
    "duplicate-id",
    "unknown-id",
    "gone-id",
    "name-for-id",
    "fragile-id",
    "lost-letters",
    # days and times
    "unknown-time-zone",
    "duplicate-date",
    "overlapping-days",
    "skipped-time",
    "time-twice",
    "backward-span",
    "outside-days",
    "off-grid",
    # pins
    "unit-without-room",
    "unknown-unit",
    # zones
    "missing-zone",
    "missing-transfer",
    "duplicate-transfer",
    "zone-to-itself",
    # rules
    "rule-column",
    "rule-size",
    "rule-repeats",
    "rule-limit",
    # a request
    "no-timetable",
    "wrong-timetable",
    "nothing-to-stay",
    "cancelled",
    "no-effect",
    # the machine
    "wrong-system",
]
"""Kind of a fault: what programs decide by, as the sentence is for people only."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in the input.

    Attributes
    ----------
    code
        Its kind.
    file
        Name of the file, or of the option of the command; the name of the table until the
        reader puts the file in its place.
    row
        Line of the file, from 1; in a DataFrame, and until the reader knows the line, the
        position in the table, from 0.
    column
        Column, or path in a document; may be empty.
    found, allowed
        What is there and what would be right, in words.
    cell
        In a workbook the sheet and the cell, such as ``bilaterals!C7``; empty elsewhere.
    """

    code: FaultCode
    file: str
    row: int | None
    column: str
    found: str
    allowed: str
    cell: str = ""

    def __str__(self) -> str:
        place = self.cell or ("" if self.row is None else f"row {self.row}")
        where = f"{self.file}, {place}" if place else self.file
        column = f", column {self.column}" if self.column else ""
        return f"{where}{column}: found {self.found}; allowed: {self.allowed}"


class InstanceError(ValueError):
    """Bad input; ``faults`` has all of it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class InstanceWarning(UserWarning):
    """Input that can be read, but is worth a look; ``fault`` says what."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(str(fault))


class BadValue(ValueError):
    """A value that a validator refuses; the message is what would be allowed."""

    def __init__(self, code: FaultCode, allowed: str) -> None:
        self.code: FaultCode = code
        super().__init__(allowed)
