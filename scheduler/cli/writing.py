"""When results are written, and what Ctrl-C does then."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from scheduler.cli.printing import err

if TYPE_CHECKING:
    from models import Outcome


def written(outcome: "Outcome", charts: bool, write: Callable[[bool], list[str]]) -> list[str]:
    """Write results; if the solve was stopped, at once without charts and then again with them.

    Charts take long, and somebody who stopped the solve may be in a hurry: another Ctrl-C leaves
    them out.

    Parameters
    ----------
    write
        Writes everything, with charts or without, and returns the names of the files.
    """
    if outcome.timetable is None or not charts:
        return write(False)
    if outcome.status != "cancelled":
        err("drawing charts …")
        return write(True)
    names = write(False)
    err("stopped, and written; drawing charts (Ctrl-C: no charts) …")
    try:
        return write(True)
    except KeyboardInterrupt:
        return names
