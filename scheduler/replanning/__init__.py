"""Replanning: when the instance has changed, a new timetable with the fewest changes."""

from scheduler.replanning.keeping import freeze, lock
from scheduler.replanning.move import move
from scheduler.replanning.reasons import why_not
from scheduler.replanning.replan import replan
from scheduler.replanning.run import CannotReplan

__all__ = ["CannotReplan", "freeze", "lock", "move", "replan", "why_not"]
