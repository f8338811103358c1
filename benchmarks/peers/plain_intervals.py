"""The plain interval formulation: what one writes first, straight from the CP-SAT manual.

A start variable per activity, an optional interval per activity and kind of room,
no-overlap per person and single room, cumulative per counted room and resource, a
Boolean per ordered pair where a person has to travel.
"""

import time
from collections.abc import Callable
from itertools import combinations

from ortools.sat.python import cp_model

from benchmarks.peers.alike import merged_rooms, spread
from benchmarks.peers.answers import Answer
from benchmarks.peers.plain_goals import objective
from benchmarks.peers.plain_rules import declared
from benchmarks.peers.plain_variables import Plain
from models import Instance, Status
from scheduler.compiling import Places, compile_instance
from scheduler.solving.units import to_timetable


def in_rooms(plain: Plain) -> None:
    """A unit of a room serves one activity at a time, while the room is open."""
    users: dict[int, list[cp_model.IntervalVar]] = {}
    for a, rooms in enumerate(plain.rooms):
        source = plain.activities[a].source
        for r, literal in rooms.items():
            after = source.clear_down_minutes + plain.compiled.rooms[r].turnaround
            interval = plain.interval(a, literal, source.set_up_minutes, after)
            users.setdefault(r, []).append(interval)
            possible = plain.activities[a].rooms[r]
            if possible is not None:
                plain.starts_among(a, possible, [literal])
    for r, intervals in users.items():
        units = plain.compiled.rooms[r].units
        if units == 1:
            plain.model.add_no_overlap(intervals)
        else:
            plain.model.add_cumulative(intervals, [1] * len(intervals), units)


def of_people(plain: Plain) -> None:
    """A person is at one activity at a time, with rest, ways and nights between, and limits."""
    for p, mine in plain.of_person.items():
        person = plain.instance.people[p]
        intervals = [plain.interval(a, plain.present[a], 0, person.rest_minutes) for a in mine]
        plain.model.add_no_overlap(intervals)
        for a, b in combinations(mine, 2):
            travel(plain, a, b)
            if person.night_rest_minutes:
                night(plain, a, b, person.night_rest_minutes)
        for day in range(len(plain.instance.windows)):
            attended = {a: plain.attended(a, day) for a in mine} if limited(person) else {}
            if person.daily_activities is not None:
                plain.model.add(sum(attended.values()) <= person.daily_activities)
            if person.daily_minutes is not None:
                minutes = sum(plain.activities[a].minutes * y for a, y in attended.items())
                plain.model.add(minutes <= person.daily_minutes)
