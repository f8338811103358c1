"""Published problem sets as ordinary instances, solved through the front door."""

from scheduler.benching.problem import Problem, Published
from scheduler.benching.running import Row, Run, Totals, run, totals
from scheduler.benching.sets import FAIRNESS, SetName, load_problems

__all__ = [
    "FAIRNESS",
    "Problem",
    "Published",
    "Row",
    "Run",
    "SetName",
    "Totals",
    "load_problems",
    "run",
    "totals",
]
