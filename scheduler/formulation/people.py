"""Families that bind persons."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations, pairwise

from models import Person
from scheduler.formulation.cliques import cliques
from scheduler.formulation.variables import Literal, Stretch, Variables, total, weighted


def person_overlap(v: Variables) -> None:
    """A person is at one activity at a time."""
    for activities in v.of_person.values():
        _one_at_a_time(v, activities, 0)


def rest(v: Variables) -> None:
    """Between two activities a person has his rest."""
    for person, activities in v.of_person.items():
        minutes = v.compiled.instance.people[person].rest_minutes
        if minutes:
            _one_at_a_time(v, activities, minutes)


def _one_at_a_time(v: Variables, activities: list[int], minutes: int) -> None:
    stretches = (s for a in activities for s in v.stretches(a, after=minutes))
    for clique in cliques(stretches):
        v.model.add_at_most_one(s.literal for s in clique)


def transfer(v: Variables) -> None:
    """Between two activities in different zones a person has the transfer minutes."""
    for activities in v.of_person.values():
        by_zone: dict[str | None, list[int]] = defaultdict(list)
        undecided = []
        for a in activities:
            zones = {v.compiled.rooms[room].zone for room in v.rooms[a]}
            if len(zones) == 1:
                by_zone[zones.pop()].append(a)
            elif zones:
                undecided.append(a)
        for one, other in combinations(by_zone, 2):
            _between_zones(v, by_zone[one], by_zone[other])
        for n, a in enumerate(undecided):
            for others in by_zone.values():
                _undecided_against(v, a, others, next(iter(v.rooms[others[0]])), ())
            for b in undecided[n + 1 :]:
                for room, in_room in v.rooms[b].items():
                    _undecided_against(v, a, [b], room, (in_room,))


def _gaps(v: Variables, a: int, b: int) -> tuple[int, int]:
    room, other = next(iter(v.rooms[a])), next(iter(v.rooms[b]))
    return v.compiled.gap(other, room), v.compiled.gap(room, other)


def _between_zones(v: Variables, some: list[int], others: list[int]) -> None:
    """Keep two groups of one person's activities apart, from the smaller group's side.

    Widening one activity by the ways there and back, and none of the others, is a
    clique at every moment: the others exclude each other anyway.
    """
    few, many = sorted((some, others), key=len)
    there, back = _gaps(v, few[0], many[0])
    if not there and not back:
        return
    against = [s for b in many for s in v.stretches(b)]
    for a in few:
        widened = list(v.stretches(a, before=there, after=back))
        for clique in cliques([*widened, *against]):
            if any(s.activity == a for s in clique):
                v.model.add_at_most_one(s.literal for s in clique)


def _undecided_against(
    v: Variables, a: int, others: list[int], other: int, if_there: tuple[Literal, ...]
) -> None:
    """Keep an activity of undecided zone apart from others that are in room ``other``.

    Each clique holds at most two true literals anyway (one of ``a``, one of the others),
    so adding the literals of the rooms states the limit for when they are taken.
    """
    against = [s for b in others for s in v.stretches(b)]
    for room, in_room in v.rooms[a].items():
        there, back = v.compiled.gap(other, room), v.compiled.gap(room, other)
        if not there and not back:
            continue
        taken = (in_room, *if_there)
        widened = list(v.stretches(a, before=there, after=back))
        for clique in cliques([*widened, *against]):
            if any(s.activity == a for s in clique):
                v.model.add(total([*(s.literal for s in clique), *taken]) <= 1 + len(taken))


def night_rest(v: Variables) -> None:
    """From the last activity of one date to the first of a later one a person rests."""
    for person, activities in v.of_person.items():
        minutes = v.compiled.instance.people[person].night_rest_minutes
        if not minutes:
            continue
        by_date: dict[date, list[Stretch]] = defaultdict(list)
        for a in activities:
            for s in v.stretches(a):
                by_date[v.date_of[s.start]].append(s)
        for evening, morning in combinations(sorted(by_date), 2):
            _evening_and_morning(v, by_date[evening], by_date[morning], minutes)


def _evening_and_morning(
    v: Variables, evening: list[Stretch], morning: list[Stretch], minutes: int
) -> None:
    """Say for each late end that what would follow too early does not."""
    first = min(s.start for s in morning)
    ends = sorted({s.end for s in evening if s.end + minutes > first})
    late = {end: v.model.new_bool_var("") for end in ends}
    for earlier, later in pairwise(ends):
        v.model.add_implication(late[later], late[earlier])
    for s in evening:
        if s.end in late:
            v.model.add_implication(s.literal, late[s.end])
    for s in morning:
        too_late = [end for end in ends if end + minutes > s.start]
        if too_late:
            v.model.add_implication(late[too_late[0]], s.literal.negated())


def daily_minutes(v: Variables) -> None:
    """A person's engaged minutes on one date stay within his limit."""
    for person, items in _by_person_and_date(v):
        limit = person.daily_minutes
        if limit is not None:
            v.model.add(
                weighted((v.compiled.activities[a].minutes, lit) for a, lit in items) <= limit
            )


def daily_activities(v: Variables) -> None:
    """A person's activities on one date stay within his limit."""
    for person, items in _by_person_and_date(v):
        limit = person.daily_activities
        if limit is not None:
            v.model.add(weighted((1, literal) for _, literal in items) <= limit)


def _by_person_and_date(
    v: Variables,
) -> Iterator[tuple[Person, list[tuple[int, Literal]]]]:
    for position, activities in v.of_person.items():
        person = v.compiled.instance.people[position]
        if person.daily_minutes is None and person.daily_activities is None:
            continue
        dates: dict[date, list[tuple[int, Literal]]] = defaultdict(list)
        for a in activities:
            for day, literals in v.starts_by_date(a):
                dates[day] += [(a, literal) for literal in literals]
        for items in dates.values():
            yield person, items
