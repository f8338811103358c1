"""Which file holds which table, and how large any of them may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, create_model

from models import (
    Activity,
    Availability,
    Delegation,
    Instance,
    Kind,
    Person,
    Resource,
    Room,
    Rule,
    Slot,
    Transfer,
    Zone,
)
from models.record import Contract, Record
from models.references import REFERENCES

MAX_BYTES = 20_000_000
MAX_ROWS = 50_000
MAX_ZONES = 500
"""Fewer than other rows, as every two zones are compared."""
MAX_CELL = 10_000
MAX_ENTRIES = 5_000
"""Entries of a list inside a record; a CSV cell could not have more."""
MAX_FAULTS = 100_000
MAX_COLUMNS = 200
MAX_LINES = 1_100_000
"""Spreadsheets may export every one of their 1,048,576 rows, nearly all of them blank."""

SUMMIT = "summit.toml"
RULES = "rules.toml"
PEDIGREE = ("status", "source", "note")


@dataclass(frozen=True)
class TableFile:
    """One CSV file: the table it belongs to, and the kind of activity it implies."""

    table: str
    record: type[Record]
    file: str
    kind: Kind | None = None

    @property
    def sheet(self) -> str:
        """Sheet of a workbook that has the same table."""
        return self.file.removesuffix(".csv")

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns the file may have: ``id`` first, where a row comes from last."""
        own = [name for name in self.record.model_fields if name not in PEDIGREE]
        return (*(name for name in own if name != "kind" or self.kind is None), *PEDIGREE)

    @property
    def required(self) -> tuple[str, ...]:
        """Columns the file must have."""
        fields = self.record.model_fields
        return tuple(name for name in self.columns if fields[name].is_required())


RECORDS: dict[str, type[Record]] = {
    "zones": Zone,
    "transfers": Transfer,
    "rooms": Room,
    "delegations": Delegation,
    "people": Person,
    "availability": Availability,
    "resources": Resource,
    "slots": Slot,
    "activities": Activity,
    "rules": Rule,
}
"""Table of an instance -> what a row of it is."""

ACTIVITY_FILES: tuple[TableFile, ...] = (
    TableFile("activities", Activity, "plenaries.csv", "plenary"),
    TableFile("activities", Activity, "side_events.csv", "side-event"),
    TableFile("activities", Activity, "workshops.csv", "workshop"),
    TableFile("activities", Activity, "bilaterals.csv", "bilateral"),
    TableFile("activities", Activity, "exhibitions.csv", "exhibition"),
    TableFile("activities", Activity, "press.csv", "press"),
)

TABLE_FILES: tuple[TableFile, ...] = (
    *(
        TableFile(table, record, f"{table}.csv")
        for table, record in RECORDS.items()
        if table != "activities"
    ),
    *ACTIVITY_FILES,
)

HEAD_KEYS = tuple(name for name in Instance.model_fields if name not in RECORDS)

Head: type[Contract] = create_model(
    "Head",
    __base__=Contract,
    **{  # type: ignore[call-overload]
        name: (Instance.model_fields[name].annotation, Instance.model_fields[name])
        for name in HEAD_KEYS
    },
)
"""What an instance says outside its tables: name, time zone, grid, days, policy."""


NAMES: dict[str, type[BaseModel]] = {
    table: create_model(
        f"Names_{table}",
        id=(Any, None),
        **{  # type: ignore[call-overload]
            column: (field.rebuild_annotation(), None)
            for column in REFERENCES.get(table, ())
            for field in [record.model_fields[column]]
        },
    )
    for table, record in RECORDS.items()
}
"""Table -> what is read of a row that has a fault: its id, and the ids that it refers to."""


def most_rows(table: str) -> int:
    """Return how many rows a table may have."""
    return MAX_ZONES if table == "zones" else MAX_ROWS


def rows_of(instance: Instance, form: TableFile) -> Sequence[Record]:
    """Return the rows of an instance that belong into a file."""
    rows: Sequence[Record] = getattr(instance, form.table)
    if form.kind is None:
        return rows
    return [row for row in rows if getattr(row, "kind", None) == form.kind]


def grouped(instance: Instance) -> Instance:
    """Return the instance with its activities in the order of the files."""
    rows = tuple(row for form in ACTIVITY_FILES for row in rows_of(instance, form))
    fields = {name: getattr(instance, name) for name in type(instance).model_fields}
    return Instance.model_construct(**{**fields, "activities": rows})
