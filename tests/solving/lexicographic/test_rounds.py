"""Deterministic solves: what has ended by when is decided by work."""

from concurrent.futures import Future
from types import SimpleNamespace
from typing import Any, cast

import pytest

from scheduler.solving.core.budget import Budget
from scheduler.solving.core.cpsat import Effort, SearchResult
from scheduler.solving.core.state import State
from scheduler.solving.exact.tasks import Proven
from scheduler.solving.lexicographic.rounds import Rounds
from scheduler.solving.workers.jobs import prove, solve_subproblem
from scheduler.solving.workers.pool import Job, Pool


class Done:
    """A pool whose jobs have all ended."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []

    def start(self, function: Any, answer: Any) -> Job:
        """Do a job at once."""
        task = SimpleNamespace(effort=Effort(limit=4.0))
        job = Job(cast(Any, None), function, task, 1, Future(), answer=answer)
        self.jobs.append(job)
        return job

    def ended(self, *, together: bool) -> list[Job]:
        """Return all."""
        assert together
        ended, self.jobs = self.jobs, []
        return ended

    def hold(self, job: Job) -> None:
        """Take one back."""
        self.jobs.append(job)


@pytest.fixture
def pool() -> Done:
    """A pool without jobs."""
    return Done()


@pytest.fixture
def budget() -> Budget:
    """Ten units of work."""
    return Budget(10.0, deterministic=True)


@pytest.fixture
def rounds(pool: Done, budget: Budget) -> Rounds:
    """The rounds of its jobs."""
    return Rounds(cast(State, SimpleNamespace(budget=budget)), cast(Pool, pool))


def part(pool: Done, work: float) -> Job:
    """Search a neighbourhood."""
    return pool.start(solve_subproblem, SearchResult("OPTIMAL", work=work))


def test_a_proof_goes_on_beside_neighbourhoods(pool: Done, budget: Budget, rounds: Rounds) -> None:
    """Until these have taken as much work in a row; each round is as long as its longest."""
    assert rounds.ended() == []
    proof = pool.start(prove, Proven(work=1.0))
    parts = [part(pool, work) for work in (0.2, 0.4)]
    assert (rounds.ended(), budget.used) == (parts, 0.4)
    parts = [part(pool, work) for work in (0.7, 0.1)]
    assert rounds.ended() == [proof, *parts]
    assert budget.used == pytest.approx(1.1)
    assert pool.jobs == []


def test_a_proof_is_not_waited_for_where_there_is_nothing_beside_it(
    pool: Done, budget: Budget, rounds: Rounds
) -> None:
    """What is left of its work is spent at once, and that is its limit if it was given up."""
    proof, other = pool.start(prove, Proven(work=3.0)), part(pool, 1.0)
    assert (rounds.ended(), pool.jobs) == ([other], [proof])
    assert (rounds.ended(), budget.used) == ([proof], 3.0)
    lost = pool.start(prove, None)
    assert (rounds.ended(), budget.used) == ([lost], 7.0)
