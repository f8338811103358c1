"""User text made harmless once, where a timetable and its instance are joined."""

from typing import TypeVar

from models import Instance
from models.record import Record
from scheduler.wording.text import plain

AnyRecord = TypeVar("AnyRecord", bound=Record)


def cleaned(instance: Instance) -> Instance:
    """Return the instance with every text in it as one plain line; itself if all are.

    Names, titles, topics, equipment, notes: whatever somebody typed. Ids are plain by their
    pattern. The hash of what is returned is not that of what was read.
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
