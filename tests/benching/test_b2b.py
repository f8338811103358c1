"""B2B files: the instance means the same as the format, judged by a second reading of it."""

import random
from collections import Counter
from itertools import pairwise, product
from typing import Any

import pytest

from models import InstanceError, Placement, Timetable
from scheduler.benching.b2b import MINUTES, read
from scheduler.benching.ticks import Ticks
from scheduler.checking import check
from scheduler.solving import solve

FORCED = """
nBusiness = 3; nMeetings = 2; nTables = 1; nTotalSlots = 3; nMorningSlots = 2;
requested = [|1, 2,3, |1, 3,3, |];
forbidden = [{2},{0},{0}];
"""
"""Participant 1 is away in the middle slot, so their meetings are in the first and the last."""


def problem(tmp_path, text, fairness=2):
    path = tmp_path / "p.dzn"
    path.write_text(text, encoding="utf-8")
    (one,) = read(path, fairness)
    return one


@pytest.mark.searches
def test_a_break_that_cannot_be_avoided(tmp_path):
    """Participant 1 waits once between two meetings; 2 and 3 have one meeting each, so no break."""
    outcome = solve(problem(tmp_path, FORCED).instance, time_limit=20, workers=1)
    assert outcome.status == "optimal"
    assert (outcome.tiers[0].value, outcome.tiers[0].bound) == (1, 1)


@pytest.mark.searches
def test_fairness_binds_those_without_breaks_too(tmp_path):
    """At D = 0 the one break of participant 1 is one too many."""
    outcome = solve(problem(tmp_path, FORCED, 0).instance, time_limit=20, workers=1)
    assert outcome.status == "infeasible"


@pytest.mark.searches
@pytest.mark.parametrize(
    ("change", "status"),
    [
        ("nTables = 1;", "infeasible"),  # both need the morning, which is one slot
        ("nTables = 2;", "optimal"),
        ("nTables = 2; precedences = [{}, {1}];", "infeasible"),
        ("nTables = 2; fixed = [2, 0];", "infeasible"),  # pinned to the afternoon
        ("nTables = 2; fixed = [1, 0]; forbidden = [{},{},{},{1}];", "infeasible"),
        ("nTables = 2; fixed = [1, 0]; forbidden = [{1},{},{},{}];", "infeasible"),
        ("nTables = 2; fixed = [1, 1]; forbidden = [{2},{},{0},{7}];", "optimal"),
    ],
)
def test_two_meetings_in_a_morning_of_one_slot(tmp_path, change, status):
    """Each condition alone decides whether there is a timetable."""
    text = f"""nBusiness = 4; nMeetings = 2; nTotalSlots = 2; nMorningSlots = 1;
    requested = [|1,2,1|3,4,1|]; {change}"""
    outcome = solve(problem(tmp_path, text).instance, time_limit=20, workers=1)
    assert outcome.status == status


@pytest.mark.searches
def test_a_session_without_slots_has_no_timetable(tmp_path):
    """All slots are in the morning, so there is none for a meeting of the afternoon."""
    text = """nBusiness = 2; nMeetings = 1; nTables = 1; nTotalSlots = 2; nMorningSlots = 2;
    requested = [|1,2,2|];"""
    outcome = solve(problem(tmp_path, text).instance, time_limit=20, workers=1)
    assert outcome.status == "infeasible"


def test_layout_does_not_matter(tmp_path):
    """The same problem, written differently, is the same instance."""
    plain = """nBusiness = 4;
nMeetings = 3;
nTables = 2;
nTotalSlots = 5;
nMorningSlots = 3;

requested = [|1, 2,3,
|2, 3,1,
|4, 1,2,
|];
meetingsxBusiness = [{1,2,4},{1,2,3},{1,3},{1,4}];
forbidden = [{0},
{1,2,3},
{0},
{5}];
fixed = [0,0,5];
precedences = [{},{1},{}];
"""
    other = """% the same
precedences=array1d(1..3,[1..0,{1},{}]); fixed = array1d(1..3, [0, 0, 5]);
forbidden = [ {} , 1..3 , {} , { 5 , } ] ; /* sets
*/ requested = array2d(1..3, 1..3, [1,2,3, 2,3,1, 4,1,2]);
nMorningSlots=3;nTotalSlots=5;nTables=2;nMeetings=3;nBusiness=4"""
    assert problem(tmp_path, plain).instance == problem(tmp_path, other).instance


