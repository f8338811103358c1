"""Formulation and referee judge any timetable alike, good or bad.

Where the brute force compares only optima, here random timetables of larger instances
are forced: the formulation refuses exactly those with a violation, and every goal,
minimised with everything else forced, has the referee's value.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any, get_args

import pytest
from ortools.sat.python import cp_model

from models import Goal, Instance, Request, StandingRule, Violation
from scheduler.checking import check
from scheduler.compiling import Compiled, Places, compile_instance, restricted
from scheduler.formulation import GOALS, STANDING_FAMILIES, Expression, Variables, formulate
from scheduler.solving.core.placements import to_timetable
from scheduler.solving.core.problem import Problem
from tests.drawing.chance import Chance
from tests.drawing.tables import Size

Try = Callable[..., None]
CURED_BY_MORE = ("mandatory", "fair-breaks")
LARGE = Size(activities=9, rooms=4, people=5, days=3, steps=9, rules=7, work=10**60)

DENSE = Size(activities=9, rooms=4, people=2, days=2, steps=9, rules=0, work=10**60)


def violations(drawn: Any, compiled: Compiled, places: Places) -> tuple[Violation, ...]:
    timetable = to_timetable(compiled, places)
    return check(drawn.instance, timetable, previous=drawn.previous).violations


def random_places(
    chance: Chance, drawn: Any, compiled: Compiled, care: float, but: str = ""
) -> Places:
    """Place each activity where it is legal alone; if asked, where the others allow it too.

    With ``but``, that rule may be broken, and everything is placed that can be.
    """
    positions = list(range(len(compiled.activities)))
    chance.shuffle(positions)
    places: list[tuple[int, int] | None] = [None for _ in positions]
    for a in positions:
        activity = compiled.activities[a]
        choices = [
            (start, room)
            for room, possible in activity.rooms.items()
            for start in (activity.starts if possible is None else sorted(possible))
        ]
        if not choices or (not activity.must and not but and chance.maybe(0.4)):
            continue
        places[a] = chance.choice(choices)
        told = violations(drawn, compiled, tuple(places)) if chance.maybe(care) else ()
        if any(violation.rule not in (*CURED_BY_MORE, but) for violation in told):
            places[a] = None
    return tuple(places)


def force(variables: Variables, places: Places) -> None:
    """Fix every decision of a formulation."""
    model = variables.model
    for a, place in enumerate(places):
        if place is None:
            model.add(variables.present[a] == 0)
        elif place[0] not in variables.starts[a] or place[1] not in variables.rooms[a]:
            model.add_bool_or([])  # taken out because of what is held beside it
        else:
            model.add(variables.starts[a][place[0]] == 1)
            model.add(variables.rooms[a][place[1]] == 1)


def least(model: cp_model.CpModel, goal: Expression | None = None) -> int | None:
    """Return the least value of a goal, 0 without a goal; None if nothing is feasible."""
    if goal is not None:
        model.minimize(goal)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    if status == cp_model.INFEASIBLE:
        return None
    return round(solver.objective_value) if goal is not None else 0


@pytest.mark.searches
@pytest.mark.parametrize("chunk", range(5))
def test_formulation_and_referee_judge_alike(chunk: int, try_drawn: Try) -> None:
    """Four timetables of each instance: whole, or with a part free, of the formulation."""
    judge_alike(try_drawn, examples=8, seed=chunk)


PARTS: dict[str, Callable[[int, str], tuple[int, int]]] = {
    "until half time": lambda minutes, person: (0, max(1, minutes // 2)),
    "from half time": lambda minutes, person: (minutes // 2, minutes),
    "each their own": lambda minutes, person: (0, minutes if person < "p2" else 1),
}


@pytest.mark.searches
@pytest.mark.parametrize("part", PARTS)
def test_they_judge_alike_where_people_are_engaged_for_a_part(
    part: str, try_drawn: Try, engage: Callable[..., None]
) -> None:
    """When a person is engaged is said by these two definitions alone."""
    engage(PARTS[part])
    judge_alike(try_drawn, examples=12, seed=100)


@pytest.mark.searches
@pytest.mark.parametrize(
    ("part", "missed"), [(None, 30), ("until half time", 0), ("from half time", 0)]
)
def test_a_wish_is_met_by_who_leaves_early_or_comes_late(
    part: str | None, missed: int, summit: Callable[..., Instance], engage: Callable[..., None]
) -> None:
    """It is missed only if it would keep somebody who is required elsewhere."""
    if part is not None:
        engage(PARTS[part])
    instance = summit(
        {
            "a": {"wished_people": ["P"], "pin_start": "2025-10-25T09:00"},
            "b": {"people": ["P"], "pin_start": "2025-10-25T09:30"},
        }
    )
    variables = formulate(compile_instance(instance))
    assert least(variables.model, GOALS["audience"](variables)) == missed


def judge_alike(try_drawn: Try, examples: int, seed: int) -> None:
    """Force four timetables of each instance, and let both judge them."""
    verdicts: Counter[bool] = Counter()

    def are_alike(drawn: Any, chance: Chance) -> None:
        request = Request(previous=drawn.previous)
        problem = Problem(drawn.instance, compile_instance(drawn.instance), request)
        for care in (0.7, 0.9, 1.0, 1.0):
            places = random_places(chance, drawn, problem.compiled, care)
            told = violations(drawn, problem.compiled, places)
            verdicts[not told] += 1
            compiled = problem.compiled
            if care == 1.0 and not any(v.rule == "mandatory" for v in told):
                free = {a for a in range(len(places)) if chance.maybe(0.4)}
                compiled = restricted(problem.compiled, places, free)
            variables = problem.formulate(compiled)
            force(variables, places)
            rules = {violation.rule for violation in told}
            assert (least(variables.model) is not None) == (not told), rules
            if told:
                continue
            timetable = to_timetable(problem.compiled, places)
            scores = check(drawn.instance, timetable, previous=drawn.previous).scores
            for goal in get_args(Goal):
                value = least(variables.model, GOALS[goal](variables))
                assert value == scores[goal].value, goal

    try_drawn(are_alike, examples=examples, size=LARGE, seed=seed)
    assert min(verdicts[True], verdicts[False]) > 2


ENOUGH = 12
"""Of timetables that break one rule alone, and of legal ones: more drawing shows nothing new."""

TOGETHER = {family.__name__.replace("_", "-") for family in STANDING_FAMILIES}
"""Standing rules between activities, and all declared ones as one."""


@pytest.mark.searches
def test_they_judge_alike_where_one_rule_alone_is_broken(try_drawn: Try) -> None:
    """No other rule hides what the formulation of this one lets through or refuses."""
    verdicts = {rule: Counter[bool]() for rule in sorted(TOGETHER & set(get_args(StandingRule)))}

    def are_alike(drawn: Any, chance: Chance) -> None:
        compiled = compile_instance(drawn.instance)
        free = tuple(replace(activity, must=False) for activity in compiled.activities)
        compiled = replace(compiled, activities=free)
        for rule, known in verdicts.items():
            for _ in range(8):
                if min(known[True], known[False]) >= ENOUGH:
                    break
                places = random_places(chance, drawn, compiled, 1.0, but=rule)
                told = {violation.rule for violation in violations(drawn, compiled, places)}
                told.discard("mandatory")
                if not told <= {rule} or known[not told] >= ENOUGH:
                    continue
                variables = formulate(compiled)
                force(variables, places)
                assert (least(variables.model) is not None) == (not told), rule
                known[not told] += 1

    try_drawn(are_alike, examples=100, size=DENSE, seed=1)
    assert all(min(known[True], known[False]) > 2 for known in verdicts.values()), verdicts


def test_forced_timetables_break_most_rules(try_drawn: Try) -> None:
    """The comparison can fail: rules that tie activities together do get broken."""
    broken: set[str] = set()

    def note(drawn: Any, chance: Chance) -> None:
        compiled = compile_instance(drawn.instance)
        places = random_places(chance, drawn, compiled, 0.0)
        broken.update(violation.rule for violation in violations(drawn, compiled, places))

    try_drawn(note, examples=100, size=LARGE, seed=1)
    assert TOGETHER & set(get_args(StandingRule)) <= broken
