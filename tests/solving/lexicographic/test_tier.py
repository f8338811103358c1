"""One tier: when the whole problem gets a thread."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest

from models import Instance
from scheduler.compiling import compile_instance
from scheduler.solving.core import problem
from scheduler.solving.core.budget import Budget
from scheduler.solving.core.cpsat import SearchResult
from scheduler.solving.core.incumbent import Incumbent
from scheduler.solving.core.problem import Problem
from scheduler.solving.core.state import State
from scheduler.solving.exact.tasks import Proven
from scheduler.solving.lexicographic import tier
from scheduler.solving.lexicographic.improvement import Improvement
from scheduler.solving.lexicographic.improvements import Improvements
from scheduler.solving.lexicographic.tier import OWN_TURN, PATIENCE, PROVER, TierSearch
from scheduler.solving.workers.jobs import attain, prove, relax, solve_subproblem
from scheduler.solving.workers.pool import Job, Pool


class Notes:
    """A pool that notes what the prover would do; a neighbourhood is searched if one is asked for.

    Attributes
    ----------
    started
        What the prover would do.
    parts
        Neighbourhoods under way.
    wanted
        How many more neighbourhoods may be begun.
    proving
        Whether the prover is busy.
    """

    threads, jobs, is_in_round = 0, (), False

    def __init__(self) -> None:
        self.started: list[object] = []
        self.parts: list[Any] = []
        self.wanted = 0
        self.proving = False

    def is_free(self, process: int) -> bool:
        """Say so, but of a busy prover."""
        return process != PROVER or not self.proving

    def free_process(self, _first: int) -> int | None:
        """Return one if a neighbourhood is asked for."""
        self.wanted -= 1
        return 1 if self.wanted >= 0 else None

    def free_remote(self) -> list[int]:
        """Return none: there is no cluster."""
        return []

    def start(self, _process: int, function: object, task: Any, *_: Any) -> None:
        """Note it."""
        if function is solve_subproblem:
            self.parts.append(task)
        else:
            self.started.append(function)


def search_in_vain(one: TierSearch, pool: Notes, times: int) -> None:
    """Search neighbourhoods, one after the other, none of which gains anything."""
    for _ in range(times):
        pool.wanted = 1
        one.assign()
        part = SimpleNamespace(
            function=solve_subproblem, task=pool.parts.pop(), answer=SearchResult("UNKNOWN")
        )
        one.take(cast(Job, part))
    one.assign()


@pytest.fixture
def asked(summit: Callable[..., Instance]) -> Problem:
    """Return the problem of placing one request."""
    request = {"id": "a", "kind": "bilateral", "title": "Talk", "minutes": 60}
    instance = summit(
        activities=[{**request, "optional": True, "priority": 100}],
        policy={"tiers": [{"coverage": 1}]},
    )
    return Problem(instance, compile_instance(instance))


@pytest.fixture
def made(
    asked: Problem, monkeypatch: pytest.MonkeyPatch
) -> Callable[[int], tuple[TierSearch, Notes]]:
    """Make a tier whose timetable is worth 100, with some bound."""
    monkeypatch.setattr(tier, "FEWEST_MOVABLE", 1)
    incumbent = Incumbent(asked)
    assert incumbent.offer((None,))

    def make(bound: int) -> tuple[TierSearch, Notes]:
        budget = Budget(100.0, deterministic=False)
        state = State(asked, incumbent, budget, workers=2, seed=1, until=100.0)
        state.rise(bound, 0)
        pool = Notes()
        one = TierSearch(0, state, cast(Pool, pool))
        one.begin(Improvements(state, cast(Pool, pool)))
        return one, pool

    return make


def test_what_is_too_large_to_be_stated_is_relaxed_where_there_is_time(
    asked: Problem,
    made: Callable[[int], tuple[TierSearch, Notes]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In three quarters of the 100 s that there are; nothing else is tried on the whole."""
    monkeypatch.setattr(problem, "MOST_STARTS", 0)
    starts = sum(len(activity.starts) for activity in asked.compiled.activities)
    for seconds, expected in ((76, []), (74, [relax])):
        one, pool = made(0)
        monkeypatch.setattr(problem, "RELAXED_A_SECOND", starts / seconds)
        search_in_vain(one, pool, PATIENCE)
        assert pool.started == expected


