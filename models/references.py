"""Ids that are used twice, or that name nothing."""

import difflib
from collections.abc import Collection, Iterator, Mapping

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


class Hints:
    """Likely spellings; for a few unknown ids only, as each is compared with every known one."""

    most = 50
    largest = 5000

    def __init__(self) -> None:
        self._given: dict[tuple[str, str], str] = {}

    def similar(self, found: str, table: str, known: Collection[str]) -> str:
        """Return the nearest known id, as the end of a sentence; empty if none is near."""
        key = (table, found)
        if key not in self._given and len(self._given) < self.most and len(known) <= self.largest:
            close = difflib.get_close_matches(found, known, n=1)
            self._given[key] = f" (did you mean {close[0]}?)" if close else ""
        return self._given.get(key, "")


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
            yield Fault("duplicate-date", "days", row, "date", day.isoformat(), "each date once")


def unknown_ids(instance: Tables, also_known: Mapping[str, Collection[str]]) -> Iterator[Fault]:
    """Yield references to rows that are not there; ``also_known`` has ids of dropped ones."""
    hints = Hints()
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
                        hint = hints.similar(name, target, known[target])
                        yield Fault(
                            "unknown-id", table, row, column, repr(name), f"an id of {target}{hint}"
                        )
