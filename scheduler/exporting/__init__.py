"""The files of a solve, and for whom each of them is."""

from scheduler.exporting.changes import changes_text
from scheduler.exporting.folder import write_results
from scheduler.exporting.writers import to_csv

__all__ = ["changes_text", "to_csv", "write_results"]
