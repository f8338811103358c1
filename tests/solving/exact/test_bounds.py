"""What the quick bounds leave out, and that their bounds are the same without it."""

from collections.abc import Callable
from typing import Any

import pytest

from models import Instance
from scheduler.compiling import compile_instance
from scheduler.formulation import Family, Variables, resource_level, room_overlap
from scheduler.solving.core import problem as sizes
from scheduler.solving.core.budget import Budget
from scheduler.solving.core.cpsat import Effort, SearchResult, Stop
from scheduler.solving.core.problem import Problem
from scheduler.solving.exact import bounds
from scheduler.solving.exact.bounds import (
    are_plenty,
    are_roomy,
    bound_below,
    busy_people,
    fewest_breaks,
    lean_formulation,
)

Summit = Callable[..., Instance]


def morning(summit: Summit, heads: str, rooms: int = 1, **row: Any) -> Problem:
    """Return a meeting of an hour for each head, in three hours of one or more rooms."""
    instance = summit(
        days=[{"date": "2025-10-25", "start": "09:00", "end": "12:00"}],
        rooms=[{"id": "hall", "name": "Hall", "capacity": 9, "units": rooms}],
        people=[{"id": head, "name": head} for head in dict.fromkeys(heads)],
        activities=[
            {"id": f"m{n}", "kind": "bilateral", "title": "m", "minutes": 60, "people": [head]}
            | row
            for n, head in enumerate(heads)
        ],
        policy={"tiers": [{"breaks": 1}], "break_minutes": 0},
    )
    return Problem(instance, compile_instance(instance))


@pytest.mark.parametrize(
    ("heads", "rooms", "roomy"),
    [("PQ", 1, True), ("PQR", 1, False), ("PQRS", 1, False), ("PQRS", 2, True)],
)
def test_rooms_are_roomy_where_much_time_is_left(
    heads: str, rooms: int, roomy: bool, summit: Summit
) -> None:
    """Two hours of three are; three are not, nor four; with a second room four are."""
    assert are_roomy(morning(summit, heads, rooms).compiled) == roomy


@pytest.mark.parametrize(("heads", "busy"), [("P", ""), ("PP", "P"), ("PQ", ""), ("PPQ", "P")])
def test_busy_is_who_is_asked_for_most_of_the_time(heads: str, busy: str, summit: Summit) -> None:
    """Two hours of three are most of it, one is not."""
    problem = morning(summit, heads)
    names = [problem.instance.people[n].id for n in busy_people(problem.compiled)]
    assert "".join(names) == busy


@pytest.mark.parametrize(
    ("needs", "plenty"), [((), True), ((1, 1), True), ((2, 2), True), ((2, 2, 1), False)]
)
def test_resources_are_plenty_where_much_is_left(
    needs: tuple[int, ...], plenty: bool, summit: Summit
) -> None:
    """Of two for three hours: two hours of one, or of both, leave some; another hour does not."""
    tables = morning(summit, "PQR").instance.model_dump()
    tables["resources"] = [{"id": "pool", "name": "Pool", "level": 2}]
    for row, need in zip(tables["activities"], needs, strict=False):
        row["resources"] = {"pool": need}
    assert are_plenty(compile_instance(Instance.model_validate(tables))) == plenty


