"""The referee: an independent check of a timetable, written from the specification alone.

It shares no code with the solver.
"""

from scheduler.checking.referee import check, soft_violations

__all__ = ["check", "soft_violations"]
