"""What one timetable changes of another, and who has to be told."""

from typing import Literal

from pydantic import Field

from models.record import Contract
from models.timetable import Placement

What = Literal["added", "dropped", "moved-time", "moved-room", "unit", "minutes", "people"]
"""``unit``: another unit of the same room; ``minutes``: it takes longer, or less; ``people``:
somebody joins or leaves it. These three are told, and are no moves."""

MOVES = frozenset({"added", "dropped", "moved-time", "moved-room"})
"""What gives an activity another place, or one where it had none, or none any more."""


class Change(Contract):
    """One activity that is not as it was."""

    activity: str
    title: str = ""
    what: tuple[What, ...] = Field(description="All that is different; only itself if dropped.")
    before: Placement | None = Field(default=None, description="None: it had no place.")
    after: Placement | None = Field(default=None, description="None: it has no place.")
    minutes_before: int | None = Field(default=None, description="None: not known, or no place.")
    minutes_after: int | None = Field(default=None, description="None: it has no place.")
    tell: tuple[str, ...] = Field(default=(), description="Ids of the persons it concerns.")
    reason: str = Field(default="", description="Why it has no place any more.")

    @property
    def is_move(self) -> bool:
        """Whether it has another place, or one where it had none, or none any more."""
        return not MOVES.isdisjoint(self.what)


class Notice(Contract):
    """Whom to tell what: one delegation, or one person who is of none."""

    delegation: str = Field(description="Its id; empty for a person of none.")
    name: str
    people: tuple[str, ...] = Field(description="Ids of its persons concerned.")
    activities: tuple[str, ...] = Field(description="Ids of what changes for them.")


class Changes(Contract):
    """All changes from one timetable to another, in order of time."""

    format: Literal[1] = 1
    instance: str
    instance_sha256: str
    changes: tuple[Change, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def count(self) -> int:
        """How many activities move, are added or dropped."""
        return len(self.activities)

    @property
    def activities(self) -> frozenset[str]:
        """Ids of what moves, is added or dropped."""
        return frozenset(c.activity for c in self.changes if c.is_move)

    @property
    def told(self) -> tuple[str, ...]:
        """Ids of everybody who has to be told of something."""
        return tuple(sorted({person for change in self.changes for person in change.tell}))
