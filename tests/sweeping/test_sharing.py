"""More units and resources never cost coverage: by trying every place, and what is made of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from models import GoalResult, Instance, Outcome, Placement, Policy, Request, Timetable
from scheduler import check, load_instance
from scheduler.solving.unmet import with_reasons
from scheduler.sweeping.answers import Answer
from scheduler.sweeping.comparing import Case
from scheduler.sweeping.sharing import shared_answers
from tests.drawing.drawn import Drawn, choices_of
from tests.sweeping.brute_force import all_timetables

TINY = Path(__file__).resolve().parents[2] / "instances" / "tiny"
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
        for number, better in shared_answers(cases, answers, Request()).items():
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


def test_reasons_are_those_of_the_borrower() -> None:
    """What crowds a request out with the lender may be no reason where there is more room."""
    loose = load_instance(TINY).with_tables(policy=COVERAGE)
    tight = loose.with_units("BOOTH", 1)
    places = (
        ("OPEN", "09:00", "HALL"),
        ("CLOSE", "11:30", "HALL"),
        ("W1", "10:30", "STUDY"),
        ("W2", "09:30", "STUDY"),
        ("b1", "09:30", "BOOTH"),
        ("b4", "10:30", "BOOTH"),
    )
    placed = tuple(
        Placement(activity=name, start=f"2025-10-25T{start}", room=room, unit=1)  # type: ignore[arg-type]
        for name, start, room in places
    )
    lent = with_reasons(tight, Request(), Timetable(placements=placed))
    worse = with_reasons(loose, Request(), Timetable(placements=placed[:-1]))
    cases = [Case("tight", tight), Case("loose", loose)]
    answers = {0: answered(tight, lent, 0), 1: answered(loose, worse, 0)}
    shared = shared_answers(cases, answers, Request())[1].timetable
    assert shared is not None

    def reasons(timetable: Timetable) -> dict[str, str]:
        return {p.activity: p.reason for p in timetable.placements if p.start is None}

    assert reasons(shared) == reasons(with_reasons(loose, Request(), Timetable(placements=placed)))
    assert reasons(shared).keys() == reasons(lent).keys()
    assert reasons(shared) != reasons(lent)
