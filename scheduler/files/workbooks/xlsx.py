"""What the sheets of an XLSX workbook have."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from scheduler.files.origin import Origin
from scheduler.files.text import show
from scheduler.files.workbooks.survey import (
    ALLOWED,
    Attributes,
    Limits,
    Survey,
    column_number,
    is_read,
    parse,
)

RELATIONS = "xl/_rels/workbook.xml.rels"

LAST_ROW = 1_048_576

_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


def surveyed(parts: Mapping[str, bytes], limits: Limits) -> dict[str, Survey]:
    """Survey the sheets of an XLSX workbook, and parse all other parts."""
    place, named = limits.place, {name.lower(): name for name in parts}
    book, links = (named.get(name, "") for name in ("xl/workbook.xml", RELATIONS))
    if not book or not links:
        place.refuse("wrong-file", "a zip file that is no workbook", ALLOWED)
    sheets = _sheet_parts(parts[book], parts[links], place)
    shared = SharedTexts(limits)
    for name, part in parts.items():
        if name.lower().endswith("sharedstrings.xml"):
            parse(part, place, shared.start, shared.text)
        elif is_read(name) and name not in (book, links, *sheets):
            parse(part, place)
    surveys = {}
    for name in filter(parts.__contains__, sheets):
        survey = XlsxSheet(limits, shared.lengths)
        parse(parts[name], replace(place, sheet=sheets[name]), survey.start, survey.text)
        surveys[sheets[name]] = survey.end()
    return surveys


def _sheet_parts(book: bytes, links: bytes, place: Origin) -> dict[str, str]:
    """Return the parts that are sheets, with the names that people see."""
    names: dict[str, str] = {}
    targets: dict[str, str] = {}

    def sheet(element: str, attributes: Attributes) -> None:
        if element.rpartition(":")[2] == "sheet":
            link = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            name = attributes.get("name", "")
            if link in names or name in names.values():
                place.refuse("damaged", f"two sheets of one name, {show(name)}", ALLOWED)
            names[link] = name

    def link(element: str, attributes: Attributes) -> None:
        if element.rpartition(":")[2] == "Relationship":
            target = attributes.get("Target", "")
            whole = target[1:] if target.startswith("/") else f"xl/{target}"
            if targets.setdefault(attributes.get("Id", ""), whole) != whole:
                place.refuse("damaged", "two parts of one number", ALLOWED)

    parse(book, place, sheet)
    parse(links, place, link)
    return {target: names[key] for key, target in targets.items() if key in names}


class SharedTexts:
    """The lengths of the texts that cells of an XLSX workbook refer to."""

    def __init__(self, limits: Limits) -> None:
        self.lengths: list[int] = []
        self._limits = limits

    def start(self, name: str, _: Attributes) -> None:
        """Take an element."""
        if name.rpartition(":")[2] == "si":
            self.lengths.append(0)

    def text(self, part: str) -> None:
        """Take text."""
        if self.lengths:
            self.lengths[-1] += len(part)
            self._limits.text(len(part))


class XlsxSheet:
    """The survey of one sheet of an XLSX workbook, element by element."""

    def __init__(self, limits: Limits, shared: Sequence[int]) -> None:
        self.survey = Survey()
        self._limits = limits
        self._shared = shared
        self._row = self._column = 0
        self._hidden = self._formula = self._value = self._open = False
        self._kind = self._said = ""

    def start(self, name: str, attributes: Attributes) -> None:
        """Take an element."""
        local = name.rpartition(":")[2]
        self._open = local == "v"
        if local == "c":
            self._settle()
            self._kind = attributes.get("t", "")
            self._move(attributes.get("r", ""))
        elif local in ("v", "is"):
            self._fill()
        elif local == "row":
            self._settle()
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
            self._hidden = attributes.get("hidden") in ("1", "true")
        elif local == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = (int(attributes.get(end, 0)) for end in ("min", "max"))
            self.survey.hide_columns(first, last)
        elif local == "f":
            self._formula = True
        elif local == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def text(self, part: str) -> None:
        """Take the value of a cell: of an error, what it is called; of a text, which one it is."""
        self._limits.text(len(part))
        if self._open and (self._formula or self._kind in ("e", "s")):
            self._said += part

    def end(self) -> Survey:
        """Return the survey."""
        self._settle()
        return self.survey

    def _move(self, reference: str) -> None:
        """Go to a cell; one that no spreadsheet has might be another one for the reader."""
        if not reference:
            self._column += 1
        elif (cell := _CELL.fullmatch(reference)) and int(cell[2]) <= LAST_ROW:
            self._column, self._row = column_number(cell[1]), int(cell[2])
        else:
            found = f"a cell that no spreadsheet has: {show(reference)}"
            self._limits.place.refuse("damaged", found, ALLOWED)

    def _fill(self) -> None:
        self._value = True
        self.survey.fill(self._row, self._column)
        if self._hidden:
            self.survey.hidden.add(self._row)

    def _settle(self) -> None:
        """Judge the cell that is complete now."""
        if not self._value and not self._formula:
            return
        if self._value and self._kind == "e":
            self.survey.broken[self._row, self._column] = self._said.strip() or "an error"
        elif self._value and self._kind == "s":
            self._limits.text(self._length())
        elif self._formula and not (self._value and (self._kind == "str" or self._said.strip())):
            self.survey.fill(self._row, self._column)  # a text may be empty, nothing else
            self.survey.broken[self._row, self._column] = "a formula without its result"
        self._formula = self._value = False
        self._kind = self._said = ""

    def _length(self) -> int:
        """Return the length of the text that a cell refers to; nought if there is none."""
        index = self._said.strip()
        known = index.isdecimal() and len(index) < 10 and int(index) < len(self._shared)
        return self._shared[int(index)] if known else 0

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        if (a := _CELL.fullmatch(first)) and (b := _CELL.fullmatch(last)):
            rows, columns = (int(a[2]), int(b[2])), (column_number(a[1]), column_number(b[1]))
            self.survey.merged.append((*rows, *columns))
            self._limits.merged(self.survey)
