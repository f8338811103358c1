"""First bounds of a tier, from relaxations that are quick to solve."""

import math
from collections import Counter

from models import Goal
from scheduler.formulation import Variables, breaks_of_person, formulate_person, transfer
from scheduler.solving.budget import Budget
from scheduler.solving.problem import Problem
from scheduler.solving.searching import Effort, Stop, search

SLOW: frozenset[Goal] = frozenset({"breaks", "rules"})
"""Goals that make the linear relaxation large and tell it little; left out of it."""

LONG = (transfer,)
"""Families that are most of a large formulation and, where most meetings are in few zones,
raise its bound by nothing; left out where the whole is too large to be searched as well."""

PERSON_LIMIT = 0.5


def lean_formulation(problem: Problem, tier: int, values: tuple[int, ...]) -> Variables:
    """Return a formulation for the linear relaxation of a tier, its objective set.

    Earlier tiers are held at ``values``; slow goals are left out, which only relaxes more.
    Its decisions are the first variables of any other formulation of the same problem
    that is searched.
    """
    lean = problem.formulate(problem.compiled, without=() if problem.is_searched else LONG)
    for earlier in range(tier):
        if not SLOW & problem.tiers[earlier].keys():
            lean.model.add(problem.objective(lean, earlier) <= values[earlier])
    lean.model.minimize(problem.objective(lean, tier, without=SLOW))
    return lean


def fewest_breaks(problem: Problem, budget: Budget, stop: Stop) -> int:
    """Return a bound on the number of breaks: for each person alone, the fewest there can be."""
    busy = Counter(p for activity in problem.compiled.activities for p in activity.people)
    fewest = 0
    for person in sorted(busy, key=lambda person: (busy[person], person)):
        if stop.is_set() or budget.left == 0:
            break
        alone = formulate_person(problem.compiled, person)
        alone.model.minimize(breaks_of_person(alone, person))
        limit = min(PERSON_LIMIT, budget.left)
        answer = search(alone, Effort(limit=limit, deterministic=budget.deterministic), stop)
        budget.spend(answer.work)
        if math.isfinite(answer.bound):
            fewest += max(0, math.ceil(answer.bound - 1e-6))
    return fewest
