"""Reading timetables and policies."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from pydantic import ValidationError

from models import (
    Fault,
    Instance,
    InstanceError,
    Placement,
    Policy,
    Timetable,
    find_timetable_faults,
)
from scheduler.files.csv_text import csv_grid
from scheduler.files.documents import read_json, read_toml
from scheduler.files.encodings import read_table_text
from scheduler.files.header import column_of
from scheduler.files.layout import MAX_ROWS
from scheduler.files.loading import OnWarning, give, given_before, load_instance
from scheduler.files.naming import known_in, read_names
from scheduler.files.origin import Origin
from scheduler.files.phrases import faults_of
from scheduler.files.reading import like_it, read_text, refuse
from scheduler.files.tables import Table, read_grid
from scheduler.files.text import closest, escaped, show
from scheduler.files.tidying import Wanted
from scheduler.files.workbooks import OTHERS, SUFFIXES
from scheduler.files.workbooks.grids import find_head, sheet_grid
from scheduler.files.workbooks.sheets import Sheet, Workbook, read_workbook
from scheduler.files.workbooks.values import text_of

COLUMNS = tuple(Placement.model_fields)
FACTS = "instance.json"
"""The instance that a timetable is for, in the same folder of results."""
TIMETABLE = "timetable"
"""The sheet of a workbook that a timetable is read from."""
WRITTEN = "timetable.json"
"""The timetable as it was found, in the same folder of results."""
REQUIRED = ("activity", "start", "room")
TARGETS = {"activity": "activities", "room": "rooms"}
"""Column -> table of the instance whose ids it has."""
WANTED = Wanted(
    COLUMNS, REQUIRED, ("start",), frozenset(("activity", "room")), frozenset(("unit",))
)


def load_timetable(
    path: Path | str, *, instance: Instance | None = None, on_warning: OnWarning | None = None
) -> Timetable:
    """Read a timetable, hand-edited or not.

    Parameters
    ----------
    path
        A JSON document, or a CSV file or the sheet ``timetable`` of a workbook with the columns
        ``activity``, ``start``, ``room`` and, if need be, ``unit`` and ``reason``. Other columns
        (titles, ends) are for people and are not read; one whose name looks like a misspelling of
        these is a fault. If no sheet has that name, the only one with these columns is read.
    instance
        The one that it is for. In a table the names of its rooms and the titles of its activities,
        or those of the instance in the same folder, stand for their ids, with a warning; and dates
        that have two readings, or none, are on its days.
    on_warning
        As for :func:`load_instance`.

    Returns
    -------
    Timetable
        From a table without the name and the hash of an instance.

    Raises
    ------
    InstanceError
        With every fault found: file, row or cell, column, what was found, what is allowed.

    Notes
    -----
    Whether activities and rooms exist is not checked (see
    :func:`models.find_timetable_faults`), nor is any rule: that is the task of the
    referee (:func:`scheduler.check`).
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix in (".csv", *SUFFIXES, *OTHERS):
        timetable, warnings = _from_table(_table(path, instance))
        give(warnings, on_warning)
        return timetable
    if suffix != ".json":
        _refuse(path, suffix)
    text = read_text(path, path.name)
    raw, faults = read_json(text, path.name)
    if not isinstance(raw, dict):
        refuse("wrong-shape", path.name, show(raw), "one JSON object with placements")
    try:
        timetable = Timetable.model_validate(raw)
    except ValidationError as error:
        faults += faults_of(error, Timetable, Origin(path.name, None, ""))
    if faults:
        raise InstanceError(faults)
    return timetable


def _refuse(path: Path, suffix: str) -> NoReturn:
    """Say why something is no file of a timetable."""
    name = show(path.name)[1:-1]
    if os.path.isdir(path):
        refuse("wrong-file", name, "a folder", f"a file, such as timetable.csv in {name}")
    if not os.path.exists(path):
        refuse("missing-file", name, "no such file", f"a file that is there{like_it(path)}")
    found = f"a {suffix} file" if suffix else "a file without .json or .csv in its name"
    allowed = "a .json or .csv file, or a workbook (.xlsx, .ods, .xls)"
    refuse("wrong-file", name, found, allowed)


def load_facts(path: Path | str, timetable: Timetable) -> Instance | None:
    """Read the instance that a timetable was made for, if it lies in the same folder.

    Parameters
    ----------
    path
        File of the timetable; ``instance.json`` of the same folder is looked at.
    timetable
        What was read from that file.

    Returns
    -------
    Instance
        None if there is no such file, or if it belongs to another timetable: it is compared by
        the hash or, where the timetable has none, by the activities and rooms that it names.

    Raises
    ------
    InstanceError
        There is one, but it cannot be read.
    """
    file = Path(path).with_name(FACTS)
    if not file.exists():
        return None
    instance = load_instance(file, on_warning=given_before)
    if timetable.instance_sha256:
        return instance if timetable.instance_sha256 == instance.sha256 else None
    return None if find_timetable_faults(instance, timetable) else instance


def written_beside(path: Path | str) -> Timetable | None:
    """Read the timetable that was written with the one at a path; None if there is none."""
    file = Path(path).with_name(WRITTEN)
    try:
        return load_timetable(file) if file.exists() and file != Path(path) else None
    except InstanceError:
        return None


