"""Reading instances: a folder of TOML and CSV, a workbook, or one JSON document."""

import os
import warnings
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from models import Fault, FaultCode, Instance, InstanceError, InstanceWarning
from scheduler.files.crosscheck import finish
from scheduler.files.csv_text import csv_grid
from scheduler.files.documents import path_of, read_json, read_toml
from scheduler.files.draft import Draft
from scheduler.files.encodings import CONTAINERS, read_table_text
from scheduler.files.gone import add_who_is_gone
from scheduler.files.layout import RECORDS, RULES, SUMMIT, TABLE_FILES, most_rows
from scheduler.files.origin import Origin
from scheduler.files.reading import decode, like_it, read_bytes, read_text, refuse
from scheduler.files.strays import READ, strays
from scheduler.files.tables import add_tables
from scheduler.files.text import show
from scheduler.files.workbooks import OTHERS, SUFFIXES
from scheduler.files.workbooks.reading import draft_of_workbook
from scheduler.files.workbooks.sheets import read_workbook

WANTED = f"a folder with {SUMMIT}, a workbook, or one JSON document"

OnWarning = Callable[[Fault], None]


def given_before(_warning: Fault) -> None:
    """Take warnings, as ``on_warning``, where the same input has been read, and they were shown."""


def give(found: Iterable[Fault], on_warning: OnWarning | None) -> None:
    """Give warnings to a function or, without one, to Python, as from whoever called the reader."""
    for fault in found:
        if on_warning is None:
            warnings.warn(InstanceWarning(fault), stacklevel=3)
        else:
            on_warning(fault)


def load_instance(
    source: Path | str | Mapping[str, object],
    *,
    on_warning: OnWarning | None = None,
    without_gone: bool = False,
) -> Instance:
    """Read an instance.

    Parameters
    ----------
    source
        A folder with ``summit.toml`` and CSV files, a workbook (``.xlsx``, ``.ods``, ``.xls``), or
        one JSON document; or the content of such a document.
    on_warning
        Called with each :class:`Fault` that does not keep the instance from being read, but is
        worth a look: a copy of a table, a column of one's own, a time that touches no day of
        the event. By default each is issued as
        an :class:`InstanceWarning`, by Python's :mod:`warnings`.
    without_gone
        Persons and delegations that are named, and whose rows are gone, have withdrawn, with a
        warning for each; otherwise that is a fault, as it may be a slip of the pen. For jobs that
        nobody watches.

    Returns
    -------
    Instance
        Consistent; the same for the same content in any form.

    Raises
    ------
    InstanceError
        With every fault found: file, line where the row starts (a header is row 1), or sheet
        and cell, column, what was found, what is allowed. No other exception is raised, whatever
        the files contain.

    Notes
    -----
    Whether a timetable exists is not checked.
    """
    if isinstance(source, Mapping):
        draft = _draft_of_mapping(source, "instance", [])
    else:
        draft = _draft_at(Path(source))
    if without_gone:
        add_who_is_gone(draft)
    try:
        return finish(draft)
    finally:  # before the faults, if there are any
        give(draft.warnings, on_warning)


def _draft_at(path: Path) -> Draft:
    """Return the draft of whatever is at a path."""
    try:
        is_folder, exists = path.is_dir(), os.path.lexists(path)
    except (OSError, ValueError) as error:
        raise InstanceError(
            [Fault("unreadable-file", show(str(path)), None, "", str(error), WANTED)]
        ) from error
    if not exists:
        refuse("missing-file", str(path), "nothing there", WANTED + like_it(path))
    if is_folder:
        return _draft_of(path)
    if path.suffix.lower() in (*SUFFIXES, *OTHERS):
        return draft_of_workbook(read_workbook(path))
    if path.suffix.lower() in (".toml", ".csv"):
        refuse("wrong-file", path.name, f"a {path.suffix} file", WANTED)
    return _draft_of_document(path)


def _draft_of(folder: Path) -> Draft:
    """Return the draft of the files of an instance in a folder."""
    texts: dict[str, str | None] = {}
    try:
        names = os.listdir(folder)
        faults, worth_a_look = strays(folder)
    except OSError as error:
        refuse(
            "unreadable-file",
            str(folder),
            error.strerror or str(error),
            "a folder that can be read",
        )
    if not set(READ) & set(names):
        books = [name for name in names if Path(name).suffix.lower() in (*SUFFIXES, *OTHERS)]
        there = f"no {SUMMIT}" + (f", but {', '.join(sorted(books))}" if books else "")
        refuse("missing-file", str(folder), there, WANTED)
    for name in READ:
        if name not in names:
            continue
        try:
            if name.endswith(".csv"):
                texts[name], told = read_table_text(folder / name, name)
                worth_a_look += told
            else:
                texts[name] = read_text(folder / name, name)
        except InstanceError as error:
            faults += error.faults
            texts[name] = None
    draft = draft_of_folder(texts, faults)
    draft.warnings[:0] = worth_a_look
    return draft


