"""Lower bounds of a tier from relaxations that are quick to solve."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from models import Goal
from models.clock import Minute, merged
from scheduler.compiling import Compiled
from scheduler.formulation import (
    Expression,
    Family,
    Relaxation,
    Variables,
    breaks_of_person,
    formulate_person,
    relaxations,
    resource_level,
    room_overlap,
    transfer,
)
from scheduler.solving.core.budget import LEAST_WORK, Budget
from scheduler.solving.core.cpsat import Effort, SearchResult, Stop, search
from scheduler.solving.core.problem import NO_LIMIT, Problem
from scheduler.solving.core.progress import gap

SLOW: frozenset[Goal] = frozenset({"breaks", "rules"})
"""Goals that make the linear relaxation large without much effect; they are left out of it."""

ROOMY = 0.8
"""Rooms and resources of whose minutes a smaller part is asked for are no bottleneck."""

BUSY = 0.6
"""Persons of whose minutes a smaller part than this is asked for are no bottleneck."""

PERSON_LIMIT = 0.5

REACH = 0.05, 0.5
"""Gaps between a value and the bound of its relaxation from which a brief relaxation goes on with a
search: what is nearer is near enough, and what is farther off is mostly not proven."""

PROMISING = 2.0
"""Seconds by which a search mostly has a better bound than the linear relaxation, if ever."""


def lean_formulation(
    problem: Problem, tier: int, values: tuple[int, ...]
) -> tuple[Variables, Expression]:
    """Return a formulation for the relaxations of a tier, with its objective.

    Earlier tiers are limited to ``values``; slow goals and their limits are left out, which only
    relaxes more.
    Its decisions are the first variables of every other formulation of the same problem.
    """
    compiled = problem.compiled
    if problem.is_searched:
        lean = problem.formulate(compiled, unlimited=SLOW)
    else:
        lean = problem.formulate(
            compiled,
            without=tuple(_left_out(compiled)),
            people=busy_people(compiled),
            unlimited=SLOW,
        )
    for earlier in range(tier):
        if values[earlier] < NO_LIMIT and not SLOW & problem.tiers[earlier].keys():
            lean.model.add(problem.objective(lean, earlier) <= values[earlier])
    objective = problem.objective(lean, tier, without=SLOW)
    lean.model.minimize(objective)
    return lean, objective


def tightened(
    variables: Variables,
    budget: Budget,
    enough: float,
    stop: Stop,
    on_bound: Callable[[float], None],
) -> Relaxation | None:
    """Return the linear relaxation, with cuts until its bound is above ``enough``; None without.

    Its reduced costs are those of the decisions, by whichever of the relaxations proves most; its
    work is that of all.
    """
    tightest: Relaxation | None = None
    for relaxation in relaxations(
        variables.model, math.inf if budget.deterministic else budget.left
    ):
        on_bound(relaxation.bound)
        budget.spend(relaxation.work)
        decided = replace(relaxation, reduced=relaxation.reduced[: variables.decisions])
        tightest = decided if tightest is None else tightest.joined(decided)
        if relaxation.bound > enough or stop.is_set():
            break
    return tightest


def bound_below(
    lean: Variables,
    objective: Expression,
    value: int,
    effort: Effort,
    stop: Stop,
    on_bound: Callable[[float], None],
    *,
    relaxed: float,
) -> SearchResult:
    """Search a lean formulation for something better than a value, to bound the whole.

    If it has nothing better, neither has the whole: the value is the optimum, and bounds above
    it count as the value. Its solutions may break rules, so no places are returned. The search is
    given up where it soon proves no more than the linear relaxation did, ``relaxed``.
    """

    def told(bound: float) -> None:
        on_bound(min(bound, value))

    lean.model.add(objective <= value - 1)
    effort = replace(effort, subsolvers=("objective_lb_search",), linearization=1)
    more = effort.limit - PROMISING
    answer = search(lean, replace(effort, limit=effort.limit - max(0.0, more)), stop, on_bound=told)
    if more > 0 and not answer.closed and answer.bound > relaxed:
        first, effort = answer, replace(effort, limit=more)
        answer = search(lean, effort, stop, on_bound=told)
        answer = replace(answer, work=first.work + answer.work)
    bound = value if answer.status == "INFEASIBLE" else min(answer.bound, value)
    return replace(answer, places=None, bound=bound)


def _left_out(compiled: Compiled) -> Iterator[Family]:
    """Yield families that make a large relaxation slow without raising its bound.

    Transfers do not raise it where most meetings are in few zones, and neither do rooms and
    resources of which there are enough.
    """
    yield transfer
    if are_roomy(compiled):
        yield room_overlap
    if are_plenty(compiled):
        yield resource_level


def busy_people(compiled: Compiled) -> frozenset[int]:
    """Return who may have more to attend than fits: the rules tell the relaxation of them alone.

    Counted for each over all moments at which something that can still move may need them.
    """
    asked: Counter[int] = Counter()
    spans: dict[int, list[tuple[Minute, Minute]]] = defaultdict(list)
    for activity in compiled.activities:
        for person, (first, last) in activity.people.items() if activity.is_movable else ():
            last += compiled.instance.people[person].rest_minutes
            asked[person] += last - first
            spans[person] += [(start + first, start + last) for start in activity.starts]
    return frozenset(
        person
        for person, minutes in asked.items()
        if minutes > BUSY * sum(end - start for start, end in merged(spans[person]))
    )


def are_roomy(compiled: Compiled) -> bool:
    """Tell whether each choice of rooms has more than enough minutes for all that asks for it.

    Counted over all moments at which it may be there, for whatever can still move.
    """
    movable = [activity for activity in compiled.activities if activity.is_movable]
    for choice in {frozenset(activity.rooms) for activity in movable}:
        asked, spans = 0, []
        for activity in movable:
            if choice.issuperset(activity.rooms):
                held = [compiled.occupancy(activity, room) for room in activity.rooms]
                before, after = min(b for b, _ in held), min(a for _, a in held)
                asked += before + activity.minutes + after
                spans += [(s - before, s + activity.minutes + after) for s in activity.starts]
        units = sum(compiled.rooms[room].units for room in choice)
        if asked > ROOMY * units * sum(end - start for start, end in merged(spans)):
            return False
    return True


def are_plenty(compiled: Compiled) -> bool:
    """Tell the same about the resources."""
    for resource in compiled.instance.resources:
        asked, spans = 0, []
        for activity in compiled.activities:
            need = activity.source.resources.get(resource.id, 0)
            if need and activity.is_movable:
                asked += need * activity.minutes
                spans += [(start, start + activity.minutes) for start in activity.starts]
        if asked > ROOMY * resource.level * sum(end - start for start, end in merged(spans)):
            return False
    return True


def is_in_reach(value: int, bound: float) -> bool:
    """Tell whether a search of a lean formulation is likely to prove a value, and pays."""
    least, most = REACH
    return least < gap(value, bound) <= most


def relaxed_waits(problem: Problem, tier: int, budget: Budget, stop: Stop) -> Relaxation:
    """Return the bound of a tier of slow goals alone: its breaks, counted for each person."""
    weight = problem.tiers[tier].get("breaks", 0)
    waits = fewest_breaks(problem, budget, stop) if weight else 0
    return Relaxation(float(weight * waits), np.zeros(0), max(LEAST_WORK, budget.used))


def fewest_breaks(problem: Problem, budget: Budget, stop: Stop) -> int:
    """Return a lower bound on the number of breaks: the fewest that each person can have alone.

    It is 0 for a person who can have none when everything optional is left out. That is quick to
    see, and true for most, as only people with two mandatory activities can be made to wait.
    """
    compiled = problem.compiled
    busy = Counter(person for activity in compiled.activities for person in activity.people)
    must = Counter(p for activity in compiled.activities if activity.must for p in activity.people)
    bare = replace(
        compiled, activities=tuple(a if a.must else a.left_out() for a in compiled.activities)
    )
    fewest = 0
    for person in sorted(busy, key=lambda person: (busy[person], person)):
        if stop.is_set() or budget.left == 0:
            break
        if must[person] < busy[person]:
            answer = _alone(bare, person, budget, stop)
            if answer.places is not None and answer.value == 0:
                continue
        answer = _alone(compiled, person, budget, stop)
        if math.isfinite(answer.bound):
            fewest += max(0, math.ceil(answer.bound - 1e-6))
    return fewest


def _alone(compiled: Compiled, person: int, budget: Budget, stop: Stop) -> SearchResult:
    alone = formulate_person(compiled, person)
    alone.model.minimize(breaks_of_person(alone, person))
    limit = min(PERSON_LIMIT, budget.left)
    answer = search(alone, Effort(limit=limit, deterministic=budget.deterministic), stop)
    budget.spend(answer.work)
    return answer
