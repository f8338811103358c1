"""CSV files to rows; not through pandas, which reads Namibia's code NA as a missing value."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from models import Fault, FaultCode, InstanceError
from scheduler.files.draft import Draft
from scheduler.files.header import Header, column_of, find_header
from scheduler.files.layout import MAX_CELL, MAX_COLUMNS, MAX_LINES, PEDIGREE, TableFile, most_rows
from scheduler.files.moments import columns_of_time, read_moments
from scheduler.files.origin import Origin
from scheduler.files.phrases import one_of
from scheduler.files.reading import refuse
from scheduler.files.text import CONTROL, closest, escaped, show, unguard

VERBATIM = PEDIGREE[1:]
"""Columns of free text, in which blanks at the ends are kept."""

QUOTES = (
    'cells in whole double quotes, a quote inside written twice (""), or without any '
    f"(is a closing quote missing?), of at most {MAX_CELL:,} characters"
)
"""What is allowed where Python's reader stops, as it has no code for what is wrong."""


@dataclass
class CsvTable:
    """What a CSV file holds, every cell as text.

    Attributes
    ----------
    line
        Line of the header.
    rows
        Line where each record starts, and its cells by column, without empty ones.
    names
        Ids of rows that had to be left out.
    whole
        Whether the file could be read to its end.
    """

    header: tuple[str, ...] = ()
    line: int = 1
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    whole: bool = True


@dataclass(frozen=True)
class Wanted:
    """The columns that a CSV file may have.

    Attributes
    ----------
    columns
        All of them.
    required
        Those that it must have.
    times
        Those in which times are written.
    """

    columns: tuple[str, ...]
    required: tuple[str, ...]
    times: tuple[str, ...]


def read_table(draft: Draft, form: TableFile, text: str) -> None:
    """Add the rows of one file to a draft."""
    wanted = Wanted(form.columns, form.required, columns_of_time(form.record))
    sheet = read_csv_table(text, form.file, most_rows(form.table), wanted)
    draft.faults += sheet.faults
    draft.warnings += sheet.warnings
    if sheet.faults:
        draft.partial.add(form.table)
    if not sheet.whole:
        draft.miss(form.table)
    for name in sheet.names:
        draft.drop(form.table, name)
    if not sheet.header:
        return
    lacking = _judge_header(draft, form, sheet)
    if "id" in lacking:
        draft.miss(form.table)
    for line, cells in sheet.rows:
        raw: dict[str, object] = {name: cells[name] for name in form.columns if name in cells}
        if form.kind:
            raw["kind"] = form.kind
        draft.add(form.table, raw, Origin(form.file, line), lacking)


def _judge_header(draft: Draft, form: TableFile, sheet: CsvTable) -> list[str]:
    """Report columns that are misspelled or missing, and columns of one's own; return the missing.

    A column that is none of ours is a misspelling if it looks like one of ours that is not there.
    """
    absent = [name for name in form.columns if name not in sheet.header]
    guesses = set()
    for name in sheet.header:
        if not name or name in form.columns:
            continue
        meant, allowed = closest(name, absent), one_of(name, absent)
        if form.kind and name.lower() == "kind":
            meant, allowed = name, f"no such column: {form.file} says that the kind is {form.kind}"
        shown = escaped(name)
        if not meant:
            found = "a column of your own, which is not read"
            draft.warnings.append(
                Fault("own-column", form.file, sheet.line, shown, found, "for notes")
            )
            continue
        fault = Fault("unknown-column", form.file, sheet.line, shown, "an unknown column", allowed)
        draft.faults.append(fault)
        draft.partial.add(form.table)
        guesses.add(meant)
    lacking = [name for name in form.required if name in absent]
    unexplained = [name for name in lacking if name not in guesses]
    if unexplained:
        found = f"no column {', '.join(unexplained)}"
        allowed = f"the columns {', '.join(form.required)}, and any of the optional ones"
        draft.faults.append(
            Fault("missing-column", form.file, sheet.line, ", ".join(unexplained), found, allowed)
        )
    return lacking


