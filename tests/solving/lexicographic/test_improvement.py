"""Better timetables are accepted, equally good ones are gone on from, no search is stuck long."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from models import Instance, Policy
from models.clock import Interval
from scheduler.compiling import Places, compile_instance
from scheduler.solving.core.budget import Budget
from scheduler.solving.core.cpsat import Effort, SearchResult, Stop
from scheduler.solving.core.incumbent import Incumbent
from scheduler.solving.core.problem import Problem
from scheduler.solving.core.state import State
from scheduler.solving.lexicographic.improvement import STUCK, TURNS, Improvement
from scheduler.solving.lns.neighbourhoods import ALL_DAYS, CROWDED, LEAN, Form, Neighbourhood
from scheduler.solving.workers import jobs
from scheduler.solving.workers.jobs import SubProblem, solve_subproblem
from scheduler.solving.workers.pool import Job, Pool


class NoProcesses:
    """Keeps what would be given to a searching process."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self.given: list[SubProblem] = []

    def start(self, _process: int, function: object, part: SubProblem) -> None:
        """Keep it."""
        assert function is solve_subproblem
        self.given.append(part)


class Played:
    """Neighbourhoods of a small problem, and the answers that a test makes up for them."""

    def __init__(self, instance: Instance, places: Places, number: int = 0) -> None:
        self.number = number
        self.instance = instance
        self.problem = Problem(instance, compile_instance(instance))
        self.incumbent = Incumbent(self.problem)
        assert self.incumbent.offer(places)
        budget = Budget(100.0, deterministic=False)
        self.state = State(self.problem, self.incumbent, budget, workers=1, seed=1, until=100.0)
        self.processes = NoProcesses()
        self.parts = Improvement((number,), self.state, cast(Pool, self.processes))

    @property
    def value(self) -> int:
        """Value of the incumbent in the tier."""
        assert self.incumbent.values is not None
        return self.incumbent.values[self.number]

    def given(self) -> SubProblem:
        """Return the next part."""
        self.parts.start(1)
        return self.processes.given[-1]

    def answered(self, part: SubProblem, places: Places | None, value: float) -> None:
        """Take in an answer to it."""
        answer = SearchResult("OPTIMAL" if places else "INFEASIBLE", places, value)
        self.parts.take(cast(Job, SimpleNamespace(task=part, answer=answer)))


@pytest.fixture
def played(summit: Callable[..., Instance]) -> Played:
    """One of two requests has a place; the day has four hours for it."""
    requests = [
        {"id": name, "kind": "bilateral", "title": name, "minutes": 60, "optional": True}
        for name in ("a", "b")
    ]
    instance = summit(
        days=[{"date": "2025-10-25", "start": "09:00", "end": "13:00"}],
        activities=requests,
        policy={"tiers": [{"coverage": 1}]},
    )
    return Played(instance, at(instance, 0, None))


def at(instance: Instance, *hours: int | None) -> Places:
    """Return places so many hours after the day's start."""
    first = instance.windows[0][0]
    return tuple(None if hour is None else (first + 60 * hour, 0) for hour in hours)


def test_parts_go_on_from_what_is_as_good(played: Played) -> None:
    """An equally good timetable does not become the incumbent; a worse one is not used."""
    instance, best = played.instance, played.incumbent.places
    assert played.given().places == best
    played.answered(played.given(), at(instance, 2, None), 1)
    assert played.given().places == at(instance, 2, None)
    assert played.incumbent.places == best
    played.answered(played.given(), at(instance, None, None), 2)
    assert played.given().places == at(instance, 2, None)


@pytest.mark.parametrize(
    ("second", "deliver"),
    [(1, (2, 1)), (2, (0, 2))],
    ids=["with what others led to", "alone, where both do not fit"],
)
def test_parts_accept_what_is_better(second: int, deliver: tuple[int, int], played: Played) -> None:
    """Combined with other answers, if that fits; otherwise alone, so as not to lose it."""
    instance = played.instance
    early = played.given()
    played.answered(played.given(), at(instance, 2, None), 1)
    played.answered(early, at(instance, 0, second), 0)
    assert played.incumbent.places == at(instance, *deliver)
    assert played.given().places == at(instance, *deliver)


