"""Persons and delegations that are named and have no row: at night they count as withdrawn."""

from collections.abc import Iterator, Mapping

from models import Delegation, Person
from models.references import LISTS, REFERENCES, Hints
from scheduler.files.draft import Draft
from scheduler.files.origin import Origin

RECORDS: Mapping[str, type[Person | Delegation]] = {"people": Person, "delegations": Delegation}


MOST = 10
"""A table may lack one id in so many of those that it should have."""


def add_who_is_gone(draft: Draft) -> None:
    """Add a row, withdrawn, for each person and delegation that is named and has none.

    In a draft with a table of theirs that could not be read nothing is added; nor if more than a
    tenth of a table is gone (one row always may be), or all of it: that is no withdrawal but half
    a file, and a fault. Each id is a warning of the draft, at the first row that names it.
    """
    hints = Hints()
    for target, record in RECORDS.items():
        if target in draft.unread:
            continue
        known = {row.id for row, _ in draft.tables[target]} | draft.dropped[target]  # type: ignore[attr-defined]
        gone: dict[str, tuple[Origin, str]] = {}
        for name, place, column in _named(draft, target):
            if name not in known:
                gone.setdefault(name, (place, column))
        if not known or len(gone) > max(1, (len(known) + len(gone)) // MOST):
            continue
        for name, (place, column) in gone.items():
            row = record.model_validate({"id": name, "name": name, "state": "withdrawn"})
            draft.tables[target].append((row, place))
            hint = hints.similar(name, target, known)
            allowed = f"an id of {target}; it is taken to be withdrawn{hint}"
            found = f"{name!r}, which no row has"
            draft.warnings.append(place.fault("gone-id", (column,), found, allowed))


def _named(draft: Draft, target: str) -> Iterator[tuple[str, Origin, str]]:
    """Yield the ids of a table that rows need, and where; lists can do without."""
    for table, columns in REFERENCES.items():
        for column, whose in columns.items():
            if whose != target or column in LISTS.get(table, ()):
                continue
            for row, place in list(draft.tables[table]):
                value = getattr(row, column)
                named = [value] if isinstance(value, str) else list(value or ())
                yield from ((name, place, column) for name in named)
