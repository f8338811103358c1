"""The solver against a brute force that knows the rules from the referee alone."""

from collections import Counter
from collections.abc import Callable
from typing import Any, get_args

import pytest

from models import DeclaredRule, Goal
from scheduler.checking import check
from scheduler.solving import solve
from scheduler.solving.core import problem
from scheduler.solving.lexicographic import construction, tier

pytestmark = pytest.mark.searches

Try = Callable[..., None]
Best = Callable[[Any], tuple[int, ...] | None]

CHUNK = 25
CHUNKS = range(8)


def compare(drawn: Any, best: tuple[int, ...] | None, seed: int, workers: int = 1) -> str:
    """Solve, compare every tier with the best value there is, and return the status."""
    outcome = solve(
        drawn.instance, time_limit=30, workers=workers, seed=seed, previous=drawn.previous
    )
    assert not outcome.incidents
    if best is None:
        assert outcome.status == "infeasible"
        assert outcome.timetable is None
        return outcome.status
    assert outcome.status == "optimal"
    assert tuple(tier.value for tier in outcome.tiers) == best
    assert tuple(tier.bound for tier in outcome.tiers) == best
    assert outcome.timetable is not None
    report = check(drawn.instance, outcome.timetable, previous=drawn.previous)
    assert not report.violations
    for goal in outcome.goals:
        assert goal.value == report.scores[goal.goal].value
        assert goal.bound <= goal.value
    return outcome.status


@pytest.mark.usefixtures("in_thread")
@pytest.mark.parametrize("planted", [True, False])
@pytest.mark.parametrize("chunk", CHUNKS)
def test_solve_agrees_with_brute_force(
    chunk: int, planted: bool, try_drawn: Try, best_values: Best
) -> None:
    """Feasible or not, and the best value and the bound of every tier, are the brute force's.

    Half of the instances are feasible because a timetable was planted in them; of the rest
    a good part is infeasible.
    """
    endings: Counter[str] = Counter()

    def agrees(drawn: Any, chance: Any) -> None:
        best = best_values(drawn)
        endings[compare(drawn, best, chance.below(1000))] += 1

    try_drawn(agrees, examples=CHUNK, planted=planted, seed=chunk)
    assert (endings["infeasible"] >= 5) == (not planted)
    assert endings["optimal"] >= (CHUNK if planted else 5)


def test_drawn_instances_are_of_all_kinds(try_drawn: Try) -> None:
    """The comparison can fail: many are planted, every rule is drawn hard and soft, every goal."""
    planted: list[bool] = []
    kinds: set[tuple[str, bool]] = set()
    goals: set[str] = set()

    def note(drawn: Any, chance: Any) -> None:
        planted.append(drawn.planted is not None)
        kinds.update((rule.kind, rule.weight is None) for rule in drawn.instance.rules)
        goals.update(goal for tier in drawn.instance.policy.tiers for goal in tier)

    try_drawn(note, examples=250)
    assert 75 < sum(planted) < 175
    assert kinds == {(kind, hard) for kind in get_args(DeclaredRule) for hard in (True, False)}
    assert goals == set(get_args(Goal))


def test_neighbourhoods_and_batches_do_not_change_the_answer(
    try_drawn: Try, best_values: Best, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Small instances are searched without neighbourhoods; with them they end the same."""
    monkeypatch.setattr(tier, "FEWEST_MOVABLE", 1)
    monkeypatch.setattr(construction, "BATCH", 1)

    def agrees(drawn: Any, chance: Any) -> None:
        compare(drawn, best_values(drawn), chance.below(1000), workers=2)

    try_drawn(agrees, examples=20, seed=1000)


def test_bounds_of_what_is_too_large_to_search_are_true(
    try_drawn: Try, best_values: Best, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their relaxation leaves rules out, and no search of the whole corrects it."""
    monkeypatch.setattr(problem, "MOST_SEARCHED", 0)
    monkeypatch.setattr(tier, "FEWEST_MOVABLE", 1)
    tight: list[bool] = []

    def bounds_are_true(drawn: Any, chance: Any) -> None:
        best = best_values(drawn)
        outcome = solve(drawn.instance, time_limit=0.7, workers=2, previous=drawn.previous)
        if best is not None and outcome.tiers:
            assert outcome.tiers[0].bound <= best[0]
            tight.append(0 < outcome.tiers[0].bound == best[0])

    try_drawn(bounds_are_true, examples=10, planted=True, seed=1)
    assert any(tight)
