"""The state of a solve: what is known, and what may still be spent."""

import math
from dataclasses import dataclass, field

from models import Incident
from scheduler.solving.core.budget import Budget
from scheduler.solving.core.incumbent import Disagreement, Incumbent
from scheduler.solving.core.problem import Problem
from scheduler.solving.core.progress import gap


@dataclass
class State:
    """What all parts of a solve share.

    Attributes
    ----------
    until
        How much of the budget may have been spent when the current phase (construction or a
        tier) ends.
    bounds, seconds
        Lower bound of each tier, and how long it took.
    cautious
        Prove by CP-SAT's search for one thread: an answer was refused, or a proof died again and
        again.
    infeasible
        Proven: no timetable keeps every hard rule.
    incidents
        What went wrong on the way.
    """

    problem: Problem
    incumbent: Incumbent
    budget: Budget
    workers: int
    seed: int
    until: float
    bounds: list[int] = field(init=False)
    seconds: list[float] = field(init=False)
    cautious: bool = False
    infeasible: bool = False
    incidents: list[Incident] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.bounds = [0] * len(self.problem.tiers)
        self.seconds = [0.0] * len(self.problem.tiers)

    @property
    def deterministic(self) -> bool:
        """Whether work is counted instead of seconds."""
        return self.budget.deterministic

    @property
    def found(self) -> bool:
        """Whether there is a timetable."""
        return self.incumbent.places is not None

    @property
    def left(self) -> float:
        """What is left to the current phase."""
        return max(0.0, self.until - self.budget.used)

    def value(self, tier: int) -> int | None:
        """Return the value of the best timetable in a tier, None without one."""
        values = self.incumbent.values
        return None if values is None else values[tier]

    def decided(self, tier: int) -> bool:
        """Tell whether a tier is finished: proven optimal, or there is no timetable."""
        value = self.value(tier)
        return self.infeasible or (value is not None and value <= self.bounds[tier])

    @property
    def open_tiers(self) -> list[int]:
        """Numbers of the tiers, from 0, that are not proven."""
        return [number for number in range(len(self.problem.tiers)) if not self.decided(number)]

    def is_near(self, tier: int, least: float) -> bool:
        """Tell whether the gap of a tier is at most ``least``."""
        value = self.value(tier)
        return value is not None and gap(value, self.bounds[tier]) <= least

    def rise(self, bound: float, tier: int) -> None:
        """Raise the lower bound of a tier, rounded up, as values are whole numbers."""
        if math.isfinite(bound):
            self.bounds[tier] = max(self.bounds[tier], math.ceil(bound - 1e-6))

    def confirm(self, tier: int) -> None:
        """Compare the lower bound of a tier with its value.

        Raises
        ------
        Disagreement
            The timetable is better than the bound allows.
        """
        value = self.value(tier)
        if value is not None and value < self.bounds[tier]:
            raise Disagreement(
                f"tier {tier + 1} has the value {value} for the referee, "
                f"below the proven bound {self.bounds[tier]}"
            )
