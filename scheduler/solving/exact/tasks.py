"""A task of the prover, and its result."""

from dataclasses import dataclass

from scheduler.compiling import Places
from scheduler.solving.core.cpsat import Effort
from scheduler.solving.core.losses import Losses
from scheduler.solving.core.problem import Values
from scheduler.solving.exact.bounds import is_in_reach


@dataclass(frozen=True)
class Proof:
    """A task of the prover: a tier, the values of the incumbent, and how long to try.

    Attributes
    ----------
    briefly
        A relaxation is searched only where that is likely to prove the tier.
    """

    tier: int
    effort: Effort
    values: Values | None = None
    places: Places | None = None
    briefly: bool = False

    def goes_on(self, value: int, bound: float) -> bool:
        """Tell whether a relaxation with that bound is searched."""
        return not self.briefly or is_in_reach(value, bound)

    @property
    def held(self) -> Values:
        """The values at which earlier tiers are held."""
        return () if self.values is None else self.values[: self.tier]


@dataclass(frozen=True)
class Proven:
    """The result of a proof.

    Attributes
    ----------
    bound
        Lower bound: no timetable that is as good in earlier tiers has less in this one.
    infeasible
        No timetable keeps every hard rule.
    complete
        The search was complete, so there must be a timetable with the value ``bound``.
    refused
        The formulation has no solution although there is an incumbent: a bug in summit.
    places, value
        The best solution found, and its value in the formulation.
    work
        Deterministic time that it took.
    losses
        Where timetables lose, by a relaxation that was made to find that out too.
    """

    bound: float = 0.0
    infeasible: bool = False
    complete: bool = False
    refused: bool = False
    places: Places | None = None
    value: float = 0.0
    work: float = 0.0
    losses: Losses | None = None
