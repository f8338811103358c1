"""People with more to attend than time, fixed activities that clash, resources that run short."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from models import Finding, Person, Resource, Room
from models.clock import Interval, overlap
from scheduler.compiling import Compiled, CompiledActivity, demands
from scheduler.wording import findings as words


def overbooked(compiled: Compiled) -> Iterator[Finding]:
    """A person with more to attend than they have time for, daily limits included."""
    for demand in demands(compiled):
        person = demand.person
        if demand.need > demand.free:
            limited = person.daily_minutes is not None
            yield Finding(
                dooms="instance",
                rule="daily-minutes" if limited else "person-availability",
                subject_kind="person",
                subject=person.id,
                activities=demand.must,
                message=words.overbooked(person, len(demand.must), demand.need, demand.free),
            )
        elif demand.is_beyond:
            asked, fitting = len(demand.requests), demand.fitting
            beyond = words.requests_beyond(person, asked, fitting, demand.counted)
            yield Finding(
                dooms="request",
                rule="person-overlap" if demand.by_time else "daily-activities",
                subject_kind="person",
                subject=person.id,
                activities=demand.requests,
                message=f"{beyond}.",
            )


def clashes(compiled: Compiled) -> Iterator[Finding]:
    """Two fixed activities that need one person, or one room, at one time."""
    fixed = sorted(
        (a for a in compiled.activities if a.must and len(a.starts) == 1),
        key=lambda a: a.starts[0],
    )
    of_person: dict[int, list[CompiledActivity]] = defaultdict(list)
    in_room: dict[int, list[CompiledActivity]] = defaultdict(list)
    for activity in fixed:
        for person in activity.people:
            of_person[person].append(activity)
        if len(activity.rooms) == 1:
            in_room[next(iter(activity.rooms))].append(activity)
    reported: set[tuple[str, str]] = set()
    for person, some in of_person.items():
        name = compiled.instance.people[person]
        for one, other in pairwise(some):
            pair = (one.source.id, other.source.id)
            if overlap(_engaged(one, person), _engaged(other, person)) and pair not in reported:
                reported.add(pair)
                yield _clash(compiled, name, one, other)
    for room, some in in_room.items():
        if compiled.rooms[room].units > 1:
            continue
        source = compiled.instance.room[compiled.rooms[room].id]
        for one, other in pairwise(some):
            if overlap(_held(compiled, one, room), _held(compiled, other, room)):
                yield _clash(compiled, source, one, other)


def _engaged(activity: CompiledActivity, person: int) -> Interval:
    start, (first, last) = activity.starts[0], activity.people[person]
    return start + first, start + last


def _during(activity: CompiledActivity) -> Interval:
    return activity.starts[0], activity.starts[0] + activity.minutes


def _held(compiled: Compiled, activity: CompiledActivity, room: int) -> Interval:
    before, after = compiled.occupancy(activity, room)
    start, end = _during(activity)
    return start - before, end + after


def _clash(
    compiled: Compiled, subject: Person | Room, one: CompiledActivity, other: CompiledActivity
) -> Finding:
    of_person = isinstance(subject, Person)
    pair = [(a.source, _during(a)) for a in (one, other)]
    return Finding(
        dooms="instance",
        rule="person-overlap" if of_person else "room-overlap",
        subject_kind="person" if of_person else "room",
        subject=subject.id,
        activities=(one.source.id, other.source.id),
        message=words.needed_twice(subject, pair, compiled.instance),
    )


def resources_short(compiled: Compiled) -> Iterator[Finding]:
    """A resource below the need of one activity, or of fixed ones at one moment."""
    for resource in compiled.instance.resources:
        need = {
            a.source.id: (a, a.source.resources[resource.id])
            for a in compiled.activities
            if resource.id in a.source.resources
        }
        for a, amount in need.values():
            if amount > resource.level:
                text = words.more_than_there_is(a.source, amount, resource)
                yield _short(resource, [a], text, must=a.must)
        fixed = [(a, n) for a, n in need.values() if a.must and len(a.starts) == 1]
        peak = max(
            ([(a, n) for a, n in fixed if _at(a, b.starts[0])] for b, _ in fixed),
            key=lambda there: sum(n for _, n in there),
            default=[],
        )
        total = sum(n for _, n in peak)
        if total > resource.level and len(peak) > 1:
            users = [a for a, _ in peak]
            text = words.short_at_one_moment([a.source for a in users], total, resource)
            yield _short(resource, users, text, must=True)


def _short(
    resource: Resource, users: Sequence[CompiledActivity], message: str, *, must: bool
) -> Finding:
    return Finding(
        dooms="instance" if must else "request",
        rule="resource-level",
        subject_kind="resource",
        subject=resource.id,
        activities=tuple(a.source.id for a in users),
        message=message,
    )


def _at(activity: CompiledActivity, moment: int) -> bool:
    return activity.starts[0] <= moment < activity.starts[0] + activity.minutes
