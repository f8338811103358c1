"""The first timetable: batches of activities, each placed with everything else fixed."""

from collections.abc import Generator
from dataclasses import dataclass

from scheduler.compiling import Places
from scheduler.solving.core.budget import Budget
from scheduler.solving.core.cpsat import Effort, SearchResult
from scheduler.solving.core.incumbent import Incumbent
from scheduler.solving.core.problem import Problem
from scheduler.solving.lexicographic.packing import packed
from scheduler.solving.lns.neighbourhoods import Form, Neighbourhood
from scheduler.solving.workers.jobs import Salvage, SubProblem

MANDATORY_BATCH, BATCH = 12, 40
"""How many activities are placed at a time, mandatory ones and requests: enough to fit them to each
other, few enough to solve quickly."""

FEW_STARTS = 8

LEAN_SHARE = 0.5
"""Part of the requests that are placed without goals that are slow to state, such as breaks, where
the instance is large: what comes after them fills most of the breaks. Small ones end worse so."""

BATCH_LIMIT, AT_ONCE_LIMIT = 1.0, 10.0

MANDATORY_LIMITS, MANDATORY_AT_ONCE_LIMITS = (0.5, 5.0), (5.0, AT_ONCE_LIMIT)
"""Seconds to place mandatory activities: with few starts each, and then with all."""

Task = SubProblem | Salvage


@dataclass(frozen=True)
class Step:
    """A task, and places found before it, for the referee to check while the task runs.

    The last step has no task.
    """

    task: Task | None
    found: Places | None = None


Steps = Generator[Step, SearchResult, None]
"""Yields steps, and is sent the results of their tasks."""

Found = Generator[Step, SearchResult, Places | None]
"""The same, and returns the places found."""


def construction(
    problem: Problem, incumbent: Incumbent, budget: Budget, seed: int, start: Places | None
) -> Steps:
    """Keep what still fits of ``start``; then place mandatory activities, then requests.

    Nothing is found if not all mandatory activities could be placed, or if they alone change
    more than the limit of changes; that proves nothing. Requests come by priority.
    """
    places: Places = (None,) * len(problem.compiled.activities)
    if start is not None:
        if incumbent.consider(start):
            places = start
        else:
            kept = yield Step(Salvage(start, _effort(budget, seed, AT_ONCE_LIMIT)))
            places = kept.places or places
    found = yield from _mandatory(problem, places, budget, seed)
    if found is None or not problem.allows(found):
        yield Step(None)
        return
    places = found
    activities = problem.compiled.activities
    requests = [a for a, x in enumerate(activities) if not x.must and places[a] is None]
    requests.sort(key=lambda a: (-activities[a].source.priority, a))
    leans = 0.0 if problem.is_searched else LEAN_SHARE * len(requests)
    for first in range(0, len(requests), BATCH):
        form = Form(BATCH, most=FEW_STARTS, lean=first < leans)
        batch = Neighbourhood(frozenset(requests[first : first + BATCH]), form=form)
        answer = yield Step(SubProblem(places, batch, _effort(budget, seed, BATCH_LIMIT)), places)
        places = answer.places or places
    yield Step(None, places)


def _mandatory(problem: Problem, places: Places, budget: Budget, seed: int) -> Found:
    """Place mandatory activities, those with fewest choices first.

    If a batch fails, rooms are filled one after the other, and what of this keeps all rules is gone
    on from; if that fails too, all are placed at once.
    """
    activities = problem.compiled.activities
    choices = {a: len(x.starts) * len(x.rooms) for a, x in enumerate(activities) if x.must}
    mandatory = sorted(choices, key=lambda a: (choices[a], a))
    fixed = sum(choices[a] <= 1 for a in mandatory if places[a] is None)
    found = yield from _in_batches(places, mandatory, fixed, budget, seed)
    if found is None and len(mandatory) > MANDATORY_BATCH:
        proposal = Salvage(packed(problem.compiled), _effort(budget, seed, AT_ONCE_LIMIT))
        kept = (yield Step(proposal)).places
        if kept is not None:
            found = yield from _in_batches(kept, mandatory, 0, budget, seed)
    if found is None:
        nothing: Places = (None,) * len(activities)
        found = yield from _placed(nothing, mandatory, MANDATORY_AT_ONCE_LIMITS, budget, seed)
    return found


def _in_batches(
    places: Places, mandatory: list[int], fixed: int, budget: Budget, seed: int
) -> Found:
    """Place the mandatory activities that have no place, batch after batch, until one fails."""
    waiting = [a for a in mandatory if places[a] is None]
    first, last = 0, fixed + MANDATORY_BATCH
    while first < len(waiting):
        found = yield from _placed(places, waiting[first:last], MANDATORY_LIMITS, budget, seed)
        if found is None:
            return None
        places, first, last = found, last, last + MANDATORY_BATCH
    return places


def _placed(
    places: Places, some: list[int], limits: tuple[float, float], budget: Budget, seed: int
) -> Found:
    """Place some mandatory activities with few starts each or, if that fails, with all."""
    for most, limit in zip((2 * FEW_STARTS, None), limits, strict=True):
        moves = Neighbourhood(frozenset(some), form=Form(MANDATORY_BATCH, most=most))
        answer = yield Step(SubProblem(places, moves, _effort(budget, seed, limit, linear=False)))
        if answer.places is not None:
            return answer.places
    return None


def _effort(budget: Budget, seed: int, limit: float, *, linear: bool = True) -> Effort:
    return Effort(
        limit=min(limit, budget.left),
        seed=seed,
        linearization=2 if linear else 0,
        deterministic=budget.deterministic,
        kind="neighbourhood",
    )
