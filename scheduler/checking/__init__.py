"""The referee: an independent check of a timetable, written from the specification alone.

It imports the standard library and ``models``, nothing of the solver.
"""

from scheduler.checking.referee import check

__all__ = ["check"]
