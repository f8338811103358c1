"""Explanations of drawn instances against a brute force that knows the referee alone."""

from collections import Counter
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

from models import Explanation, Instance, Limits
from scheduler import explain, preflight
from scheduler.checking import check
from scheduler.compiling import effective
from scheduler.explaining import alone, study, without
from scheduler.explaining.editing import essence
from scheduler.explaining.fact import relaxed

pytestmark = [pytest.mark.searches, pytest.mark.usefixtures("in_thread")]

Try = Callable[..., None]
Brute = Callable[..., bool | None]

CHUNK = 20
CHUNKS = range(8)


@pytest.fixture(autouse=True)
def _no_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests around the partial timetable are a solve like any other, and slow."""
    module = import_module("scheduler.explaining.study")
    monkeypatch.setattr(module, "LEAST_SECONDS", 1e9)


def facts_hold(told: Explanation, instance: Instance, brute_force: Brute) -> Counter[str]:
    """Judge each conflict: its facts alone are impossible, without any one they are not."""
    counted: Counter[str] = Counter()
    for conflict in told.conflicts:
        assert conflict.proven_minimal
        small = alone(instance, conflict.facts)
        possible = brute_force(small)
        counted["tried" if possible is False else "large"] += 1
        assert not possible
        for fact in conflict.facts:
            for name in fact.subjects:
                one = fact.model_copy(update={"subjects": (name,)})
                loose = explain(without(small, [one]), time_limit=100, workers=1)
                assert loose.status == "feasible", f"{fact.column} of {name}"
                counted["dropped"] += 1
    return counted


@pytest.mark.parametrize("chunk", CHUNKS)
def test_conflicts_are_true_and_minimal(chunk: int, try_drawn: Try, brute_force: Brute) -> None:
    """The status is the brute force's; all facts of a conflict are needed, and enough."""
    counted: Counter[str] = Counter()

    def is_true(drawn: Any, chance: Any) -> None:
        told = explain(drawn.instance, time_limit=300, workers=1)
        possible = brute_force(essence(drawn.instance))
        assert possible is None or told.status == ("feasible" if possible else "infeasible")
        assert not told.disagreements
        if told.status == "infeasible":
            assert told.conflicts
            assert told.complete
            counted.update(facts_hold(told, drawn.instance, brute_force))

    try_drawn(is_true, examples=CHUNK, seed=chunk)
    assert counted["tried"] >= 2
    assert counted["dropped"] > counted["tried"]


def test_conflicts_repairs_and_the_partial_timetable_work(try_drawn: Try) -> None:
    """Without what each conflict sets aside the rest is possible; so it is after each repair."""
    counted: Counter[str] = Counter()

    def works(drawn: Any, chance: Any) -> None:
        instance = effective(drawn.instance)  # as explain does, before it studies one
        told = study(instance, Limits(seconds=300, workers=1))
        if told.status != "infeasible":
            return
        aside = [fact for conflict in told.conflicts for fact in conflict.set_aside]
        rest = explain(relaxed(essence(instance), aside), time_limit=100, workers=1)
        assert rest.status == "feasible"
        counted["multiple"] += len(told.conflicts) > 1
        assert told.repairs
        prices = [repair.price for repair in told.repairs]
        assert prices == sorted(prices)
        assert len({repair.changes for repair in told.repairs}) == len(told.repairs)
        for repair in told.repairs:
            assert not check(essence(repair.instance), repair.witness).violations
            Instance.model_validate(repair.instance.model_dump())
            counted["repairs"] += 1
        assert told.partial is not None
        broken = check(instance, told.partial.timetable).violations
        missing = {name for v in broken for name in v.activities if v.rule == "mandatory"}
        assert missing == set(told.partial.left_out)

    try_drawn(works, examples=50, planted=False)
    assert counted["repairs"] >= 60
    assert counted["multiple"] >= 5


def test_what_counting_calls_impossible_is_impossible(try_drawn: Try, brute_force: Brute) -> None:
    """If there is a timetable, no finding calls the instance impossible."""
    doomed, fine = Counter[str](), Counter[bool]()

    def is_impossible(drawn: Any, chance: Any) -> None:
        found = preflight(drawn.instance).doomed
        possible = brute_force(essence(drawn.instance)) if found else True
        assert not (found and drawn.planted), found
        assert not (found and possible), found
        doomed.update({finding.rule for finding in found})
        fine[not found] += 1

    try_drawn(is_impossible, examples=300, seed=400)
    assert fine[True] >= 100
    assert len(doomed) >= 4, doomed
