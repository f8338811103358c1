"""Shared by all builders: provenance, times, the facts, and who is busy when."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import TypedDict

from models import Span
from models.names import Provenance

SEED = 20251014
BY_SEED = f"seed {SEED}, instances/generate.py"
FACTS = Path(__file__).resolve().parent.parent / "facts"
DAYS = {1: date(2025, 10, 25), 2: date(2025, 10, 26)}

Row = dict[str, str]
Stretch = tuple[datetime, datetime]


class Mark(TypedDict):
    """The three provenance columns that every row ends with."""

    status: Provenance
    source: str
    note: str


def sourced(source: str, note: str = "") -> Mark:
    """Mark a row whose existence is published at the address ``source``."""
    if not source.startswith("http"):
        raise ValueError(f"a sourced row needs an address, not {source!r}")
    return {"status": "sourced", "source": source, "note": note}


def inferred(note: str, source: str = "") -> Mark:
    """Mark a row that is an assumption; ``note`` says which."""
    return {"status": "inferred", "source": source, "note": note}


def synthetic(note: str = "") -> Mark:
    """Mark a row that is drawn or made up here."""
    return {"status": "synthetic", "source": BY_SEED, "note": note}


def draw(purpose: str) -> Random:
    """Return random numbers for one purpose, independent of those for others."""
    return Random(f"{SEED}:{purpose}")


def read_facts(table: str) -> list[Row]:
    """Read one table of public facts."""
    with (FACTS / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def slug(name: str) -> str:
    """Turn a name into an id: plain letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "").lower()).strip("-")


def at(day: int, hour: str) -> datetime:
    """Return the wall-clock moment ``HH:MM`` of day 1 or 2."""
    return datetime.combine(DAYS[day], time.fromisoformat(hour))


def span(day: int, start: str, end: str) -> Span:
    """Return a stretch of day 1 or 2."""
    return Span(start=at(day, start), end=at(day, end))


def lasting(start: datetime, minutes: int) -> Stretch:
    """Return the stretch of ``minutes`` from ``start``."""
    return start, start + timedelta(minutes=minutes)


def minutes_of(stretch: Stretch) -> int:
    """Return how long a stretch is."""
    return (stretch[1] - stretch[0]) // timedelta(minutes=1)


class Diary:
    """When people are there and busy, so that the mandatory activities get a timetable."""

    def __init__(self) -> None:
        self._present: dict[str, list[Stretch]] = {}
        self._taken: dict[str, list[Stretch]] = {}

    def present(self, person: str, stretches: Iterable[Stretch]) -> None:
        """State when a person is there; without such a statement a person is always there."""
        self._present[person] = list(stretches)

    def take(self, people: Iterable[str], *stretches: Stretch) -> None:
        """Engage people."""
        for person in people:
            self._taken.setdefault(person, []).extend(stretches)

    def is_free(self, person: str, *stretches: Stretch) -> bool:
        """Tell whether a person is there, and free, in all the stretches."""
        there = self._present.get(person)
        return all(
            (there is None or any(a <= start and end <= b for a, b in there))
            and not any(start < b and a < end for a, b in self._taken.get(person, []))
            for start, end in stretches
        )

    def who(self, people: Sequence[str], *stretches: Stretch) -> list[str]:
        """Return those of ``people`` who are free."""
        return [person for person in people if self.is_free(person, *stretches)]

    def load(self, person: str) -> int:
        """Return how many engagements a person has."""
        return len(self._taken.get(person, []))
