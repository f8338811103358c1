"""How large an instance is to be, and the random numbers for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, comb
from random import Random
from typing import TypedDict

from models import Fault
from models.names import Provenance

EVENTS_A_DAY = 1.2
"""Workshops and side events for each room and day, as in the Hanoi instances."""

HALLS = 0.3
"""Share of the event rooms that are halls, which side events need."""

BILATERALS_A_DAY = 12
"""Requests for each booth and day: six hours of half-hour meetings."""


class Mark(TypedDict):
    """The provenance columns that every row ends with."""

    status: Provenance
    source: str
    note: str


@dataclass(frozen=True)
class Size:
    """How many of what an instance is to have.

    Attributes
    ----------
    heads
        Heads of delegation, 2 or more; each leads a state.
    days
        Days of the summit; the last of several ends in the afternoon.
    bilaterals, workshops, side_events
        How many of each.
    rooms
        Event rooms, for workshops and side events; by default enough for the load.
    booths
        Rooms for bilaterals; by default enough for the load.
    grid
        Minutes; a divisor of 60, as ceremonies start at full hours.
    seed
        Seed of all random choices.
    """

    heads: int
    days: int
    bilaterals: int = 0
    workshops: int = 0
    side_events: int = 0
    rooms: int | None = None
    booths: int | None = None
    grid: int = 15
    seed: int = 0

    @property
    def events(self) -> int:
        """Workshops and side events."""
        return self.workshops + self.side_events

    @property
    def event_rooms(self) -> int:
        """Number of event rooms, asked for or scaled to the load."""
        load = max(self.events, self.side_events / HALLS)
        return self.rooms or max(1, ceil(load / (self.days * EVENTS_A_DAY)))

    @property
    def meeting_rooms(self) -> int:
        """Number of booths, asked for or scaled to the load."""
        return self.booths or max(1, ceil(self.bilaterals / (self.days * BILATERALS_A_DAY)))

    @property
    def command(self) -> str:
        """The command line that makes it, with nothing left to defaults."""
        return (
            f"summit generate --heads {self.heads} --days {self.days} "
            f"--bilaterals {self.bilaterals} --workshops {self.workshops} "
            f"--side-events {self.side_events} --rooms {self.event_rooms} "
            f"--booths {self.meeting_rooms} --grid {self.grid} --seed {self.seed}"
        )

    def faults(self) -> Iterator[Fault]:
        """Yield a fault for each size that no summit can have."""
        if 60 % self.grid:
            yield Fault("out-of-range", "--grid", None, "", str(self.grid), "a divisor of 60")
        pairs = comb(self.heads, 2)
        if self.bilaterals > pairs:
            allowed = f"at most {pairs}: {self.heads} heads, and two of them meet once"
            yield Fault("out-of-range", "--bilaterals", None, "", str(self.bilaterals), allowed)

    def random(self, purpose: str) -> Random:
        """Return random numbers for one purpose, independent of those for others."""
        return Random(f"{self.seed}:{purpose}")

    def mark(self, note: str = "") -> Mark:
        """Return the provenance of a row."""
        source = f"summit generate, seed {self.seed}"
        return {"status": "synthetic", "source": source, "note": note}
