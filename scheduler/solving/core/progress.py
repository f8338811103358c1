"""What a solve reports while it runs."""

from collections.abc import Callable

from pydantic import Field

from models import Goal
from models.record import Contract


class Progress(Contract):
    """One better value or bound, or one step that begins."""

    tier: int = Field(
        description="The tier that has news, from 1; 0 while constructing. Tiers that are improved "
        "together are reported in turn, and one may get worse where an earlier one gets better."
    )
    tiers: int = Field(description="Number of tiers.")
    goals: tuple[Goal, ...]
    value: int | None = Field(
        description="Best value of the tier so far; null before the first timetable."
    )
    bound: int = Field(
        description="Proven lower bound: no timetable that is as good in earlier tiers has less."
    )
    gap: float | None = Field(description="(value - bound) / max(1, value); null without value.")
    seconds: float = Field(description="Since the solve began.")
    step: str = Field(default="", description="What is being done, if not solving a tier.")

    @property
    def news(self) -> tuple[int, int | None, int]:
        """What is new in a report of progress: tier, value, bound."""
        return self.tier, self.value, self.bound


OnProgress = Callable[[Progress], None]


def gap(value: int, bound: float) -> float:
    """Return how far a value may be from the optimum, as a share of it."""
    return (value - bound) / max(1, value)
