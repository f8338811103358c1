"""Writing instances and timetables: the same bytes for the same content."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

from models import Exports, Instance, InstanceError, Outcome, SavedOutcome, Timetable
from models.clock import closing_text
from models.record import Record
from scheduler.files.cells import cell_of, time_text
from scheduler.files.crosscheck import finish
from scheduler.files.layout import (
    HEAD_KEYS,
    RULES,
    SUMMIT,
    TABLE_FILES,
    TableFile,
    grouped,
    rows_of,
)
from scheduler.files.loading import draft_of_folder
from scheduler.files.staging import write_atomically


def save_instance(instance: Instance, folder: Path | str) -> None:
    """Write an instance as a folder of ``summit.toml`` and CSV files.

    Tables in the folder that this instance has no rows for (an old ``press.csv``, a
    ``rules.toml``) are removed; other files stay. A cell that a spreadsheet would
    take for a formula is preceded by an apostrophe, which reading removes again.

    Parameters
    ----------
    instance
        What to write.
    folder
        Made, with its parents, if it does not exist.

    Raises
    ------
    ValueError
        Something cannot be written as CSV without being read back differently: a semicolon
        inside an element of a list, an empty text that is not the default. Nothing is
        written then.
    OSError
        The folder cannot be written.

    Notes
    -----
    ``load_instance(folder) == instance``, with the same ``sha256``, if the activities
    come kind by kind in the order of the files (plenaries, side events, workshops,
    bilaterals, exhibitions, press). Otherwise they are read back in that order, as a
    folder keeps no order between its files, and the two are equal after sorting.
    """
    folder = Path(folder)
    texts = {SUMMIT: _summit(instance)}
    for form in TABLE_FILES:
        rows = rows_of(instance, form)
        if rows:
            texts[form.file] = _csv(rows, form)
    _read_back(instance, texts)
    folder.mkdir(parents=True, exist_ok=True)
    for file in [*(form.file for form in TABLE_FILES), RULES]:
        if file not in texts:
            (folder / file).unlink(missing_ok=True)
    for file, text in texts.items():
        write_atomically(folder / file, text)


def dump_instance(instance: Instance) -> str:
    """Return an instance as one JSON document, without values that are the default."""
    document = {
        "format": instance.format,
        **instance.model_dump(mode="json", exclude_defaults=True),
        "policy": instance.policy.model_dump(mode="json"),
    }
    ordered = {key: document[key] for key in type(instance).model_fields if key in document}
    return _json(ordered)


def dump_timetable(timetable: Timetable) -> str:
    """Return a timetable as a JSON document.

    Raises
    ------
    ValueError
        A start without offset is the second occurrence of its wall-clock time.
    """
    for placement in timetable.placements:
        if placement.start is not None:
            time_text(placement.start)
    return _json(timetable.model_dump(mode="json"))


def dump_outcome(outcome: Outcome, files: Sequence[str]) -> str:
    """Return an outcome, and the names of the files that are written with it, as JSON."""
    saved = SavedOutcome.model_validate(dict(outcome) | {"files": tuple(files)})
    return saved.model_dump_json(indent=1) + "\n"


def _json(document: object) -> str:
    return json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _csv(rows: Sequence[Record], form: TableFile) -> str:
    defaults = {
        name: field.get_default(call_default_factory=True)
        for name, field in form.record.model_fields.items()
    }
    columns = [
        name
        for name in form.columns
        if name in form.required or any(getattr(row, name) != defaults[name] for row in rows)
    ]
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell_of(row, name) for name in columns] for row in rows)
    return stream.getvalue()


TABLES_OF_SUMMIT = ("days", "policy", "export")
"""Keys of ``summit.toml`` that are written as tables, after all others."""


def _summit(instance: Instance) -> str:
    """Return the text of ``summit.toml``."""
    plain = {key: getattr(instance, key) for key in HEAD_KEYS if key not in TABLES_OF_SUMMIT}
    lines = [f"{key} = {_toml(value)}" for key, value in plain.items()]
    for day in instance.days:
        lines += ["", "[[days]]", f"date = {day.date.isoformat()}"]
        whole = day.start.second == day.start.microsecond == 0
        lines.append(f'start = "{day.start.isoformat("minutes" if whole else "auto")}"')
        lines.append(f'end = "{closing_text(day.end)}"')
    policy = instance.policy
    lines += ["", "[policy]", f"break_minutes = {policy.break_minutes}", "tiers = ["]
    lines += [f"  {_toml(dict(sorted(tier.items())))}," for tier in policy.tiers]
    lines.append("]")
    for key in ("audience", "room_fit"):
        part = getattr(policy, key).model_dump()
        lines.append(f"{key} = {_toml(part)}")
    if instance.export != Exports():
        lines += ["", "[export]"]
        given = instance.export.model_dump(exclude_none=True)
        lines += [f"{key} = {_toml(value)}" for key, value in given.items()]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    """Return a value in TOML, whose strings are JSON's and whose keys may hold a hyphen."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(part)}" for key, part in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)


def _read_back(instance: Instance, texts: dict[str, str]) -> None:
    """Make sure that reading gives the same instance, before anything is written."""
    try:
        back = finish(draft_of_folder(texts, []))
    except InstanceError as error:
        raise ValueError(f"cannot be written as CSV: {error.faults[0]}") from error
    wanted = grouped(instance)
    if back.sha256 == wanted.sha256:
        return
    for form in TABLE_FILES:
        pairs = zip(rows_of(wanted, form), rows_of(back, form), strict=True)
        for before, after in pairs:
            if before != after:
                name = getattr(before, "id", form.file)
                raise ValueError(
                    f"{name} cannot be written in {form.file}: it would be read back as {after}"
                )
    raise ValueError(f"cannot be written: {SUMMIT} would be read back differently")
