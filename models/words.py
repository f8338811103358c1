"""Words that planners match by: the same word is spelled the same in the whole instance."""

from collections.abc import Iterable, Mapping

from models.record import Record
from models.tables import Tables
from models.text import folded

VOCABULARIES: tuple[tuple[tuple[str, str], ...], ...] = (
    (("rooms", "equipment"), ("activities", "equipment")),
    (("activities", "topics"),),
    (("activities", "track"),),
    (("delegations", "region"),),
)
"""Columns, by table, whose words are compared with each other."""


def spelled_alike(instance: Tables) -> Mapping[str, tuple[Record, ...]]:
    """Return the tables in which a word is spelled in several ways, each as it came first.

    Words are the same if they differ only in capitals, in blanks, in invisible characters, or in
    how accents are composed (:func:`models.text.folded`).
    """
    changed: dict[str, tuple[Record, ...]] = {}
    for columns in VOCABULARIES:
        first: dict[str, str] = {}
        for table, column in columns:
            rows = changed.get(table, getattr(instance, table))
            alike = tuple(_spelled(row, column, first) for row in rows)
            if any(row is not old for row, old in zip(alike, rows, strict=True)):
                changed[table] = alike
    return changed


def _spelled(row: Record, column: str, first: dict[str, str]) -> Record:
    value = getattr(row, column)
    words: Iterable[str] = (value,) if isinstance(value, str) else value or ()
    alike = tuple(first.setdefault(folded(word), word) for word in words)
    if alike == tuple(words):
        return row
    return row.model_copy(update={column: alike[0] if isinstance(value, str) else alike})
