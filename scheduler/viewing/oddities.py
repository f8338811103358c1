"""Oddities of a timetable, which is read all the same but with a warning."""

from dataclasses import dataclass
from typing import Literal

from models import Instance, Placement
from scheduler.wording import names

OddityKind = Literal["unknown-activity", "unknown-room", "twice", "other-date", "skipped-time"]

SENTENCES: dict[OddityKind, str] = {
    "unknown-activity": "is no activity of the instance; its place is ignored",
    "unknown-room": "the instance has no such room; it is shown by its id",
    "twice": "is listed with more than one place; the last one counts, this one does not",
    "other-date": "is on a date that is no day of the event, so no chart shows it",
    "skipped-time": "daylight saving skips that time; it is taken to have no place",
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
    instance
        The instance that the timetable was joined with.
    """

    kind: OddityKind
    placement: Placement
    instance: Instance

    @property
    def is_unknown(self) -> bool:
        """Whether it names an activity or a room that the instance does not have."""
        return self.kind in ("unknown-activity", "unknown-room")

    def __str__(self) -> str:
        place, known = self.placement, self.instance.activity.get(self.placement.activity)
        name = names.what(known) if known else place.activity
        when = "" if place.start is None else f"{place.start:%Y-%m-%d %H:%M}"
        return f"{name}, {when}, {place.room}: {SENTENCES[self.kind]}."
