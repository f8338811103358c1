"""Solves in a process that may have no children: in its own thread, otherwise the same."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

import pytest

from models import Instance, Outcome
from scheduler.checking import check
from scheduler.generating import Size, planted
from scheduler.machine import process_context
from scheduler.solving import Progress, solve
from scheduler.solving.workers import jobs
from scheduler.solving.workers.worker import Context

pytestmark = [pytest.mark.searches, pytest.mark.no_cover]

PATIENCE = 100
"""Seconds after which a run counts as hung; none comes near."""

over = threading.Event()
"""Set, in the process that solves, when its solve is over."""


@pytest.fixture(scope="module")
def large() -> Instance:
    """Enough to move that parts of it are searched."""
    size = Size(heads=20, days=2, bilaterals=40, workshops=6, side_events=2, seed=1)
    return planted(size)[0]


def without_children(instance: Instance, **asked: Any) -> Outcome:
    """Solve in a daemonic process, which Python lets have no children."""

    def work(sender: Connection) -> None:
        sender.send(solve(instance, **asked))
        over.set()

    receiver, sender = process_context().Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=work, args=(sender,), daemon=True)
    process.start()
    assert receiver.poll(PATIENCE)
    outcome: Outcome = receiver.recv()
    process.join(PATIENCE)
    assert process.exitcode == 0
    return outcome


def test_result_is_the_same_as_with_processes(large: Instance) -> None:
    """Of a deterministic solve that is cut short after some parts; more workers do not matter."""
    asked: dict[str, Any] = {"time_limit": 0.5, "seed": 3, "deterministic": True}
    with_processes = solve(large, workers=1, **asked)
    alone = without_children(large, workers=2, **asked)
    assert alone.workers == 1
    assert alone.timetable == with_processes.timetable
    assert alone.tiers[0].bound == with_processes.tiers[0].bound
    assert [t.value for t in alone.tiers] == [t.value for t in with_processes.tiers]
    assert not alone.incidents


def test_small_problem_is_proven(meetings: Instance) -> None:
    """Bounds and timetables reach the search from the thread while a proof runs."""
    outcome = without_children(meetings, time_limit=60)
    assert (outcome.status, [tier.value for tier in outcome.tiers]) == ("optimal", [1, 1])


def test_end_of_the_time_is_kept(large: Instance) -> None:
    """The search stops, and leaves a legal timetable."""
    outcome = without_children(large, time_limit=1)
    assert outcome.status == "feasible"
    assert outcome.timetable is not None
    assert not check(large, outcome.timetable).violations


def test_stop_returns_the_best_at_once(large: Instance) -> None:
    """Ctrl-C in the middle of a tier."""

    def stop(progress: Progress) -> None:
        if progress.tier:
            os.kill(os.getpid(), signal.SIGINT)

    outcome = without_children(large, time_limit=1000, on_progress=stop)
    assert (outcome.status, outcome.timetable is not None) == ("cancelled", True)


def test_task_that_does_not_stop_is_left_behind(
    meetings: Instance, stand_in: Callable[[str, Callable[..., Any]], None]
) -> None:
    """The solve ends without it, and what it returns in the end is not used."""

    def does_not_stop(here: Context, proof: Any) -> Any:
        over.wait(PATIENCE)
        return jobs.prove(here, proof)

    over.clear()
    stand_in("prove", does_not_stop)
    assert without_children(meetings, time_limit=1).status == "feasible"
