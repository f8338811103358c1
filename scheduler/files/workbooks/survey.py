"""What the XML of a sheet says that the reader of cells does not: hidden rows, errors, its extent.

It is also where outside definitions, and sheets that would not fit into memory, are found before
anything else reads them.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers import expat

from scheduler.files.origin import Origin

MAX_ELEMENTS = 3_000_000
"""Elements of all sheets of a workbook; 50,000 rows of 20 cells have fewer."""

_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")

Attributes = Mapping[str, str]


@dataclass
class Survey:
    """One sheet, rows and columns from 1.

    Attributes
    ----------
    rows, columns
        The last row and column with anything in it.
    hidden
        Rows with something in them that are hidden, or filtered away.
    broken
        Cells without a usable value: what stands there instead.
    merged
        First and last row, and first and last column, of merged cells.
    """

    rows: int = 0
    columns: int = 0
    hidden: set[int] = field(default_factory=set)
    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def fill(self, row: int, column: int) -> None:
        """Note a cell that is not empty."""
        self.rows = max(self.rows, row)
        self.columns = max(self.columns, column)


def parse(
    data: bytes,
    place: Origin,
    start: Callable[[str, Attributes], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Parse XML, with a function for each element that starts.

    Raises
    ------
    InstanceError
        It is no XML, or has definitions (DOCTYPE), with which a small text can name other files or
        grow without limit.
    """

    def doctype(*_: object) -> None:
        place.refuse("damaged", "XML with definitions of its own (DOCTYPE)", "a workbook without")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    if start is not None:
        parser.StartElementHandler = start
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError) as error:
        place.refuse("damaged", f"XML that cannot be read ({error})", "a whole workbook")


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """Return 1 for ``A``, 27 for ``AA``."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """Return ``A`` for 1, ``AA`` for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Counter:
    """Elements of a workbook, up to a limit."""

    def __init__(self, place: Origin) -> None:
        self._place = place
        self._left = MAX_ELEMENTS

    def one(self) -> None:
        """Count one.

        Raises
        ------
        InstanceError
            There are too many.
        """
        self._left -= 1
        if not self._left:
            found, most = f"more than {MAX_ELEMENTS:,} cells and rows", "at most 50,000 rows"
            self._place.refuse("too-large", found, f"{most} in a sheet, and no styles without text")


class XlsxSheet:
    """The survey of one sheet of an XLSX workbook, element by element."""

    def __init__(self, counter: Counter) -> None:
        self.survey = Survey()
        self._counter = counter
        self._row = self._column = 0
        self._hidden = self._formula = self._value = self._error = False
        self._said = ""

    def start(self, name: str, attributes: Attributes) -> None:
        """Take an element."""
        self._counter.one()
        local = name.rpartition(":")[2]
        if local in ("v", "is"):
            self._fill()
        elif local == "c":
            self._settle()
            self._error = attributes.get("t") == "e"
            self._move(attributes.get("r", ""))
        elif local == "f":
            self._formula = True
        elif local == "row":
            self._settle()
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
            self._hidden = attributes.get("hidden") in ("1", "true")
        elif local == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def text(self, part: str) -> None:
        """Take text: of an error, what it is called."""
        if self._error and self._value:
            self._said += part

    def end(self) -> Survey:
        """Return the survey."""
        self._settle()
        return self.survey

    def _move(self, reference: str) -> None:
        if cell := _CELL.fullmatch(reference):
            self._column, self._row = column_number(cell[1]), int(cell[2])
        else:
            self._column += 1

    def _fill(self) -> None:
        self._value = True
        self.survey.fill(self._row, self._column)
        if self._hidden:
            self.survey.hidden.add(self._row)

    def _settle(self) -> None:
        """Judge the cell that is complete now."""
        if self._error and self._value:
            self.survey.broken[self._row, self._column] = self._said or "an error"
        elif self._formula and not self._value:
            self.survey.fill(self._row, self._column)
            self.survey.broken[self._row, self._column] = "a formula without its result"
        self._formula = self._value = self._error = False
        self._said = ""

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        if (a := _CELL.fullmatch(first)) and (b := _CELL.fullmatch(last)):
            rows, columns = (int(a[2]), int(b[2])), (column_number(a[1]), column_number(b[1]))
            self.survey.merged.append((*rows, *columns))


class OdsSheets:
    """The surveys of all sheets of an ODS workbook, element by element."""

    def __init__(self, counter: Counter) -> None:
        self.surveys: dict[str, Survey] = {}
        self._counter = counter
        self._survey = Survey()
        self._row = self._column = self._times = self._wide = 0
        self._hidden = False
        self._error: tuple[int, int] | None = None

    def start(self, name: str, attributes: Attributes) -> None:
        """Take an element."""
        self._counter.one()
        if name in ("table:table-cell", "table:covered-table-cell"):
            self._error = None
            self._take_cell(attributes)
        elif name == "table:table-row":
            self._row += self._times
            self._times = int(attributes.get("table:number-rows-repeated", 1))
            self._column = self._wide = 0
            self._hidden = attributes.get("table:visibility") in ("collapse", "filter")
        elif name == "table:table":
            self._survey = self.surveys[attributes.get("table:name", "")] = Survey()
            self._row, self._times = 1, 0

    def text(self, part: str) -> None:
        """Take text: of an error, what it is called."""
        if self._error and part.strip():
            self._survey.broken[self._error] = part.strip()

    def _take_cell(self, attributes: Attributes) -> None:
        self._column += self._wide or 1
        self._wide = int(attributes.get("table:number-columns-repeated", 1))
        tall = int(attributes.get("table:number-rows-spanned", 1))
        if tall > 1:
            across = int(attributes.get("table:number-columns-spanned", 1))
            rows, columns = self._row + tall - 1, self._column + across - 1
            self._survey.merged.append((self._row, rows, self._column, columns))
        kind = attributes.get("calcext:value-type") or attributes.get("office:value-type")
        formula = attributes.get("table:formula")
        if not kind and not formula:
            return
        self._survey.fill(self._row + self._times - 1, self._column + self._wide - 1)
        if self._hidden:
            self._survey.hidden.update(range(self._row, self._row + min(self._times, 10_000)))
        if kind == "error":
            self._error = self._row, self._column
            self._survey.broken[self._error] = "an error"
        elif not kind:
            self._survey.broken[self._row, self._column] = "a formula without its result"
