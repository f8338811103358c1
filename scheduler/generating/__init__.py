"""Synthetic instances of any size, made around a hidden timetable.

It imports the standard library and ``models``, nothing else of ours.
"""

from scheduler.generating.planting import planted
from scheduler.generating.size import Size

__all__ = ["Size", "planted"]
