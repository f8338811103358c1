"""How much coverage can be hoped for, from the linear relaxation alone: in a second, not exact."""

import math

from models import Instance, Policy, Request
from scheduler.formulation import linear_relaxation
from scheduler.solving.core.problem import pose
from scheduler.solving.exact.bounds import lean_formulation

COVERAGE = Policy(tiers=({"coverage": 1},))


def relaxed_coverage(instance: Instance, seconds: float) -> float:
    """Return a lower bound of goal coverage, in priority points; not rounded up.

    It is made of the dual prices of the linear relaxation. NaN if there are none in ``seconds``,
    or the instance is too large to be formulated as a whole.
    """
    problem = pose(instance.model_copy(update={"policy": COVERAGE}), Request())
    if not problem.is_formulated:
        return math.nan
    variables, _ = lean_formulation(problem, 0, ())
    found = linear_relaxation(variables.model, seconds)
    return math.nan if found is None else max(0.0, found.bound)
