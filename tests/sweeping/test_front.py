"""The front of two goals, against a brute force."""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from models import Goal, Instance, Omit, Outcome, Request
from scheduler.checking import check
from scheduler.files import load_instance
from scheduler.solving import solve
from scheduler.sweeping import front
from scheduler.sweeping.running import Advance
from tests.sweeping.brute_force import all_scores

pytestmark = [pytest.mark.searches, pytest.mark.usefixtures("in_thread")]


GOALS: list[Goal] = ["coverage", "breaks", "preference", "rules", "audience", "fairness"]


@pytest.fixture
def tiny() -> Instance:
    """The smallest instance that comes with the product."""
    return load_instance(Path(__file__).parents[2] / "instances" / "tiny")


class AtOnce(Executor):
    """Runs what it is given at once, here."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Run it."""
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


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


@pytest.mark.parametrize(("many", "points"), [(2, 3), (3, 3)])
def test_a_grid_is_as_near_as_it_says(
    many: int, points: int, try_drawn: Callable[..., None]
) -> None:
    """Every timetable in the range has a row as good in the first goal, and near in the rest."""
    skipped = []

    def is_near(drawn: Any, chance: Any) -> None:
        if drawn.work > 3_000:
            return
        scores = all_scores(drawn)
        choices = permutations(GOALS[:4], many)
        goals = max(choices, key=lambda some: len({tuple(one[g] for g in some) for one in scores}))
        found = front(
            drawn.instance, goals, points=points, time_limit=20, workers=1, executor=AtOnce()
        )
        rows = found[list(goals)].to_numpy().tolist()
        steps = found.attrs["steps"]
        assert found.attrs["complete"]
        assert "proven" in found.attrs["ended"]
        assert len({tuple(row) for row in rows}) == len(rows)
        highest = {goal: max(row[n] for row in rows) for n, goal in enumerate(goals)}
        for one in scores:
            if all(one[goal] <= highest[goal] for goal in goals[1:]):
                assert any(
                    row[0] <= one[goals[0]]
                    and all(row[n] < one[g] + steps[g] for n, g in enumerate(goals[1:], 1))
                    for row in rows
                )
        for _, row in found.iterrows():
            report = check(drawn.instance, row["timetable"])
            assert [report.scores[goal].value for goal in goals] == [row[g] for g in goals]
        skipped.append(max(steps.values()) > 1)

    try_drawn(is_near, examples=12, planted=True, seed=4)
    assert any(skipped)


def test_a_grid_side_by_side(tiny: Instance) -> None:
    """In processes of the machine; a range that is empty has one point."""
    told: list[Advance] = []
    found = front(
        tiny, ("coverage", "preference"), points=3, time_limit=10, on_progress=told.append
    )
    exact = front(tiny, ("coverage", "preference"), time_limit=10, workers=1)
    seen = set(zip(found["coverage"], found["preference"], strict=True))
    assert seen <= set(zip(exact["coverage"], exact["preference"], strict=True))
    assert (told[-1].done, told[-1].seconds_left) == (told[-1].of, 0)
    assert not found["dominated"].any()
    same = front(tiny, ("rules", "stability"), points=3, previous=exact["timetable"][0], workers=1)
    assert len(same) == 1
    assert same.attrs["complete"]


def test_a_poor_row_weakens_no_guarantee(tiny: Instance, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a row of tighter limits is better, every timetable is near that one."""

    def poor(document: str, request: Request) -> Outcome:
        if request.at_most or not request.policy or "coverage" not in request.policy.tiers[0]:
            return solve(tiny, request)
        out = [Omit(activity=a.id) for a in tiny.activities if a.optional]
        found = solve(tiny, request.model_copy(update={"holds": out}))
        first, *others = found.goals
        goals = (first.model_copy(update={"bound": 2}), *others)  # the least there is
        return found.model_copy(update={"goals": goals})

    monkeypatch.setattr("scheduler.sweeping.points.solve_document", poor)
    options: dict[str, Any] = {"points": 2, "time_limit": 10, "workers": 1, "executor": AtOnce()}
    found = front(tiny, ("coverage", "preference"), **options)
    assert found["dominated"].any()
    worst, best = found["coverage"].max(), found["coverage"].min()
    assert worst > best
    assert f"at most {best - 2} worse in coverage" in found.attrs["ended"]


def test_what_ends_early_is_not_called_complete(tiny: Instance) -> None:
    """A number of points, and a limit too short for any."""
    some = front(tiny, ("preference", "coverage"), points=1, time_limit=10, workers=1)
    assert len(some) == 1
    assert not some.attrs["complete"]
    none = front(tiny, time_limit=0, workers=1)
    assert none.empty
    assert not none.attrs["complete"]
    for points in (None, 2):
        never = front(tiny.without(room="HALL"), points=points, time_limit=5, workers=1)
        assert never.attrs["complete"]
        assert never.attrs["ended"] == "Proven: no timetable keeps every hard rule."


@pytest.mark.parametrize(
    ("goals", "points", "said"),
    [
        (("breaks", "breaks"), None, "two or three different goals, but these are given: breaks,"),
        (("breaks", "rules", "coverage", "audience"), None, "two or three different goals"),
        (("breaks",), None, "these are given: breaks"),
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
