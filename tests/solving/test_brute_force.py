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

Draw = Callable[..., Any]
Best = Callable[[Any], tuple[int, ...] | None]

CHUNK = 25
SEEDS = [range(first, first + CHUNK) for first in range(0, 400, CHUNK)]


def compare(drawn: Any, best: tuple[int, ...] | None, seed: int, workers: int = 1) -> str:
    """Solve, hold every tier against the best there is, and return the status."""
    outcome = solve(
        drawn.instance, time_limit=30, workers=workers, seed=seed, previous=drawn.previous
    )
    assert not outcome.incidents, f"seed {seed}"
    if best is None:
        assert outcome.status == "infeasible", f"seed {seed}"
        assert outcome.timetable is None, f"seed {seed}"
        return outcome.status
    assert outcome.status == "optimal", f"seed {seed}"
    assert tuple(tier.value for tier in outcome.tiers) == best, f"seed {seed}"
    assert tuple(tier.bound for tier in outcome.tiers) == best, f"seed {seed}"
    assert outcome.timetable is not None, f"seed {seed}"
    report = check(drawn.instance, outcome.timetable, previous=drawn.previous)
    assert not report.violations, f"seed {seed}"
    for goal in outcome.goals:
        assert goal.value == report.scores[goal.goal].value, f"seed {seed}"
        assert goal.bound <= goal.value, f"seed {seed}"
    return outcome.status


@pytest.mark.parametrize("seeds", SEEDS, ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_solve_agrees_with_brute_force(seeds: range, draw: Draw, best_values: Best) -> None:
    """Feasible or not, and the best value and the bound of every tier, are the brute force's.

    Every other instance is feasible because a timetable was planted in it; of the rest
    a good part, and no planted one, is infeasible.
    """
    endings: Counter[str] = Counter()
    for seed in seeds:
        drawn = draw(seed)
        best = best_values(drawn)
        assert drawn.planted is None or best is not None, f"seed {seed}"
        endings[compare(drawn, best, seed)] += 1
    assert endings["infeasible"] >= 3  # so at least 48 in all


def test_drawn_instances_are_of_all_kinds(draw: Draw) -> None:
    """The comparison can fail: half are planted, every rule is drawn hard and soft, every goal."""
    planted, kinds, goals = 0, set(), set()
    for seed in range(100):
        drawn = draw(seed)
        planted += drawn.planted is not None
        kinds |= {(rule.kind, rule.weight is None) for rule in drawn.instance.rules}
        goals |= {goal for tier in drawn.instance.policy.tiers for goal in tier}
    assert planted == 50
    assert kinds == {(kind, hard) for kind in get_args(DeclaredRule) for hard in (True, False)}
    assert goals == set(get_args(Goal))


def test_neighbourhoods_and_batches_do_not_change_the_answer(
    draw: Draw, best_values: Best, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Small instances would not be improved by parts; made to, they end the same."""
    monkeypatch.setattr(tier, "FEWEST_MOVABLE", 1)
    monkeypatch.setattr(construction, "BATCH", 1)
    for seed in range(1000, 1020):
        drawn = draw(seed)
        compare(drawn, best_values(drawn), seed, workers=2)


def test_bounds_of_what_is_too_large_to_search_are_true(
    draw: Draw, best_values: Best, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their relaxation leaves rules out, and no search of the whole corrects it."""
    monkeypatch.setattr(problem, "MOST_SEARCHED", 0)
    monkeypatch.setattr(tier, "FEWEST_MOVABLE", 1)
    tight = 0
    for seed in range(1100, 1110):
        drawn = draw(seed)
        best = best_values(drawn)
        outcome = solve(
            drawn.instance, time_limit=0.7, workers=2, seed=seed, previous=drawn.previous
        )
        if best is not None and outcome.tiers:
            assert outcome.tiers[0].bound <= best[0], f"seed {seed}"
            tight += 0 < outcome.tiers[0].bound == best[0]
    assert tight
