"""Published problem sets, read as ordinary instances and solved like any other."""

from scheduler.benching.published_problem import Published, PublishedProblem
from scheduler.benching.running import Row, Run, Totals, run, totals
from scheduler.benching.sets import FAIRNESS, SetName, load_problems

__all__ = [
    "FAIRNESS",
    "Published",
    "PublishedProblem",
    "Row",
    "Run",
    "SetName",
    "Totals",
    "load_problems",
    "run",
    "totals",
]
