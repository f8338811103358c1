"""A first timetable: which requests are placed together, and by which goals."""

import pytest

from scheduler.generating import Size, planted
from scheduler.solving.core import problem as posing
from scheduler.solving.core.budget import Budget
from scheduler.solving.core.cpsat import SearchResult
from scheduler.solving.core.incumbent import Incumbent
from scheduler.solving.core.problem import PLAIN, pose
from scheduler.solving.lexicographic.construction import BATCH, construction
from scheduler.solving.workers.jobs import SubProblem


@pytest.mark.parametrize(
    ("most", "leaves_out"), [(0, [True, True, False, False]), (10**9, [False] * 4)]
)
def test_only_the_second_half_of_many_requests_sees_breaks(
    most: int, leaves_out: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posing, "MOST_SEARCHED", most)
    instance, _ = planted(Size(heads=30, days=2, bilaterals=4 * BATCH))
    requests = [activity for activity in instance.activities if activity.optional]
    instance = instance.model_copy(update={"activities": tuple(requests), "rules": ()})
    problem = pose(instance, PLAIN)
    steps = construction(problem, Incumbent(problem), Budget(60), 0, None)
    step, lean = next(steps), []
    while isinstance(step.task, SubProblem):
        lean.append(step.task.moves.form.lean)
        step = steps.send(SearchResult("UNKNOWN"))
    assert lean == leaves_out