@pytest.mark.parametrize(
    ("heads", "searched", "without", "people"),
    [
        ("PP", True, (), "P"),
        ("PPQ", False, (resource_level,), "P"),
        ("PPQQ", False, (resource_level,), "PQ"),
        ("PP", False, (resource_level, room_overlap), "P"),
    ],
)
def test_large_relaxations_leave_out_what_there_is_enough_of(
    heads: str,
    searched: bool,
    without: tuple[Family, ...],
    people: str,
    summit: Summit,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Rooms of which two hours of three are asked for, or all three; who has time to spare."""
    monkeypatch.setattr(sizes, "MOST_SEARCHED", 1000 if searched else 0)
    problem = morning(summit, heads)
    tables = problem.instance.model_dump()
    tables["resources"] = [{"id": "pool", "name": "Pool", "level": 1}]
    for row in tables["activities"][:2]:
        row["resources"] = {"pool": 1}
    instance = Instance.model_validate(tables)
    problem = Problem(instance, compile_instance(instance))
    bound = {n for n, person in enumerate(instance.people) if person.id in people}
    lean = rows(lean_formulation(problem, 0, ())[0])
    assert lean == rows(problem.formulate(problem.compiled, without=without, people=bound))
    every = rows(problem.formulate(problem.compiled))
    assert (lean == every) == searched


def rows(variables: Variables) -> list[str]:
    """Return the rows of a formulation."""
    return [str(row) for row in variables.model.proto.constraints]


@pytest.mark.searches
@pytest.mark.parametrize(
    ("pins", "optional", "breaks", "searches"),
    [
        (("09:00", "11:00"), "", 1, 1),
        (("09:00", "10:00"), "", 0, 1),
        (("09:00", "11:00"), "b", 0, 1),
        (("09:00", "11:00", None), "c", 0, 2),
    ],
)
def test_fewest_breaks_without_what_is_optional_or_with_it(
    pins: tuple[str | None, ...],
    optional: str,
    breaks: int,
    searches: int,
    summit: Summit,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An hour between two that are pinned is a break; not if one may go, or a third fill it."""
    tables = morning(summit, "P" * len(pins)).instance.model_dump()
    for row, name, pin in zip(tables["activities"], "abc", pins, strict=False):
        row["pin_start"] = pin and f"2025-10-25T{pin}"
        row["optional"] = name in optional
    instance = Instance.model_validate(tables)
    made: list[SearchResult] = []
    real = bounds.search

    def counted(*given: Any) -> SearchResult:
        made.append(real(*given))
        return made[-1]

    monkeypatch.setattr(bounds, "search", counted)
    problem = Problem(instance, compile_instance(instance))
    assert fewest_breaks(problem, Budget(10, deterministic=False), Stop()) == breaks
    assert len(made) == searches


@pytest.mark.parametrize(
    ("status", "found", "bound"),
    [("INFEASIBLE", -1e9, 5), ("UNKNOWN", 9.0, 5), ("OPTIMAL", 3.0, 3), ("UNKNOWN", 0.0, 0)],
)
def test_bound_of_what_is_better_is_no_more_than_the_value(
    status: str, found: float, bound: int, summit: Summit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing better: the value is proven, and not what the search has for a bound by then."""

    def search(*_: Any, on_bound: Callable[[float], None], **__: Any) -> SearchResult:
        on_bound(9.0)
        return SearchResult(status, places=(None,), bound=found)

    monkeypatch.setattr(bounds, "search", search)
    lean, objective = lean_formulation(morning(summit, "P"), 0, ())
    told: list[float] = []
    answer = bound_below(lean, objective, 5, Effort(1.0), Stop(), told.append, relaxed=0.0)
    assert (answer.bound, answer.places, told) == (bound, None, [5])


@pytest.mark.parametrize(("found", "searches"), [(2.0, 1), (2.5, 2)])
def test_a_search_that_proves_no_more_than_the_relaxation_is_given_up(
    found: float, searches: int, summit: Summit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Soon; where it has proven more, it has all the time that there is."""
    limits: list[float] = []

    def search(_: Variables, effort: Effort, *__: Any, **___: Any) -> SearchResult:
        limits.append(effort.limit)
        return SearchResult("UNKNOWN", bound=found)

    monkeypatch.setattr(bounds, "search", search)
    lean, objective = lean_formulation(morning(summit, "P"), 0, ())
    bound_below(lean, objective, 5, Effort(9.0), Stop(), lambda _: None, relaxed=2.0)
    assert limits == [bounds.PROMISING, 9.0 - bounds.PROMISING][:searches]
