"""What a solve leaves in a folder."""

from scheduler.exporting.folder import to_csv, write_results

__all__ = ["to_csv", "write_results"]
