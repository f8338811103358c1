"""The best timetable so far; only the referee lets one in."""

import threading
import time

from models import Report, Timetable
from scheduler.checking import check
from scheduler.compiling import Places
from scheduler.solving.problem import Problem


class Disagreement(RuntimeError):
    """The referee found a fault in what the solver made: our bug, never a result."""


class Incumbent:
    """Keeps the lexicographically best refereed timetable; safe to offer to from threads."""

    def __init__(self, problem: Problem, began: float) -> None:
        self._problem = problem
        self._lock = threading.Lock()
        self._began = began
        self.places: Places | None = None
        self.timetable: Timetable | None = None
        self.report: Report | None = None
        self.values: tuple[int, ...] | None = None
        self.first_seconds: float | None = None
        self.closed = False

    def close(self) -> None:
        """Take nothing more in: a thread that was left behind may still offer."""
        with self._lock:
            self.closed = True

    def offer(self, places: Places) -> bool:
        """Take places in if the referee passes them and they are better; tell if so.

        Raises
        ------
        Disagreement
            The referee found a hard violation.
        """
        timetable = self._problem.timetable(places)
        report = check(self._problem.instance, timetable, previous=self._problem.previous)
        if report.violations:
            raise Disagreement("; ".join(v.message for v in report.violations[:5]))
        values = self._problem.values(report)
        with self._lock:
            if self.closed or (self.values is not None and values >= self.values):
                return False
            if self.first_seconds is None:
                self.first_seconds = time.monotonic() - self._began
            self.places, self.timetable = places, timetable
            self.report, self.values = report, values
        return True
