"""Finding the best timetable, tier after tier, and proving how good it is."""

from scheduler.solving.core.incumbent import Disagreement
from scheduler.solving.core.progress import OnProgress, Progress
from scheduler.solving.reporting import versions
from scheduler.solving.solve import solve, with_policy
from scheduler.solving.workers.pool import ProcessDied

__all__ = [
    "Disagreement",
    "OnProgress",
    "ProcessDied",
    "Progress",
    "solve",
    "versions",
    "with_policy",
]
