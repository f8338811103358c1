"""Bounds raised from below, timetables that attain them, and reports of progress."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models import Instance, Policy
from scheduler.compiling import Places, compile_instance
from scheduler.generating import Size, planted
from scheduler.solving import solve as front_door
from scheduler.solving.core.cpsat import Effort, SearchResult, Stop
from scheduler.solving.core.problem import Problem
from scheduler.solving.exact import portfolio, proof
from scheduler.solving.exact.proof import Prover
from scheduler.solving.exact.tasks import Proof, Proven
from scheduler.solving.lexicographic import tier
from scheduler.solving.workers.jobs import SubProblem, approach, attain, solve_subproblem
from scheduler.solving.workers.worker import Context

pytestmark = pytest.mark.searches

EFFORT = Effort(limit=60, seed=1)


@pytest.fixture
def waiting(summit: Callable[..., Instance]) -> Instance:
    """A head of three meetings of which the last is pinned late: one break at the least."""
    rows: list[dict[str, Any]] = [
        {"id": name, "kind": "bilateral", "title": name, "minutes": 60, "people": ["P"]}
        for name in "abc"
    ]
    rows[2]["pin_start"] = "2025-10-25T13:00"
    return summit(
        days=[{"date": "2025-10-25", "start": "09:00", "end": "14:00"}],
        people=[{"id": "P", "name": "Peru"}],
        activities=[*rows, {**rows[2], "id": "d", "pin_start": "2025-10-25T09:00"}],
        policy={"tiers": [{"breaks": 1}], "break_minutes": 0},
    )


@pytest.fixture
def prover(waiting: Instance) -> Prover:
    """Prove on the whole of it."""
    return Prover(Problem(waiting, compile_instance(waiting)))


def test_bound_rises_until_it_is_attained(prover: Prover) -> None:
    """Any timetable comes first, then the bound of one break, then a timetable that has one."""
    found: list[Places] = []
    told: list[float] = []
    proven = prover.attain(
        Proof(0, EFFORT, None), Stop(), lambda: 0, lambda one, _: found.append(one), told.append
    )
    assert len(found) == 1
    assert None not in found[0]
    assert told == [1.0]
    assert (proven.bound, proven.value) == (1, 1)
    assert proven.places is not None


def test_what_others_prove_is_not_tried_again(prover: Prover) -> None:
    """The search begins at the bound that is known."""
    told: list[float] = []
    proven = prover.attain(Proof(0, EFFORT, None), Stop(), lambda: 1, lambda *_: None, told.append)
    assert (told, proven.bound, proven.value) == ([], 0, 1)


def test_better_ones_are_found_on_the_way_to_the_bound(prover: Prover) -> None:
    """No break is refuted, one is found; what is found and proven is told at once."""
    found: list[float] = []
    told: list[float] = []
    proven = prover.approach(
        Proof(0, EFFORT, (2,)),
        Stop(),
        lambda: 2,
        lambda: 0,
        lambda _, value: found.append(value),
        told.append,
    )
    assert (told, found) == ([1.0], [1])
    assert (proven.bound, proven.value) == (1, 1)
    assert proven.places is not None


def test_no_timetable_at_all_is_told(waiting: Instance) -> None:
    """Two meetings of the head at one hour."""
    c, d = waiting.activities[2:]
    clash = (*waiting.activities[:3], d.model_copy(update={"pin_start": c.pin_start}))
    instance = waiting.model_copy(update={"activities": clash})
    prover = Prover(Problem(instance, compile_instance(instance)))
    proven = prover.attain(
        Proof(0, EFFORT, None), Stop(), lambda: 0, lambda *_: None, lambda _: None
    )
    assert proven == Proven(infeasible=True)


def test_what_the_relaxation_settles_leaves_the_best(summit: Callable[..., Instance]) -> None:
    """Two hours for four requests of one head: the two dearest are not among what is settled."""
    rows = [
        {"id": f"m{n}", "kind": "bilateral", "title": "m", "minutes": 60, "people": ["P"]}
        | {"optional": True, "priority": n}
        for n in (1, 2, 3, 4)
    ]
    instance = summit(
        days=[{"date": "2025-10-25", "start": "09:00", "end": "11:00"}],
        people=[{"id": "P", "name": "Peru"}],
        activities=rows,
        policy={"tiers": [{"coverage": 1}]},
    )
    prover = Prover(Problem(instance, compile_instance(instance)))
    prover.relax(Proof(0, EFFORT, None), Stop(), lambda _: None)
    proven = prover.attain(
        Proof(0, EFFORT, None), Stop(), lambda: 3, lambda *_: None, lambda _: None
    )
    assert proven.places is not None
    assert [place is not None for place in proven.places] == [False, False, True, True]


@pytest.mark.parametrize(
    ("tiers", "values", "briefly", "bound"),
    [
        ([{"coverage": 1}], (6,), False, 14 / 3),
        ([{"breaks": 1}, {"coverage": 1}], (0, 6), False, 6),
        ([{"breaks": 1}, {"coverage": 1}], (0, 7), False, 6),
        ([{"breaks": 1}, {"coverage": 1}], (0, 7), True, 6),
        ([{"breaks": 1}, {"coverage": 1}], (0, 10), True, 14 / 3),
        ([{"breaks": 1}, {"coverage": 1}], (0, 10), False, 6),
        ([{"rules": 1}, {"breaks": 1, "coverage": 1}], (0, 6), False, 14 / 3),
    ],
)
def test_what_is_quick_to_state_is_searched_below_what_is_slow(
    tiers: list[dict[str, int]],
    values: tuple[int, ...],
    briefly: bool,
    bound: float,
    summit: Callable[..., Instance],
) -> None:
    """Seven meetings of three for one hour, each two of which share a head: by thirds 7/3 fit.

    In whole numbers one does, and no cut says so. Without a slow goal the search of the whole
    finds so; with one in the tier at hand what it leaves out may be what is better. In a hurry
    nothing is searched where the bound is less than half of the value.
    """
    meetings = ["ABC", "ADE", "AFG", "BDF", "BEG", "CDG", "CEF"]
    instance = summit(
        days=[{"date": "2025-10-25", "start": "09:00", "end": "10:00"}],
        rooms=[{"id": "booths", "name": "Booths", "capacity": 4, "units": 6}],
        people=[{"id": head, "name": head} for head in "ABCDEFG"],
        activities=[
            {"id": some, "kind": "bilateral", "title": some, "minutes": 60, "people": list(some)}
            | {"optional": True}
            for some in meetings
        ],
        policy={"tiers": tiers},
    )
    prover = Prover(Problem(instance, compile_instance(instance)))
    told: list[float] = []
    task = Proof(len(tiers) - 1, EFFORT, values, briefly=briefly)
    proven = prover.relax(task, Stop(), told.append)
    assert proven.bound == pytest.approx(bound)
    assert max(told) <= bound + 1e-6


def test_first_tier_reaches_for_its_relaxation(
    stand_in: Callable[[str, Callable[..., Any]], None], tmp_path: Path
) -> None:
    """Also where that ends while the first timetable is made; parts better nothing here."""
    size = Size(heads=20, days=2, bilaterals=120, workshops=6, side_events=2, seed=1)
    instance = planted(size)[0]
    policy = Policy(tiers=({"coverage": 1},))
    stand_in("attain", Seen(tmp_path))
    stand_in("solve_subproblem", first_only)
    outcome = front_door(instance, time_limit=300, workers=2, policy=policy)
    assert (tmp_path / "seen").exists()
    assert outcome.status == "optimal"


def first_only(here: Context, part: SubProblem) -> SearchResult:
    """Construct so slowly that the relaxation is there before; improve nothing."""
    time.sleep(0.5)
    return SearchResult("UNKNOWN") if part.tier is not None else solve_subproblem(here, part)


def test_bounds_of_a_search_for_better_are_reported_at_once(
    prover: Prover, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not only when it ends; and none of them beyond the value that it is to beat."""
    told: list[float] = []
    stop = Stop()

    def search(*_: Any, on_bound: Callable[[float], None], **__: Any) -> SearchResult:
        on_bound(0.5)
        on_bound(7.0)
        assert told == [0.5, 3]
        stop.set()
        return SearchResult("UNKNOWN")

    asked = Proof(0, EFFORT, (3,), None)
    prover.relax(asked, stop, lambda _: None)
    monkeypatch.setattr(proof, "search", search)
    prover.prove(asked, stop, lambda: 3, lambda *_: None, told.append)
    assert told[:2] == [0.5, 3]


