"""An instance while it is read: the rows that are right, and the faults of the rest."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from pydantic import BaseModel, ValidationError

from models import Fault, Instance, InstanceError
from scheduler.files.layout import HEAD_KEYS, MAX_FAULTS, NAMES, RECORDS, Head
from scheduler.files.origin import Origin
from scheduler.files.phrases import faults_of

STAND_IN: Mapping[str, object] = {
    "name": "unread",
    "time_zone": "UTC",
    "grid_minutes": 1,
    "days": ({"date": "2000-01-01", "start": "00:00", "end": "23:00"},),
}
"""Values used in place of keys that are wrong, so that the rest can be judged."""


@dataclass
class Draft:
    """Rows, and where each was read from.

    Attributes
    ----------
    place
        Where the keys outside the tables are: name, time zone, days.
    files
        Table -> its file or sheet, if it has one of its own.
    head
        Name, title, time zone, grid and policy, as far as they are right.
    tables
        Table, or ``days`` -> records and their places.
    faulty
        Table -> rows with a fault: their ids, and the ids they refer to.
    dropped
        Table -> ids of rows with a fault, which may be referred to all the same.
    unread
        Tables that could not be read: not even their ids are known.
    partial
        Tables and keys that could not be read in full.
    faults
        What has been found so far.
    warnings
        What does not keep the instance from being read, but is worth a look.
    """

    place: Origin
    files: Mapping[str, Origin] = field(default_factory=dict)
    head: dict[str, object] = field(default_factory=dict)
    tables: dict[str, list[tuple[BaseModel, Origin]]] = field(
        default_factory=lambda: {table: [] for table in ("days", *RECORDS)}
    )
    faulty: dict[str, list[tuple[BaseModel, Origin]]] = field(
        default_factory=lambda: {table: [] for table in RECORDS}
    )
    dropped: dict[str, set[str]] = field(
        default_factory=lambda: {table: set() for table in RECORDS}
    )
    unread: set[str] = field(default_factory=set)
    partial: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def miss(self, table: str) -> None:
        """Note that a table, or part of one, could not be read."""
        self.unread.add(table)
        self.partial.add(table)

    def drop(self, table: str, name: object) -> None:
        """Note that a row is left out; references to it are not faults."""
        self.partial.add(table)
        if table in self.dropped and isinstance(name, str):
            self.dropped[table].add(name.strip())

    def add(self, table: str, raw: object, place: Origin, lacking: Collection[str] = ()) -> None:
        """Add a row, or else its faults.

        Columns that the whole file is ``lacking`` have been reported already, so a row without
        a value there is left out but not reported again. After very many faults
        rows are no longer judged.
        """
        record = RECORDS[table]
        name = raw.get("id") if isinstance(raw, Mapping) else None
        if len(self.faults) >= MAX_FAULTS:
            self.drop(table, name)
            return
        try:
            row = record.model_validate(raw)
        except ValidationError as error:
            self.faults += faults_of(error, record, place, lacking=lacking)
            self.drop(table, name)
            if isinstance(raw, Mapping):
                wrong = {detail["loc"][0] for detail in error.errors() if detail["loc"]}
                right = {key: value for key, value in raw.items() if key not in wrong}
                self.faulty[table].append((NAMES[table].model_validate(right), place))
        else:
            self.tables[table].append((row, place))

    def set_head(self, raw: Mapping[str, object], known: Collection[str] = HEAD_KEYS) -> None:
        """Read what is outside the tables; a key that is wrong leaves the others as they are."""
        wrong: set[str] = set()
        try:
            head = Head.model_validate(raw)
        except ValidationError as error:
            self.faults += faults_of(error, Head, self.place, known=known)
            for detail in error.errors():
                wrong |= {str(detail["loc"][0])} if detail["loc"] else set(HEAD_KEYS)
            right = {key: raw[key] for key in HEAD_KEYS if key in raw and key not in wrong}
            head = Head.model_validate({**STAND_IN, **right})
        self.partial |= wrong
        self.head = {key: getattr(head, key) for key in HEAD_KEYS if key != "days"}
        days = [] if "days" in wrong else getattr(head, "days")  # noqa: B009 - made at run time
        self.tables["days"] = [
            (day, replace(self.place, path=f"days[{row}]")) for row, day in enumerate(days)
        ]

    def fields(self) -> dict[str, object]:
        """Return the fields of the instance, as far as they could be read."""
        tables = {name: tuple(row for row, _ in rows) for name, rows in self.tables.items()}
        return {**self.head, **tables}

    def instance(self) -> Instance:
        """Return the instance, which must be without fault.

        Raises
        ------
        InstanceError
            It is not.
        """
        if not self.faults:
            try:
                return Instance.model_validate(self.fields())
            except ValidationError as error:
                self.faults += faults_of(error, Instance, self.place)
        raise InstanceError(self.faults)
