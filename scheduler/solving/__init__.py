"""Tiers, searches, construction, neighbourhoods, progress, limits."""

from scheduler.solving.incumbent import Disagreement
from scheduler.solving.progress import OnProgress, Progress
from scheduler.solving.solve import solve, versions

__all__ = ["Disagreement", "OnProgress", "Progress", "solve", "versions"]
