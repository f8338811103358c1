"""Families of constraints about persons."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations, pairwise

from models import Person
from models.clock import Minute
from scheduler.formulation.cliques import cliques
from scheduler.formulation.variables import Family, Literal, Stretch, Variables, weighted

Group = dict[int, list[Stretch]]
"""Activity -> its stretches in one zone."""


def person_overlap(v: Variables) -> None:
    """A person is at one activity at a time."""
    for person, activities in v.bound_people.items():
        _one_at_a_time(v, person, activities, 0)


def rest(v: Variables) -> None:
    """Between two activities a person has their rest."""
    for person, activities in v.bound_people.items():
        minutes = v.compiled.instance.people[person].rest_minutes
        if minutes:
            _one_at_a_time(v, person, activities, minutes)


def _one_at_a_time(v: Variables, person: int, activities: list[int], minutes: int) -> None:
    binding = [a for a in activities if a not in v.compiled.cleared_for]
    if len(binding) < 2:
        return
    stretches = (s for a in binding for s in v.engagements(a, person, after=minutes))
    for clique in cliques(stretches):
        v.model.add_at_most_one(s.literal for s in clique)


def transfer(v: Variables) -> None:
    """Between two activities in different zones a person has the transfer minutes."""
    if len({room.zone for room in v.compiled.rooms} - {None}) < 2:
        return
    for person, activities in v.bound_people.items():
        by_zone: dict[str, Group] = defaultdict(dict)
        for a in activities:
            for zone, stretches in v.engagements_by_zone(a, person).items():
                if zone is not None:
                    by_zone[zone][a] = stretches
        for one, other in combinations(by_zone, 2):
            there = v.compiled.instance.transfer_minutes[one, other]
            back = v.compiled.instance.transfer_minutes[other, one]
            if len(by_zone[one]) <= len(by_zone[other]):
                _between_zones(v, by_zone[one], by_zone[other], back, there)
            else:
                _between_zones(v, by_zone[other], by_zone[one], there, back)


def _between_zones(v: Variables, few: Group, many: Group, before: int, after: int) -> None:
    """Keep two groups of one person's activities apart, from the smaller group's side.

    One activity is widened by the transfers there and back, and none of the others. That is a
    clique at every moment, as the others exclude each other anyway. Settled activities keep the
    transfers among themselves already.
    """
    if not before and not after:
        return
    against = [s for stretches in many.values() for s in stretches]
    moving = [s for s in against if s.activity not in v.compiled.settled]
    for a, stretches in few.items():
        widened = [s._replace(start=s.start - before, end=s.end + after) for s in stretches]
        first, last = min(s.start for s in widened), max(s.end for s in widened)
        others = moving if a in v.compiled.settled else against
        near = [s for s in others if s.start < last and first < s.end and s.activity != a]
        own = {s.literal.index for s in stretches}
        for clique in cliques([*widened, *near] if near else ()):
            if any(s.literal.index in own for s in clique):
                v.model.add_at_most_one(s.literal for s in clique)


def night_rest(v: Variables) -> None:
    """From the last activity of one date to the first of a later one a person rests."""
    for person in v.bound_people:
        minutes = v.compiled.instance.people[person].night_rest_minutes
        if not minutes:
            continue
        by_date = v.engagements_by_date(person)
        for evening, morning in combinations(sorted(by_date), 2):
            _evening_and_morning(v, by_date[evening], by_date[morning], minutes)


def _evening_and_morning(
    v: Variables, evening: list[Stretch], morning: list[Stretch], minutes: int
) -> None:
    """State for each late end that nothing starts too early on a later date."""
    first = min(s.start for s in morning)
    ends = sorted({s.end for s in evening if s.end + minutes > first})
    late = {end: v.literal() for end in ends}
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
    """A person's engaged minutes on one date stay within their limit."""
    for person, items in _by_person_and_date(v):
        limit = person.daily_minutes
        if limit is not None:
            v.model.add(weighted((minutes, literal) for minutes, literal in items) <= limit)


def daily_activities(v: Variables) -> None:
    """A person's activities on one date stay within their limit."""
    for person, items in _by_person_and_date(v):
        limit = person.daily_activities
        if limit is not None:
            v.model.add(weighted((1, literal) for _, literal in items) <= limit)


def _by_person_and_date(
    v: Variables,
) -> Iterator[tuple[Person, list[tuple[int, Literal]]]]:
    """Yield persons with a daily limit, and their engaged minutes by start, date by date."""
    for position, activities in v.bound_people.items():
        person = v.compiled.instance.people[position]
        if person.daily_minutes is None and person.daily_activities is None:
            continue
        dates: dict[date, list[tuple[int, Literal]]] = defaultdict(list)
        for a in activities:
            first, last = v.compiled.activities[a].people[position]
            for day, literals in v.starts_by_date(a):
                dates[day] += [(last - first, literal) for literal in literals]
        for items in dates.values():
            yield person, items


def daily_streak(v: Variables) -> None:
    """A person's minutes of activities in a row, without a long pause, are within their limit."""
    for position in v.bound_people:
        person = v.compiled.instance.people[position]
        if person.streak_minutes is not None and person.streak_pause_minutes is not None:
            for engaged in v.engagements_by_date(position).values():
                _in_a_row(v, engaged, person.streak_minutes, person.streak_pause_minutes)


def _in_a_row(v: Variables, engaged: list[Stretch], most: int, pause: int) -> None:
    """Carry the minutes in a row from the end of each engagement to the ends of those after it.

    No two engagements overlap, so of those before it one alone is the last, and the others have
    fewer minutes in a row. The windows are implied: more than ``most`` minutes of activities in a
    window of ``most`` and a pause leave no pause in it. They are stated because the linear
    relaxation sees little of what is carried.
    """
    by_end: dict[Minute, list[Stretch]] = defaultdict(list)
    for s in sorted(engaged, key=lambda s: s.end):
        by_end[s.end].append(s)
    in_a_row = {end: v.model.new_int_var(0, most, "") for end in by_end}
    for end, ending in by_end.items():
        v.model.add(in_a_row[end] >= weighted((s.end - s.start, s.literal) for s in ending))
        for before in by_end:
            after = [s for s in ending if before <= s.start < before + pause]
            if after:
                more = weighted((s.end - s.start + most, s.literal) for s in after)
                v.model.add(in_a_row[end] >= in_a_row[before] + more - most)
    for first in sorted({s.start for s in engaged}):
        last = first + most + pause
        inside = [(min(s.end, last) - s.start, s) for s in engaged if first <= s.start < last]
        inside += [(min(s.end, last) - first, s) for s in engaged if s.start < first < s.end]
        v.model.add(weighted((minutes, s.literal) for minutes, s in inside) <= most)


PERSON_FAMILIES: tuple[Family, ...] = (
    person_overlap,
    rest,
    transfer,
    night_rest,
    daily_minutes,
    daily_activities,
    daily_streak,
)
