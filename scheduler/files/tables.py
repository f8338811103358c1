"""Rows of cells to records, whether they come from a CSV file or from a sheet of a workbook.

Not through pandas, which reads Namibia's code NA as a missing value.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import get_args, get_origin

from models import Day, Fault, InstanceError
from models.record import state_word
from models.references import GONE, LISTS, REFERENCES
from models.times import columns_of_time
from models.words import VOCABULARIES
from scheduler.files.draft import Draft
from scheduler.files.header import Header, column_of, is_header, is_header_again
from scheduler.files.layout import MAX_COLUMNS, TableFile, most_rows
from scheduler.files.moments import read_moments
from scheduler.files.naming import Known, read_names
from scheduler.files.origin import Origin
from scheduler.files.other_words import other_word
from scheduler.files.phrases import one_of
from scheduler.files.remarks import read_remarks, told_together
from scheduler.files.text import closest, did_you_mean, escaped, show, unguard
from scheduler.files.tidying import VERBATIM, Read, Wanted, Wrong, cell_fault, tidied


@dataclass
class Grid:
    """Rows of cells, each cell as text, before they are understood.

    Attributes
    ----------
    place
        The file and, in a workbook, the sheet.
    head
        Where the header is; None if it is no row, as in a DataFrame.
    records
        The header and what is below it: number of the row, if it is one, and its cells. May
        raise :class:`InstanceError`, where nothing more can be read.
    letters
        Letters of the columns, in a workbook.
    guarded
        Whether a cell may have an apostrophe only to keep spreadsheets from taking it for a
        formula.
    wrong
        Row, and position in it from 1 -> what is wrong with a cell that is not text.
    warnings
        What is worth a look in it as a whole.
    """

    place: Origin
    head: Header | None
    records: Iterator[tuple[int | None, list[str]]]
    letters: tuple[str, ...] = ()
    guarded: bool = True
    wrong: Mapping[tuple[int, int], Wrong] = field(default_factory=dict)
    warnings: list[Fault] = field(default_factory=list)


@dataclass
class Table:
    """What a table holds, every cell as text.

    Attributes
    ----------
    place
        Its header.
    header
        Its columns; empty if it could not be found.
    rows
        Number of each row, and its cells by column, without empty ones.
    names
        Ids of rows that had to be left out.
    notes
        Cells to the right of all columns of a sheet.
    whole
        Whether the table could be read to its end.
    """

    place: Origin
    header: tuple[str, ...] = ()
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)
    whole: bool = True

    def take(self, read: Read) -> None:
        """Take what was found in the cells, and leave out rows with faults."""
        self.faults += read.faults
        self.warnings += read.warnings
        self.names += [cells.get("id", "") for row, cells in self.rows if row in read.doubtful]
        self.rows = [entry for entry in self.rows if entry[0] not in read.doubtful]


def wanted_of(form: TableFile) -> Wanted:
    """Return the columns of a table of an instance."""
    ids = frozenset(("id", *REFERENCES.get(form.table, ())))
    fields = form.record.model_fields.items()
    numbers = frozenset(name for name, field in fields if _is_whole(field.annotation))
    words = frozenset(
        column for one in VOCABULARIES for table, column in one if table == form.table
    )
    return Wanted(form.columns, form.required, columns_of_time(form.record), ids, numbers, words)


def _is_list(annotation: object) -> bool:
    """Tell whether a field has several entries, or may have."""
    return get_origin(annotation) in (tuple, dict) or any(map(_is_list, get_args(annotation)))


def _is_whole(annotation: object) -> bool:
    """Tell whether a field is a whole number, or none; not whether it has some inside."""
    return annotation is int or (
        get_origin(annotation) not in (dict, tuple) and any(map(_is_whole, get_args(annotation)))
    )


def add_tables(draft: Draft, grids: Iterable[tuple[TableFile, Grid]]) -> None:
    """Add the rows of tables to a draft; names in place of ids become ids (:func:`read_names`)."""
    days = [day.date for day, _ in draft.tables["days"] if isinstance(day, Day)]
    known = Known()
    tables = []
    for form, grid in grids:
        table = read_grid(grid, most_rows(form.table), wanted_of(form), days)
        if table.whole:
            known.add_rows(form.table, table.rows)
        for name in table.names:
            known.add(form.table, name)
        tables.append((form, table))
    for form, table in tables:
        columns, lists = REFERENCES.get(form.table, {}), LISTS.get(form.table, ())
        fields = form.record.model_fields
        several = [column for column in columns if _is_list(fields[column].annotation)]
        table.take(read_names(table.rows, columns, table.place, known, lists, several))
        _add_rows(draft, form, table)


def _add_rows(draft: Draft, form: TableFile, table: Table) -> None:
    draft.faults += table.faults
    draft.warnings += table.warnings
    if table.faults:
        draft.partial.add(form.table)
    if not table.whole:
        draft.miss(form.table)
    for name in table.names:
        draft.drop(form.table, name)
    if not table.header:
        return
    lacking = _judge_header(draft, form, table)
    if "id" in lacking:
        draft.miss(form.table)
    for line, cells in table.rows:
        raw: dict[str, object] = {name: cells[name] for name in form.columns if name in cells}
        if form.kind:
            raw["kind"] = form.kind
        draft.add(form.table, raw, table.place.at(line), lacking)


def _judge_header(draft: Draft, form: TableFile, table: Table) -> list[str]:
    """Report columns that are misspelled or missing, and columns of one's own; return the missing.

    A column that is none of ours is a misspelling if it looks like one of ours that is not there.
    """
    absent = [name for name in form.columns if name not in table.header]
    guesses = set()
    for name in table.header:
        if not name or name in form.columns:
            continue
        word = other_word(name, absent)
        meant, allowed = closest(name, absent), one_of(word or name, absent)
        if form.kind and name.lower() == "kind":
            shown = table.place.sheet or table.place.file
            meant, allowed = name, f"no such column: {shown} says that the kind is {form.kind}"
        elif "state" in absent and state_word(name) in GONE.values():
            meant, allowed = "state", f"column state, with {state_word(name)} in the rows meant"
        where = (escaped(name),)
        if not meant:
            found = "a column of your own, which is not read"
            notes = f"your own notes{did_you_mean(word, absent) if word else ''}"
            draft.warnings.append(table.place.fault("own-column", where, found, notes))
            continue
        draft.faults.append(
            table.place.fault("unknown-column", where, "an unknown column", allowed)
        )
        draft.partial.add(form.table)
        guesses.add(meant)
    lacking = [name for name in form.required if name in absent]
    unexplained = ", ".join(name for name in lacking if name not in guesses)
    if unexplained:
        allowed = f"the columns {', '.join(form.required)}, and any of the optional ones"
        draft.faults.append(
            table.place.fault("missing-column", (unexplained,), f"no column {unexplained}", allowed)
        )
    return lacking


def read_grid(grid: Grid, limit: int, wanted: Wanted, days: Collection[date] = ()) -> Table:
    """Return the cells by column, and the faults of their format.

    Times are written in one way then (:func:`read_moments`); ``days`` are those of the event.
    """
    head = grid.head
    table = Table(grid.place.at(max(head.line, 1) if head else None), warnings=grid.warnings)
    if head and head.above:
        found = f"the header below {show(head.above)}"
        where = "line 1; what is above it is not read"
        table.warnings.append(table.place.fault("late-header", (), found, where))
    try:
        for row, cells in grid.records:
            if any(cell.strip() for cell in cells):
                _take(table, grid, table.place.at(row), cells, limit, wanted)
    except InstanceError as error:
        table.faults += error.faults
        table.whole = False
    if not table.header and table.whole:
        nothing = "an empty sheet" if grid.place.sheet else "an empty file"
        table.faults.append(table.place.fault("empty-file", (), nothing, "a header row"))
        table.whole = False
    table.warnings += told_together(table.notes)
    table.take(read_remarks(table.rows, table.header, wanted, table.place))
    table.take(read_moments(table.rows, wanted.times, table.place, days))
    return table


def _take(
    table: Table, grid: Grid, place: Origin, cells: list[str], limit: int, wanted: Wanted
) -> None:
    if not table.header:
        _take_header(table, grid, place, cells, wanted)
    elif len(table.rows) + len(table.names) >= limit:
        place.refuse("too-large", f"more than {limit:,} rows", f"at most {limit:,} rows")
    else:
        _take_row(table, grid, place, cells, wanted)


def _take_header(table: Table, grid: Grid, place: Origin, cells: list[str], wanted: Wanted) -> None:
    if len(cells) > MAX_COLUMNS:
        place.refuse("too-large", f"{len(cells):,} columns", f"at most {MAX_COLUMNS} columns")
    names = tuple(column_of(cell, wanted.columns) for cell in cells)
    if not set(names) & set(wanted.columns):
        found = f"no header, but {show(', '.join(filter(None, cells)))}"
        allowed = f"a header with the columns {', '.join(wanted.required)}"
        place.refuse("missing-column", found, allowed)
    shown = [escaped(name) or f"number {n}" for n, name in enumerate(names, start=1)]
    letters = dict(zip(shown, grid.letters, strict=False))
    table.place = replace(place, letters=letters)
    twice = sorted({name for name in wanted.columns if names.count(name) > 1})
    if twice:
        raise InstanceError(
            place.fault("duplicate-key", (name,), f"column {show(name)} twice", "each column once")
            for name in twice
        )
    table.header = names


def _take_row(table: Table, grid: Grid, place: Origin, cells: list[str], wanted: Wanted) -> None:
    one = "sheet" if place.sheet else "file"
    allowed = f"one table in a {one}, with one header"
    if is_header_again(cells, table.header, wanted.columns):
        table.faults.append(place.fault("duplicate-key", (), "the header again", allowed))
        return
    if is_header(cells, wanted.columns):
        found = "the header of a second table; nothing from here on is read"
        place.refuse("duplicate-key", found, allowed)
    named = max(position for position, name in enumerate(table.header, start=1) if name)
    faults = []
    absent, beyond = table.header[len(cells) :], cells[len(table.header) :]
    if set(absent) & set(wanted.required) or any(cell.strip() for cell in beyond):
        allowed = f"{len(table.header)} cells, as in the header"
        count = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
        faults.append(place.fault("cell-count", (), count, allowed))
    row = {}
    for position, (name, cell) in enumerate(zip(table.header, cells, strict=False), start=1):
        if not cell.strip():
            continue
        if place.sheet and position > named:
            table.notes.append(place.fault("own-column", (f"number {position}",), show(cell), ""))
            continue
        text = cell if name in VERBATIM else cell.strip()
        text = unguard(text) if grid.guarded else text
        row[name] = tidied(name, text, wanted)
        if wrong := grid.wrong.get((place.row or 0, position)) or cell_fault(name, cell, wanted):
            code, found, allowed = wrong
            where = escaped(name) or f"number {position}"
            faults.append(place.fault(code, (where,), found, allowed))
    if faults:
        table.faults += faults
        table.names.append(row.get("id", ""))
    else:
        table.rows.append((place.row or 0, row))