def read_csv_table(text: str, file: str, limit: int, wanted: Wanted) -> CsvTable:
    """Return the cells of a CSV text, and the faults of its format.

    The header is where :func:`find_header` finds it; times are written in one way
    (:func:`read_moments`).
    """
    head = find_header(text, wanted.columns)
    sheet = CsvTable(line=max(head.line, 1))
    if head.above:
        found = f"the header below {show(head.above)}"
        where = "line 1; what is above it is not read"
        sheet.warnings.append(Fault("late-header", file, head.line, "", found, where))
    records = _records(text, head)
    try:
        _take_records(sheet, records, file, limit, wanted)
    except csv.Error as error:
        sheet.faults.append(Fault("syntax", file, records.line, "", str(error), QUOTES))
        sheet.whole = False
    except InstanceError as error:
        sheet.faults += error.faults
        sheet.whole = False
    if not sheet.header and sheet.whole:
        sheet.faults.append(Fault("empty-file", file, 1, "", "an empty file", "a header row"))
        sheet.whole = False
    faults, doubtful = read_moments(sheet.rows, wanted.times, file)
    sheet.faults += faults
    sheet.names += [cells.get("id", "") for line, cells in sheet.rows if line in doubtful]
    sheet.rows = [row for row in sheet.rows if row[0] not in doubtful]
    return sheet


def _take_records(
    sheet: CsvTable, records: "_records", file: str, limit: int, wanted: Wanted
) -> None:
    for line, cells in records:
        if line > MAX_LINES:
            most = f"{MAX_LINES:,} lines"
            refuse("too-large", file, f"more than {most}", f"at most {most}", line)
        if not any(cell.strip() for cell in cells):
            continue
        if not sheet.header:
            _take_header(sheet, cells, file, line, wanted)
        elif len(sheet.rows) + len(sheet.names) >= limit:
            most = f"{limit:,} rows"
            refuse("too-large", file, f"more than {most}", f"at most {most}", line)
        else:
            _take_row(sheet, cells, file, line, wanted)


class _records(Iterator[tuple[int, list[str]]]):
    """Records with the line on which each starts; ``line`` is known after an error too."""

    def __init__(self, text: str, head: Header) -> None:
        stream = io.StringIO(text, newline="")
        self._above = max(head.line - 1, 0)
        for _ in range(self._above):
            stream.readline()
        self._reader = csv.reader(stream, strict=True, delimiter=head.separator)
        self.line = self._above + 1

    def __next__(self) -> tuple[int, list[str]]:
        self.line = self._above + self._reader.line_num + 1
        return self.line, next(self._reader)


def _take_header(sheet: CsvTable, cells: list[str], file: str, line: int, wanted: Wanted) -> None:
    if len(cells) > MAX_COLUMNS:
        refuse("too-large", file, f"{len(cells):,} columns", f"at most {MAX_COLUMNS} columns", line)
    names = tuple(column_of(cell, wanted.columns) for cell in cells)
    if not set(names) & set(wanted.columns):
        found = f"no header, but {show(', '.join(filter(None, cells)))}"
        allowed = f"a header with the columns {', '.join(wanted.required)}"
        refuse("missing-column", file, found, allowed, line)
    twice = sorted({name for name in wanted.columns if names.count(name) > 1})
    if twice:
        raise InstanceError(
            Fault(
                "duplicate-key", file, line, name, f"column {show(name)} twice", "each column once"
            )
            for name in twice
        )
    sheet.header = names


def _take_row(sheet: CsvTable, cells: list[str], file: str, line: int, wanted: Wanted) -> None:
    faults = []
    absent, beyond = sheet.header[len(cells) :], cells[len(sheet.header) :]
    if set(absent) & set(wanted.required) or any(cell.strip() for cell in beyond):
        allowed = f"{len(sheet.header)} cells, as in the header"
        faults.append(Fault("cell-count", file, line, "", f"{len(cells)} cells", allowed))
    row = {}
    for position, (name, cell) in enumerate(zip(sheet.header, cells, strict=False), start=1):
        if not cell.strip():
            continue
        row[name] = unguard(cell if name in VERBATIM else cell.strip())
        if wrong := _cell_fault(name, cell):
            code, allowed = wrong
            where = name or f"number {position}"
            faults.append(Fault(code, file, line, where, show(cell), allowed))
    if faults:
        sheet.faults += faults
        sheet.names.append(row.get("id", ""))
    else:
        sheet.rows.append((line, row))


def _cell_fault(name: str, cell: str) -> tuple[FaultCode, str] | None:
    if len(cell) > MAX_CELL:
        return "too-large", f"at most {MAX_CELL:,} characters, not {len(cell):,}"
    if CONTROL.search(cell):
        return "not-text", "text without control characters"
    return None if name else ("unknown-column", "nothing, as the column has no name")
