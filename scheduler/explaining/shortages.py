"""People with more to attend than time, fixed activities that clash, resources that run short."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from models import Finding, Person, Resource, Room
from models.clock import Interval, merged, overlap
from scheduler.compiling import Compiled, CompiledActivity
from scheduler.wording import findings as words


def overbooked(compiled: Compiled) -> Iterator[Finding]:
    """A person with more minutes to attend than they have, daily limits included."""
    must: dict[int, list[CompiledActivity]] = defaultdict(list)
    wanted: dict[int, list[CompiledActivity]] = defaultdict(list)
    for activity in compiled.activities:
        for attending in activity.people:
            (must if activity.must else wanted)[attending].append(activity)
    for position, person in enumerate(compiled.instance.people):
        free = _free_minutes(compiled, person)
        need = sum(_minutes(a, position) for a in must[position])
        ids = tuple(a.source.id for a in must[position])
        if need > free:
            limited = person.daily_minutes is not None
            yield Finding(
                dooms="instance",
                rule="daily-minutes" if limited else "person-availability",
                subject_kind="person",
                subject=person.id,
                activities=ids,
                message=words.overbooked(person, len(ids), need, free),
            )
            continue
        left, fitting = free - need, 0
        for minutes in sorted(_minutes(a, position) for a in wanted[position]):
            left -= minutes
            fitting += left >= 0
        if fitting < len(wanted[position]):
            yield Finding(
                dooms="request",
                rule="person-overlap",
                subject_kind="person",
                subject=person.id,
                activities=tuple(a.source.id for a in wanted[position]),
                message=words.requests_beyond(person, len(wanted[position]), fitting),
            )


def _minutes(activity: CompiledActivity, person: int) -> int:
    first, last = activity.people[person]
    return last - first


def _free_minutes(compiled: Compiled, person: Person) -> int:
    """Return the minutes of a person on all days; days that touch share theirs."""
    instance = compiled.instance
    total = 0
    for low, high in merged(instance.windows):
        free = sum(
            max(0, min(high, end) - max(low, start)) for start, end in instance.free[person.id]
        )
        days = sum(low <= start < high for start, _ in instance.windows)
        limit = person.daily_minutes
        total += free if limit is None else min(free, days * limit)
    return total


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
