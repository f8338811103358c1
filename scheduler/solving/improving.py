"""Construction and improvement: parts of the problem, each solved exactly."""

import time
from collections.abc import Callable

from scheduler.compiling import Places, restricted
from scheduler.formulation import GOALS, Variables
from scheduler.solving.incumbent import Incumbent
from scheduler.solving.neighbourhoods import Neighbourhoods
from scheduler.solving.problem import Problem
from scheduler.solving.progress import gap
from scheduler.solving.proving import Prover
from scheduler.solving.searching import Answer, Effort, Stop, hint, search

BATCH = 80
"""Requests placed at a time by the construction: large enough to see each other, small
enough to be solved at once."""

NEIGHBOURHOOD_SECONDS = 2.0


def construct(
    problem: Problem, incumbent: Incumbent, deadline: float, seed: int, stop: Stop
) -> Answer:
    """Place what is mandatory, then the requests in batches, the dearest first.

    Returns
    -------
    Answer
        Of the mandatory part: with no places, nothing was constructed.
    """
    activities = problem.compiled.activities
    nothing: Places = (None,) * len(activities)
    mandatory = {a for a, activity in enumerate(activities) if activity.must}
    variables = problem.formulate(restricted(problem.compiled, nothing, mandatory))
    answer = search(variables, _effort(deadline, seed, 20.0), stop)
    if answer.places is None:
        return answer
    incumbent.offer(answer.places)
    places = answer.places
    requests = [a for a, activity in enumerate(activities) if not activity.must]
    requests.sort(key=lambda a: (-activities[a].source.priority, a))
    for first in range(0, len(requests), BATCH):
        if stop.is_set() or time.monotonic() > deadline:
            break
        batch = set(requests[first : first + BATCH])
        variables = problem.formulate(restricted(problem.compiled, places, batch))
        variables.model.minimize(GOALS["coverage"](variables))
        placed = search(variables, _effort(deadline, seed, NEIGHBOURHOOD_SECONDS), stop).places
        if placed is not None:
            places = placed
            incumbent.offer(places)
    return answer


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
