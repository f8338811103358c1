"""What preflight says: findings of arithmetic, and lints."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from models.names import HardRule

Weight = Literal["instance", "request", "lint"]
"""What a finding dooms: the whole instance, a request, or nothing."""


@dataclass(frozen=True)
class Finding:
    """One thing that counting alone shows.

    Attributes
    ----------
    dooms
        ``instance``: no timetable exists; ``request``: something optional cannot be met;
        ``lint``: nothing, but look at it.
    rule
        The hard rule behind it; empty for lints.
    subject
        Id of the person, room, resource or activity.
    activities
        Ids of the activities it is about.
    message
        A sentence with names and local times.
    """

    dooms: Weight
    rule: HardRule | Literal[""]
    subject: str
    activities: tuple[str, ...]
    message: str

    def covers(self, activities: Collection[str]) -> bool:
        """Tell whether it is about all of some activities."""
        return set(activities) <= set(self.activities)

    @property
    def labelled(self) -> str:
        """The sentence after a word on how grave it is."""
        return f"{_LABELS[self.dooms]}: {self.message}"

    def __str__(self) -> str:
        return self.message


_LABELS: dict[Weight, str] = {
    "instance": "impossible",
    "request": "not all requests",
    "lint": "look at",
}
