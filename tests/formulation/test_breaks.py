"""Breaks: the expression has the value that the referee counts, neither less nor more."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from ortools.sat.python import cp_model

from models import Instance, Placement, Timetable
from scheduler.checking import check
from scheduler.compiling import compile_instance
from scheduler.formulation import GOALS, Variables, formulate

pytestmark = [pytest.mark.searches, pytest.mark.usefixtures("in_thread")]

Summit = Callable[..., Instance]
STEPS = 12


def one_person(summit: Summit, chance: random.Random, rules: list[dict[str, Any]]) -> Instance:
    """Return short activities of one person, with many starts and one place for each."""
    rows = {
        f"a{n}": {"people": ["P"], "rooms": ["hall"], "minutes": chance.choice([30, 30, 25, 60])}
        for n in range(6)
    }
    for row in rows.values():
        row["optional"] = True
    days = [{"date": day, "start": "09:00", "end": "15:00"} for day in ("2025-10-25", "2025-10-26")]
    policy = {"tiers": [{"breaks": 1}], "break_minutes": chance.choice([0, 5, 30, 35, 60])}
    return summit(rows, days=days, rules=rules, policy=policy)


def extremes(variables: Variables) -> tuple[int, int]:
    """Return the least and the greatest number of breaks that a formulation allows."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    counted = GOALS["breaks"](variables)
    found = []
    for aim in (variables.model.minimize, variables.model.maximize):
        aim(counted)
        assert solver.solve(variables.model) == cp_model.OPTIMAL
        found.append(round(solver.objective_value))
    return found[0], found[1]


@pytest.mark.parametrize("exact", [False, True], ids=["goal", "compared"])
def test_breaks_are_what_the_referee_counts(exact: bool, summit: Summit) -> None:
    """Of any timetable of one person; where a rule compares them, not one too many either."""
    rules = [{"id": "R", "kind": "fair-breaks", "limit": 9}] if exact else []
    several = touching = 0
    for seed in range(150):
        chance = random.Random(seed)
        instance = one_person(summit, chance, rules)
        variables = formulate(compile_instance(instance))
        places: list[Placement] = []
        busy: list[tuple[int, int]] = []
        for a, activity in enumerate(variables.compiled.activities):
            start = chance.choice(activity.starts)
            end = start + activity.minutes
            free = all(end <= low or high <= start for low, high in busy)
            variables.model.add(variables.present[a] == free)
            if free:
                busy.append((start, end))
                variables.model.add(variables.starts[a][start] == 1)
                moment = instance.clock.moment(start)
                places.append(Placement(activity=activity.source.id, start=moment, room="hall"))
        report = check(instance, Timetable(placements=tuple(places)))
        assert not report.violations
        breaks = report.scores["breaks"].value
        least, most = extremes(variables)
        assert least == breaks, f"seed {seed}"
        assert most == breaks or not exact, f"seed {seed}"
        several += breaks > 1
        wait = instance.policy.break_minutes
        touching += any(low - high == wait for _, high in busy for low, _ in busy)
    assert several > 30  # the comparison can fail
    assert touching > 30
