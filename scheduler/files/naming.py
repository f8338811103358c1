"""Names in place of ids, as planners type them: read where a name is that of one row only."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from models import Fault, Instance
from models.references import KEYED
from models.suspect import NAMES
from models.text import folded
from scheduler.files.origin import Origin
from scheduler.files.text import show
from scheduler.files.tidying import Read, Rows, counted

MOST_SHOWN = 3
"""Names, or ids, that a sentence lists."""


class Known:
    """The ids of an instance, and what their rows are called, table by table."""

    def __init__(self) -> None:
        self._ids: dict[str, set[str]] = defaultdict(set)
        self._alike: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._called: dict[tuple[str, str], set[str]] = defaultdict(set)

    def add(self, table: str, name: str, called: Iterable[str | None] = ()) -> None:
        """Add a row: its id, and its names or titles, in any language."""
        self._ids[table].add(name)
        self._alike[table, _bare(name)].add(name)
        for text in filter(None, called):
            self._called[table, folded(text)].add(name)

    def add_rows(self, table: str, rows: Rows) -> None:
        """Add the rows of a table that has been read."""
        for _, cells in rows:
            if name := cells.get("id"):
                self.add(table, name, map(cells.get, NAMES))

    def has(self, typed: str, table: str) -> bool:
        """Tell whether something is an id."""
        return typed in self._ids.get(table, ())

    def meant(self, typed: str, table: str) -> list[str]:
        """Return the ids of the rows of that name, and those that are alike; none without name."""
        called = self._called.get((table, folded(typed)), set())
        return sorted(called | self._alike.get((table, _bare(typed)), set())) if called else []

    def elsewhere(self, typed: str, table: str) -> list[str]:
        """Return the other tables in which something is an id or a name, if this one is known."""
        others = [other for other in self._ids if other != table and table in self._ids]
        return [t for t in others if self.has(typed, t) or self.meant(typed, t)]


def known_in(instance: Instance, *others: Instance) -> Known:
    """Return the ids of instances, and what the rows of the first one are called."""
    known = Known()
    for table in KEYED:
        for record in getattr(instance, table):
            known.add(table, record.id, (getattr(record, name, None) for name in NAMES))
        for other in others:
            for record in getattr(other, table):
                known.add(table, record.id)
    return known


_OTHER_SIGNS = re.compile(r"[,\n]|\s[&/+]\s")
"""What people write between the entries of a list in place of a semicolon."""


def _bare(name: str) -> str:
    """Return what two ids have in common that look alike."""
    return re.sub(r"[\W_]+", "", folded(name)).lstrip("0")


def read_names(
    rows: Rows,
    columns: Mapping[str, str],
    place: Origin,
    known: Known,
    lists: Collection[str],
    several: Collection[str] = (),
) -> Read:
    """Write ids for the names that rows refer by, in place.

    Parameters
    ----------
    rows
        Of the table.
    columns
        Column -> table whose ids it has.
    place
        The file or sheet.
    known
        Ids and names.
    lists
        Columns that may name what is not there.
    several
        Columns that have lists: there ``FRA, ESP`` is two ids if it is no name, and so is what
        stands on two lines, or has ``&`` or ``/`` between blanks.
    """
    read = Read()
    for column, target in columns.items():
        reader = _Reader(known, target, may_be_gone=column in lists, several=column in several)
        for line, cells in rows:
            if column in cells:
                entries = cells[column].split(";")
                cells[column] = ";".join(reader.read(entry, line) for entry in entries)
        read.warnings += reader.warnings(place, column)
        read.faults += reader.faults(place, column)
        read.doubtful |= reader.refused_in
    return read


class _Reader:
    """What is meant in one column of a table."""

    def __init__(self, known: Known, target: str, *, may_be_gone: bool, several: bool) -> None:
        self._known, self._target = known, target
        self._may_be_gone, self._several = may_be_gone, several
        self._meant: dict[str, list[str]] = {}
        self._rows: dict[str, list[int]] = defaultdict(list)
        self.refused_in: set[int] = set()

    def read(self, entry: str, line: int) -> str:
        """Return an entry of a cell, such as ``Great Hall=3``, with an id in place of a name."""
        typed, equals, rest = entry.partition("=")
        name = typed.strip()
        if not name or self._known.has(name, self._target):
            return entry
        if name not in self._meant:
            self._meant[name] = self._known.meant(name, self._target) or self._all_in(name)
        meant = self._meant[name]
        if len(meant) == 1:
            self._rows[name].append(line)
            return meant[0] + equals + rest
        if meant or self._tables(name):
            self._rows[name].append(line)
            self.refused_in.add(line)
        return entry

    def _all_in(self, name: str) -> list[str]:
        """Return the ids that a list means whose separators are no semicolons, as one entry."""
        parts = [part.strip() for part in _OTHER_SIGNS.split(name) if part.strip()]
        if not self._several or len(parts) < 2:
            return []
        ids = [
            [part] if self._known.has(part, self._target) else self._known.meant(part, self._target)
            for part in parts
        ]
        return [";".join(one for (one,) in ids)] if all(len(one) == 1 for one in ids) else []

    def _tables(self, name: str) -> list[str]:
        """Return other tables that have a name which this one, as far as it was read, has not."""
        return [] if self._may_be_gone else self._known.elsewhere(name, self._target)

    def warnings(self, place: Origin, column: str) -> Iterator[Fault]:
        """Yield which names were read, if any."""
        taken = {name: self._meant[name] for name in self._rows if len(self._meant[name]) == 1}
        if not taken:
            return
        first = min(self._rows[name][0] for name in taken)
        pairs = [(show(name), one) for name, (one,) in taken.items()]
        found = f"names in place of ids, read so: {_listed([f'{a} as {b}' for a, b in pairs])}"
        if len(pairs) == 1:
            what = "list" if ";" in pairs[0][1] else "name"
            found = f"the {what} {pairs[0][0]}, read as {pairs[0][1]}"
        allowed = f"an id of {self._target}"
        yield place.at(first).fault("name-for-id", (column,), found, allowed)

    def faults(self, place: Origin, column: str) -> Iterator[Fault]:
        """Yield one fault for each name that is that of several rows, or of another table."""
        for name, lines in self._rows.items():
            meant = self._meant[name]
            if len(meant) == 1:
                continue
            others = meant or self._tables(name)
            which = "; it may be" if meant else ", not of"
            allowed = f"an id of {self._target}{which} {_listed(others, 'or')}"
            found = counted(name, len(lines))
            yield place.at(lines[0]).fault("unknown-id", (column,), found, allowed)


def _listed(names: Sequence[str], word: str = "and") -> str:
    """Return ``a, b and c``; of many the first ones and how many more there are."""
    if len(names) == 1:
        return names[0]
    shown = list(names[:MOST_SHOWN])
    shown += [f"{len(names) - MOST_SHOWN:,} more"] if len(names) > MOST_SHOWN else []
    return f"{', '.join(shown[:-1])} {word} {shown[-1]}"
