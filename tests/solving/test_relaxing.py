"""What the quick bounds leave out, and that it costs them nothing they could see."""

from collections.abc import Callable
from typing import Any

import pytest

from models import Instance
from scheduler.compiling import compile_instance
from scheduler.formulation import Family, Variables, room_overlap
from scheduler.solving import problem as sizes
from scheduler.solving import relaxing
from scheduler.solving.budget import Budget
from scheduler.solving.problem import Problem
from scheduler.solving.relaxing import are_roomy, fewest_breaks, lean_formulation
from scheduler.solving.searching import Answer, Stop

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
    return Problem(instance, compile_instance(instance), None)


@pytest.mark.parametrize(
    ("heads", "rooms", "roomy"),
    [("PQ", 1, True), ("PQR", 1, False), ("PQRS", 1, False), ("PQRS", 2, True)],
)
def test_rooms_are_roomy_where_much_time_is_left(
    heads: str, rooms: int, roomy: bool, summit: Summit
) -> None:
    """Two hours of three are; three are not, nor four; with a second room four are."""
    assert are_roomy(morning(summit, heads, rooms).compiled) == roomy


@pytest.mark.parametrize(
    ("heads", "searched", "without"),
    [("PP", True, ()), ("PPQ", False, ()), ("PP", False, (room_overlap,))],
)
def test_large_relaxations_leave_rooms_out_where_there_are_enough(
    heads: str,
    searched: bool,
    without: tuple[Family, ...],
    summit: Summit,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two hours of three are asked for, or all three; the persons' rules stay."""
    monkeypatch.setattr(sizes, "MOST_SEARCHED", 1000 if searched else 0)
    problem = morning(summit, heads)
    lean = rows(lean_formulation(problem, 0, ()))
    assert lean == rows(problem.formulate(problem.compiled, without=without))
    assert (lean == rows(problem.formulate(problem.compiled))) == (not without)


def rows(variables: Variables) -> list[str]:
    """Return the rows of a formulation."""
    return [str(row) for row in variables.model.proto.constraints]


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
    made: list[Answer] = []
    real = relaxing.search

    def counted(*given: Any) -> Answer:
        made.append(real(*given))
        return made[-1]

    monkeypatch.setattr(relaxing, "search", counted)
    problem = Problem(instance, compile_instance(instance), None)
    assert fewest_breaks(problem, Budget(10, deterministic=False), Stop()) == breaks
    assert len(made) == searches
