"""User text is cleaned once, where a timetable and its instance are joined."""

from typing import TypeVar

from models import Instance
from models.record import Record
from scheduler.wording.text import plain

AnyRecord = TypeVar("AnyRecord", bound=Record)


def cleaned(instance: Instance) -> Instance:
    """Return the instance with every text as one plain line; the same object if all are plain.

    This is about names, titles, topics, equipment and notes, which somebody typed; ids cannot be
    anything but plain. The hash of a cleaned instance is not that of the original.
    """
    changed: dict[str, object] = {}
    for table in type(instance).model_fields:
        value = getattr(instance, table)
        if isinstance(value, str) and plain(value) != value:
            changed[table] = plain(value)
        elif isinstance(value, tuple):
            rows = tuple(_cleaned(row) if isinstance(row, Record) else row for row in value)
            if any(row is not old for row, old in zip(rows, value, strict=True)):
                changed[table] = rows
    return instance.model_copy(update=changed) if changed else instance


def _cleaned(row: AnyRecord) -> AnyRecord:
    changed: dict[str, object] = {}
    for name, value in row.__dict__.items():
        if isinstance(value, str):
            if plain(value) != value:
                changed[name] = plain(value)
        elif isinstance(value, tuple) and any(isinstance(v, str) and plain(v) != v for v in value):
            changed[name] = tuple(plain(v) if isinstance(v, str) else v for v in value)
    return row.model_copy(update=changed) if changed else row
