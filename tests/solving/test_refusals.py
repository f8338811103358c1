"""What a search claims and the referee, or a second search, refuses."""

from collections.abc import Callable
from typing import Any

import pytest

from models import IncidentKind, Instance, InstanceError
from scheduler.checking import check
from scheduler.compiling import Compiled, Places
from scheduler.formulation import Variables
from scheduler.solving import Disagreement, solve
from scheduler.solving.core import incumbent, problem
from scheduler.solving.core.cpsat import SearchResult
from scheduler.solving.core.problem import Problem
from scheduler.solving.exact import bounds
from scheduler.solving.lexicographic import tier
from scheduler.wording.outcomes import ENDINGS, with_incidents
from tests.solving.rows import bilateral, room

pytestmark = pytest.mark.searches


def test_referee_refuses_a_planted_wrong_solution(
    summit: Callable[..., Instance], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two at once in the one room, as from a broken search: reported, not returned."""
    instance = summit(activities=[bilateral("a"), bilateral("b")])
    start = instance.windows[0][0]
    wrong: Places = ((start, 0), (start, 0))
    right = incumbent.Incumbent.offer
    monkeypatch.setattr(incumbent.Incumbent, "offer", lambda self, _places: right(self, wrong))
    with pytest.raises(Disagreement, match="at once"):
        solve(instance, time_limit=10, workers=1)


def test_answer_refused_once_is_reported_and_the_search_started_again(
    summit: Callable[..., Instance], monkeypatch: pytest.MonkeyPatch
) -> None:
    """CP-SAT has bugs: one wrong answer does not end a solve."""
    instance = summit(activities=[bilateral("a"), bilateral("b")])
    start = instance.windows[0][0]
    answers: list[Places] = [((start, 0), (start, 0))]
    right = incumbent.Incumbent.offer
    monkeypatch.setattr(
        incumbent.Incumbent,
        "offer",
        lambda self, places: right(self, answers.pop() if answers else places),
    )
    outcome = solve(instance, time_limit=60, workers=1)
    assert outcome.status == "optimal"
    (incident,) = outcome.incidents
    assert incident.kind == "answer-refused"
    assert f"An answer of the solver was refused ({incident.detail})" in outcome.message
    assert outcome.timetable is not None
    assert not check(instance, outcome.timetable).violations


def test_a_copy_that_lacks_rows_is_refused_before_a_search(meetings: Instance) -> None:
    """Copies are not validated; a person without a row was a KeyError deep inside."""
    with pytest.raises(InstanceError, match="column people: found"):
        solve(meetings.model_copy(update={"people": ()}), time_limit=1)


def agrees(_here: object, _task: object) -> SearchResult:
    return SearchResult("INFEASIBLE")


def differs(_here: object, _task: object) -> SearchResult:
    return SearchResult("FEASIBLE")


def has_no_time(_here: object, _task: object) -> SearchResult:
    return SearchResult("UNKNOWN")


@pytest.mark.parametrize(
    ("opinion", "status", "incidents"),
    [
        (agrees, "infeasible", []),
        (differs, "unknown", ["second-run-disagrees"]),
        (has_no_time, "unknown", ["second-run-unfinished"]),
    ],
)
@pytest.mark.parametrize("workers", [1, 2])
def test_infeasible_takes_two_runs(
    workers: int,
    opinion: Callable[..., SearchResult],
    status: str,
    incidents: list[IncidentKind],
    summit: Callable[..., Instance],
    stand_in: Callable[[str, Callable[..., Any]], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """What only one of them finds is not claimed; a difference is logged."""
    instance = summit(
        days=[{"date": "2025-10-25", "start": "09:00", "end": "09:45"}],
        activities=[bilateral("a"), bilateral("b")],
    )
    assert solve(instance, time_limit=60, workers=workers).status == "infeasible"
    stand_in("ask_again", opinion)
    outcome = solve(instance, time_limit=60, workers=workers)
    assert outcome.status == status
    assert [incident.kind for incident in outcome.incidents] == incidents
    assert outcome.message == with_incidents(ENDINGS[outcome.status], outcome.incidents)
    assert bool(caplog.records) == (opinion is differs)


@pytest.mark.parametrize(("optional", "status"), [(False, "infeasible"), (True, "unknown")])
def test_construction_is_the_first_of_the_two_where_it_holds_nothing(
    optional: bool,
    status: str,
    summit: Callable[..., Instance],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also where the whole is too large to be stated; not where it left requests out."""
    monkeypatch.setattr(problem, "MOST_STARTS", 0)
    monkeypatch.setattr(tier, "FEWEST_MOVABLE", 1)
    instance = summit(
        days=[{"date": "2025-10-25", "start": "09:00", "end": "10:30"}],
        rooms=[room("ROOM")],
        activities=[bilateral("a"), bilateral("b"), bilateral("c", optional=optional)],
    )
    assert solve(instance, time_limit=60, workers=1).status == status


def test_referee_refuses_a_goal_that_the_formulation_underrates(
    summit: Callable[..., Instance], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Regression: a value below the referee's was searched for until the limit, unreported."""
    rows = [bilateral("a", wished_rooms=["elsewhere"])]
    rooms = [room("hall"), {**room("elsewhere"), "kinds": ["plenary"]}]
    policy = {"tiers": [{"preference": 1}]}
    instance = summit(activities=rows, rooms=rooms, policy=policy)
    assert solve(instance, time_limit=10, workers=1).goals[0].value == 1
    monkeypatch.setitem(problem.GOALS, "preference", lambda variables: 0)
    with pytest.raises(Disagreement):
        solve(instance, time_limit=60, workers=1)


def test_referee_refuses_a_formulation_that_forbids_too_much(
    summit: Callable[..., Instance], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A whole formulation without solution beside a timetable that the referee passed."""
    instance = summit(
        days=[{"date": "2025-10-25", "start": "09:00", "end": "10:15"}],
        activities=[bilateral("a", optional=True, priority=3), bilateral("b")],
    )
    assert solve(instance, time_limit=10, workers=1).tiers[0].value == 3
    real = Problem.formulate

    def too_strict(self: Problem, compiled: Compiled, **options: Any) -> Variables:
        variables = real(self, compiled, **options)
        if compiled is self.compiled:
            variables.model.add_bool_or([])
        return variables

    monkeypatch.setattr(Problem, "formulate", too_strict)
    monkeypatch.setattr(bounds, "tightened", lambda *_: None)
    with pytest.raises(Disagreement, match="refuses"):
        solve(instance, time_limit=10, workers=1)
