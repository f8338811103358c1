"""The files of a solve, and for whom each of them is."""

from scheduler.exporting.calendars import advanced
from scheduler.exporting.changes import changes_text
from scheduler.exporting.editions import require_packages
from scheduler.exporting.folder import write_exports, write_results

__all__ = [
    "advanced",
    "changes_text",
    "require_packages",
    "write_exports",
    "write_results",
]
