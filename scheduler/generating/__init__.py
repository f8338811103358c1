"""Synthetic instances of any size, made around a hidden timetable.

It imports the standard library and ``models`` only.
"""

from scheduler.generating.planting import planted
from scheduler.generating.size import Size

__all__ = ["Size", "planted"]
