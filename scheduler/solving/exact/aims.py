"""What a search of the whole is after, and when that is out of date.

Other processes improve the incumbent and the bound meanwhile; a search whose aim no longer helps is
stopped, so that the next one can aim at what is left.
"""

import time
from dataclasses import dataclass, field

from scheduler.solving.core.cpsat import Stop

ATTEMPT_SECONDS = 0.5
"""How long a search for something better goes on, at least, after the incumbent improved.

A new search with the better value fixes more literals, but its presolve takes time.
"""


@dataclass(frozen=True)
class Better:
    """Something better than a value is sought.

    Attributes
    ----------
    stop
        Stops the search.
    value
        The value of the incumbent when the search began.
    """

    stop: Stop
    value: int
    _began: float = field(default_factory=time.monotonic)

    def reconsider(self, best: int, bound: int) -> None:
        """Stop the search if the incumbent is better by now, and some time has passed."""
        if best < self.value and time.monotonic() > self._began + ATTEMPT_SECONDS:
            self.stop.set()


@dataclass(frozen=True)
class Attained:
    """A timetable with a value, mostly that of the lower bound, is sought.

    Attributes
    ----------
    stop
        Stops the search.
    value
        The most that it may have.
    """

    stop: Stop
    value: int

    def reconsider(self, best: int, bound: int) -> None:
        """Stop the search if the bound has risen above that, or the incumbent has it by now."""
        if bound > self.value or best <= self.value:
            self.stop.set()
