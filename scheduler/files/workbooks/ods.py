"""What the sheets of an ODS workbook have."""

from collections.abc import Mapping

from scheduler.files.workbooks.survey import ALLOWED, Attributes, Limits, Survey, is_read, parse


def surveyed(parts: Mapping[str, bytes], limits: Limits) -> dict[str, Survey]:
    """Survey the sheets of an ODS workbook, and parse all other parts."""
    place = limits.place

    def entry(element: str, _: Attributes) -> None:
        if element.rpartition(":")[2] == "encryption-data":
            place.refuse("wrong-file", "a workbook with a password", ALLOWED)

    parse(parts.get("META-INF/manifest.xml", b"<none/>"), place, entry)
    sheets = OdsSheets(limits)
    for name, part in parts.items():
        if name == "content.xml":
            parse(part, place, sheets.start, sheets.text, sheets.end)
        elif name not in ("mimetype", "META-INF/manifest.xml") and is_read(name):
            parse(part, place)
    return sheets.surveys


class OdsSheets:
    """The surveys of all sheets of an ODS workbook, element by element."""

    def __init__(self, limits: Limits) -> None:
        self.surveys: dict[str, Survey] = {}
        self._limits = limits
        self._survey = Survey()
        self._row = self._column = self._times = self._wide = 0
        self._hidden = self._inside = False
        self._next_column = 1
        self._error: tuple[int, int] | None = None

    def start(self, name: str, attributes: Attributes) -> None:
        """Take an element."""
        if name in ("table:table-cell", "table:covered-table-cell"):
            self._error = None
            self._take_cell(attributes)
        elif name == "table:table-row":
            self._row += self._times
            self._times = int(attributes.get("table:number-rows-repeated", 1))
            self._column = self._wide = 0
            self._hidden = attributes.get("table:visibility") in ("collapse", "filter")
        elif name == "table:table-column":
            first = self._next_column
            self._next_column += int(attributes.get("table:number-columns-repeated", 1))
            if attributes.get("table:visibility") in ("collapse", "filter"):
                self._survey.hide_columns(first, self._next_column - 1)
        elif name == "table:table":
            title = attributes.get("table:name", "")
            if self._inside or title in self.surveys:
                found = "a sheet within another, or two sheets of one name"
                self._limits.place.refuse("damaged", found, ALLOWED)
            self._survey = self.surveys[title] = Survey()
            self._row, self._times, self._inside = 1, 0, True
            self._next_column = 1

    def text(self, part: str) -> None:
        """Take text: of an error, what it is called."""
        self._limits.text(len(part) * max(self._times, 1) * max(self._wide, 1))
        if self._error and part.strip():
            self._survey.broken[self._error] = part.strip()

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if name == "table:table":
            self._inside = False

    def _take_cell(self, attributes: Attributes) -> None:
        self._column += self._wide or 1
        self._wide = int(attributes.get("table:number-columns-repeated", 1))
        tall = int(attributes.get("table:number-rows-spanned", 1))
        if tall > 1:
            across = int(attributes.get("table:number-columns-spanned", 1))
            rows, columns = self._row + tall - 1, self._column + across - 1
            self._survey.merged.append((self._row, rows, self._column, columns))
            self._limits.merged(self._survey)
        kind = attributes.get("calcext:value-type") or attributes.get("office:value-type")
        formula = attributes.get("table:formula")
        if not kind and not formula:
            return
        said = len(attributes.get("office:string-value", ""))
        self._limits.text(said * self._times * self._wide)
        self._survey.fill(self._row + self._times - 1, self._column + self._wide - 1)
        if self._hidden:
            self._survey.hidden.update(range(self._row, self._row + min(self._times, 10_000)))
        if kind == "error":
            self._error = self._row, self._column
            self._survey.broken[self._error] = "an error"
        elif not kind:
            self._survey.broken[self._row, self._column] = "a formula without its result"
