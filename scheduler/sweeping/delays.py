"""Delays of one draw: who is late, and which ceremony lasts longer. Synthetic throughout."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil
from random import Random

from models import Instance

LONGEST = 120
"""Minutes; no delay that is drawn is longer."""


@dataclass(frozen=True)
class DelayChances:
    """How likely delays are, and how long they last on average: made up, to compare timetables.

    Attributes
    ----------
    late_share, late_minutes
        A person of a delegation is late on a date with this chance, by so many minutes on average.
    overrun_share, overrun_minutes
        The same of a plenary that lasts longer than planned.

    Raises
    ------
    ValueError
        A share is not from 0 to 1, or minutes are not above 0 and at most 120.
    """

    late_share: float = 0.1
    late_minutes: float = 15.0
    overrun_share: float = 0.5
    overrun_minutes: float = 10.0

    def __post_init__(self) -> None:
        for name in ("late_share", "overrun_share"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name} is {getattr(self, name)}; it must be from 0 to 1")
        for name in ("late_minutes", "overrun_minutes"):
            if not 0 < getattr(self, name) <= LONGEST:
                raise ValueError(
                    f"{name} is {getattr(self, name)}; it must be above 0, at most {LONGEST}"
                )


USUAL = DelayChances()
"""What is assumed if nothing else is said."""


@dataclass(frozen=True)
class Delays:
    """One draw, in minutes.

    Attributes
    ----------
    late
        Person and date -> by how much they are late for the first of their activities of that
        date that is no plenary.
    longer
        Plenary -> by how much it lasts longer.
    """

    late: Mapping[tuple[str, date], int]
    longer: Mapping[str, int]

    def __str__(self) -> str:
        return "; ".join(
            [
                *(f"{person} {day} +{minutes}" for (person, day), minutes in self.late.items()),
                *(f"{activity} +{minutes}" for activity, minutes in self.longer.items()),
            ]
        )


def drawn(instance: Instance, chances: DelayChances, seed: int, number: int) -> Delays:
    """Return one draw; it depends on ids, dates, seed and number alone, not on a timetable.

    For each person of a delegation and each date, then for each plenary, in order of ids, two
    numbers are drawn: whether it is delayed, and an exponential number of minutes with the given
    mean, rounded up, at most ``LONGEST``. Both are always drawn, so that timetables are compared
    under the same delays.
    """
    random = Random(f"{seed}/{number}")
    people = sorted(person.id for person in instance.people if person.delegation is not None)
    dates = sorted(day.date for day in instance.days)
    ceremonies = sorted(a.id for a in instance.activities if a.kind == "plenary")
    present = [(person, day) for person in people for day in dates]
    late = _minutes(random, len(present), chances.late_share, chances.late_minutes)
    longer = _minutes(random, len(ceremonies), chances.overrun_share, chances.overrun_minutes)
    return Delays(
        late={who: minutes for who, minutes in zip(present, late, strict=True) if minutes},
        longer={name: minutes for name, minutes in zip(ceremonies, longer, strict=True) if minutes},
    )


def _minutes(random: Random, count: int, share: float, mean: float) -> Iterator[int]:
    """Yield minutes, 0 where there is no delay."""
    for _ in range(count):
        delayed, minutes = random.random() < share, random.expovariate(1 / mean)
        yield min(LONGEST, ceil(minutes)) if delayed else 0
