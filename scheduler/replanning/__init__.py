"""The world changed: a new timetable with the fewest changes, and whom to tell."""

from scheduler.replanning.diff import diff
from scheduler.replanning.replan import CannotReplan, replan

__all__ = ["CannotReplan", "diff", "replan"]
