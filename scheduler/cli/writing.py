"""When results are written, and what Ctrl-C does meanwhile."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from scheduler.cli.printing import err

if TYPE_CHECKING:
    from models import Outcome


def written(outcome: "Outcome", charts: bool, write: Callable[[bool], list[str]]) -> list[str]:
    """Write results, those of a solve that was stopped at once, and again with their charts.

    Whoever stopped it may be in a hurry: charts take long, and Ctrl-C does without them.

    Parameters
    ----------
    write
        Writes all, with charts or without, and returns the names of the files.
    """
    if outcome.timetable is None or not charts:
        return write(False)
    if outcome.status != "cancelled":
        err("drawing charts …")
        return write(True)
    names = write(False)
    err("stopped, and written; drawing charts (Ctrl-C does without) …")
    try:
        return write(True)
    except KeyboardInterrupt:
        return names