def draft_of_folder(texts: Mapping[str, str | None], faults: list[Fault]) -> Draft:
    """Return the draft of a folder, given the texts of its files.

    Parameters
    ----------
    texts
        File name -> text; ``None`` where it could not be read.
    faults
        Of the files themselves: missing, unreadable, unknown.
    """
    draft = Draft(Origin(SUMMIT, None, ""), {form.table: Origin(form.file) for form in TABLE_FILES})
    draft.faults += faults
    _take_summit(draft, texts)
    found = [(form, texts[form.file]) for form in TABLE_FILES if form.file in texts]
    for form, text in found:
        if text is None:
            draft.miss(form.table)
    add_tables(
        draft,
        (
            (form, csv_grid(text, form.file, form.columns))
            for form, text in found
            if text is not None
        ),
    )
    if RULES in texts:
        _take_rules(draft, texts)
    return draft


def _take_summit(draft: Draft, texts: Mapping[str, str | None]) -> None:
    raw: dict[str, object] = {}
    text = texts.get(SUMMIT)
    if SUMMIT not in texts:
        draft.faults.append(
            Fault("missing-file", SUMMIT, None, "", "no such file", f"a folder with {SUMMIT}")
        )
    elif text is not None:
        try:
            raw, draft.place = read_toml(text, SUMMIT)
        except InstanceError as error:
            draft.faults += error.faults
            text = None
    if text is not None:
        draft.set_head(raw)
        return
    before = len(draft.faults)
    draft.set_head({})
    del draft.faults[before:]  # that every key is missing follows from the fault of the file


def _take_rules(draft: Draft, texts: Mapping[str, str | None]) -> None:
    if "rules.csv" in texts:
        allowed = f"either rules.csv or {RULES}"
        draft.faults.append(
            Fault("rival-files", RULES, None, "", f"both rules.csv and {RULES}", allowed)
        )
    try:
        text = texts[RULES]
        if text is not None:
            raw, place = read_toml(text, RULES)
            for key in raw.keys() - {"rules"}:
                draft.faults.append(
                    place.fault("unknown-column", (key,), "an unknown key", "[[rules]] tables")
                )
            _take_records(draft, "rules", raw.get("rules", []), place)
    except InstanceError as error:
        draft.faults += error.faults
        draft.miss("rules")


def _draft_of_document(path: Path) -> Draft:
    file = path.name
    data = read_bytes(path, file)
    if data.startswith(CONTAINERS):
        refuse(
            "wrong-file", file, "a workbook, or an archive", "a workbook named .xlsx, .ods or .xls"
        )
    raw, faults = read_json(decode(data, file), file)
    if not isinstance(raw, dict):
        refuse("wrong-shape", file, show(raw), "one JSON object (see `summit schema`)")
    return _draft_of_mapping(raw, file, faults)


def _draft_of_mapping(raw: Mapping[str, object], file: str, faults: list[Fault]) -> Draft:
    draft = Draft(Origin(file, None, ""), faults=faults)
    draft.set_head(
        {key: value for key, value in raw.items() if key not in RECORDS},
        known=tuple(Instance.model_fields),
    )
    for table in RECORDS:
        if table in raw:
            _take_records(draft, table, raw[table], draft.place)
    return draft


def _take_records(draft: Draft, table: str, rows: object, whole: Origin) -> None:
    limit = most_rows(table)
    if not isinstance(rows, list | tuple) or len(rows) > limit:
        found = f"{len(rows):,} rows" if isinstance(rows, list | tuple) else show(rows)
        allowed = f"a list of at most {limit:,} rows"
        code: FaultCode = "too-large" if isinstance(rows, list | tuple) else "wrong-shape"
        draft.faults.append(whole.fault(code, (table,), found, allowed))
        draft.miss(table)
        return
    for number, row in enumerate(rows):
        name = row.get("id") if isinstance(row, dict) else None
        known = name if isinstance(name, str) and name.isprintable() and len(name) <= 64 else ""
        place = Origin(whole.file, None, path_of(table, number), known, whole.lines)
        draft.add(table, row, place)
