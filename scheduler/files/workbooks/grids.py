"""Sheets to grids: the header found, merged cells filled down, what was lost noticed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from models import Fault, FaultCode
from scheduler.files.header import MOST_ABOVE, Header, column_of, known_in
from scheduler.files.tables import Grid
from scheduler.files.tidying import Wanted, Wrong
from scheduler.files.workbooks.sheets import Sheet
from scheduler.files.workbooks.survey import column_letters
from scheduler.files.workbooks.values import Value, text_of, wrong_with

EXAMPLE = "# example"
"""What a row begins with that only shows how others may look; no id could."""


def find_head(sheet: Sheet, columns: Sequence[str]) -> Header:
    """Find the row that names the most known columns; the first one, if none names two."""
    numbered = ((n, row) for n, row in enumerate(sheet.rows, sheet.row) if not _is_blank(row))
    texts = ((n, [text_of(value).strip() for value in row]) for n, row in numbered)
    filled = list(islice(((n, row) for n, row in texts if any(row)), MOST_ABOVE + 2))
    if not filled:
        return Header(0, "", "", 0)
    first, cells = filled[0]
    best = Header(first, "", "", known_in(cells, columns))
    for number, row in filled[1:]:
        known = known_in(row, columns)
        if known > max(best.known, 1):
            best = Header(number, "", " ".join(filter(None, cells)), known)
    return best


def sheet_grid(sheet: Sheet, wanted: Wanted) -> Grid:
    """Return the rows of a sheet, as those of a CSV file would be."""
    head = find_head(sheet, wanted.columns)
    if not head.line:
        return Grid(sheet.place, head, iter(()), guarded=False)
    body = _Body(sheet, wanted, head)
    return Grid(
        place=sheet.place,
        head=head,
        records=body.records(),
        letters=tuple(column_letters(sheet.column + n) for n in range(len(body.names))),
        guarded=False,
        wrong=body.wrong,
        warnings=list(body.warnings()),
    )


class _Body:
    """The header of a sheet, and the cells below it.

    Attributes
    ----------
    names
        The columns.
    wrong
        Row, and position in it from 1 -> what is wrong with that cell.
    """

    def __init__(self, sheet: Sheet, wanted: Wanted, head: Header) -> None:
        self._sheet, self._wanted, self._line = sheet, wanted, head.line
        self._rows = sheet.rows[head.line - sheet.row :]
        self.names = [column_of(text_of(cell), wanted.columns) for cell in self._rows[0]]
        self._keys = [at for at, name in enumerate(self.names) if name in wanted.ids]
        self.wrong: dict[tuple[int, int], Wrong] = {}
        self._filled = self._fill_down()
        self._numbers = self._look()

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the header and the rows below it, without examples."""
        for number, row in enumerate(self._rows, self._line):
            if not _is_blank(row) and not any(row[at] == EXAMPLE for at in self._keys):
                yield number, [text_of(value) for value in row]

    def warnings(self) -> Iterator[Fault]:
        """Yield what is worth a look."""
        sheet = self._sheet
        if sheet.hidden:
            count = sum(1 for _ in self.records()) - 1
            are = "1 row is" if count == 1 else f"{count:,} rows are"
            found = f"a hidden sheet, whose {are} read all the same"
            yield sheet.place.fault("hidden-sheet", (), found, "sheets that can be seen")
        if unseen := self._unseen():
            are = f"{len(unseen)} columns that are" if len(unseen) > 1 else "a column that is"
            found = f"{are} hidden, and read all the same: {', '.join(unseen)}"
            allowed = "columns that can be seen"
            yield self._fault("hidden-columns", unseen[0], self._line, found, allowed)
        hidden = sorted(row for row in sheet.survey.hidden if row > self._line)
        if hidden:
            are = f"{len(hidden):,} rows that are" if len(hidden) > 1 else "a row that is"
            found = f"{are} hidden or filtered away, and read all the same"
            allowed = "rows that can be seen"
            yield sheet.place.at(hidden[0]).fault("hidden-rows", (), found, allowed)
        for name, rows in self._filled.items():
            found = f"merged cells, read as the same value in all their rows ({len(rows):,} filled)"
            yield self._fault("merged-cells", name, rows[0], found, "a value in every row")
        for name, cells in self._numbers.items():
            row, number = cells[0]
            more = f", and {len(cells) - 1:,} more like it" if len(cells) > 1 else ""
            found = f"the number {number}{more}"
            allowed = "ids as text (format the column as Text): 0042 is 42 now, and 3E2 is 300"
            yield self._fault("fragile-id", name, row, found, allowed)

    def _unseen(self) -> list[str]:
        """Return the columns that are read, have something in them and are hidden."""
        hidden = self._sheet.survey.hidden_columns
        return [
            name
            for at, name in enumerate(self.names)
            if name in self._wanted.columns
            and any(a <= self._sheet.column + at <= b for a, b in hidden)
            and any(row[at] != "" for row in self._rows[1:])
        ]

    def _fault(self, code: FaultCode, name: str, row: int, found: str, allowed: str) -> Fault:
        letters = {name: column_letters(self._sheet.column + self.names.index(name))}
        place = replace(self._sheet.place, row=row, letters=letters)
        return place.fault(code, (name,), found, allowed)

    def _fill_down(self) -> dict[str, list[int]]:
        """Give every row of merged cells their value; return the rows filled, by column."""
        filled: dict[str, list[int]] = defaultdict(list)
        for first, last, column, _ in self._sheet.survey.merged:
            at, top = column - self._sheet.column, first - self._line
            if top < 1 or not 0 <= at < len(self.names) or top >= len(self._rows):
                continue
            value = self._rows[top][at]
            for row in self._rows[top + 1 : last - self._line + 1]:
                if value != "" and row[at] == "":
                    row[at] = value
                    filled[self.names[at]].append(first)
        return filled

    def _look(self) -> dict[str, list[tuple[int, str]]]:
        """Find cells that have lost something; return ids that are numbers, with their rows."""
        watched = [
            (at, name)
            for at, name in enumerate(self.names)
            if name in self._wanted.ids or name in self._wanted.times
        ]
        numbers: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for row, cells in enumerate(self._rows[1:], self._line + 1):
            for at, name in () if _is_blank(cells) else watched:
                value = cells[at]
                if isinstance(value, str):
                    continue
                if wrong := wrong_with(value, name in self._wanted.ids):
                    self.wrong[row, at + 1] = wrong
                elif name in self._wanted.ids:
                    numbers[name].append((row, text_of(value)))
        for (row, column), what in self._sheet.survey.broken.items():
            at = column - self._sheet.column
            if row > self._line and at >= 0 and not self._is_unread(at):
                self._mark(row, at, what)
        return numbers

    def _is_unread(self, at: int) -> bool:
        """Tell whether a column has a name that is none of ours, such as ``end`` of a timetable."""
        name = self.names[at] if at < len(self.names) else ""
        return bool(name) and name not in self._wanted.columns

    def _mark(self, row: int, at: int, what: str) -> None:
        """Note a cell without a usable value, and put there what stands in its place."""
        self.wrong[row, at + 1] = "invalid-value", what, "a value, or a formula that gives one"
        below = row - self._line
        if below < len(self._rows) and at < len(self._rows[below]):
            self._rows[below][at] = what


def _is_blank(cells: list[Value]) -> bool:
    """Tell whether a row is empty; a sheet may have a million such rows."""
    return cells.count("") == len(cells)
