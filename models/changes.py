"""Changes from one timetable to another, and who has to be told."""

from typing import Literal

from pydantic import Field

from models.record import Contract
from models.timetable import Placement

What = Literal["added", "dropped", "moved-time", "moved-room", "unit", "minutes", "people"]
"""``unit``: another unit of the same room; ``minutes``: it takes longer, or less; ``people``:
somebody joins or leaves it. People are told of these three, but they do not count as moves."""

MOVES = frozenset({"added", "dropped", "moved-time", "moved-room"})
"""Kinds of change that count: another time or room, a new place, or none any more."""


class Cause(Contract):
    """Why an activity cannot have its old place, without any details.

    cancelled
        The activity is not in the instance any more.
    engaged, away
        A person who is required is engaged by something else then, or not available.
    room
        Its room is gone, closed, or in use then.
    """

    kind: Literal["cancelled", "engaged", "away", "room"]
    person: str = Field(
        default="", description="Id of the person who is engaged or away, if known."
    )


class Change(Contract):
    """One activity that is different from before."""

    activity: str
    title: str = Field(default="", description="Its title now, or its last one.")
    title_before: str = Field(default="", description="Empty: not known.")
    what: tuple[What, ...] = Field(description="All that is different; `dropped` stands alone.")
    before: Placement | None = Field(
        default=None, description="Where it was; null: it had no place."
    )
    after: Placement | None = Field(default=None, description="Where it is; null: it has no place.")
    minutes_before: int | None = Field(
        default=None, description="Null: not known, or it had no place."
    )
    minutes_after: int | None = Field(default=None, description="Null: it has no place.")
    people_before: tuple[str, ...] = Field(
        default=(), description="Ids of the people before; if not known, of the people now."
    )
    people_after: tuple[str, ...] = Field(default=(), description="Ids of the people now.")
    tell: tuple[str, ...] = Field(default=(), description="Ids of the persons who have to be told.")
    causes: tuple[Cause, ...] = Field(default=(), description="Why it has no place any more.")
    reason: str = Field(
        default="", description="The reason as a sentence for planners, with names."
    )

    @property
    def joined(self) -> tuple[str, ...]:
        """Ids of the people who take part and did not before."""
        return tuple(person for person in self.people_after if person not in self.people_before)

    @property
    def left(self) -> tuple[str, ...]:
        """Ids of the people who took part and do not any more."""
        return tuple(person for person in self.people_before if person not in self.people_after)

    @property
    def is_move(self) -> bool:
        """Whether it counts: another time or room, a new place, or none any more."""
        return not MOVES.isdisjoint(self.what)


class Notice(Contract):
    """What one delegation, or one person without a delegation, has to be told."""

    delegation: str = Field(description="Its id; empty for a person without a delegation.")
    name: str
    people: tuple[str, ...] = Field(description="Ids of its persons who are concerned.")
    activities: tuple[str, ...] = Field(description="Ids of the activities that change for them.")


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
