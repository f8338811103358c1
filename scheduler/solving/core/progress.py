"""What a solve reports while it runs."""

from collections.abc import Callable
from dataclasses import dataclass

from models import Goal


@dataclass(frozen=True)
class Progress:
    """One better value or bound.

    Attributes
    ----------
    tier, tiers
        The tier being solved, from 1, and how many there are; 0 while constructing.
    value
        The tier's value so far, None before the first timetable.
    bound
        Proven lower bound: no timetable that is as good in earlier tiers has less.
    seconds
        Since the solve began.
    step
        What is being searched for, where that is not a tier of a policy.
    """

    tier: int
    tiers: int
    goals: tuple[Goal, ...]
    value: int | None
    bound: int
    seconds: float
    step: str = ""

    @property
    def gap(self) -> float | None:
        """``(value - bound) / max(1, value)``; None before the first timetable."""
        return None if self.value is None else gap(self.value, self.bound)

    @property
    def news(self) -> tuple[int, int | None, int]:
        """What is new in a report of progress: tier, value, bound."""
        return self.tier, self.value, self.bound


OnProgress = Callable[[Progress], None]


def gap(value: int, bound: int) -> float:
    """Return how far a value may be from the optimum, as a share of it."""
    return (value - bound) / max(1, value)