def drawn(rng: random.Random) -> dict[str, Any]:
    people, meetings, slots = 4, 4, rng.randint(3, 4)
    return {
        "tables": rng.randint(1, 3),
        "people": people,
        "slots": slots,
        "noon": rng.randint(1, slots - 1),
        "requested": [
            (*rng.sample(range(1, people + 1), 2), rng.choice((1, 2, 3, 3, 3)))
            for _ in range(meetings)
        ],
        "forbidden": [
            {slot for slot in range(slots + 1) if rng.random() < 0.06} for _ in range(people)
        ],
        "fixed": [rng.choice((0, 0, 0, 0, 0, 0, rng.randint(1, slots))) for _ in range(meetings)],
        "precedences": [
            {m for m in range(1, meetings + 1) if m != n and rng.random() < 0.06}
            for n in range(1, meetings + 1)
        ],
        "d": rng.randint(0, 1),
    }


def written(case: dict[str, Any]) -> str:
    def sets(rows):
        return ",".join("{" + ",".join(map(str, row)) + "}" for row in rows)

    return f"""nBusiness={case["people"]}; nMeetings={len(case["fixed"])};
    nTables={case["tables"]}; nTotalSlots={case["slots"]}; nMorningSlots={case["noon"]};
    requested=[|{"|".join(",".join(map(str, row)) for row in case["requested"])}|];
    forbidden=[{sets(case["forbidden"])}]; precedences=[{sets(case["precedences"])}];
    fixed=[{",".join(map(str, case["fixed"]))}];"""


def judged(case: dict[str, Any], at: tuple[int, ...]) -> tuple[bool, int]:
    """Judge slots (from 1) of all meetings in the words of the format: legal, breaks."""
    legal = max(Counter(at).values()) <= case["tables"]
    used: dict[int, list[int]] = {who: [] for who in range(1, case["people"] + 1)}
    for number, slot in enumerate(at):
        one, other, session = case["requested"][number]
        for who in (one, other):
            legal &= slot not in used[who] and slot not in case["forbidden"][who - 1]
            used[who].append(slot)
        legal &= case["fixed"][number] in (0, slot)
        legal &= session == 3 or (session == 1) == (slot <= case["noon"])
        legal &= all(at[first - 1] < slot for first in case["precedences"][number])
    breaks = [sum(b > a + 1 for a, b in pairwise(sorted(slots))) for slots in used.values()]
    return legal and max(breaks) - min(breaks) <= case["d"], sum(breaks)


def test_every_assignment_is_judged_as_the_format_does(tmp_path):
    """All slots of all meetings of random small problems: legal or not, and how many breaks."""
    rng, seen = random.Random(1), Counter()
    for _ in range(40):
        case = drawn(rng)
        instance = problem(tmp_path, written(case), case["d"]).instance
        ticks = Ticks(1, case["slots"], MINUTES)
        for at in product(range(1, case["slots"] + 1), repeat=len(case["fixed"])):
            places = tuple(
                Placement(
                    activity=f"M{number + 1}",
                    start=ticks.start(slot - 1),
                    room="tables",
                    unit=at[:number].count(slot) + 1,
                )
                for number, slot in enumerate(at)
            )
            report = check(instance, Timetable(placements=places))
            legal, breaks = judged(case, at)
            assert (not report.violations) == legal
            if legal:
                assert report.scores["breaks"].value == breaks
            seen[legal, breaks] += 1
    assert all(seen[True, breaks] > 10 for breaks in range(3))


def test_all_faults_at_once(tmp_path):
    """Each with its line and place; a fault of syntax does not hide the others."""
    text = """nBusiness = 2; nMeetings = 2;
nTables = 0; nTotalSlots = 3;
nMorningSlots = x;
requested = [|1,2,4|1,1,3|];
fixed = 7 8;
"""
    with pytest.raises(InstanceError) as caught:
        problem(tmp_path, text)
    places = {(fault.row, fault.column) for fault in caught.value.faults}
    assert places == {
        (2, "nTables"),
        (3, "nMorningSlots"),
        (4, "requested[0][2]"),
        (5, ""),
    }


def test_numbers_that_do_not_fit_the_sizes(tmp_path):
    """Wrong lengths and numbers of things that do not exist are reported together."""
    text = """nBusiness = 2; nMeetings = 2; nTables = 1; nTotalSlots = 3; nMorningSlots = 4;
requested = [|1,3,3|1,1,3|];
fixed = [0,4];
precedences = [{2,3},{2}];
forbidden = [{}];
"""
    with pytest.raises(InstanceError) as caught:
        problem(tmp_path, text)
    places = sorted((fault.column, fault.found) for fault in caught.value.faults)
    assert places == [
        ("fixed[1]", "4"),
        ("forbidden", "1 entries"),
        ("nMorningSlots", "4"),
        ("precedences[0]", "3"),
        ("precedences[1]", "2"),
        ("requested[0]", "1 and 3"),
        ("requested[1]", "1 and 1"),
    ]
    assert {fault.file for fault in caught.value.faults} == {"p.dzn"}
