"""Explanations of drawn instances against a brute force that knows the referee alone."""

from collections import Counter
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

from models import Explanation, Instance, Limits
from scheduler import explain, preflight
from scheduler.checking import check
from scheduler.explaining import alone, study, without
from scheduler.explaining.editing import essence
from scheduler.explaining.fact import relaxed

pytestmark = pytest.mark.searches

Draw = Callable[..., Any]
Brute = Callable[..., bool | None]

CHUNK = 20
SEEDS = [range(first, first + CHUNK) for first in range(1, 161, CHUNK)]


@pytest.fixture(autouse=True)
def _no_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests around the partial timetable are a solve like any other, and slow."""
    module = import_module("scheduler.explaining.study")
    monkeypatch.setattr(module, "LEAST_SECONDS", 1e9)


def facts_hold(
    told: Explanation, instance: Instance, brute_force: Brute, seed: int
) -> Counter[str]:
    """Judge each conflict: its facts alone are impossible, without any one they are not."""
    counted: Counter[str] = Counter()
    for conflict in told.conflicts:
        assert conflict.proven_minimal, f"seed {seed}"
        small = alone(instance, conflict.facts)
        possible = brute_force(small)
        counted["tried" if possible is False else "large"] += 1
        assert not possible, f"seed {seed}"
        for fact in conflict.facts:
            for name in fact.subjects:
                one = fact.model_copy(update={"subjects": (name,)})
                loose = explain(without(small, [one]), time_limit=100, workers=1)
                assert loose.status == "feasible", f"seed {seed}: {fact.column} of {name}"
                counted["dropped"] += 1
    return counted


@pytest.mark.parametrize("seeds", SEEDS, ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_conflicts_are_true_and_minimal(seeds: range, draw: Draw, brute_force: Brute) -> None:
    """The status is the brute force's; all facts of a conflict are needed, and enough."""
    counted: Counter[str] = Counter()
    for seed in seeds:
        instance = draw(seed).instance
        told = explain(instance, time_limit=300, workers=1)
        possible = brute_force(essence(instance))
        assert possible is None or told.status == ("feasible" if possible else "infeasible"), (
            f"seed {seed}"
        )
        assert not told.disagreements, f"seed {seed}"
        if told.status == "infeasible":
            assert told.conflicts, f"seed {seed}"
            assert told.complete, f"seed {seed}"
            counted += facts_hold(told, instance, brute_force, seed)
    assert counted["tried"] >= 2
    assert counted["dropped"] > counted["tried"]


def test_conflicts_repairs_and_the_partial_timetable_work(draw: Draw) -> None:
    """Without what each conflict sets aside the rest is possible; so it is after each repair."""
    repairs, multiple = 0, 0
    for seed in range(201, 261):
        instance = draw(seed).instance
        told = study(instance, Limits(seconds=300, workers=1))
        if told.status != "infeasible":
            continue
        aside = [fact for conflict in told.conflicts for fact in conflict.set_aside]
        rest = explain(relaxed(essence(instance), aside), time_limit=100, workers=1)
        assert rest.status == "feasible", f"seed {seed}"
        multiple += len(told.conflicts) > 1
        assert told.repairs, f"seed {seed}"
        prices = [repair.price for repair in told.repairs]
        assert prices == sorted(prices), f"seed {seed}"
        assert len({repair.changes for repair in told.repairs}) == len(told.repairs)
        for repair in told.repairs:
            assert not check(essence(repair.instance), repair.witness).violations, f"seed {seed}"
            Instance.model_validate(repair.instance.model_dump())
            repairs += 1
        assert told.partial is not None, f"seed {seed}"
        broken = check(instance, told.partial.timetable).violations
        missing = {name for v in broken for name in v.activities if v.rule == "mandatory"}
        assert missing == set(told.partial.left_out), f"seed {seed}"
    assert repairs >= 60
    assert multiple >= 5


def test_what_counting_calls_impossible_is_impossible(draw: Draw, brute_force: Brute) -> None:
    """A finding that dooms the instance is never there if a timetable is."""
    doomed, fine = Counter[str](), 0
    for seed in range(400, 700):
        drawn = draw(seed)
        found = preflight(drawn.instance).doomed
        possible = brute_force(essence(drawn.instance)) if found else True
        assert not (found and drawn.planted), f"seed {seed}: {found}"
        assert not (found and possible), f"seed {seed}: {found}"
        doomed.update({finding.rule for finding in found})
        fine += not found
    assert fine >= 100
    assert len(doomed) >= 4, doomed
