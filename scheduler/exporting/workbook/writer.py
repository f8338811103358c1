"""The workbook of an edition: a sheet to work on, for planners, and sheets to read."""

import io
from collections.abc import Iterator
from datetime import date, datetime
from textwrap import wrap
from typing import TYPE_CHECKING

from scheduler.exporting.editions import Edition
from scheduler.exporting.file import File, file_of
from scheduler.exporting.workbook.content import Page, company, local, pages
from scheduler.exporting.workbook.names import sheet_name
from scheduler.files.timetables import TIMETABLE
from scheduler.files.workbooks.looks import Book, on_paper, width_of, writing
from scheduler.files.workbooks.writing import LONGEST_LIST
from scheduler.viewing.audiences import PLANNER
from scheduler.wording.languages import label

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

COLUMNS = (
    "activity", "title", "start", "end", "room", "unit", "kind", "minutes", "who", "reason",
)  # fmt: skip
"""Columns of the sheet that is read back: those of ``timetable.csv`` that one works with.

``who`` has names, for people; the ids that ``timetable.csv`` has in ``people`` are the instance's.
"""

ALLOWED = ("sort", "autofilter", "format_columns", "format_rows")
"""What may be done with a sheet to read."""

WIDEST, LINE = 36, 15
"""Width of a column in characters; height of a line in points."""

ABOVE = 3
"""Rows above what a page says: its title, a note, and the names of its columns."""


def workbook(made: Edition) -> Iterator[File]:
    """Yield the programme as a workbook."""
    yield file_of("programme.xlsx", made.audience, lambda: workbook_bytes(made))


def workbook_bytes(made: Edition) -> bytes:
    """Return the workbook; the same bytes for the same edition."""
    stream = io.BytesIO()
    instance = made.programme.instance
    title = instance.title or instance.name
    with writing(stream, title, instance.days[0].date) as book:
        taken: list[str] = []
        if made.audience == PLANNER:
            taken.append(TIMETABLE)
            _timetable(book, made)
        for page in pages(made):
            taken.append(sheet_name(page.name, taken))
            _page(book, made, page, taken[-1])
    return stream.getvalue()


def _timetable(book: Book, made: Edition) -> None:
    """Write the sheet that planners move meetings in, and that is read in place of a CSV file."""
    programme = made.programme
    sheet = book.book.add_worksheet(TIMETABLE)
    on_paper(sheet, fit=True)
    rows: list[tuple[object, ...]] = []
    for b in programme.bookings:
        a = b.activity
        start, end = local(programme, b.start), local(programme, b.end)
        who = company(made, a.people)
        rows.append((a.id, a.title, start, end, b.room.id, b.unit, a.kind, a.minutes, who, ""))
    for w in programme.waiting:
        a = w.activity
        who = company(made, a.people)
        rows.append((a.id, a.title, "", "", "", "", a.kind, a.minutes, who, w.reason))
    needed = ("activity", "start", "room", "unit")
    for at, name in enumerate(COLUMNS):
        look = book.formats["needed" if name in needed else "head"]
        sheet.write_string(0, at, name, look)
        texts = [name, *(str(row[at]) for row in rows)]
        widths = {"start": 17.0, "end": 17.0}
        sheet.set_column(at, at, widths.get(name, width_of(texts)))
    for number, row in enumerate(rows, start=1):
        for at, value in enumerate(row):
            book.put(sheet, number, at, value)
        if isinstance(row[2], datetime):
            ends = f'=IF(C{number + 1}="","",C{number + 1}+H{number + 1}/1440)'
            _formula(book, sheet, number, ends, row[3])
    sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)
    ids = [room.id for room in programme.instance.rooms]
    if ids and len(",".join(ids)) <= LONGEST_LIST and rows:
        offered = {"validate": "list", "source": ids, "show_error": False}
        sheet.data_validation(1, COLUMNS.index("room"), len(rows), COLUMNS.index("room"), offered)


def _formula(book: Book, sheet: "Worksheet", row: int, formula: str, shown: object) -> None:
    """Write an end that follows its start, with the value that it has now."""
    if isinstance(shown, datetime):
        days = (shown - datetime(1899, 12, 30)).total_seconds() / 86_400
        sheet.write_formula(row, COLUMNS.index("end"), formula, book.formats["moment"], days)


def _page(book: Book, made: Edition, page: Page, name: str) -> None:
    """Write a sheet to read: what is changed in it would not be read, so it is locked."""
    instance = made.programme.instance
    sheet = book.book.add_worksheet(name)
    on_paper(sheet, rows=ABOVE, fit=True)
    sheet.write_string(
        0, 0, f"{instance.title or instance.name} – {page.name}", book.formats["title"]
    )
    notes = [label("times-of", made.language, zone=made.zone)]
    if made.audience == PLANNER:
        notes = [label("for-planners", made.language), *notes, label("not-read", made.language)]
        sheet.protect(
            "", {"sort": True, "autofilter": True, "format_columns": True, "format_rows": True}
        )
    sheet.write_string(1, 0, "  ".join(notes), book.formats["small"])
    widths = []
    for at, head in enumerate(page.heads):
        sheet.write_string(ABOVE - 1, at, head, book.formats["needed"])
        texts = [head, *(_shown(row[at]) for row in page.rows)]
        widths.append(min(width_of(texts), WIDEST))
        sheet.set_column(at, at, widths[-1])
    for number, row in enumerate(page.rows, start=ABOVE):
        sheet.set_row(number, LINE * _lines(row, widths))
        for at, value in enumerate(row):
            _cell(book, sheet, number, at, value)
    if page.rows:
        sheet.autofilter(ABOVE - 1, 0, ABOVE - 1 + len(page.rows), len(page.heads) - 1)
    else:
        sheet.write_string(ABOVE, 0, label("nothing", made.language), book.formats["small"])


def _cell(book: Book, sheet: "Worksheet", row: int, at: int, value: object) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(row, at, value, book.formats["line-hour"])
    elif isinstance(value, date):
        sheet.write_datetime(row, at, value, book.formats["line-day"])
    elif isinstance(value, int):
        sheet.write_number(row, at, value, book.formats["line-number"])
    else:
        sheet.write_string(row, at, str(value or ""), book.formats["line"])


def _lines(row: tuple[object, ...], widths: list[float]) -> int:
    """Return how many lines a row needs: spreadsheets do not all find out by themselves."""
    pairs = zip(row, widths, strict=True)
    return max(len(wrap(_shown(value), int(width * 1.1))) or 1 for value, width in pairs)


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%H:%M}"
    return "Wed 25 Oct 2025" if isinstance(value, date) else str(value)
