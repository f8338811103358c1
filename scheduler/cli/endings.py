"""Exit codes, as documented."""

from models import Status

DONE = 0
OUR_BUG = 1
BAD_INPUT = 2
INFEASIBLE = 3
NO_TIMETABLE = 4
KEPT = 5
LOCKED = 6


def ending(status: Status, *, found: bool) -> int:
    """Return the exit code of a solve."""
    if found:
        return DONE
    return INFEASIBLE if status == "infeasible" else NO_TIMETABLE
