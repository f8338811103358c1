"""Calendars of delegations, persons and rooms, which keep account of what they have said."""

from scheduler.exporting.calendars.keeping import advanced
from scheduler.exporting.calendars.writer import calendars

__all__ = ["advanced", "calendars"]
