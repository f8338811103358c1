"""Meetings with travel times: the instance means the same as the format."""

import json
import random
from collections import Counter
from itertools import combinations, product

import pytest

from models import InstanceError, Placement, Timetable
from scheduler.benching.csplib046 import MINUTES, read
from scheduler.benching.ticks import Ticks
from scheduler.checking import check
from scheduler.solving import solve


def case(**change):
    """One agent with two meetings that are two slots apart."""
    return {
        "id": 1,
        "meetings": 2,
        "agents": 1,
        "slots": 4,
        "attends": [[0, 1]],
        "dist": [[0, 2], [2, 0]],
    } | change


def problems(tmp_path, raw):
    path = tmp_path / "cases.json"
    path.write_text(json.dumps(raw), encoding="utf-8")
    return read(path)


@pytest.mark.searches
@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({}, "optimal"),  # slots 0 and 3
        ({"slots": 3}, "infeasible"),  # 0 and 3 would need four slots
        ({"slots": 3, "attends": [[0], [1]]}, "optimal"),  # nobody travels
        ({"slots": 3, "dist": [[0, 1], [1, 0]]}, "optimal"),
        ({"slots": 3, "dist": [[0, 2], [1, 0]]}, "infeasible"),  # the longer way counts
    ],
)
def test_travel_decides(tmp_path, change, status):
    """Two meetings of an agent start at least one slot and the travel time apart."""
    (problem,) = problems(tmp_path, case(**change))
    outcome = solve(problem.instance, time_limit=20, workers=1)
    assert outcome.status == status
    if status == "optimal":
        assert outcome.tiers[0].value == 0


def test_every_assignment_is_judged_as_the_format_does(tmp_path):
    """All slots of all meetings of random small cases: legal if and only if apart enough."""
    rng, seen = random.Random(1), Counter()
    for _ in range(10):
        dist = [[0] * 4 for _ in range(4)]
        for a, b in combinations(range(4), 2):
            dist[a][b] = dist[b][a] = rng.randint(0, 2)
        attends = [rng.sample(range(4), rng.randint(1, 3)) for _ in range(3)]
        raw = case(meetings=4, slots=4, attends=attends, dist=dist)
        (problem,) = problems(tmp_path, [raw])
        ticks = Ticks(1, 4, MINUTES)
        for at in product(range(4), repeat=4):
            places = tuple(
                Placement(activity=f"M{m}", start=ticks.start(slot), room=f"R{m}")
                for m, slot in enumerate(at)
            )
            legal = all(
                abs(at[a] - at[b]) >= 1 + dist[a][b]
                for own in attends
                for a, b in combinations(own, 2)
            )
            report = check(problem.instance, Timetable(placements=places))
            assert (not report.violations) == legal
            seen[legal] += 1
    assert min(seen[True], seen[False]) > 100


def test_a_file_of_several_cases(tmp_path):
    """Each is a problem, called by its id."""
    found = problems(tmp_path, [case(), case(id=7)])
    assert [problem.name for problem in found] == ["1", "7"]


def test_all_faults_at_once(tmp_path):
    """In every case of the file, each with its place."""
    raw = [case(attends=[[0, 2]], dist=[[0], [1, 2], []]), case(slots=0), 5]
    with pytest.raises(InstanceError) as caught:
        problems(tmp_path, raw)
    assert {fault.column for fault in caught.value.faults} == {"cases[1].slots", "cases[2]"}
    with pytest.raises(InstanceError) as caught:
        problems(tmp_path, raw[:1])
    assert {fault.column for fault in caught.value.faults} == {
        "cases[0].attends[0]",
        "cases[0].dist",
        "cases[0].dist[0]",
        "cases[0].dist[2]",
    }