def placement_rows(
    path: Path | str, instance: Instance | None = None
) -> list[tuple[str, dict[str, str]]]:
    """Return where each placement of a timetable that has been read is in its file, and its cells.

    A document has no cells beside what is read.
    """
    path = Path(path)
    if path.suffix.lower() == ".json":
        count = len(load_timetable(path, on_warning=given_before).placements)
        return [(f"{path.name}, placements[{row}]", {}) for row in range(count)]
    table = _table(path, instance)
    return [(str(table.place.at(line)), cells) for line, cells in table.rows]


def _table(path: Path, instance: Instance | None) -> Table:
    """Read the rows of a timetable in a CSV file or a workbook."""
    days = [day.date for day in instance.days] if instance else []
    if path.suffix.lower() == ".csv":
        text, told = read_table_text(path, path.name)
        grid = csv_grid(text, path.name, COLUMNS)
        grid.warnings[:0] = told
    else:
        grid = sheet_grid(_sheet(read_workbook(path)), WANTED)
    table = read_grid(grid, MAX_ROWS, WANTED, days)
    if instance is not None:
        _read_names(table, path, instance)
    return table


def _read_names(table: Table, path: Path, instance: Instance) -> None:
    """Write ids for names; those of the instance in the same folder, which it was for, go first."""
    known = known_in(instance)
    if all(
        not cells.get(column) or known.has(cells[column], target)
        for _, cells in table.rows
        for column, target in TARGETS.items()
    ):
        return
    with suppress(InstanceError):
        if path.with_name(FACTS).exists():
            facts = load_instance(path.with_name(FACTS), on_warning=given_before)
            then, known = known_in(facts, instance), known_in(instance, facts)
            table.take(read_names(table.rows, TARGETS, table.place, then, TARGETS))
    table.take(read_names(table.rows, TARGETS, table.place, known, TARGETS))


def _sheet(book: Workbook) -> Sheet:
    """Return the sheet of a workbook that has the timetable."""
    for name in book.names:
        if column_of(name, (TIMETABLE,)) == TIMETABLE:
            return book.sheet(name)
    found = [sheet for sheet in map(book.sheet, book.names) if _has_places(sheet)]
    if len(found) != 1:
        names = ", ".join(sheet.place.sheet for sheet in found)
        what = f"several sheets with these columns: {names}" if found else "no timetable"
        allowed = f"a sheet {TIMETABLE} with the columns {', '.join(REQUIRED)}"
        book.place.refuse("missing-sheet", what, allowed)
    return found[0]


def _has_places(sheet: Sheet) -> bool:
    head = find_head(sheet, COLUMNS)
    if not head.line:
        return False
    cells = [column_of(text_of(cell), COLUMNS) for cell in sheet.rows[head.line - sheet.row]]
    return set(REQUIRED) <= set(cells)


def _from_table(table: Table) -> tuple[Timetable, list[Fault]]:
    lacking, faults = _judge_header(table)
    faults = [*table.faults, *faults]
    placements = []
    for line, cells in table.rows:
        raw = {name: cell for name, cell in cells.items() if name in COLUMNS}
        try:
            placements.append(Placement.model_validate(raw))
        except ValidationError as error:
            if not lacking:
                faults += faults_of(error, Placement, table.place.at(line))
    if faults:
        raise InstanceError(faults)
    return Timetable(placements=tuple(placements)), table.warnings


def _judge_header(table: Table) -> tuple[list[str], list[Fault]]:
    """Return required columns that are missing, and the faults of the header."""
    if not table.header:
        return [], []
    faults = []
    for name in table.header:
        meant = closest(name, COLUMNS)
        if meant and meant not in table.header:
            allowed = f"one of {', '.join(COLUMNS)} (did you mean {meant}?)"
            where = (escaped(name),)
            faults.append(table.place.fault("unknown-column", where, "an unknown column", allowed))
    lacking = [name for name in REQUIRED if name not in table.header]
    if lacking and not faults:
        missing = ", ".join(lacking)
        allowed = f"the columns {', '.join(REQUIRED)}"
        faults.append(
            table.place.fault("missing-column", (missing,), f"no column {missing}", allowed)
        )
    return lacking, faults


def load_policy(path: Path | str) -> Policy:
    """Read a policy from a TOML file, its keys at the top or under ``[policy]``.

    Raises
    ------
    InstanceError
        With every fault found.
    """
    path = Path(path)
    raw, place = read_toml(read_text(path, path.name), path.name)
    inner = raw.get("policy")
    if isinstance(inner, Mapping):
        strange = raw.keys() - {"policy"}
        if strange:
            raise InstanceError(
                place.fault(
                    "unknown-column",
                    (key,),
                    "a key beside [policy]",
                    "[policy] alone, or no [policy]",
                )
                for key in sorted(strange)
            )
        raw, place = dict(inner), Origin(path.name, None, "policy", lines=place.lines)
    try:
        return Policy.model_validate(raw)
    except ValidationError as error:
        raise InstanceError(faults_of(error, Policy, place)) from error
