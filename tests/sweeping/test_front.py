"""The front of two goals, against a brute force."""

from collections.abc import Callable, Mapping
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from models import Goal, Instance
from scheduler.checking import check
from scheduler.files import load_instance
from scheduler.sweeping import front
from tests.sweeping.brute_force import all_scores

pytestmark = [pytest.mark.searches, pytest.mark.usefixtures("in_thread")]


GOALS: list[Goal] = ["coverage", "breaks", "preference", "rules", "audience", "fairness"]


@pytest.fixture
def tiny() -> Instance:
    """The smallest instance that comes with the product."""
    return load_instance(Path(__file__).parents[2] / "instances" / "tiny")


def brute_front(scores: list[dict[Goal, int]], goals: tuple[Goal, ...]) -> list[tuple[int, ...]]:
    """Return the values that no others dominate."""
    best: list[tuple[int, ...]] = []
    for point in sorted({tuple(one[goal] for goal in goals) for one in scores}):
        if not best or point[1] < best[-1][1]:
            best.append(point)
    return best


def test_front_is_that_of_a_brute_force(try_drawn: Callable[..., None]) -> None:
    """Point by point, all proven, each with a timetable that has these values."""
    longest = []

    def agrees(drawn: Any, chance: Any) -> None:
        if drawn.work > 5_000:
            return
        scores = all_scores(drawn)
        goals = max(permutations(GOALS, 2), key=lambda pair: len(brute_front(scores, pair)))
        seen: list[Mapping[str, Any]] = []
        found = front(drawn.instance, goals, time_limit=20, workers=1, on_row=seen.append)
        points = list(zip(found[goals[0]], found[goals[1]], strict=True))
        assert points == brute_front(scores, goals)
        assert found["proven"].all()
        assert not found["dominated"].any()
        assert found.attrs["complete"]
        assert len(seen) == len(found)
        for _, row in found.iterrows():
            report = check(drawn.instance, row["timetable"])
            assert not report.violations
            assert all(report.scores[goal].value == row[goal] for goal in goals)
        longest.append(len(points))

    try_drawn(agrees, examples=40, planted=True, seed=3)
    assert sum(many > 1 for many in longest) > 5


def test_what_ends_early_is_not_called_complete(tiny: Instance) -> None:
    """A number of points, and a limit too short for any."""
    some = front(tiny, ("preference", "coverage"), points=1, time_limit=10, workers=1)
    assert len(some) == 1
    assert not some.attrs["complete"]
    none = front(tiny, time_limit=0, workers=1)
    assert none.empty
    assert not none.attrs["complete"]


@pytest.mark.parametrize(
    ("goals", "points", "said"),
    [
        (("coverage", "happiness"), None, "unknown goal 'happiness'; the goals are coverage, "),
        (("breaks", "breaks"), None, "two different goals, but these are given: breaks, breaks"),
        (("breaks", "rules", "coverage"), None, "two different goals"),
        (("coverage", "stability"), None, "needs a previous timetable"),
        (("coverage", "breaks"), 0, "points is 0; it must be at least 1"),
    ],
)
def test_goals_that_make_no_front_are_refused(
    goals: tuple[str, ...], points: int | None, said: str, tiny: Instance
) -> None:
    """In one sentence, before anything is solved."""
    with pytest.raises(ValueError, match=said):
        front(tiny, goals, points=points)