class Seen:
    """A search that leaves a trace: that for a timetable that attains the bound, or another."""

    def __init__(self, folder: Path, function: Callable[[Context, Proof], Proven] = attain) -> None:
        self.folder, self.function = folder, function

    def __call__(self, here: Context, task: Proof) -> Proven:
        """Leave it, and search."""
        (self.folder / "seen").touch()
        return self.function(here, task)


def test_a_search_by_steps_ends_with_the_bound(
    waiting: Instance,
    stand_in: Callable[[str, Callable[..., Any]], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """It begins from a timetable, and what it proves is the proof of the tier."""
    start = front_door(waiting, time_limit=60, workers=1).timetable
    monkeypatch.setattr(tier, "strategies", lambda *_: (portfolio.APPROACHING,))
    stand_in("approach", Seen(tmp_path, approach))
    outcome = front_door(waiting, time_limit=60, workers=2, deterministic=True, start=start)
    assert [(t.value, t.status) for t in outcome.tiers] == [(1, "optimal")]
    assert (tmp_path / "seen").exists()


@pytest.mark.parametrize("deterministic", [False, True])
def test_attaining_is_beside_the_proof_but_not_when_deterministic(
    deterministic: bool,
    waiting: Instance,
    stand_in: Callable[[str, Callable[..., Any]], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Two searches that race each other end differently on a busy machine: there is one then."""
    plans = {1: portfolio.ALONE, 2: portfolio.CORES_AND_ATTAINING}
    monkeypatch.setattr(tier, "strategies", lambda _, __, workers: (plans[workers],))
    stand_in("attain", Seen(tmp_path))
    outcome = front_door(waiting, time_limit=60, workers=2, deterministic=deterministic)
    assert [(t.value, t.status) for t in outcome.tiers] == [(1, "optimal")]
    assert (tmp_path / "seen").exists() != deterministic


def test_few_threads_attain_together(
    waiting: Instance,
    stand_in: Callable[[str, Callable[..., Any]], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """From bounds that are too low on, so that it proves the tier as well."""
    monkeypatch.setattr(tier, "strategies", lambda *_: (portfolio.ATTAINING,))
    stand_in("attain", Seen(tmp_path))
    outcome = front_door(waiting, time_limit=60, workers=2)
    assert [(t.value, t.status) for t in outcome.tiers] == [(1, "optimal")]
    assert (tmp_path / "seen").exists()
