"""What a solve may spend: seconds, or deterministic work."""

import time

from models import Limits

LEAST_WORK = 0.01
"""Least work charged for a search: for CP-SAT presolve is no work, although it takes time."""


class Budget:
    """What is spent and left of the time limit.

    Parameters
    ----------
    limit
        Seconds in all; if ``deterministic``, units of deterministic time instead, so that
        the result does not depend on how busy the machine is.
    whole
        Budget that this is a part of: what is spent here is spent there too.
    """

    def __init__(
        self, limit: float, *, deterministic: bool = False, whole: "Budget | None" = None
    ) -> None:
        self.limit = limit
        self.deterministic = deterministic
        self._whole = whole
        self._began = time.monotonic()
        self._spent = 0.0

    @classmethod
    def of(cls, limits: Limits) -> "Budget":
        """Return the budget that begins now, of a request's limits."""
        return cls(limits.seconds, deterministic=limits.deterministic)

    @property
    def seconds(self) -> float:
        """Seconds since the solve began."""
        return time.monotonic() - self._began

    @property
    def used(self) -> float:
        """What is spent of the limit."""
        return self._spent if self.deterministic else self.seconds

    @property
    def left(self) -> float:
        """What is left of the limit."""
        return max(0.0, self.limit - self.used)

    def spend(self, work: float) -> None:
        """Count deterministic work as spent; seconds are counted by the clock."""
        self._spent += work
        if self._whole is not None:
            self._whole.spend(work)

    def end(self) -> None:
        """Leave nothing of the limit."""
        self.limit = self.used

    def part(self, limit: float) -> "Budget":
        """Return a budget that begins now and is spent from this one too."""
        return Budget(limit, deterministic=self.deterministic, whole=self)

    def until(self, waiting: int, least: float = 0.0, *, of: float | None = None) -> float:
        """Return how much may have been spent in all when the next tier ends.

        What is left, or what is until ``of`` is spent in all, is divided into one part more than
        tiers are waiting. The next tier may take two of these parts, so that early tiers get more
        than late ones, and at least a given share of it.
        """
        used = self.used
        left = max(0.0, (self.limit if of is None else of) - used)
        return used + max(least, 2 / (waiting + 1)) * left
