"""An instance as a workbook, which reads back to the same instance."""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from models import Instance, InstanceError
from models.names import Goal
from models.record import Record
from models.references import KEYED, REFERENCES
from scheduler.files.cells import text_of
from scheduler.files.crosscheck import finish
from scheduler.files.describing import choices_of, column_texts
from scheduler.files.layout import TABLE_FILES, TableFile, grouped, rows_of
from scheduler.files.origin import Origin
from scheduler.files.settings import (
    DAY_COLUMNS,
    DAYS,
    POLICY,
    SETTING_COLUMNS,
    SETTINGS,
    TIER_COLUMNS,
    setting_rows,
    tier_rows,
)
from scheduler.files.workbooks.container import judged
from scheduler.files.workbooks.examples import EXAMPLES
from scheduler.files.workbooks.grids import EXAMPLE
from scheduler.files.workbooks.looks import Book, FormatName, on_paper, width_of, writing
from scheduler.files.workbooks.reading import FORMS, draft_of_workbook
from scheduler.files.workbooks.sheets import Workbook

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

SPARE = 500
"""Rows below the last one that have drop-down lists too."""

LONGEST_LIST = 255
"""Characters of a list that is part of a sheet."""

Cells = Sequence[Sequence[object]]


def workbook_of(instance: Instance) -> bytes:
    """Return an instance as an XLSX workbook: a sheet for each table, and three for the settings.

    Columns have notes and lists to choose from, and an empty table shows an example, which is not
    read. The same instance makes the same bytes.

    Raises
    ------
    ValueError
        Something in it cannot be written so that it is read back as the same.
    MissingExtra
        XlsxWriter or python-calamine is not installed.

    Notes
    -----
    What is read back has the same ``sha256``, if the activities come kind by kind in the order of
    the sheets; otherwise, as with a folder, they are read back in that order.
    """
    instance = grouped(instance)
    stream = io.BytesIO()
    with writing(stream, instance.title or instance.name, instance.days[0].date) as book:
        _plain(book, SETTINGS, SETTING_COLUMNS.columns, list(setting_rows(instance)))
        days = [
            (day.date, datetime.combine(date.min, day.start) - datetime.min, day.end)
            for day in instance.days
        ]
        _plain(book, DAYS, DAY_COLUMNS.columns, days)
        goals = {"goal": list(Goal.__args__)}  # type: ignore[attr-defined]
        _plain(book, POLICY, TIER_COLUMNS.columns, tier_rows(instance), goals)
        for form in TABLE_FILES:
            _table(book, form, rows_of(instance, form), instance)
    data = stream.getvalue()
    _read_back(instance, data)
    return data


def _plain(
    book: Book,
    name: str,
    columns: Sequence[str],
    rows: Cells,
    choices: Mapping[str, list[str]] | None = None,
) -> None:
    """Write a sheet without notes."""
    sheet = book.book.add_worksheet(name)
    on_paper(sheet)
    for at, column in enumerate(columns):
        sheet.write_string(0, at, column, book.formats["needed"])
        texts = [column, *(str(row[at]) for row in rows)]
        sheet.set_column(at, at, width_of(texts), book.formats["text"])
        if choices and column in choices:
            _offer(sheet, at, len(rows) + SPARE, choices[column], strict=True)
    for number, row in enumerate(rows, start=1):
        for at, value in enumerate(row):
            book.put(sheet, number, at, value)


def _table(book: Book, form: TableFile, rows: Sequence[Record], instance: Instance) -> None:
    """Write the sheet of a table, with notes on its columns and lists to choose from."""
    sheet = book.book.add_worksheet(form.sheet)
    on_paper(sheet, columns=1)
    defaults = {
        name: field.get_default(call_default_factory=True)
        for name, field in form.record.model_fields.items()
    }
    notes = column_texts(form)
    example = {form.columns[0]: EXAMPLE, **EXAMPLES[form.sheet]} if not rows else {}
    for at, name in enumerate(form.columns):
        needed = name in form.required
        sheet.write_string(0, at, name, book.formats["needed" if needed else "head"])
        note = notes[name].replace("`", "") + (" Needed." if needed else "")
        sheet.write_comment(0, at, note.strip(), {"author": "", "x_scale": 2})
        values = [
            _value(row, name) if needed or getattr(row, name) != defaults[name] else ""
            for row in rows
        ]
        shown = [f"{name}  ", example.get(name, ""), *map(str, values)]
        sheet.set_column(at, at, width_of(shown), book.formats[_format(form, name)])
        _choices(sheet, form, name, at, instance, len(rows))
        for number, value in enumerate(values, start=1):
            book.put(sheet, number, at, value)
        if name in example:
            sheet.write_string(1, at, example[name], book.formats["example"])


def _value(row: Record, name: str) -> object:
    """Return a value as a cell has it: local times as such if they are nothing but that."""
    value = getattr(row, name)
    if isinstance(value, int):
        return value
    if isinstance(value, datetime):
        plain = value.tzinfo is None and not value.fold
        whole = value.second == value.microsecond == 0 and value.time() != time()
        return value if plain and whole and value.year >= 1900 else text_of(row, name)
    return text_of(row, name)


def _format(form: TableFile, name: str) -> FormatName:
    """Return the format of a column, so that what is typed there is not changed."""
    annotation = str(form.record.model_fields[name].annotation)
    if "datetime" in annotation:
        return "moment"
    return "number" if annotation in ("<class 'int'>", "int | None") else "text"


def _choices(
    sheet: "Worksheet", form: TableFile, name: str, at: int, instance: Instance, rows: int
) -> None:
    """Offer the words of a column, or the ids of the table that it names."""
    words, several = choices_of(form, name)
    target = REFERENCES.get(form.table, {}).get(name, "")
    if words:
        strict = not several and words != ["yes", "no"]
        _offer(sheet, at, rows + SPARE, words, strict=strict)
    elif target in FORMS and target in KEYED:
        last = len(getattr(instance, target)) + SPARE
        _offer(sheet, at, rows + SPARE, f"={target}!$A$2:$A${last}", strict=False)


def _offer(
    sheet: "Worksheet", at: int, last: int, source: list[str] | str, *, strict: bool
) -> None:
    """Show a list to choose from, if it is short enough; others may be typed if not strict."""
    if isinstance(source, list) and len(",".join(source)) > LONGEST_LIST:
        return
    given = {"validate": "list", "source": source, "show_error": strict}
    sheet.data_validation(1, at, last, at, given)


def _read_back(instance: Instance, data: bytes) -> None:
    """Make sure that reading gives the same instance, before anything is written."""
    try:
        back = finish(draft_of_workbook(Workbook(judged(data, Origin("workbook")))))
    except InstanceError as error:
        raise ValueError(f"cannot be written as a workbook: {error.faults[0]}") from error
    if back.sha256 == instance.sha256:
        return
    for form in TABLE_FILES:
        pairs = zip(rows_of(instance, form), rows_of(back, form), strict=True)
        for before, after in pairs:
            if before != after:
                name = getattr(before, "id", form.sheet)
                raise ValueError(
                    f"{name} cannot be written in sheet {form.sheet}: it would be read back as "
                    f"{after}"
                )
    raise ValueError(f"cannot be written: sheet {SETTINGS} would be read back differently")
