"""Published problem sets, read as ordinary instances and solved like any other.

What solves them is in :mod:`scheduler.benching.running`.
"""

from scheduler.benching.published_problem import Published, PublishedProblem
from scheduler.benching.sets import FAIRNESS, SetName, load_problems

__all__ = ["FAIRNESS", "Published", "PublishedProblem", "SetName", "load_problems"]
