"""Construction and improvement: parts of the problem, each solved exactly."""

import time
from collections.abc import Callable
from dataclasses import replace

from scheduler.compiling import Places, restricted
from scheduler.formulation import GOALS, Variables
from scheduler.solving.incumbent import Incumbent
from scheduler.solving.neighbourhoods import Neighbourhoods
from scheduler.solving.problem import Problem
from scheduler.solving.progress import gap
from scheduler.solving.proving import Prover
from scheduler.solving.searching import Effort, Stop, hint, search

MANDATORY_BATCH, BATCH = 12, 80
"""How many the construction places at a time, mandatory and requested: large enough to
see each other, small enough to be solved at once."""

MANDATORY_SECONDS, NEIGHBOURHOOD_SECONDS = 5.0, 2.0


def construct(
    problem: Problem, incumbent: Incumbent, deadline: float, seed: int, stop: Stop
) -> None:
    """Place what is mandatory, the least movable first, then the dearest requests.

    Nothing is offered if the mandatory part could not be placed; that proves nothing.
    """
    places = _mandatory(problem, deadline, seed, stop)
    if places is None:
        return
    incumbent.offer(places)
    activities = problem.compiled.activities
    requests = [a for a, activity in enumerate(activities) if not activity.must]
    requests.sort(key=lambda a: (-activities[a].source.priority, a))
    for first in range(0, len(requests), BATCH):
        if stop.is_set() or time.monotonic() > deadline:
            return
        variables = _part(problem, places, requests[first : first + BATCH])
        variables.model.minimize(GOALS["coverage"](variables))
        effort = _effort(deadline, seed, NEIGHBOURHOOD_SECONDS)
        placed = search(variables, effort, stop).places
        if placed is not None:
            places = placed
            incumbent.offer(places)


def _mandatory(problem: Problem, deadline: float, seed: int, stop: Stop) -> Places | None:
    """Place what is mandatory batch by batch; all at once where a batch does not fit."""
    activities = problem.compiled.activities
    nothing: Places = (None,) * len(activities)
    choices = {
        a: len(activity.starts) * len(activity.rooms)
        for a, activity in enumerate(activities)
        if activity.must
    }
    mandatory = sorted(choices, key=lambda a: (choices[a], a))
    fixed = sum(choice <= 1 for choice in choices.values())
    places, first, last = nothing, 0, fixed + MANDATORY_BATCH
    while first < len(mandatory):
        variables = _part(problem, places, mandatory[first:last])
        effort = replace(_effort(deadline, seed, MANDATORY_SECONDS), linearization=0)
        placed = search(variables, effort, stop).places
        if placed is None:
            variables = _part(problem, nothing, mandatory)
            effort = replace(_effort(deadline, seed, deadline), linearization=0)
            return search(variables, effort, stop).places
        places, first, last = placed, last, last + MANDATORY_BATCH
    return places


def _part(problem: Problem, places: Places, free: list[int]) -> Variables:
    return problem.formulate(restricted(problem.compiled, places, frozenset(free)))


def improve(
    problem: Problem,
    incumbent: Incumbent,
    prover: Prover,
    deadline: float,
    seed: int,
    stop: Stop,
    enough: Callable[[float, int], bool],
) -> None:
    """Solve neighbourhoods of the incumbent for the prover's tier while it pays.

    Parameters
    ----------
    enough
        Whether to give way to the proof, given the gap and how many neighbourhoods in
        a row have failed.
    """
    neighbourhoods = Neighbourhoods(problem.compiled, seed)
    tier, failures = prover.tier, 0
    while neighbourhoods.movable and not stop.is_set() and time.monotonic() < deadline:
        places, values = incumbent.places, incumbent.values
        assert places is not None
        assert values is not None
        if enough(gap(values[tier], prover.bound), failures):
            return
        free = neighbourhoods.pick(places)
        variables = problem.formulate(restricted(problem.compiled, places, free))
        limit_earlier(problem, variables, tier, values)
        variables.model.minimize(problem.objective(variables, tier))
        hint(variables, places)
        seed += 1
        answer = search(variables, _effort(deadline, seed, NEIGHBOURHOOD_SECONDS), stop)
        improved = answer.places is not None and answer.places != places
        if improved and answer.places is not None:
            improved = incumbent.offer(answer.places)
        failures = 0 if improved else failures + 1
        neighbourhoods.learn(improved=improved, solved=answer.closed)


def limit_earlier(
    problem: Problem, variables: Variables, tier: int, values: tuple[int, ...]
) -> None:
    """Let no earlier tier get worse than it is."""
    for earlier in range(tier):
        variables.model.add(problem.objective(variables, earlier) <= values[earlier])


def _effort(deadline: float, seed: int, seconds: float) -> Effort:
    left = deadline - time.monotonic()
    return Effort(seconds=min(seconds, left), seed=seed)
