"""The search processes: if one dies or does not stop, no result is lost."""

import errno
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models import Incident, IncidentKind, Instance, Outcome
from scheduler.checking import check
from scheduler.generating import Size, planted
from scheduler.solving import ProcessDied, Progress, solve
from scheduler.solving.core.cpsat import SearchResult
from scheduler.solving.exact.tasks import Proof
from scheduler.solving.workers import jobs, pool
from scheduler.solving.workers.jobs import SubProblem
from scheduler.solving.workers.process import new_signals
from scheduler.solving.workers.worker import Context, Message

pytestmark = pytest.mark.searches

StandIn = Callable[[str, Callable[..., Any]], None]

PATIENCE = 600
"""Seconds after which a run counts as hung; none comes near."""


@pytest.fixture(scope="module")
def large() -> Instance:
    """Enough to move that parts of it are searched."""
    size = Size(heads=20, days=2, bilaterals=40, workshops=6, side_events=2, seed=1)
    return planted(size)[0]


@pytest.fixture
def ample(meetings: Instance) -> float:
    """Return a limit that is enough here and now: many times what the smallest solve takes."""
    began = time.monotonic()
    solve(meetings, time_limit=PATIENCE, workers=2)
    return max(3.0, 30 * (time.monotonic() - began))


def one_held(instance: Instance) -> Instance:
    """Return an instance whose first activity is mandatory."""
    rows = instance.model_dump()
    rows["activities"][0]["optional"] = False
    return Instance.model_validate(rows)


def kill(number: int) -> None:
    os.kill(number, signal.SIGKILL)


def assert_best(outcome: Outcome, instance: Instance) -> None:
    assert outcome.status == "optimal"
    assert [tier.value for tier in outcome.tiers] == [1, 1]
    assert outcome.timetable is not None
    assert not check(instance, outcome.timetable).violations


class DiesAtFirst:
    """A task whose process dies so many times, counted in files as each is a new process."""

    def __init__(self, function: Callable[[Context, Any], Any], times: int, folder: Path) -> None:
        self.function, self.times, self.folder = function, times, folder
        self.__name__ = function.__name__

    def __call__(self, here: Context, task: Any) -> Any:
        """Die, or do the task."""
        deaths = len(list(self.folder.iterdir()))
        if deaths < self.times:
            (self.folder / str(deaths)).touch()
            kill(os.getpid())
        return self.function(here, task)


@pytest.mark.parametrize("name", ["solve_subproblem", "prove", "relax"])
@pytest.mark.parametrize("times", [1, 2])
def test_killed_process_is_reported_and_its_task_done_again(
    name: str, times: int, meetings: Instance, tmp_path: Path, stand_in: StandIn
) -> None:
    """Whatever it was doing: the message says so, and the result is right."""
    stand_in(name, DiesAtFirst(getattr(jobs, name), times, tmp_path))
    outcome = solve(meetings, time_limit=60, workers=2)
    assert_best(outcome, meetings)
    assert outcome.incidents == times * (Incident(kind="process-died", detail=name),)
    assert outcome.message.endswith(f"A process of the solver died in {name}: started again.")


def test_processes_killed_from_outside_are_replaced(large: Instance, ample: float) -> None:
    """All of them, at three moments: the timetable is legal, every death is reported."""
    killed: list[int] = []

    def on_progress(progress: Progress) -> None:
        if progress.tier and len(killed) < 3:
            for process in multiprocessing.active_children():
                if process.pid is not None and process.is_alive():
                    kill(process.pid)
                    killed.append(process.pid)

    outcome = solve(large, time_limit=ample, workers=2, on_progress=on_progress)
    assert killed
    assert outcome.status in ("feasible", "optimal")
    assert outcome.timetable is not None
    assert not check(large, outcome.timetable).violations
    assert "process-died" in kinds(outcome)


def kinds(outcome: Outcome) -> list[IncidentKind]:
    return [incident.kind for incident in outcome.incidents]


def always_dies(_here: Context, _task: object) -> None:
    """Take the process down with it, each time."""
    kill(os.getpid())


def dies_in_tiers(here: Context, part: SubProblem) -> SearchResult:
    """Construct as usual; improve nothing."""
    if part.tier is not None:
        kill(os.getpid())
    return jobs.solve_subproblem(here, part)


def dies_with_requests(here: Context, part: SubProblem) -> SearchResult:
    """Place what is mandatory, and nothing else while constructing."""
    activities = here.problem.compiled.activities
    if part.tier is None and not all(activities[a].must for a in part.moves.free):
        kill(os.getpid())
    return jobs.solve_subproblem(here, part)


def sleeps(_here: Context, _task: object) -> None:
    """Do not stop when asked to, as in a presolve."""
    end = time.monotonic() + 10 * PATIENCE
    while time.monotonic() < end:
        time.sleep(0.1)


def sends_a_bound_and_dies(here: Context, proof: Proof) -> None:
    """Send the bound of each tier of the meetings, then die."""
    here.send(Message(proof.tier, bound=1.0))
    kill(os.getpid())


