"""How sheets look: formats, widths, notes, frozen headers, paper."""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal

from scheduler.files.extras import extra

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FormatName = Literal[
    "head", "needed", "text", "number", "moment", "date", "time", "example", "title", "small",
    "line", "line-day", "line-hour", "line-number",
]  # fmt: skip

LINE: Mapping[str, object] = {"valign": "top", "bottom": 1, "bottom_color": "#D5DAE1"}
"""A row of a sheet that is only read."""

FORMATS: Mapping[FormatName, Mapping[str, object]] = {
    "head": {"bold": True, "bg_color": "#E3E8EE", "bottom": 1, "valign": "top"},
    "needed": {"bold": True, "bg_color": "#BFCBD9", "bottom": 1, "valign": "top"},
    "text": {"num_format": "@", "valign": "top"},
    "number": {"num_format": "0", "align": "right", "indent": 1, "valign": "top"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm", "align": "left", "valign": "top"},
    "date": {"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"},
    "time": {"num_format": "[hh]:mm", "align": "left", "valign": "top"},
    "line": {"num_format": "@", "text_wrap": True, **LINE},
    "line-day": {"num_format": "ddd d mmm yyyy", "align": "left", **LINE},
    "line-hour": {"num_format": "hh:mm", "align": "left", **LINE},
    "line-number": {"num_format": "0", "align": "left", **LINE},
    "title": {"bold": True, "font_size": 14},
    "small": {"font_color": "#5A6270"},
    "example": {"num_format": "@", "italic": True, "font_color": "#8A8F98", "valign": "top"},
}

NARROWEST, WIDEST = 9, 48
"""Width of columns, in characters."""


@dataclass(frozen=True)
class Book:
    """A workbook that is being written, with its formats."""

    book: "Workbook"
    formats: Mapping[FormatName, "Format"]

    def put(self, sheet: "Worksheet", row: int, column: int, value: object) -> None:
        """Write a value: numbers and times as such, all else as text and never as a formula."""
        if isinstance(value, bool):
            sheet.write_string(row, column, "yes" if value else "no", self.formats["text"])
        elif isinstance(value, int):
            sheet.write_number(row, column, value, self.formats["number"])
        elif isinstance(value, datetime):
            sheet.write_datetime(row, column, value, self.formats["moment"])
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, self.formats["date"])
        elif isinstance(value, timedelta):  # since midnight, 24:00 and later too
            sheet.write_datetime(row, column, value, self.formats["time"])
        elif value not in (None, ""):
            sheet.write_string(row, column, str(value), self.formats["text"])


@contextmanager
def writing(stream: io.BytesIO, title: str, created: date) -> Iterator[Book]:
    """Write a workbook into a stream: the same bytes for the same content.

    Parameters
    ----------
    created
        Date that the file says it was made on: not today's, or it would differ every day.
    """
    with extra("files"):
        from xlsxwriter import Workbook

    book = Workbook(
        stream,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": title, "created": datetime.combine(created, time())})
    yield Book(book, {name: book.add_format(dict(look)) for name, look in FORMATS.items()})
    book.close()


def on_paper(sheet: "Worksheet", *, rows: int = 1, columns: int = 0, fit: bool = False) -> None:
    """Freeze the first rows, and print them on every page, on A4 across.

    Parameters
    ----------
    columns
        How many of the first columns are frozen and repeated too.
    fit
        Whether to print all columns on one page.
    """
    sheet.freeze_panes(rows, columns)
    sheet.repeat_rows(0, rows - 1)
    if columns:
        sheet.repeat_columns(0, columns - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    if fit:
        sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&A&R&P / &N")


def width_of(texts: list[str]) -> float:
    """Return the width of a column with these texts."""
    longest = max((len(line) for text in texts for line in text.splitlines() or [""]), default=0)
    return min(max(longest + 2, NARROWEST), WIDEST)
