"""Where a solve stands: what is known, and what may still be spent."""

import math
from dataclasses import dataclass, field

from models import Incident
from scheduler.solving.core.budget import Budget
from scheduler.solving.core.incumbent import Disagreement, Incumbent
from scheduler.solving.core.problem import Problem
from scheduler.solving.core.progress import gap


@dataclass
class State:
    """What the rooms of a solve share.

    Attributes
    ----------
    until
        Use of the budget at which the phase at hand (construction, a tier) must end.
    bounds, seconds
        For each tier, what is proven and how long it took.
    avoid_tree_search
        An answer was refused, or a proof died again and again: the tree search, which has
        been seen to do both, is done without.
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
    avoid_tree_search: bool = False
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
        """What is left to the phase at hand."""
        return max(0.0, self.until - self.budget.used)

    def value(self, tier: int) -> int | None:
        """Return what the best timetable is worth in a tier, None without one."""
        values = self.incumbent.values
        return None if values is None else values[tier]

    def decided(self, tier: int) -> bool:
        """Tell whether nothing is left to be done in a tier."""
        value = self.value(tier)
        return self.infeasible or (value is not None and value <= self.bounds[tier])

    def is_near(self, tier: int, least: float) -> bool:
        """Tell whether the best timetable is no further from what is proven than a gap."""
        value = self.value(tier)
        return value is not None and gap(value, self.bounds[tier]) <= least

    def rise(self, bound: float, tier: int) -> None:
        """Take in a proven bound; values are whole numbers."""
        if math.isfinite(bound):
            self.bounds[tier] = max(self.bounds[tier], math.ceil(bound - 1e-6))

    def confirm(self, tier: int) -> None:
        """Hold the bound of a tier against the timetable.

        Raises
        ------
        Disagreement
            The timetable is better than what is proven to be the best.
        """
        value = self.value(tier)
        if value is not None and value < self.bounds[tier]:
            raise Disagreement(
                f"tier {tier + 1} is worth {value} to the referee, "
                f"below the proven bound {self.bounds[tier]}"
            )
