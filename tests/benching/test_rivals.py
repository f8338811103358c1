"""Rival cases: value and legality are those of a scorer that counts tick by tick."""

import json
import random
from collections import Counter
from datetime import datetime
from typing import Any

import pytest

from models import InstanceError, Placement, Timetable
from scheduler.benching.rivals import read
from scheduler.checking import check
from scheduler.solving import solve

DAYS, PER_DAY, MINUTES = 2, 8, 15


def activity(name: str, kind: str, **change: Any) -> dict[str, Any]:
    return {
        "id": name,
        "kind": kind,
        "duration": 2 if kind == "bilateral" else 3,
        "people": [],
        "room_group": "booth" if kind == "bilateral" else "event",
        "starts": [[0, 16]],
        "priority": 1,
        "optional": kind == "bilateral",
        "preferred": [],
        "topics": [],
    } | change


def case(**change: Any) -> dict[str, Any]:
    """Two days of eight ticks, three rooms of which two are alike, two booths."""
    return {
        "days": DAYS,
        "ticks_per_day": PER_DAY,
        "tick_minutes": MINUTES,
        "day_start": "08:00",
        "turnaround": {"event": 1, "booth": 0},
        "weights": {
            "unscheduled_per_priority": 10,
            "topic_overlap": 2,
            "person_break": 3,
            "preferred_start": 4,
        },
        "break_longer_than": 2,
        "rooms": [
            *({"id": f"R{n}", "kind": "event"} for n in range(3)),
            *({"id": f"B{n}", "kind": "booth"} for n in range(2)),
            {"id": "R9", "kind": "event"},
        ],
        "room_groups": {
            "event": ["R0", "R1", "R2"],
            "large": ["R1"],
            "booth": ["B0", "B1"],
            "none": [],
        },
        "people": [{"id": f"P{n}", "available": []} for n in range(4)],
        "activities": [
            activity("A0", "side_event", people=["P0"], starts=[[0, 4], [6, 12]]),
            activity("A1", "workshop", people=["P1"], topics=["T0", "T1"], room_group="large"),
            activity("A2", "workshop", people=["P2"], topics=["T1"]),
            activity("A3", "bilateral", people=["P0", "P1"], priority=3, starts=[[0, 7], [9, 16]]),
            activity("A4", "bilateral", people=["P0", "P2"], preferred=[[0, 5, 1], [3, 12, 2]]),
            activity("A5", "bilateral", people=["P1", "P3"], preferred=[[0, 16, 1]]),
        ],
    } | change


def load(tmp_path, raw):
    path = tmp_path / "Z+-1.json"
    path.write_text(json.dumps(raw), encoding="utf-8")
    (problem,) = read(path)
    return problem


def scored(raw: dict[str, Any], answer: dict[str, Any]) -> tuple[bool, int]:
    """Return whether an answer is legal and its objective, from tables of ticks."""
    legal, cost = True, 0
    taken: Counter[Any] = Counter()
    busy: dict[Any, set[int]] = {}
    subjects: Counter[Any] = Counter()
    weights = raw["weights"]
    turnaround = {room["id"]: raw["turnaround"][room["kind"]] for room in raw["rooms"]}
    for one in raw["activities"]:
        place = answer[one["id"]]
        if place is None:
            legal &= one["optional"]
            cost += weights["unscheduled_per_priority"] * one["priority"]
            continue
        start, room = place["start"], place["room"]
        day, ticks = start // PER_DAY, range(start, start + one["duration"])
        legal &= any(low <= start < high for low, high in one["starts"])
        legal &= ticks[-1] // PER_DAY == day and room in raw["room_groups"][one["room_group"]]
        for tick in ticks:
            for who in one["people"]:
                taken[who, tick] += 1
                busy.setdefault((who, day), set()).add(tick)
            for subject in one["topics"] if one["kind"] == "workshop" else ():
                subjects[subject, tick] += 1
        for tick in range(start, min(ticks[-1] + 1 + turnaround[room], (day + 1) * PER_DAY)):
            taken[room, tick] += 1
        if one["kind"] == "bilateral":
            wished = sum(c for low, high, c in one["preferred"] if low <= start < high)
            cost += weights["preferred_start"] * wished
    legal &= max(taken.values(), default=0) <= 1
    cost += weights["topic_overlap"] * sum(n - 1 for n in subjects.values())
    for ticks_of_day in busy.values():
        idle = "".join("#" if t in ticks_of_day else "." for t in range(DAYS * PER_DAY))
        longer = [run for run in idle.strip(".").split("#") if len(run) > raw["break_longer_than"]]
        cost += weights["person_break"] * len(longer)
    return legal, cost


