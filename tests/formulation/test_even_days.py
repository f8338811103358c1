"""Breaks on even days, and booths counted by person: exact, and used where they are valid."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from ortools.sat.python import cp_model

from models import Instance, Placement, Timetable
from scheduler.checking import check
from scheduler.compiling import compile_instance
from scheduler.formulation import GOALS, Variables, breaks_of_person, formulate
from scheduler.formulation.breaks import most_breaks
from scheduler.formulation.even_days import is_even

Summit = Callable[..., Instance]
Row = dict[str, Any]

BUSY = ["P", "C", "V", "L"]


def day(hours: int, date: str = "2025-10-25") -> Row:
    return {"date": date, "start": "09:00", "end": f"{9 + hours:02}:00"}


def fair(limit: int, **row: Any) -> Row:
    return {"id": "F", "kind": "fair-breaks", "limit": limit, **row}


def one_person(
    summit: Summit, *rows: Row, wait: int = 0, hours: int = 6, **tables: Any
) -> Instance:
    """Return activities of an hour that require one person, in one hall."""
    activities = {
        f"a{n}": {"people": ["P"], "rooms": ["hall"], **row} for n, row in enumerate(rows)
    }
    policy = {"tiers": [{"breaks": 1}], "break_minutes": wait}
    given = {"days": [day(hours)], "grid_minutes": 60, "policy": policy, **tables}
    return summit(activities, **given)


def first_day(instance: Instance) -> tuple[Variables, list[Any]]:
    """Return a formulation, and the stretches of the first person on the first date."""
    variables = formulate(compile_instance(instance))
    every = [s for a in variables.of_person[0] for s in variables.stretches(a)]
    first = min(variables.date_of.values())
    return variables, [s for s in every if variables.date_of[s.start] == first]


SPAN = {"spans": [{"start": "2025-10-25T10:00", "end": "2025-10-25T13:00"}]}
TWO_DAYS = [day(6), day(6, "2025-10-26")]


@pytest.mark.parametrize(
    ("even", "rows", "given"),
    [
        (True, [{}, {}], {}),
        (True, [{}, SPAN], {}),
        (True, [{}, {}], {"wait": 59}),
        (False, [{}, {}], {"wait": 60}),
        (False, [{}, {"optional": True}], {}),
        (False, [{}, {"minutes": 30}], {}),
        (False, [{}, {}], {"grid_minutes": 30}),
        (True, [{"minutes": 30}, {"minutes": 30}], {"grid_minutes": 30, "wait": 29}),
        (False, [{}, {}], {"days": TWO_DAYS}),
        (True, [SPAN, SPAN], {"days": TWO_DAYS}),
    ],
)
def test_what_makes_a_day_even(even: bool, rows: list[Row], given: Row, summit: Summit) -> None:
    """All of it must be, then, equally long, whole lengths apart, longer than the threshold."""
    assert is_even(*first_day(one_person(summit, *rows, **given))) == even


@pytest.mark.searches
def test_breaks_of_even_days_are_what_the_referee_counts(summit: Summit) -> None:
    """Neither one less nor one more, whichever hours the activities have."""
    met: Counter[int] = Counter()
    for hours in product(range(7), repeat=3):
        if len(set(hours)) < 3:
            continue
        instance = one_person(summit, {}, {}, {}, hours=7)
        variables = formulate(compile_instance(instance))
        places = []
        for a, hour in enumerate(hours):
            start = variables.compiled.activities[a].starts[hour]
            variables.model.add(variables.starts[a][start] == 1)
            moment = instance.clock.moment(start)
            places.append(Placement(activity=f"a{a}", start=moment, room="hall"))
        breaks = check(instance, Timetable(placements=tuple(places))).scores["breaks"].value
        counted = breaks_of_person(variables, 0)
        assert extreme(variables, variables.model.minimize, counted) == breaks
        assert extreme(variables, variables.model.maximize, counted) == breaks
        met[breaks] += 1
    assert set(met) == {0, 1, 2}


def extreme(variables: Variables, aim: Callable[[Any], None], goal: Any) -> int | None:
    aim(goal)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(variables.model)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    return round(solver.objective_value) if status == cp_model.OPTIMAL else None


def test_the_least_busy_limits_the_breaks_of_all(summit: Summit) -> None:
    """By the limit of a hard rule that compares them; a soft rule limits nobody."""
    rows: list[Row] = [{}, {}, {}, {"people": ["P", "C"]}]
    for rules, most in (
        ([], 3),
        ([fair(1)], 1),
        ([fair(2), fair(0, id="G")], 0),
        ([fair(1, people=["P"])], 3),
        ([fair(1, people=["C"])], 3),
        ([fair(1, weight=5)], 3),
    ):
        variables, _ = first_day(one_person(summit, *rows, rules=rules))
        assert most_breaks(variables, 0) == most


def meetings(summit: Summit, chance: random.Random) -> Instance:
    """Return meetings of two or three people in few booths; mostly, days are even."""
    optional = chance.random() < 0.2
    length = chance.choice([60, 60, 60, 30])
    rows: dict[str, Row] = {}
    for n in range(4):
        people = ["P", *chance.sample(BUSY[1:], 1)] if n < 3 else chance.sample(BUSY, 2)
        rows[f"m{n}"] = {"people": people, "rooms": ["booths"], "minutes": 60}
    rows["m0"] |= {"minutes": length, "optional": optional}
    if chance.random() < 0.2:
        rows["m3"]["people"] = chance.sample(BUSY, 3)
    if chance.random() < 0.4:
        for name, hours in (("m1", ("09:00", "11:00")), ("m2", ("11:00", "14:00"))):
            first, last = (f"2025-10-25T{hour}" for hour in hours)
            rows[name]["spans"] = [{"start": first, "end": last}]
    booth = {"id": "booths", "name": "Booths", "capacity": 6, "zone": "town"}
    booth |= {"units": chance.choice([1, 2, 2, 3])}
    booth |= {"turnaround_minutes": chance.choice([0, 0, 0, 60])}
    several = chance.random() < 0.2
    busy = {"person": chance.choice(BUSY), "state": "busy"}
    busy |= {"start": "2025-10-25T10:00", "end": "2025-10-25T11:00"}
    rules = [fair(chance.choice([0, 0, 1]))] if chance.random() < 0.6 else []
    if chance.random() < 0.3:
        rules.append({"id": "B", "kind": "precedence", "activities": ["m3", "m1"]})
    return summit(
        rows,
        days=[day(3), day(2, "2025-10-26")] if several else [day(5)],
        grid_minutes=60,
        policy={
            "tiers": [{"breaks": 1}],
            "break_minutes": chance.choice([0, 0, 59, 60]),
        },
        rooms=[booth],
        people=[{"id": name, "name": name} for name in BUSY],
        availability=[busy] if chance.random() < 0.5 else [],
        rules=rules,
    )


def timetables(instance: Instance) -> Iterator[Timetable]:
    """Yield every timetable in which each activity is legal by itself."""
    choices = []
    for activity in compile_instance(instance).activities:
        rows = [
            Placement(
                activity=activity.source.id, start=instance.clock.moment(start), room="booths"
            )
            for start in activity.starts
        ]
        absent = Placement(activity=activity.source.id, reason="left out")
        choices.append([*rows, absent] if activity.source.optional else rows)
    for placements in product(*choices):
        yield Timetable(placements=placements)


def unit_free(instance: Instance, timetable: Timetable) -> Timetable | None:
    """Hand out booth numbers; None if there are too few."""
    given: list[Placement] = []
    units, gap = instance.rooms[0].units, instance.rooms[0].turnaround_minutes
    until = [0] * units
    for place in sorted(timetable.placements, key=lambda p: (p.start is not None, p.start)):
        if place.start is None:
            given.append(place)
            continue
        start = instance.clock.minute(place.start)
        free = [n for n in range(units) if until[n] <= start]
        if not free:
            return None
        until[free[0]] = start + instance.activity[place.activity].minutes + gap
        given.append(place.model_copy(update={"unit": free[0] + 1}))
    return Timetable(placements=tuple(given))


@pytest.mark.searches
@pytest.mark.parametrize("seeds", [range(first, first + 15) for first in range(0, 60, 15)])
def test_fewest_breaks_are_those_of_all_timetables(seeds: range, summit: Summit) -> None:
    """With full booths, fair breaks, absences; also where some days are not even."""
    endings: Counter[bool] = Counter()
    for seed in seeds:
        instance = meetings(summit, random.Random(seed))
        best: int | None = None
        for timetable in timetables(instance):
            placed = unit_free(instance, timetable)
            if placed is None:
                continue
            report = check(instance, placed)
            if not report.violations:
                value = report.scores["breaks"].value
                best = value if best is None else min(best, value)
        variables = formulate(compile_instance(instance))
        goal = GOALS["breaks"](variables)
        assert extreme(variables, variables.model.minimize, goal) == best, f"seed {seed}"
        endings[best is None] += 1
    assert min(endings[True], endings[False]) > 1
