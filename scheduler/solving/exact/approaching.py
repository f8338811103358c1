"""Which values are aimed at, one after the other, on the way from the incumbent to the bound."""

from dataclasses import dataclass

FIRST_WORK = 8.0
"""Deterministic time of each attempt at first: by then about two of three attempts half way have
found something, and one of five at the bound itself."""


@dataclass
class Approach:
    """Aims half way between the bound and the incumbent, with short attempts.

    How long an attempt takes is mostly chance. So one that finds nothing is given up, and higher
    values are tried; once there are none, all are tried again with twice the work and other seeds.

    Attributes
    ----------
    best
        The value of the incumbent.
    work
        Deterministic time of the next attempt.
    attempts
        How many there were.
    """

    best: int
    work: float = FIRST_WORK
    attempts: int = 0
    _given_up: int = -1

    def aim(self, bound: int) -> int | None:
        """Return the most that the next timetable may have; None if the bound is attained."""
        if bound >= self.best:
            return None
        least = max(bound, self._given_up + 1)
        if least >= self.best:
            self._given_up, self.work, least = -1, 2 * self.work, bound
        self.attempts += 1
        return (least + self.best - 1) // 2

    def give_up(self, aim: int) -> None:
        """Go on with higher values, for now."""
        self._given_up = aim
