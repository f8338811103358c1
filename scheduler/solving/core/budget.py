"""What a solve may spend: seconds, or deterministic work."""

import time

LEAST_WORK = 0.01
"""What a search is charged at least: what presolve settles is no work to CP-SAT, yet takes time."""


class Budget:
    """Keeps account of the time limit.

    Parameters
    ----------
    limit
        Seconds in all; if ``deterministic``, units of deterministic time instead, so that
        what is done does not depend on how busy the machine is.
    whole
        Of which this is a part: what is spent here is spent there too.
    """

    def __init__(
        self, limit: float, *, deterministic: bool = False, whole: "Budget | None" = None
    ) -> None:
        self.limit = limit
        self.deterministic = deterministic
        self._whole = whole
        self._began = time.monotonic()
        self._spent = 0.0

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
        """Take deterministic work off the limit; seconds go by themselves."""
        self._spent += work
        if self._whole is not None:
            self._whole.spend(work)

    def part(self, limit: float) -> "Budget":
        """Return a budget of its own for what begins now and is spent from this one."""
        return Budget(limit, deterministic=self.deterministic, whole=self)

    def until(self, waiting: int, least: float = 0.0) -> float:
        """Return at which use the first of the tiers still waiting must end.

        It may take two of the parts, so that an early tier gets more than a late one,
        and at least a given share of what is left.
        """
        return self.used + max(least, 2 / (waiting + 1)) * self.left
