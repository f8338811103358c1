"""A time-indexed mixed-integer program, solved by HiGHS.

A column per activity, legal start and room. A row per person and moment (at most one),
per room and moment (at most its units), and for every two zones the same with the ways
between them.
"""

import time
from collections import defaultdict
from itertools import combinations

from benchmarks.peers.answers import Answer, Unsupported
from benchmarks.peers.mip_goals import add_goals
from benchmarks.peers.mip_program import Stretch
from benchmarks.peers.mip_rules import declared
from benchmarks.peers.mip_variables import Start, Ticks
from models import Instance
from scheduler.compiling import cleared, compile_instance
from scheduler.solving.core.placements import to_timetable


def in_rooms(ticks: Ticks) -> None:
    """At no moment are more activities in a room than it has units."""
    by_room: dict[int, list[Stretch]] = defaultdict(list)
    for a, starts in enumerate(ticks.starts):
        source = ticks.compiled.activities[a].source
        for x in starts:
            after = source.clear_down_minutes + ticks.compiled.rooms[x.room].turnaround
            held = (x.start - source.set_up_minutes, x.end + after, x.column)
            by_room[x.room].append(held)
    for room, stretches in by_room.items():
        ticks.at_most(ticks.compiled.rooms[room].units, stretches)


def of_people(ticks: Ticks) -> None:
    """At no moment is a person at two activities, resting, or on the way."""
    for p, mine in ticks.of_person.items():
        rest = ticks.compiled.instance.people[p].rest_minutes
        all_of_his = [x for a in mine for x in ticks.starts[a]]
        ticks.at_most(1, [(x.start, x.end + rest, x.column) for x in all_of_his])
        by_zone: dict[str | None, list[Start]] = defaultdict(list)
        for x in all_of_his:
            by_zone[ticks.compiled.rooms[x.room].zone].append(x)
        for one, other in combinations(by_zone.values(), 2):
            travel(ticks, one, other)


def travel(ticks: Ticks, one: list[Start], other: list[Start]) -> None:
    """An activity of one zone, with the ways, meets none in the other zone."""
    there = ticks.compiled.gap(one[0].room, other[0].room)
    back = ticks.compiled.gap(other[0].room, one[0].room)
    if not there and not back:
        return
    by_activity: dict[int, list[Start]] = defaultdict(list)
    for x in one:
        by_activity[ticks.of_column[x.column]].append(x)
    there_already = [(x.start, x.end, x.column) for x in other]
    for mine in by_activity.values():
        widened = [(x.start - back, x.end + there, x.column) for x in mine]
        ticks.at_most(1, [*widened, *there_already])


def solve_mip(instance: Instance, *, time_limit: float, workers: int) -> Answer:
    """Minimise the one tier.

    Raises
    ------
    Unsupported
        The instance states something that is not formulated here.
    """
    began = time.perf_counter()
    _refuse(instance)
    compiled = cleared(compile_instance(instance))
    ticks = Ticks(compiled)
    in_rooms(ticks)
    of_people(ticks)
    declared(ticks)
    add_goals(ticks)
    built = time.perf_counter() - began
    status, value, bound = ticks.program.solve(began, time_limit, workers)
    return Answer(
        status=status,
        value=value,
        bound=bound,
        first_seconds=ticks.program.first_seconds,
        seconds=time.perf_counter() - began,
        build_seconds=built,
        timetable=None if value is None else to_timetable(compiled, ticks.places()),
    )


def _refuse(instance: Instance) -> None:
    nights = len(instance.windows) > 1
    if nights and any(person.night_rest_minutes for person in instance.people):
        raise Unsupported("night rest")
    if instance.resources:
        raise Unsupported("resources")