@pytest.mark.searches
@pytest.mark.parametrize("last", [None, 3], ids=["as good as the first", "better than the first"])
def test_gains_that_do_not_fit_each_other_are_combined(
    last: int | None, summit: Callable[..., Instance]
) -> None:
    """What they have moved may go where it is, or where another has it; two want the same hour."""
    request = {"kind": "bilateral", "title": "Talk", "minutes": 60, "optional": True}
    instance = summit(
        days=[{"date": "2025-10-25", "start": "09:00", "end": "14:00"}],
        activities=[{**request, "id": name} for name in "abcd"],
        policy={"tiers": [{"coverage": 1}]},
    )
    played = Played(instance, at(instance, 0, None, None, None))
    found = at(instance, 0, 1, None, None), at(instance, 1, None, 2, last)
    given = [(played.given(), places) for places in found]
    for part, places in given:
        assert not played.parts.combines
        played.answered(part, places, places.count(None))
    assert played.parts.combines
    part = played.given()
    assert {part.places, *part.others} == set(found)
    here = cast(Any, SimpleNamespace(problem=played.problem, stop=Stop()))
    assert solve_subproblem(here, part).places == at(instance, 0, 1, 2, last)
    assert not played.parts.combines
    assert not played.given().others


def test_what_leaves_goals_out_is_not_combined(played: Played) -> None:
    """Its value says nothing of a gain: slow goals are missing from it."""
    policy = Policy(tiers=({"coverage": 1, "breaks": 1},))
    mixed = Played(
        played.instance.model_copy(update={"policy": policy}), at(played.instance, 0, None)
    )
    part = replace(mixed.given(), moves=Neighbourhood(frozenset({0, 1}), form=LEAN))
    assert mixed.incumbent.offer(at(played.instance, 2, 1))
    mixed.answered(part, at(played.instance, 1, None), 0)
    assert not mixed.parts.combines


def test_parts_begin_again_where_others_found_something_better(played: Played) -> None:
    """The proof shares the timetable, and finds some itself."""
    instance = played.instance
    played.answered(played.given(), at(instance, 2, None), 1)
    played.incumbent.offer(at(instance, 3, 1))
    assert played.given().places == at(instance, 3, 1)


def test_parts_begin_again_where_only_an_earlier_goal_got_better(
    meetings: Instance,
) -> None:
    """From a place that is worse there nothing could be accepted any more."""
    played = Played(meetings, at(meetings, 0, None, None), number=1)
    as_good, better = at(meetings, None, 0, None), at(meetings, 0, 1, None)
    played.answered(played.given(), as_good, played.value)
    assert played.given().places == as_good
    before = played.value
    assert played.incumbent.offer(better)
    assert played.value == before
    assert played.given().places == better