def timetable_of(answer: dict[str, Any], units: dict[str, tuple[str, int]]) -> Timetable:
    places = []
    for name, place in answer.items():
        if place is not None:
            day, tick = divmod(place["start"], PER_DAY)
            start = datetime(2025, 1, 6 + day, 8 + tick // 4, tick % 4 * MINUTES)
            room, unit = units[place["room"]]
            places.append(Placement(activity=name, start=start, room=room, unit=unit))
    return Timetable(placements=tuple(places))


UNITS = {"R0": ("R0", 1), "R2": ("R0", 2), "R1": ("R1", 1), "B0": ("B0", 1), "B1": ("B0", 2)}
"""R1 is in one group more than R0 and R2; R9 is in none."""


def test_alike_rooms_are_one_room_with_units(tmp_path):
    """By kind and groups; a room of no group is of no use."""
    rooms = load(tmp_path, case()).instance.rooms
    shown = [(room.id, room.units, room.turnaround_minutes) for room in rooms]
    assert shown == [("R0", 2, 15), ("R1", 1, 15), ("B0", 2, 0)]
    other = case(rooms=[*case()["rooms"][:4], {"id": "B1", "kind": "event"}])
    assert [room.id for room in load(tmp_path, other).instance.rooms] == ["R0", "R1", "B0", "B1"]


def test_random_answers_are_judged_as_the_scorer_does(tmp_path):
    """Legal or not, and the objective: the same for thousands of answers, legal ones among them."""
    raw, rng, seen = case(), random.Random(1), Counter()
    problem = load(tmp_path, raw)
    (tier,) = problem.instance.policy.tiers
    for _ in range(3000):
        answer: dict[str, Any] = {}
        for one in raw["activities"]:
            rooms = raw["room_groups"][one["room_group"]]
            start, room = rng.randrange(DAYS * PER_DAY - 3), rng.choice(rooms)
            left = one["optional"] and rng.random() < 0.4
            answer[one["id"]] = None if left else {"start": start, "room": room}
        timetable = timetable_of(answer, UNITS)
        report = check(problem.instance, timetable)
        legal, cost = scored(raw, answer)
        assert (not report.violations) == legal, answer
        seen[legal] += 1
        if legal:
            value = sum(weight * report.scores[goal].value for goal, weight in tier.items())
            assert value == cost * problem.scale
            assert problem.answer(timetable) == answer
            seen[cost] += 1
    assert seen[True] > 50
    assert len(seen) > 20


@pytest.mark.searches
def test_a_solve_scores_what_it_says(tmp_path):
    """The value of the one tier is the scorer's objective times the minutes of a tick."""
    raw = case()
    problem = load(tmp_path, raw)
    outcome = solve(problem.instance, time_limit=20, workers=1)
    assert outcome.status == "optimal"
    legal, cost = scored(raw, problem.answer(outcome.timetable))
    assert legal
    assert outcome.tiers[0].value == cost * problem.scale


@pytest.mark.searches
@pytest.mark.parametrize(
    "change", [{"starts": []}, {"starts": [[6, 8], [-3, 0]], "duration": 3}, {"room_group": "none"}]
)
def test_what_can_be_nowhere_is_left_out(tmp_path, change):
    """No start, none that ends on its day, or no room: that is not taken for a free choice."""
    raw = case(activities=[activity("A0", "bilateral", **change)])
    outcome = solve(load(tmp_path, raw).instance, time_limit=20, workers=1)
    assert (outcome.status, outcome.unscheduled) == ("optimal", ("A0",))
    assert outcome.tiers[0].value == 10 * MINUTES


def test_goals_without_weight_are_left_out(tmp_path):
    """A weight of 0 is not a goal."""
    none = {"topic_overlap": 0, "person_break": 0, "preferred_start": 0}
    raw = case(weights=case()["weights"] | none)
    assert load(tmp_path, raw).instance.policy.tiers == ({"coverage": 150},)


def test_all_faults_at_once(tmp_path):
    """Names that are not there, days and turnarounds too long."""
    raw = case(
        ticks_per_day=70,
        turnaround={"event": 50},
        rooms=[{"id": "R0", "kind": "event"}] * 2,
        room_groups={"event": ["R0", "R7"]},
        activities=[activity("A0", "side_event", room_group="vent")],
    )
    with pytest.raises(InstanceError) as caught:
        load(tmp_path, raw)
    assert sorted(fault.column for fault in caught.value.faults) == [
        "activities[0].room_group",
        "room_groups.event",
        "rooms",
        "ticks_per_day",
        "turnaround.event",
    ]
