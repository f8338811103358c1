"""Limits on the values of goals, against a brute force that asks the referee for the values."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from models import Goal, InstanceError, Request, Timetable
from scheduler.checking import check
from scheduler.files import load_instance
from scheduler.replanning import replan
from scheduler.solving import solve
from scheduler.solving.lexicographic import construction, tier

pytestmark = [pytest.mark.searches, pytest.mark.usefixtures("in_thread")]

Try = Callable[..., None]
Timetables = Callable[[Any], Iterator[Timetable]]
Values = Callable[[Any, Timetable], tuple[int, ...]]


Scores = dict[Goal, int]
Found = list[tuple[tuple[int, ...], Scores]]


def drawn_limits(chance: Any, found: Found) -> Scores:
    """Limit one or two goals, one of them below what the best timetable has if it has any."""
    goals: list[Goal] = ["coverage", "breaks", "rules", "preference", "fairness", "audience"]
    _, best = min(found, key=lambda one: one[0])
    fewest = {goal: min(scores[goal] for _, scores in found) for goal in goals}
    costly = [goal for goal in goals if best[goal] > fewest[goal]]
    if not costly:
        most = [max(0, fewest[goal] - 1) for goal in goals]
        return dict(zip(goals, most, strict=True))
    limited, other = chance.choice(costly), chance.choice(goals)
    _, scores = chance.choice(found)
    return {other: scores[other], limited: best[limited] - 1}


@pytest.mark.parametrize("in_parts", [False, True])
def test_optimum_under_limits_is_that_of_a_brute_force(
    in_parts: bool,
    try_drawn: Try,
    timetables: Timetables,
    tier_values: Values,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Infeasible where nothing keeps the limits; whatever it starts from, and in parts too."""
    if in_parts:
        monkeypatch.setattr(tier, "FEWEST_MOVABLE", 1)
        monkeypatch.setattr(construction, "BATCH", 1)
    endings: Counter[tuple[str, bool]] = Counter()

    def agrees(drawn: Any, chance: Any) -> None:
        found: Found = []
        every = list(timetables(drawn))
        for timetable in every:
            scores = check(drawn.instance, timetable, previous=drawn.previous).scores
            values = {goal: score.value for goal, score in scores.items()}
            found.append((tier_values(drawn, timetable), values))
        limits = drawn_limits(chance, found)
        within = [
            value for value, of in found if all(of[goal] <= most for goal, most in limits.items())
        ]
        outcome = solve(
            drawn.instance,
            time_limit=30,
            workers=1 + in_parts,
            previous=drawn.previous,
            start=chance.choice(every) if chance.maybe(0.5) else None,
            at_most=limits,
        )
        assert not outcome.incidents
        if not within:
            assert outcome.status == "infeasible"
            assert "The limits of goals may be the cause: " in outcome.message
        else:
            assert tuple(tier.value for tier in outcome.tiers) == min(within)
            assert tuple(tier.bound for tier in outcome.tiers) == min(within)
        binds = not within or min(within) > min(found, key=lambda one: one[0])[0]
        endings[outcome.status, binds] += 1

    try_drawn(agrees, examples=20 - 8 * in_parts, planted=True, seed=7 + in_parts)
    assert endings["optimal", True] >= 2
    assert endings["infeasible", True] >= 1


def test_replan_refuses_limits_of_goals() -> None:
    """It has its own order of what comes first, and explains what stops it by hard rules alone."""
    instance = load_instance("instances/tiny")
    with pytest.raises(InstanceError, match="at_most"):
        replan(instance, Request(previous=Timetable(), at_most={"breaks": 1}))
