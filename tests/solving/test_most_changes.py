"""So many activities may leave their previous place: a hard rule of one run."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import pytest

from models import Instance, Outcome, Placement, Timetable
from scheduler.checking import check
from scheduler.solving import solve
from scheduler.solving.core.cpsat import SearchResult

pytestmark = [pytest.mark.searches, pytest.mark.usefixtures("in_thread")]

Summit = Callable[..., Instance]
HALL = [{"id": "hall", "name": "Hall", "capacity": 500}]


def morning(summit: Summit, *late: str) -> tuple[Instance, Timetable]:
    """Three hours one after the other in one room of four, and who comes an hour late."""
    rows = [
        {"id": name, "kind": "press", "title": name, "minutes": 60, "people": [name]}
        for name in "abc"
    ]
    instance = summit(
        rooms=HALL,
        days=[{"date": "2025-10-25", "start": "09:00", "end": "13:00"}],
        people=[{"id": name, "name": name} for name in "abc"],
        activities=rows,
        availability=[
            {
                "person": name,
                "start": "2025-10-25T09:00",
                "end": "2025-10-25T10:00",
                "state": "busy",
            }
            for name in late
        ],
    )
    before = [
        {"activity": name, "start": f"2025-10-25T{hour:02}:00", "room": "hall"}
        for hour, name in enumerate("abc", start=9)
    ]
    return instance, Timetable.model_validate({"placements": before})


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(("late", "needed"), [((), 0), (("a",), 1), (("a", "b"), 1)])
def test_one_less_than_needed_is_impossible(
    workers: int, late: tuple[str, ...], needed: int, summit: Summit
) -> None:
    """So many as are needed do; one less is proven not to, by both runs."""
    instance, before = morning(summit, *late)

    def ended(most: int) -> Any:
        return solve(instance, time_limit=60, workers=workers, previous=before, max_changes=most)

    outcome = ended(needed)
    assert outcome.status == "optimal"
    assert sum(wall(p) != wall(q) for p, q in pairs(outcome, before)) == needed
    assert not check(instance, outcome.timetable).violations
    if needed:
        less = ended(needed - 1)
        assert less.status == "infeasible"
        assert less.message.endswith("The limit of changes may be the cause.")


def test_start_with_more_changes_is_not_the_result(summit: Summit) -> None:
    """However good it is."""
    instance, before = morning(summit)
    later = [
        p.model_copy(update={"start": p.start.replace(hour=p.start.hour + 1)})
        for p in before.placements
        if p.start
    ]
    start = Timetable(placements=tuple(later))
    assert not check(instance, start).violations
    outcome = solve(instance, time_limit=60, workers=1, previous=before, start=start, max_changes=1)
    assert outcome.timetable is not None
    assert outcome.status == "optimal"
    assert all(wall(p) == wall(q) for p, q in pairs(outcome, before))


def pairs(outcome: Outcome, before: Timetable) -> Iterable[tuple[Placement, Placement]]:
    assert outcome.timetable is not None
    return zip(outcome.timetable.placements, before.placements, strict=True)


def wall(place: Placement) -> datetime:
    assert place.start is not None
    return place.start.replace(tzinfo=None)


def test_too_few_takes_two_runs_too(
    summit: Summit, stand_in: Callable[[str, Callable[..., Any]], None]
) -> None:
    """Where the second is at a loss nothing is claimed."""
    instance, before = morning(summit, "a")
    stand_in("ask_again", at_a_loss)
    outcome = solve(instance, time_limit=60, workers=1, previous=before, max_changes=0)
    assert outcome.status == "unknown"


def at_a_loss(_here: object, _task: object) -> SearchResult:
    return SearchResult("UNKNOWN")
