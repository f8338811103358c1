"""How an explanation is searched for: its steps, too little time, and a no that is doubted."""

import itertools
import logging
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from models import Instance, Placement, Timetable
from scheduler import check, explain
from scheduler.explaining import probing
from scheduler.solving import Progress
from scheduler.solving.core import budget
from scheduler.solving.core.budget import Budget
from tests.explaining.crowded import crowded

pytestmark = pytest.mark.searches

Summit = Callable[..., Instance]


def test_too_little_time_is_said(summit: Summit):
    """Without time nothing is claimed but what counting shows."""
    told = explain(crowded(summit), time_limit=0.0)
    assert (told.status, told.conflicts, told.partial) == ("unknown", (), None)
    assert "as counting alone shows" in str(told)


def test_deterministic_explanation_does_not_look_at_the_clock(
    summit: Summit, monkeypatch: pytest.MonkeyPatch
):
    """However fast that goes: the limit counts work."""
    usual = explain(crowded(summit), time_limit=30, deterministic=True)
    assert usual.status == "infeasible"
    assert usual.repairs
    hours = itertools.count(step=3600)
    monkeypatch.setattr(budget, "time", SimpleNamespace(monotonic=lambda: next(hours)))
    assert str(explain(crowded(summit), time_limit=30, deterministic=True)) == str(usual)
    assert explain(crowded(summit), time_limit=30).status == "unknown"
    assert explain(crowded(summit), time_limit=0.001, deterministic=True).status == "unknown"


def test_steps_of_an_explanation_are_reported(summit: Summit):
    """In order, each with the time since the beginning."""
    seen: list[Progress] = []
    explain(crowded(summit), time_limit=100, on_progress=seen.append)
    steps = [progress.step for progress in seen if progress.step]
    assert steps[:4] == [
        "whether all mandatory activities fit",
        "the best partial timetable",
        "conflicts",
        "repairs",
    ]
    seconds = [progress.seconds for progress in seen]
    assert seconds == sorted(seconds)


def test_second_opinion_that_differs_is_said_and_logged(
    summit: Summit, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    """An unconfirmed infeasibility is not reported as one."""
    monkeypatch.setattr(probing, "second_opinion", lambda *_, **__: "possible")
    with caplog.at_level(logging.ERROR):
        told = explain(crowded(summit), time_limit=100)
    assert told.status == "unknown"
    assert len(told.disagreements) == 1
    assert told.disagreements[0] in caplog.text
    assert told.disagreements[0] in str(told)


@pytest.mark.parametrize(("left", "least", "most"), [(100, 5, 25), (8, 5, 5), (2, 0, 2)])
def test_no_is_doubted_for_a_quarter_of_what_is_left(
    left: float, least: float, most: float, summit: Summit, monkeypatch: pytest.MonkeyPatch
):
    """The second search gets that, or five seconds if that is more; never more than is left."""
    given: list[float] = []
    monkeypatch.setattr(
        probing,
        "second_opinion",
        lambda *_, budget, seed: given.append(budget.limit) or "unknown",
    )
    assert probing.Prober(Budget(left)).doubted(crowded(summit)) == "unknown"
    (seconds,) = given
    assert least <= seconds <= most
    assert seconds != left


def test_a_question_that_is_too_hard_is_planned_from_what_is_nearly_right(
    summit: Summit, monkeypatch: pytest.MonkeyPatch
):
    """So a repair of a large event can be tried; without such a timetable it stays unknown."""
    monkeypatch.setattr(probing, "EFFORTS", ())
    instance = summit(activities=[{"id": "a"}, {"id": "b"}])
    prober = probing.Prober(Budget(30))
    assert (prober.probe(instance).answer, prober.is_feasible(instance)) == ("unknown", False)
    prober.nearly = Timetable(placements=(Placement(activity="gone"), Placement(activity="b")))
    found = prober.until(0.5).probe(instance)
    assert found.answer == "yes"
    assert found.timetable is not None
    assert not check(instance, found.timetable).violations
