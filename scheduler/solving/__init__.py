"""Tiers, searches, construction, neighbourhoods, progress, limits."""

from scheduler.solving.crew import ProcessDied
from scheduler.solving.incumbent import Disagreement
from scheduler.solving.progress import OnProgress, Progress
from scheduler.solving.reporting import mishaps_of, versions
from scheduler.solving.solve import solve

__all__ = [
    "Disagreement",
    "OnProgress",
    "ProcessDied",
    "Progress",
    "mishaps_of",
    "solve",
    "versions",
]
