"""Reading timetables and policies."""

from collections.abc import Mapping
from pathlib import Path

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
from scheduler.files.layout import MAX_ROWS
from scheduler.files.loading import OnWarning, give, given_before, load_instance
from scheduler.files.origin import Origin
from scheduler.files.phrases import faults_of
from scheduler.files.reading import read_text, refuse
from scheduler.files.tables import Table, Wanted, read_grid
from scheduler.files.text import closest, escaped, show

COLUMNS = tuple(Placement.model_fields)
FACTS = "instance.json"
"""The instance that a timetable is for, in the same folder of results."""
REQUIRED = ("activity", "start", "room")
WANTED = Wanted(COLUMNS, REQUIRED, ("start",))


def load_timetable(path: Path | str, *, on_warning: OnWarning | None = None) -> Timetable:
    """Read a timetable, hand-edited or not.

    Parameters
    ----------
    path
        A JSON document, or a CSV file with the columns ``activity``, ``start``,
        ``room`` and, if need be, ``unit`` and ``reason``. Other columns (titles, ends)
        are for people and are not read; one whose name looks like a misspelling of
        these is a fault.
    on_warning
        As for :func:`load_instance`.

    Returns
    -------
    Timetable
        From CSV without the name and the hash of an instance.

    Raises
    ------
    InstanceError
        With every fault found: file, row, column, what was found, what is allowed.

    Notes
    -----
    Whether activities and rooms exist is not checked (see
    :func:`models.find_timetable_faults`), nor is any rule: that is the task of the
    referee (:func:`scheduler.check`).
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in (".json", ".csv"):
        refuse(
            "wrong-file",
            show(path.name)[1:-1],
            f"a {suffix} file" if suffix else "a file without .json or .csv in its name",
            "a .json or .csv file",
        )
    text = read_text(path, path.name)
    if suffix == ".csv":
        timetable, warnings = _from_csv(text, path.name)
        give(warnings, on_warning)
        return timetable
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


def _from_csv(text: str, file: str) -> tuple[Timetable, list[Fault]]:
    sheet = read_grid(csv_grid(text, file, COLUMNS), MAX_ROWS, WANTED)
    lacking, faults = _judge_header(sheet)
    faults = [*sheet.faults, *faults]
    placements = []
    for line, cells in sheet.rows:
        raw = {name: cell for name, cell in cells.items() if name in COLUMNS}
        try:
            placements.append(Placement.model_validate(raw))
        except ValidationError as error:
            if not lacking:
                faults += faults_of(error, Placement, sheet.place.at(line))
    if faults:
        raise InstanceError(faults)
    return Timetable(placements=tuple(placements)), sheet.warnings


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
