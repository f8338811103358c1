"""The world changed: a new timetable with the fewest changes, and whom to tell."""

from scheduler.replanning.diff import diff
from scheduler.replanning.keeping import freeze
from scheduler.replanning.reasons import why_not
from scheduler.replanning.replan import CannotReplan, replan
from scheduler.replanning.telling import changes_table, changes_text, draw_changes, write_changes

__all__ = [
    "CannotReplan",
    "changes_table",
    "changes_text",
    "diff",
    "draw_changes",
    "freeze",
    "replan",
    "why_not",
    "write_changes",
]
