"""The public programme as a schedule that conference apps read."""

from scheduler.exporting.schedule.writer import schedule

__all__ = ["schedule"]
