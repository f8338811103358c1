"""Warm starts: from any timetable, even one that no longer fits, the result is right."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from models import Hold, Instance, Only, Placement, Put, Request, Span, Timetable
from scheduler.checking import check
from scheduler.compiling import Places, salvageable
from scheduler.formulation import weighted
from scheduler.generating import Size, planted
from scheduler.solving import solve
from scheduler.solving.core.cpsat import Effort, SearchResult, Stop, search
from scheduler.solving.core.placements import to_places
from scheduler.solving.core.problem import Problem, pose
from tests.drawing.chance import Chance

pytestmark = pytest.mark.searches

Best = Callable[[Any], tuple[int, ...] | None]
Values = Callable[[Any, Timetable], tuple[int, ...]]

NOW = 1e-6
"""A limit that leaves no time for any search."""


def damaged(chance: Chance, drawn: Any, timetable: Timetable) -> Timetable:
    """Return a timetable that no longer fits: moved, in wrong rooms, unknown, left out, doubled."""
    instance = drawn.instance
    windows = [instance.clock.moment(opens) for opens, _ in instance.windows]
    placements: list[Placement] = []
    for place in timetable.placements:
        changes: list[dict[str, Any]] = [
            {},
            {"start": chance.choice(windows), "room": chance.choice(instance.rooms).id},
            {"room": chance.choice([room.id for room in instance.rooms] + ["attic"])},
            {"unit": 99},
            {"start": "1999-12-31T23:59"},
            {"activity": f"no-{place.activity}"},
            {"start": None, "room": None, "unit": None},
        ]
        changed = Placement.model_validate(place.model_dump() | chance.choice(changes))
        placements += [changed] * chance.choice([0, 1, 1, 1, 2])
    chance.shuffle(placements)
    return Timetable(placements=tuple(placements))


def test_any_start_leads_to_the_best(try_drawn: Callable[..., None], best_values: Best) -> None:
    """The best values of brute force, from the best timetable and from damaged ones."""
    starts = 0

    def leads_to_the_best(drawn: Any, chance: Chance) -> None:
        nonlocal starts
        best = best_values(drawn)
        for start in (drawn.planted, *(damaged(chance, drawn, drawn.planted) for _ in range(2))):
            outcome = solve(
                drawn.instance,
                time_limit=30,
                workers=1,
                previous=drawn.previous,
                start=start,
            )
            assert outcome.status == "optimal"
            assert tuple(tier.value for tier in outcome.tiers) == best
            assert not check(drawn.instance, outcome.timetable).violations
            starts += 1

    try_drawn(leads_to_the_best, examples=15, planted=True)
    assert starts == 45


def test_legal_start_is_kept_whatever_the_limit(
    try_drawn: Callable[..., None], tier_values: Values
) -> None:
    """Without any time to search, nothing worse than the start comes out."""

    def is_kept(drawn: Any, chance: Chance) -> None:
        outcome = solve(
            drawn.instance,
            time_limit=NOW,
            workers=1,
            previous=drawn.previous,
            start=drawn.planted,
        )
        values = tuple(tier.value for tier in outcome.tiers)
        assert values <= tier_values(drawn, drawn.planted)

    try_drawn(is_kept, examples=30, planted=True)


def test_start_from_the_best_is_never_left_for_worse() -> None:
    """Of an instance that is searched by parts; values are compared tier after tier."""
    size = Size(heads=20, days=2, bilaterals=40, workshops=6, side_events=2, seed=1)
    instance = planted(size)[0]
    first = solve(instance, time_limit=2, workers=2)
    again = solve(instance, time_limit=1, workers=2, start=first.timetable)
    assert first.tiers
    assert [tier.value for tier in again.tiers] <= [tier.value for tier in first.tiers]


def test_start_of_another_instance_is_used_as_far_as_it_fits() -> None:
    """One day fewer and a head less: what still fits of it stands, the rest is placed anew."""
    size = Size(heads=20, days=2, bilaterals=40, workshops=6, side_events=2, seed=1)
    instance = planted(size)[0]
    start = solve(instance, time_limit=2, workers=2).timetable
    rows = instance.model_dump()
    gone = rows["activities"][-1]["people"][0]
    for row in rows["activities"]:
        row["optional"] |= gone in row["people"]
    day = rows["days"][0]["date"]
    away = {"person": gone, "start": f"{day}T00:00", "end": f"{day}T23:00", "state": "busy"}
    rows["availability"] = [*rows["availability"], away]
    changed = Instance.model_validate(rows)
    outcome = solve(changed, time_limit=2, workers=2, start=start)
    assert outcome.timetable is not None
    assert not check(changed, outcome.timetable).violations


@pytest.mark.parametrize("minutes", [60, 0])
def test_fixed_activities_that_clash_are_infeasible_from_any_start(
    minutes: int, summit: Callable[..., Instance]
) -> None:
    """Regression: two fixed ones of one person were not held against each other in a part."""
    row = {"kind": "plenary", "minutes": 60, "people": ["P"], "rooms": ["hall", "other"]}
    pins = ["2025-10-25T10:00", "2025-10-25T11:00"]
    people = [{"id": "P", "name": "Peru", "rest_minutes": minutes}]
    rooms = [{"id": name, "name": name, "capacity": 10} for name in ("hall", "other")]

    def pinned(*at: str) -> Instance:
        rows = [
            {**row, "id": name, "title": name, "pin_start": pin, "pin_room": room}
            for name, pin, room in zip("ab", at, ("hall", "other"), strict=True)
        ]
        return summit(activities=rows, people=people, rooms=rooms)

    far = solve(pinned("2025-10-25T09:00", "2025-10-25T12:00"), time_limit=60, workers=1)
    assert far.timetable is not None
    outcome = solve(pinned(*pins), time_limit=60, workers=1, start=far.timetable)
    assert outcome.status == ("infeasible" if minutes else "optimal")


def later(instance: Instance) -> list[Hold]:
    """Keep every activity out of the first quarter of an hour, and let none be left out."""
    rest = Span(start=datetime(2025, 10, 25, 9, 15), end=datetime(2025, 10, 25, 14))
    held: list[Hold] = []
    for activity in instance.activities:
        held += [Only(activity=activity.id, spans=(rest,)), Put(activity=activity.id)]
    return held


def test_start_outside_a_hold_is_not_the_result(summit: Callable[..., Instance]) -> None:
    """The referee, who knows of no hold, passes it: it is moved all the same."""
    row = {"kind": "plenary", "minutes": 60, "optional": True, "rooms": ["hall"]}
    instance = summit(activities=[{**row, "id": name, "title": name} for name in "ab"])
    first = instance.windows[0][0]
    moment = instance.clock.moment(first)
    start = Timetable(placements=(Placement(activity="a", start=moment, room="hall", unit=1),))
    assert not check(instance, start).violations
    for workers in (1, 2):
        outcome = solve(
            instance, time_limit=60, workers=workers, start=start, holds=later(instance)
        )
        assert outcome.timetable is not None
        assert outcome.status == "optimal"
        starts = [p.start for p in outcome.timetable.placements]
        assert all(s is not None and instance.clock.minute(s) > first for s in starts)
        assert len(starts) == 2


@pytest.mark.parametrize("workers", [1, 2])
def test_impossible_under_holds_takes_two_runs_too(
    workers: int,
    summit: Callable[..., Instance],
    stand_in: Callable[[str, Callable[..., Any]], None],
) -> None:
    """The second run has the holds of the first, so they agree; without it nothing is claimed."""
    row = {"kind": "plenary", "minutes": 60, "rooms": ["hall"]}
    instance = summit(
        days=[{"date": "2025-10-25", "start": "09:00", "end": "11:00"}],
        activities=[{**row, "id": name, "title": name} for name in "ab"],
    )
    assert solve(instance, time_limit=60, workers=workers).status == "optimal"
    held = solve(instance, time_limit=60, workers=workers, holds=later(instance))
    assert held.status == "infeasible"
    stand_in("ask_again", at_a_loss)
    assert (
        solve(instance, time_limit=60, workers=workers, holds=later(instance)).status == "unknown"
    )


def at_a_loss(_here: object, _task: object) -> SearchResult:
    return SearchResult("UNKNOWN")


def test_unreadable_start_is_an_error_of_the_input(meetings: Instance) -> None:
    """As it is of a previous timetable."""
    row = {"activity": "a", "start": "9999-12-31T23:00-14:00", "room": "hall"}
    start = Timetable.model_validate({"placements": [row]})
    with pytest.raises(ValueError, match="9999"):
        solve(meetings, time_limit=10, start=start)


def kept(problem: Problem, places: Places) -> int:
    """Return how many activities can stand where they stand, at the most, all together."""
    variables = problem.formulate(salvageable(problem.compiled, places))
    variables.model.maximize(weighted((1, present) for present in variables.present))
    answer = search(variables, Effort(limit=10), Stop())
    return sum(place is not None for place in answer.places or ())


def test_all_of_a_legal_timetable_is_kept(
    try_drawn: Callable[..., None], size: Callable[..., Any]
) -> None:
    """Converted to places and back nothing is lost, and all of it can be kept."""
    stood = 0

    def is_kept(drawn: Any, chance: Chance) -> None:
        nonlocal stood
        problem = pose(drawn.instance, Request(previous=drawn.previous))
        places = to_places(problem.compiled, drawn.planted)
        there = {(place.activity, place.start, place.room) for place in drawn.planted.placements}
        back = problem.timetable(places)
        assert {(p.activity, p.start, p.room) for p in back.placements if p.room} == there
        assert not check(drawn.instance, back).violations
        assert kept(problem, places) == len(there)
        stood += len(there)

    try_drawn(
        is_kept,
        examples=60,
        size=size(activities=9, rooms=4, people=5, days=3, steps=9, work=10**60),
        planted=True,
    )
    assert stood > 80
