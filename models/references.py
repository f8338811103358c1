"""Ids that are used twice, or that name nothing."""

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from models.faults import Fault
from models.tables import Tables

KEYED = ("zones", "rooms", "delegations", "people", "resources", "slots", "activities", "rules")

REFERENCES: Mapping[str, Mapping[str, str]] = {
    "transfers": {"from_zone": "zones", "to_zone": "zones"},
    "rooms": {"zone": "zones"},
    "people": {"delegation": "delegations"},
    "availability": {"person": "people"},
    "activities": {
        "people": "people",
        "wished_people": "people",
        "slots": "slots",
        "rooms": "rooms",
        "wished_rooms": "rooms",
        "pin_room": "rooms",
        "resources": "resources",
    },
    "rules": {"activities": "activities", "others": "activities", "people": "people"},
}
"""Column -> table that its ids must be found in."""

LISTS: Mapping[str, Collection[str]] = {
    "activities": ("wished_people", "rooms", "wished_rooms"),
    "rules": ("activities", "others", "people"),
}
"""Columns of which something is left without an id whose row is gone."""

GONE: Mapping[str, str] = {"activities": "cancelled", "people": "withdrawn", "rooms": "closed"}
"""Table -> the state that one of its ids is taken to have if no row has it."""


_DIGITS = re.compile(r"\d+")


class Hints:
    """Likely spellings; for a few unknown ids only, as each is compared with every known one."""

    most = 50
    largest = 5000

    def __init__(self) -> None:
        self._given: dict[tuple[str, str], str] = {}

    def similar(self, found: str, table: str, known: Collection[str]) -> str:
        """Return the nearest known id, as the end of a sentence; empty if none is near.

        One that differs in its number only is another thing, not another spelling; but 42 may be
        what a spreadsheet has made of 0042.
        """
        key = (table, found)
        if key not in self._given and len(self._given) < self.most and len(known) <= self.largest:
            pattern = _DIGITS.sub("#", found.lower())
            alike = {_bare(name): name for name in known}
            others = [bare for bare in alike if _DIGITS.sub("#", bare) != pattern]
            close = difflib.get_close_matches(found.lower(), others, n=1)
            name = alike.get(_bare(found)) or (alike[close[0]] if close else "")
            self._given[key] = f" (did you mean {name}?)" if name else ""
        return self._given.get(key, "")


def _bare(name: str) -> str:
    """Return an id without what people and spreadsheets lose: capitals, and zeros in front."""
    return name.lower().lstrip("0")


def duplicates(instance: Tables) -> Iterator[Fault]:
    """Yield ids, and dates, that are used twice."""
    for table in KEYED:
        seen: set[str] = set()
        for row, record in enumerate(getattr(instance, table)):
            if record.id in seen:
                yield Fault("duplicate-id", table, row, "id", repr(record.id), "an id used once")
            seen.add(record.id)
    dates = [day.date for day in instance.days]
    for row, day in enumerate(dates):
        if day in dates[:row]:
            once = "each date once; a pause is said by `open` of the rooms"
            yield Fault("duplicate-date", "days", row, "date", day.isoformat(), once)


class Mention(NamedTuple):
    """An id that a row names, and that no row of the other table has."""

    table: str
    row: int
    column: str
    name: str
    target: str
    known: Collection[str]


def unknown_ids(instance: Tables, also_known: Mapping[str, Collection[str]]) -> Iterator[Fault]:
    """Yield references to rows that are not there; ``also_known`` has ids of dropped ones."""
    hints = Hints()
    for found in _unknown(instance, also_known):
        if found.column not in LISTS.get(found.table, ()):
            hint = hints.similar(found.name, found.target, found.known)
            yield Fault(
                "unknown-id",
                found.table,
                found.row,
                found.column,
                repr(found.name),
                f"an id of {found.target}{hint}",
            )


def told_once(faults: Iterable[Fault]) -> list[Fault]:
    """Return faults so that what many rows lack is one: the same unknown id, or a zone."""
    different = dict.fromkeys(faults)
    several = Counter(map(_cause, different))
    kept: dict[Hashable, Fault] = {}
    for fault in different:
        cause = _cause(fault)
        if (count := several[cause]) > 1:
            many = f"{fault.found} (in {count} rows)"
            fault = replace(fault, found=many, allowed=fault.allowed + _if_deleted(fault))
        kept.setdefault(cause, fault)
    return list(kept.values())


def _if_deleted(fault: Fault) -> str:
    """Say what to do if the row was there: slips of the pen seldom come in several rows."""
    target = fault.allowed.removeprefix("an id of ").partition(" ")[0]
    state = {"delegations": "withdrawn", **GONE}.get(target)
    return f"; or, if its row was deleted, that row with state {state}" if state else ""


def _cause(fault: Fault) -> Hashable:
    if fault.code in ("unknown-id", "missing-zone"):
        return fault.code, fault.found, fault.allowed
    return fault


def gone_ids(instance: Tables) -> Iterator[Fault]:
    """Yield ids in lists whose rows are not there, each once for a column of a table."""
    hints = Hints()
    several: dict[tuple[str, str, str], list[Mention]] = defaultdict(list)
    for found in _unknown(instance, {}):
        if found.column in LISTS.get(found.table, ()):
            several[found.table, found.column, found.name].append(found)
    for (table, column, name), mentions in several.items():
        first = mentions[0]
        more = f" (named in {len(mentions)} rows)" if len(mentions) > 1 else ""
        hint = hints.similar(name, first.target, first.known)
        allowed = f"an id of {first.target}; it is taken to be {GONE[first.target]}{hint}"
        yield Fault(
            "gone-id", table, first.row, column, f"{name!r}, which no row has{more}", allowed
        )


def _unknown(instance: Tables, also_known: Mapping[str, Collection[str]]) -> Iterator[Mention]:
    known = {
        table: {record.id for record in getattr(instance, table)} | set(also_known.get(table, ()))
        for table in KEYED
    }
    for table, columns in REFERENCES.items():
        for row, record in enumerate(getattr(instance, table)):
            for column, target in columns.items():
                value = getattr(record, column)
                named = [value] if isinstance(value, str) else list(value or ())
                for name in named:
                    if name not in known[target]:
                        yield Mention(table, row, column, name, target, known[target])
