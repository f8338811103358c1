"""A workbook to a draft of an instance: a sheet for each table, and three for the settings."""

from collections.abc import Mapping
from functools import partial

from models import InstanceError
from models.text import folded
from scheduler.files.draft import Draft
from scheduler.files.header import column_of
from scheduler.files.layout import TABLE_FILES, TableFile
from scheduler.files.origin import Origin
from scheduler.files.other_words import other_table
from scheduler.files.settings import DAYS, POLICY, SETTINGS, take_head
from scheduler.files.strays import meant
from scheduler.files.tables import add_tables, wanted_of
from scheduler.files.text import closest, show
from scheduler.files.workbooks.grids import sheet_grid
from scheduler.files.workbooks.sheets import Sheet, Workbook

FORMS: Mapping[str, TableFile] = {form.sheet: form for form in TABLE_FILES}

KNOWN = (SETTINGS, DAYS, POLICY, *FORMS)

HEADER_WITHIN = 20
"""Rows of a sheet of which one may be its header."""


def draft_of_workbook(book: Workbook) -> Draft:
    """Return the draft of an instance in a workbook."""
    draft = Draft(book.place)
    sheets = _sheets(draft, book)
    draft.files = {form.table: sheets[name].place for name, form in FORMS.items() if name in sheets}
    take_head(
        draft,
        {
            name: partial(sheet_grid, sheets[name])
            for name in (SETTINGS, DAYS, POLICY)
            if name in sheets
        },
        {"": SETTINGS},
    )
    add_tables(
        draft,
        (
            (form, sheet_grid(sheets[name], wanted_of(form)))
            for name, form in FORMS.items()
            if name in sheets
        ),
    )
    return draft


def _sheets(draft: Draft, book: Workbook) -> dict[str, Sheet]:
    """Read the sheets that are known; report those that are not."""
    names: dict[str, str] = {}
    for name in book.names:
        known = column_of(name, KNOWN)
        if known in names:
            found = f"two sheets for {known}: {show(names[known])} and {show(name)}"
            draft.faults.append(_of(book, name).fault("rival-files", (), found, "one of them"))
        elif known in KNOWN:
            names[known] = name
    for name in book.names:
        if name not in names.values() and column_of(name, KNOWN) not in KNOWN:
            _judge_unknown(draft, book, name, names)
    missing = [name for name in (SETTINGS, DAYS) if name not in names and name not in draft.unread]
    if missing:
        found, allowed = (
            f"no sheet {' or '.join(missing)}",
            f"the sheets {SETTINGS}, {DAYS}, {POLICY}",
        )
        draft.faults.append(book.place.fault("missing-sheet", (), found, allowed))
    sheets = {}
    for known, name in names.items():
        try:
            sheet = book.sheet(name)
        except InstanceError as error:
            draft.faults += error.faults
            draft.miss(FORMS[known].table if known in FORMS else known)
            continue
        if sheet.survey.broken or any(cell != "" for row in sheet.rows for cell in row):
            sheets[known] = sheet
        else:
            warning = sheet.place.fault("empty-file", (), "an empty sheet", "a header row")
            draft.warnings.append(warning)
    return sheets


def _of(book: Workbook, sheet: str) -> Origin:
    return Origin(book.place.file, sheet=sheet)


def _judge_unknown(draft: Draft, book: Workbook, name: str, names: Mapping[str, str]) -> None:
    """A name like that of a table is a fault, unless that table is there too."""
    table, is_copy = meant(name)
    near = closest(folded(name), [known for known in KNOWN if known not in names])
    near = near if near or table in names else table
    other = other_table(name).removesuffix(".csv")
    if not near and other in FORMS and other not in names and _has_header(book, name, FORMS[other]):
        near = other
    if near and table not in names:
        allowed = f"one of {', '.join(KNOWN)} (did you mean {near}?)"
        fault = _of(book, name).fault("unknown-sheet", (), "an unknown sheet", allowed)
        draft.faults.append(fault)
        draft.miss(FORMS[near].table if near in FORMS else near)
        return
    found = f"what may be a copy of {table}" if table and is_copy else "a sheet of your own"
    found += ", which is not read"
    warning = _of(book, name).fault("own-sheet", (), found, "your own notes")
    draft.warnings.append(warning)


def _has_header(book: Workbook, name: str, form: TableFile) -> bool:
    """Tell whether one of the first rows of a sheet has the columns that a table needs."""
    try:
        rows = book.sheet(name).rows[:HEADER_WITHIN]
    except InstanceError:
        return False
    needed = set(form.required)
    return any(needed <= {column_of(str(cell), needed) for cell in row} for row in rows)
