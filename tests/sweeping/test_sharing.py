"""More units and resources never cost coverage: by trying every place, and what is made of it."""

from collections.abc import Callable
from typing import Any

from models import GoalResult, Instance, Outcome, Policy, Timetable
from scheduler import check
from scheduler.sweeping.answers import Answer
from scheduler.sweeping.comparing import Case
from scheduler.sweeping.sharing import shared_answers
from tests.drawing.drawn import Drawn, choices_of
from tests.sweeping.brute_force import all_timetables

COVERAGE = Policy(tiers=({"coverage": 1},))


def coverage_of(instance: Instance, timetable: Timetable) -> int:
    return check(instance, timetable).scores["coverage"].value


def answered(instance: Instance, timetable: Timetable, bound: int) -> Answer:
    value = coverage_of(instance, timetable)
    goal = GoalResult(goal="coverage", tier=1, weight=1, value=value, bound=bound)
    outcome = Outcome(
        status="feasible", goals=(goal,), wall_seconds=0, seed=0, workers=1, versions={},
        instance=instance.name, instance_sha256=instance.sha256,
    )  # fmt: skip
    return Answer(outcome=outcome, timetable=timetable)


def test_what_is_shared_holds_by_brute_force(
    try_drawn: Callable[..., None], size: Callable[..., Any]
) -> None:
    """From any legal timetables and any true bounds, only true bounds and legal timetables."""
    improved = []

    def holds(drawn: Drawn, chance: Any) -> None:
        base = drawn.instance.with_tables(policy=COVERAGE)
        cases, answers, best = [], {}, []
        for more in (0, 1, 2):
            instance = base.with_tables(
                rooms=tuple(r.model_copy(update={"units": r.units + more}) for r in base.rooms),
                resources=tuple(
                    r.model_copy(update={"level": r.level + more * chance.maybe(0.7)})
                    for r in base.resources
                ),
            )
            legal = all_timetables(Drawn(instance, choices_of(instance)))
            cases.append(Case(f"{more} more", instance))
            if not legal:
                return
            least = min(coverage_of(instance, one) for one in legal)
            best.append(least)
            bound = chance.integer(0, least)
            answers[more] = answered(instance, chance.choice(legal), bound)
        for number, better in shared_answers(cases, answers).items():
            own, goal = answers[number].outcome.goals[0], better.outcome.goals[0]
            assert own.bound <= goal.bound <= best[number] <= goal.value <= own.value
            instance = cases[number].instance
            assert instance is not None
            assert better.timetable is not None
            assert not check(instance, better.timetable).violations
            assert coverage_of(instance, better.timetable) == goal.value
            improved.append((goal.bound > own.bound, goal.value < own.value))

    try_drawn(holds, examples=30, planted=True, size=size(activities=4, work=100))
    assert any(bound for bound, _ in improved)
    assert any(value for _, value in improved)
