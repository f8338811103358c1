"""Oddities of a timetable, which is read all the same but with a warning."""

from dataclasses import dataclass
from typing import Literal

from models import Instance, Placement
from scheduler.files.text import did_you_mean
from scheduler.viewing.meant import room_hint
from scheduler.wording import names

OddityKind = Literal[
    "unknown-activity", "cancelled", "unknown-room", "twice", "other-date", "no-such-time"
]

SENTENCES: dict[OddityKind, str] = {
    "unknown-activity": "is no activity of the instance; its place is ignored",
    "cancelled": "does not take place; its place is ignored",
    "unknown-room": "it loses its room: the instance has none of that id",
    "twice": "is listed with more than one place; the last one counts, this one does not",
    "other-date": "is on a date that is no day of the event, so no chart shows it",
    "no-such-time": "there is no such minute, or it has seconds; it is taken to have no place",
}


@dataclass(frozen=True)
class Oddity:
    """A placement that cannot be taken as it is.

    Attributes
    ----------
    kind
        What is odd about it.
    placement
        As the timetable has it.
    row
        Position of the placement in the timetable, from 0.
    instance
        The instance that the timetable was joined with.
    """

    kind: OddityKind
    placement: Placement
    row: int
    instance: Instance

    @property
    def is_unknown(self) -> bool:
        """Whether it names an activity or a room that the instance does not have any more."""
        return self.kind in ("unknown-activity", "cancelled", "unknown-room")

    def __str__(self) -> str:
        place, known = self.placement, self.instance.activity.get(self.placement.activity)
        name = names.what(known) if known else place.activity
        when = "" if place.start is None else f"{place.start:%Y-%m-%d %H:%M}"
        return f"{name}, {when}, {place.room}: {SENTENCES[self.kind]}{self.meant()}."

    def meant(self) -> str:
        """Return what an unknown name may be meant to be."""
        if self.kind == "unknown-activity":
            return did_you_mean(self.placement.activity, self.instance.activity)
        if self.kind == "unknown-room":
            return room_hint(self.instance, self.placement.room or "")
        return ""
