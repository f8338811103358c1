"""The goals as linear expressions; formulas and units in :class:`models.policy.Policy`.

An expression is bounded from below only, so it is right when it is minimised; the value that people
see is that of the referee.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import combinations, pairwise

from models.clock import Interval, inside, overlap
from scheduler.compiling import CompiledActivity
from scheduler.formulation.breaks import breaks_of_person
from scheduler.formulation.cliques import cliques
from scheduler.formulation.declared import soft_costs
from scheduler.formulation.stability import stability
from scheduler.formulation.variables import (
    Expression,
    Literal,
    Stretch,
    Variables,
    total,
    weighted,
)

Term = tuple[int, Expression]


def coverage(v: Variables) -> Expression:
    """Priority points of activities left out."""
    lost, terms = 0, []
    for activity, present in zip(v.compiled.activities, v.present, strict=True):
        if present is v.true or not activity.source.optional:
            continue
        if present is v.false:
            lost += activity.source.priority
        else:
            terms.append((activity.source.priority, present.negated()))
    return weighted([(1, lost), *terms])


def rules(v: Variables) -> Expression:
    """Weighted violations of soft rules."""
    return weighted(soft_costs(v))


def breaks(v: Variables) -> Expression:
    """Number of breaks."""
    return total(breaks_of_person(v, person) for person in v.of_person)


def preference(v: Variables) -> Expression:
    """Start costs, usual hours left, and wished times and rooms missed."""
    terms: list[Term] = []
    for a, activity in enumerate(v.compiled.activities):
        if priced := activity.priced:
            terms += [(cost, v.starts[a][start]) for start, cost in priced.items()]
        if wished := activity.source.wished_rooms:
            elsewhere = 1 + max(wished.values())
            terms.append((elsewhere, v.present[a]))
            terms += [
                (c - elsewhere, y) for room, c in wished.items() for y in v.rooms_named(a, room)
            ]
    return weighted(terms)


def audience(v: Variables) -> Expression:
    """Same-topic workshops in parallel, seats short, wished people missing."""
    weights = v.compiled.instance.policy.audience
    terms: list[Term] = []
    if weights.parallel_minutes:
        terms += [(weights.parallel_minutes * m, e) for m, e in _parallel_minutes(v)]
    if weights.seats_short:
        terms += [(weights.seats_short * n, y) for n, y in _seats(v, short=True)]
    if weights.wished_missing:
        terms += [(weights.wished_missing, m) for m in _missing(v)]
    return weighted(terms)


def _parallel_minutes(v: Variables) -> Iterator[Term]:
    topics: dict[str, list[int]] = defaultdict(list)
    for a, activity in enumerate(v.compiled.activities):
        if activity.source.kind == "workshop":
            for topic in dict.fromkeys(activity.source.topics):
                topics[topic].append(a)
    for members in topics.values():
        if len(members) < 2:
            continue
        if v.compiled.settled.issuperset(members):
            yield 1, _beyond_first(tuple(v.compiled.activities[a] for a in members))
            continue
        stretches = sorted(
            (s for a in members for s in v.stretches(a)), key=lambda s: (s.start, s.end)
        )
        moments = sorted({s.start for s in stretches} | {s.end for s in stretches})
        for moment, following in pairwise(moments):
            under_way = [s for s in stretches if s.start <= moment < s.end]
            if len({s.activity for s in under_way}) > 1:
                if all(s.literal is v.true for s in under_way):
                    yield following - moment, len(under_way) - 1
                    continue
                beyond = v.model.new_int_var(0, len(members) - 1, "")
                v.model.add(beyond >= total(s.literal for s in under_way) - 1)
                yield following - moment, beyond


@lru_cache(maxsize=1 << 10)  # most topics stay as they are from one neighbourhood to the next
def _beyond_first(members: tuple[CompiledActivity, ...]) -> int:
    """Count the minutes of workshops beside another, where each has one place or none."""
    spans = sorted((start, start + one.minutes) for one in members for start in one.starts)
    moments = sorted({minute for span in spans for minute in span})
    return sum(
        (following - moment) * max(0, sum(low <= moment < high for low, high in spans) - 1)
        for moment, following in pairwise(moments)
    )


def _seats(v: Variables, *, short: bool) -> Iterator[Term]:
    """Yield the seats that each activity lacks, or wastes, in each of its rooms."""
    for a, activity in enumerate(v.compiled.activities):
        expected = activity.source.audience
        for room, literal in v.rooms[a].items() if expected else ():
            spare = v.compiled.rooms[room].capacity - expected
            seats = -spare if short else spare
            if seats > 0:
                yield seats, literal


def _missing(v: Variables) -> Iterator[Expression]:
    instance = v.compiled.instance
    wished_by: dict[int, list[int]] = defaultdict(list)
    for a, activity in enumerate(v.compiled.activities):
        for person in activity.wished_people:
            wished_by[person].append(a)
    for person, wishing in wished_by.items():
        free = instance.free[instance.people[person].id]
        required = [s for b in v.of_person.get(person, ()) for s in v.engagements(b, person)]
        there = {a: v.engagements(a, person) for a in wishing}
        for a in wishing:
            yield _cannot_come(v, a, there[a], free, required)
        for a, b in combinations(wishing, 2):
            yield from _both_at_once(v, [*there[a], *there[b]])


def _cannot_come(
    v: Variables, a: int, mine: list[Stretch], free: list[Interval], required: list[Stretch]
) -> Expression:
    missing = v.literal()
    for s in mine:
        if not any(inside((s.start, s.end), stretch) for stretch in free):
            v.model.add_implication(s.literal, missing)
    span = (min(s.start for s in mine), max(s.end for s in mine)) if mine else (0, 0)
    near = [s for s in required if overlap((s.start, s.end), span)]
    for clique in cliques([*mine, *near]):
        if any(s.activity == a for s in clique):
            v.at_most(1, [s.literal for s in clique], less=[missing])
    return missing


def _both_at_once(v: Variables, either: list[Stretch]) -> Iterator[Expression]:
    at_once: Literal | None = None
    for clique in cliques(either):
        if at_once is None:
            at_once = v.literal()
            yield at_once
        v.at_most(1, [s.literal for s in clique], less=[at_once])


def fairness(v: Variables) -> Expression:
    """Spread between delegations of the share of requests left out."""
    instance = v.compiled.instance
    requests: dict[str, list[int]] = defaultdict(list)
    for a, activity in enumerate(v.compiled.activities):
        if activity.source.optional and activity.source.kind == "bilateral":
            parties = {instance.people[p].delegation for p in activity.people} - {None}
            for delegation in sorted(d for d in parties if d):
                requests[delegation].append(a)
    if len(requests) < 2:
        return 0
    settled: list[int] = []
    shares: list[Expression] = []
    for asked in requests.values():
        points = round(1000 / len(asked))
        if v.compiled.settled.issuperset(asked):
            settled.append(points * sum(v.present[a] is v.false for a in asked))
        else:
            shares.append(points * total(v.present[a].negated() for a in asked))
    most = v.model.new_int_var(max(settled, default=0), 2000, "")
    least = v.model.new_int_var(0, min(settled, default=2000), "")
    for share in shares:
        v.model.add(most >= share)
        v.model.add(least <= share)
    return most - least


def room_fit(v: Variables) -> Expression:
    """Seats wasted, and rooms a track uses beyond its first."""
    weights = v.compiled.instance.policy.room_fit
    terms: list[Term] = []
    if weights.seats_wasted:
        terms += [(weights.seats_wasted * n, y) for n, y in _seats(v, short=False)]
    if weights.track_rooms:
        terms += [(weights.track_rooms, e) for e in _track_rooms(v)]
    return weighted(terms)


def _track_rooms(v: Variables) -> Iterator[Expression]:
    tracks: dict[str, list[int]] = defaultdict(list)
    for a, activity in enumerate(v.compiled.activities):
        if activity.source.track:
            tracks[activity.source.track].append(a)
    for members in tracks.values():
        used: dict[str, Literal] = {}
        for a in members:
            for room, literal in v.rooms[a].items():
                name = v.compiled.rooms[room].id
                if name not in used:
                    used[name] = v.literal()
                v.model.add_implication(literal, used[name])
        runs = v.literal()
        v.model.add(runs <= total(v.present[a] for a in members))
        yield total(used.values()) - runs


GOALS: dict[str, Callable[[Variables], Expression]] = {
    "coverage": coverage,
    "stability": stability,
    "rules": rules,
    "breaks": breaks,
    "preference": preference,
    "audience": audience,
    "fairness": fairness,
    "room-fit": room_fit,
}