def test_parts_go_unhinted_where_nothing_gains(
    played: Played, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Now and then a search gets no hint of where the activities stand."""
    hinted: list[Places] = []
    monkeypatch.setattr(jobs, "hint", lambda _, places: hinted.append(places))
    monkeypatch.setattr(jobs, "search", lambda *_: None)
    here = cast(Any, SimpleNamespace(problem=played.problem, stop=None))
    for failures in range(STUCK + 2 * TURNS):
        part = played.given()
        assert part.unhinted == (failures >= STUCK and failures % TURNS == 2)
        solve_subproblem(here, part)
        played.answered(part, None, 0)
    assert len(hinted) == STUCK + 2 * TURNS - 2


@pytest.mark.parametrize(
    ("tiers", "forms"),
    [
        ([{"coverage": 1}], {0: ALL_DAYS, 1: CROWDED}),
        ([{"coverage": 1, "breaks": 1}], {1: CROWDED}),
        ([{"breaks": 1}], {}),
    ],
)
def test_parts_are_about_who_misses_much_where_nothing_gains(
    tiers: list[dict[str, int]], forms: dict[int, Form], summit: Callable[..., Instance]
) -> None:
    """Now and then, where the tier is about what is left out; more often if about nothing else."""
    request = {"kind": "bilateral", "title": "Talk", "minutes": 60, "optional": True}
    head = {"id": "P", "name": "Peru"}
    instance = summit(
        days=[{"date": f"2025-10-{day}", "start": "09:00", "end": "13:00"} for day in (25, 26, 27)],
        people=[head],
        activities=[{**request, "id": name, "people": ["P"]} for name in ("a", "b")],
        policy={"tiers": tiers},
    )
    played = Played(instance, at(instance, 0, None))
    for failures in range(STUCK + 2 * TURNS):
        part = played.given()
        form = forms.get(failures % TURNS) if failures >= STUCK else None
        assert (part.moves.form if part.moves.form.better else None) == form
        assert part.effort.limit == part.moves.form.limit
        played.answered(part, None, 0)


@pytest.mark.searches
@pytest.mark.parametrize("better", [True, False])
def test_parts_look_for_what_is_better_alone_if_asked(better: bool, played: Played) -> None:
    """Where nothing is better they find nothing, or something equally good if that is allowed."""
    here = cast(Any, SimpleNamespace(problem=played.problem, stop=Stop()))
    places = played.incumbent.places
    assert places is not None
    for free, value, is_better in (({0}, 1, False), ({0, 1}, 0, True)):
        moves = Neighbourhood(frozenset(free), form=Form(2, better=better))
        answer = solve_subproblem(here, SubProblem(places, moves, Effort(10.0), {0: 1}, (1,)))
        assert answer.closed
        assert (answer.places is not None) == (is_better or not better)
        assert answer.places is None or answer.value == value


@pytest.mark.parametrize(
    ("free", "within", "most", "weights", "holds_nothing"),
    [
        ({0, 1}, None, None, {}, True),
        ({0}, None, None, {}, False),
        ({0, 1}, ((0, 60),), None, {}, False),
        ({0, 1}, None, 6, {}, False),
        ({0, 1}, None, None, {0: 1}, False),
    ],
)
def test_parts_hold_something(
    free: set[int],
    within: tuple[Interval, ...] | None,
    most: int | None,
    weights: dict[int, int],
    holds_nothing: bool,
) -> None:
    """An activity, its days, some of its starts, or what it is worth; else it is the whole."""
    moves = Neighbourhood(frozenset(free), within, Form(2, most=most))
    part = SubProblem((None, None), moves, Effort(limit=1.0), weights)
    assert part.holds_nothing == holds_nothing


def test_a_tier_outweighs_all_that_those_after_it_can_gain(
    meetings: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Worse in one tier and as good as their bounds in all others is worse in the sum."""
    played = Played(meetings, at(meetings, 0, None, None), number=0)
    values, bounds = (7, 5, 40, 900), [7, 2, 30, 100]
    monkeypatch.setattr(played.incumbent, "values", values)
    monkeypatch.setattr(State, "bounds", bounds)
    state = played.state
    together = Improvement((0, 1, 2, 3), state, cast(Pool, played.processes))
    together.start(1)
    weights = played.processes.given[-1].weights
    assert set(weights) == {1, 2, 3}  # the first is proven
    best = sum(weights[n] * values[n] for n in weights)
    assert weights[1] * 6 + weights[2] * 30 + weights[3] * 100 > best
    assert weights[1] * 5 + weights[2] * 41 + weights[3] * 100 > best
    monkeypatch.setattr(played.incumbent, "values", (7, 1 << 20, 1 << 20, 1 << 20))
    together.start(1)
    assert set(played.processes.given[-1].weights) == {1, 2}  # all three would be too much