@pytest.mark.parametrize("deterministic", [False, True])
@pytest.mark.parametrize("name", ["prove", "relax"])
def test_task_that_kills_every_process_is_given_up(
    name: str, deterministic: bool, meetings: Instance, stand_in: StandIn, ample: float
) -> None:
    """The job is given up and reported, what was found is kept; a proof goes on without the LP."""
    stand_in(name, always_dies)
    began = time.monotonic()
    limit = 3 if deterministic else ample
    outcome = solve(meetings, time_limit=limit, workers=1, deterministic=deterministic)
    assert time.monotonic() - began < PATIENCE
    assert outcome.timetable is not None
    assert not check(meetings, outcome.timetable).violations
    assert outcome.status == ("feasible" if name == "prove" else "optimal")
    given_up = kinds(outcome).count("job-given-up")
    assert len(outcome.incidents) == pool.MOST_DEATHS * given_up > 0
    assert {incident.detail for incident in outcome.incidents} == {"always_dies"}


def dies_in_company(here: Context, proof: Proof) -> Any:
    """Die whenever a named search has a part in the proof; otherwise prove."""
    if proof.effort.subsolvers:
        kill(os.getpid())
    return jobs.prove(here, proof)


def test_proof_that_dies_is_made_with_caution(meetings: Instance, stand_in: StandIn) -> None:
    """Given up once, in the first tier; proven all the same, and the next tier is warned."""
    stand_in("prove", dies_in_company)
    outcome = solve(meetings, time_limit=60, workers=2)
    assert_best(outcome, meetings)
    assert kinds(outcome).count("job-given-up") == 1


def test_parts_that_kill_every_process_leave_the_proof(
    large: Instance, stand_in: StandIn, ample: float
) -> None:
    """Neighbourhoods of all tiers die, not those of the construction: a short message, no crash."""
    stand_in("solve_subproblem", dies_in_tiers)
    outcome = solve(large, time_limit=ample, workers=2)
    assert outcome.timetable is not None
    assert not check(large, outcome.timetable).violations
    assert "job-given-up" in kinds(outcome)
    assert len(outcome.message) < 2000


def test_construction_that_kills_every_process_is_an_error(
    meetings: Instance, stand_in: StandIn
) -> None:
    """There is nothing to keep, and no claim to make."""
    stand_in("solve_subproblem", always_dies)
    with pytest.raises(ProcessDied, match="again and again"):
        solve(one_held(meetings), time_limit=60, workers=1)
    assert not multiprocessing.active_children()


def test_first_timetable_outlives_the_construction(meetings: Instance, stand_in: StandIn) -> None:
    """The mandatory part stands while processes that add requests die: the tiers add them."""
    instance = one_held(meetings)
    stand_in("solve_subproblem", dies_with_requests)
    outcome = solve(instance, time_limit=60, workers=1)
    assert_best(outcome, instance)
    assert "job-given-up" in kinds(outcome)


def test_salvage_that_kills_every_process_is_done_without(
    meetings: Instance, stand_in: StandIn
) -> None:
    """A start that cannot be looked at is no reason to end without a timetable."""
    best = solve(meetings, time_limit=60, workers=1).timetable
    assert best is not None
    twice = best.model_copy(
        update={"placements": tuple(p.model_copy(update={"start": best.placements[0].start,
                                                         "room": "hall", "unit": 1})
                                    for p in best.placements)}
    )  # fmt: skip
    stand_in("salvage", always_dies)
    outcome = solve(meetings, time_limit=60, workers=1, start=twice)
    assert_best(outcome, meetings)
    assert Incident(kind="job-given-up", detail="always_dies") in outcome.incidents


@pytest.mark.parametrize(
    ("name", "status"),
    [("solve_subproblem", "optimal"), ("prove", "feasible"), ("relax", "feasible")],
)
def test_task_that_does_not_stop_is_killed_at_the_end_of_the_time(
    name: str, status: str, meetings: Instance, stand_in: StandIn, ample: float
) -> None:
    """`solve` returns long before the task would, with what it has, and leaves no process."""
    stand_in(name, sleeps)
    began = time.monotonic()
    outcome = solve(one_held(meetings), time_limit=ample, workers=2)
    assert time.monotonic() - began < PATIENCE
    assert outcome.status == status
    for process in multiprocessing.active_children():
        process.join(PATIENCE)
    assert not multiprocessing.active_children()


def test_last_bound_of_a_killed_process_counts(meetings: Instance, stand_in: StandIn) -> None:
    """A bound that was sent before the process was killed is kept."""
    stand_in("relax", sends_a_bound_and_dies)
    stand_in("prove", always_dies)
    outcome = solve(meetings, time_limit=60, workers=1)
    assert [tier.bound for tier in outcome.tiers] == [1, 1]


def test_what_processes_share_takes_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Regression: where a disk was full, or there was no /dev/shm, no search began."""

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("multiprocessing.heap.BufferWrapper", refuse)
    assert list(new_signals()) == [0, 0, 0]