@pytest.mark.parametrize("share", [tier.VALUE_SHARE, 0.0])
def test_what_is_too_large_to_be_searched_is_relaxed_after_a_while(
    share: float, made: Callable[[int], tuple[TierSearch, Notes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """For a part of the time both threads look for a good timetable."""
    monkeypatch.setattr(problem, "MOST_SEARCHED", 0)
    monkeypatch.setattr(tier, "VALUE_SHARE", share)
    one, _ = made(0)
    assert one.may_relax(100.0) == (share == 0)


def test_what_can_be_stated_is_relaxed_however_long_it_takes(
    asked: Problem,
    made: Callable[[int], tuple[TierSearch, Notes]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As a search of the whole goes on from it; but not twice."""
    monkeypatch.setattr(problem, "RELAXED_A_SECOND", 0.001)
    one, _ = made(0)
    assert asked.relaxing_seconds > 100
    assert one.may_relax(100.0)
    one.start_relaxing(100.0)
    assert not one.may_relax(100.0)


def test_whole_is_left_alone_until_parts_gain_nothing(
    made: Callable[[int], tuple[TierSearch, Notes]],
) -> None:
    """However near the bound is: a gap of 1 % here."""
    one, pool = made(99)
    search_in_vain(one, pool, PATIENCE - 1)
    assert pool.started == [relax]
    search_in_vain(one, pool, 1)
    assert pool.started == [relax, prove]


@pytest.mark.parametrize(("bound", "expected"), [(94, [relax, attain]), (95, [relax])])
def test_what_is_as_good_as_the_relaxation_is_reached_for_from_afar(
    bound: int, expected: list[object], made: Callable[[int], tuple[TierSearch, Notes]]
) -> None:
    """Once, after the relaxation; where the gap is 5 % or less the parts get there as soon."""
    one, pool = made(bound)
    one.assign()
    relaxed = SimpleNamespace(
        function=relax, task=SimpleNamespace(tier=0, held=()), answer=Proven(bound=bound, work=1.0)
    )
    one.take(cast(Job, relaxed))
    one.assign()
    one.assign()
    assert pool.started == expected


@pytest.mark.parametrize(
    ("policy", "bound", "expected"),
    [
        ([{"rules": 1}], 0, [attain, relax]),
        ([{"coverage": 1}, {"rules": 1}], 0, [attain, relax]),
        ([{"coverage": 1}, {"rules": 1, "preference": 1}], 3, [relax, attain]),
        ([{"coverage": 1}, {"rules": 1, "preference": 1}], 4, [relax]),
    ],
)
def test_what_breaks_next_to_no_rule_is_reached_for(
    policy: list[dict[str, int]],
    bound: int,
    expected: list[object],
    summit: Callable[..., Instance],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Once; at the very first where no relaxation tells anything of the tier."""
    monkeypatch.setattr(tier, "FEWEST_MOVABLE", 1)
    rows = [{"id": a, "kind": "bilateral", "title": "Talk", "minutes": 60} for a in "ab"]
    instance = summit(
        rooms=[{"id": "booths", "name": "Booths", "capacity": 2, "units": 2}],
        activities=rows,
        rules=[{"id": "r", "kind": "apart", "activities": ["a", "b"], "weight": 100}],
        policy={"tiers": policy},
    )
    compiled = compile_instance(instance)
    incumbent = Incumbent(Problem(instance, compiled))
    assert incumbent.offer(2 * ((compiled.activities[0].starts[0], 0),))
    state = State(
        Problem(instance, compiled), incumbent, Budget(100.0), workers=2, seed=1, until=100.0
    )
    pool, number = Notes(), len(policy) - 1
    one = TierSearch(number, state, cast(Pool, pool))
    one.begin(Improvements(state, cast(Pool, pool)))
    for _ in range(3):
        one.assign()
        if pool.started[-1] is relax:
            answer = Proven(bound=bound, work=1.0)
            task = SimpleNamespace(tier=number, held=())
            one.take(cast(Job, SimpleNamespace(function=relax, task=task, answer=answer)))
    assert pool.started == expected


@pytest.mark.parametrize("proving", [True, False])
def test_later_tiers_are_improved_while_the_first_is_proven(
    proving: bool, meetings: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once neighbourhoods gain nothing in it; some are about it all the same."""
    monkeypatch.setattr(tier, "FEWEST_MOVABLE", 1)
    made = Problem(meetings, compile_instance(meetings))
    incumbent = Incumbent(made)
    assert incumbent.offer((None, None, None))
    state = State(made, incumbent, Budget(100.0), workers=2, seed=1, until=100.0)
    pool = Notes()
    one = TierSearch(0, state, cast(Pool, pool))
    one.begin(Improvements(state, cast(Pool, pool)))
    search_in_vain(one, pool, PATIENCE)
    pool.proving, about = proving, []
    for _ in range(2 * OWN_TURN):
        pool.wanted = 1
        one.assign()
        about.append(pool.parts[-1].tier)
        part = SimpleNamespace(
            function=solve_subproblem, task=pool.parts.pop(), answer=SearchResult("UNKNOWN")
        )
        one.take(cast(Job, part))
    later = 2 * (OWN_TURN - 1) if proving else 0
    assert about.count(1) == later
    assert about.count(0) == 2 * OWN_TURN - later


@pytest.mark.parametrize(("deterministic", "begun"), [(True, 1), (False, 3)])
def test_no_round_begins_before_its_gains_are_combined(
    deterministic: bool, begun: int, meetings: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or it would begin from one of them alone; by the clock nobody waits."""
    monkeypatch.setattr(tier, "FEWEST_MOVABLE", 1)
    monkeypatch.setattr(Improvement, "combines", True)
    made = Problem(meetings, compile_instance(meetings))
    incumbent = Incumbent(made)
    assert incumbent.offer((None, None, None))
    budget = Budget(100.0, deterministic=deterministic)
    state = State(made, incumbent, budget, workers=4, seed=1, until=100.0)
    pool = Notes()
    one = TierSearch(0, state, cast(Pool, pool))
    one.begin(Improvements(state, cast(Pool, pool)))
    pool.wanted = 3
    one.assign()
    assert len(pool.parts) == begun
