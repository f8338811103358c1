"""The state of a solve: what is known, and what may still be spent."""

import math
from dataclasses import dataclass, field
from operator import gt

from models import Incident
from scheduler.solving.core.budget import Budget
from scheduler.solving.core.incumbent import Disagreement, Incumbent
from scheduler.solving.core.losses import Losses
from scheduler.solving.core.problem import NO_LIMIT, Problem, Values
from scheduler.solving.core.progress import gap


@dataclass
class State:
    """What all parts of a solve share.

    Attributes
    ----------
    until
        How much of the budget may have been spent when the current phase (construction or a
        tier) ends.
    seconds
        How long each tier took.
    cautious
        Prove by CP-SAT's search for one thread: an answer was refused, or a proof died again and
        again.
    infeasible
        Proven: no timetable keeps every hard rule.
    incidents
        What went wrong on the way.
    losses
        Where timetables lose in the first tier, if a relaxation has told.
    """

    problem: Problem
    incumbent: Incumbent
    budget: Budget
    workers: int
    seed: int
    until: float
    seconds: list[float] = field(init=False)
    cautious: bool = False
    infeasible: bool = False
    incidents: list[Incident] = field(default_factory=list)
    losses: Losses | None = None

    def __post_init__(self) -> None:
        self.seconds = [0.0] * len(self.problem.tiers)
        self._known: list[dict[Values, int]] = [{} for _ in self.problem.tiers]

    @property
    def bounds(self) -> list[int]:
        """Lower bound of each tier, for timetables as good as the best one in earlier tiers.

        What was proven for less in earlier tiers than the best timetable has by now is no bound
        any more: one that is better in a tier may be worse in those after it.
        """
        values = self.incumbent.values or ()
        return [
            max((b for held, b in known.items() if not any(map(gt, values, held))), default=0)
            for known in self._known
        ]

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
        return max(0.0, min(self.until, self.budget.limit) - self.budget.used)

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

    def lasting(self, tier: int) -> Values | None:
        """Return the best values, with no limit for tiers before this one that may get worse.

        None can but those after the first that is not proven. So what is proven of the tier with
        these held is true to the end.
        """
        values = self.incumbent.values
        if values is None:
            return None
        first = min(self.open_tiers, default=tier)
        return tuple(NO_LIMIT if first < n < tier else value for n, value in enumerate(values))

    def rise(self, bound: float, tier: int, held: Values = ()) -> None:
        """Raise the lower bound of a tier, rounded up, as values are whole numbers.

        Parameters
        ----------
        held
            The most that earlier tiers may have for the bound to be true.
        """
        known = self._known[tier]
        if math.isfinite(bound):
            known[held] = max(known.get(held, 0), math.ceil(bound - 1e-6))

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
