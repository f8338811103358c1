"""Deterministic solves: the same, byte for byte, however busy the machine is."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from models import Instance, Timetable
from scheduler.compiling import compile_instance
from scheduler.files import dump_timetable
from scheduler.formulation import Variables
from scheduler.generating import Size, planted
from scheduler.solving import solve
from scheduler.solving.core import problem
from scheduler.solving.core.budget import Budget
from scheduler.solving.core.cpsat import Effort, SearchResult, Stop, search
from scheduler.solving.core.problem import Problem
from scheduler.solving.exact import bounds
from scheduler.solving.lexicographic import tier

pytestmark = [pytest.mark.searches, pytest.mark.no_cover]


@contextmanager
def busy_machine() -> Iterator[None]:
    """Let two processes burn all the time they get."""
    burning = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
    try:
        yield
    finally:
        for process in burning:
            process.kill()
            process.wait()


def made(
    instance: Instance, limit: float, workers: int, previous: Timetable | None = None
) -> tuple[object, ...]:
    """Return what a deterministic solve makes: the file, and what it claims."""
    outcome = solve(
        instance,
        time_limit=limit,
        workers=workers,
        seed=3,
        previous=previous,
        deterministic=True,
    )
    claims = [(tier.value, tier.bound, tier.status) for tier in outcome.tiers]
    text = None if outcome.timetable is None else dump_timetable(outcome.timetable)
    return text, claims, outcome.status


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("fewest", [1, tier.FEWEST_MOVABLE], ids=["parts", "whole"])
def test_small_instances_come_out_the_same(
    workers: int, fewest: int, draw: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether they are searched by neighbourhoods or as a whole."""
    monkeypatch.setattr(tier, "FEWEST_MOVABLE", fewest)
    drawn = [draw(seed) for seed in range(0, 10, 2)]
    quiet = [made(d.instance, 2, workers, d.previous) for d in drawn]
    with busy_machine():
        busy = [made(d.instance, 2, workers, d.previous) for d in drawn]
    assert quiet == busy


@pytest.mark.parametrize("workers", [1, 2])
def test_parts_and_relaxations_come_out_the_same(workers: int) -> None:
    """Of an instance that is cut short in several tiers, after some parts."""
    size = Size(heads=20, days=2, bilaterals=40, workshops=6, side_events=2, seed=1)
    instance = planted(size)[0]
    quiet = made(instance, 1.5, workers)
    assert quiet[2] == "feasible"  # cut short, so the limit is tried too
    with busy_machine():
        busy = made(instance, 1.5, workers)
    assert quiet == busy


def test_bounds_on_breaks_look_at_no_clock(
    draw: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Regression: a person's search was cut short by seconds: a busy machine proved less."""
    asked: list[Effort] = []

    def listen(variables: Variables, effort: Effort, stop: Stop) -> SearchResult:
        asked.append(effort)
        return search(variables, effort, stop)

    monkeypatch.setattr(bounds, "search", listen)
    for seed in range(0, 10, 2):
        drawn = draw(seed)
        problem = Problem(drawn.instance, compile_instance(drawn.instance))
        bounds.fewest_breaks(problem, Budget(1.0, deterministic=True), Stop())
    assert asked
    assert all(effort.deterministic for effort in asked)


def test_parts_that_are_no_work_come_to_an_end(
    meetings: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Regression: what presolve settles was free of charge, so the limit was never reached."""
    monkeypatch.setattr(problem, "MOST_STARTS", 0)
    monkeypatch.setattr(problem, "RELAXED_A_SECOND", 1)  # so nothing is proven
    monkeypatch.setattr(tier, "FEWEST_MOVABLE", 1)
    outcome = solve(meetings, time_limit=0.5, workers=1, deterministic=True)
    assert (outcome.status, [tier.value for tier in outcome.tiers]) == ("feasible", [1, 1])


def test_other_seeds_come_out_differently() -> None:
    """The comparison can fail: another seed gives another result."""
    size = Size(heads=20, days=2, bilaterals=40, workshops=6, side_events=2, seed=1)
    instance = planted(size)[0]
    files = {
        dump_timetable(outcome.timetable)
        for seed in (1, 2)
        for outcome in [solve(instance, time_limit=1, workers=1, seed=seed, deterministic=True)]
        if outcome.timetable is not None
    }
    assert len(files) == 2
