"""Hard rules of the plain interval formulation."""

from collections import defaultdict
from itertools import combinations, pairwise, product

from ortools.sat.python import cp_model

from benchmarks.peers.answers import refuse_rules
from benchmarks.peers.plain_goals import fair_breaks
from benchmarks.peers.plain_variables import Plain


def in_rooms(plain: Plain) -> None:
    """A unit of a room serves one activity at a time, while the room is open."""
    users: dict[int, list[cp_model.IntervalVar]] = defaultdict(list)
    for a, rooms in enumerate(plain.rooms):
        source = plain.activities[a].source
        for r, literal in rooms.items():
            after = source.clear_down_minutes + plain.compiled.rooms[r].turnaround
            users[r].append(plain.interval(a, literal, source.set_up_minutes, after))
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
    """A person is at one activity at a time, with rest, ways and nights between."""
    for p, mine in plain.of_person.items():
        person = plain.instance.people[p]
        rest = person.rest_minutes
        plain.model.add_no_overlap([plain.interval(a, plain.present[a], 0, rest) for a in mine])
        for a, b in combinations(mine, 2):
            if plain.instance.transfers:
                travel(plain, a, b)
            if person.night_rest_minutes:
                sleep(plain, a, b, person.night_rest_minutes)
                sleep(plain, b, a, person.night_rest_minutes)
        if person.daily_activities is not None or person.daily_minutes is not None:
            daily(plain, mine, person.daily_activities, person.daily_minutes)


def travel(plain: Plain, a: int, b: int) -> None:
    """Either is first, and the way to the other lies between."""
    a_first = None
    for (r, in_r), (q, in_q) in product(plain.rooms[a].items(), plain.rooms[b].items()):
        there, back = plain.compiled.gap(r, q), plain.compiled.gap(q, r)
        if there or back:
            if a_first is None:
                a_first = plain.model.new_bool_var("")
            plain.model.add(plain.start[b] >= plain.end[a] + there).only_enforce_if(
                [a_first, in_r, in_q]
            )
            plain.model.add(plain.start[a] >= plain.end[b] + back).only_enforce_if(
                [a_first.negated(), in_r, in_q]
            )


def sleep(plain: Plain, a: int, b: int, minutes: int) -> None:
    """If one is on an earlier day, the night rest lies between."""
    for day, on_day in plain.on_days(a).items():
        for later, on_later in plain.on_days(b).items():
            if day < later:
                plain.model.add(plain.start[b] >= plain.end[a] + minutes).only_enforce_if(
                    [on_day, on_later]
                )


def daily(plain: Plain, mine: list[int], number: int | None, minutes: int | None) -> None:
    """Limit the activities, or their minutes, of a person on one day."""
    for day in range(len(plain.instance.windows)):
        on_day = {a: plain.on_days(a)[day] for a in mine if day in plain.on_days(a)}
        if number is not None:
            plain.model.add(sum(on_day.values()) <= number)
        if minutes is not None:
            taken = sum(plain.activities[a].minutes * y for a, y in on_day.items())
            plain.model.add(taken <= minutes)


def resources(plain: Plain) -> None:
    """No more of a resource than there is."""
    for resource in plain.instance.resources:
        need = {
            a: activity.source.resources[resource.id]
            for a, activity in enumerate(plain.activities)
            if resource.id in activity.source.resources
        }
        intervals = [plain.interval(a, plain.present[a]) for a in need]
        plain.model.add_cumulative(intervals, list(need.values()), resource.level)


def declared(plain: Plain) -> None:
    """State the hard declared rules.

    Raises
    ------
    Unsupported
        There are rules that this formulation does not support.
    """
    refuse_rules(plain.instance, RULES)
    for rule in plain.instance.rules:
        if rule.weight is not None:
            continue
        listed = [plain.compiled.position[name] for name in rule.activities]
        if rule.kind == "precedence":
            for a, b in pairwise(listed):
                plain.model.add(plain.start[b] >= plain.end[a] + rule.minutes).only_enforce_if(
                    [plain.present[a], plain.present[b]]
                )
        elif rule.kind in ("apart", "minimum-gap"):
            gap = rule.minutes if rule.kind == "minimum-gap" else 0
            plain.model.add_no_overlap(
                [plain.interval(a, plain.present[a], 0, gap) for a in listed]
            )
        elif rule.kind == "same-day":
            for a, b in combinations(listed, 2):
                same_day(plain, a, b)
        elif rule.kind == "at-most-parallel":
            intervals = [plain.interval(a, plain.present[a]) for a in listed]
            plain.model.add_cumulative(intervals, [1] * len(listed), rule.limit)
        else:
            fair_breaks(plain, rule)


def same_day(plain: Plain, a: int, b: int) -> None:
    """If both have a place, it is on the same day."""
    for day, on_day in plain.on_days(a).items():
        other = plain.on_days(b).get(day)
        same = [] if other is None else [other]
        plain.model.add_bool_or([on_day.negated(), plain.present[b].negated(), *same])


RULES = (
    *("precedence", "apart", "minimum-gap", "same-day", "at-most-parallel", "fair-breaks"),
    *("rest", "night-rest", "daily-minutes", "daily-activities"),
)
