"""People with more to do than time, fixed activities that clash, resources that run short."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from models import Person
from models.clock import Interval, overlap
from scheduler.compiling import Compiled, CompiledActivity
from scheduler.explaining.finding import Finding
from scheduler.wording.names import place, short, who, whose
from scheduler.wording.times import duration, when


def overbooked(compiled: Compiled) -> Iterator[Finding]:
    """A person with more minutes asked for than free minutes, daily limit counted in."""
    must: dict[int, list[CompiledActivity]] = defaultdict(list)
    wanted: dict[int, list[CompiledActivity]] = defaultdict(list)
    for activity in compiled.activities:
        for attending in activity.people:
            (must if activity.must else wanted)[attending].append(activity)
    for position, person in enumerate(compiled.instance.people):
        free = _free_minutes(compiled, person)
        need = sum(a.minutes for a in must[position])
        ids = tuple(a.source.id for a in must[position])
        if need > free:
            yield Finding(
                "instance",
                "daily-minutes" if person.daily_minutes is not None else "person-availability",
                person.id,
                ids,
                f"{who(person)} must attend {len(ids)} activities of {duration(need)} in all, "
                f"but has {duration(free)}.",
            )
            continue
        left, fitting = free - need, 0
        for minutes in sorted(a.minutes for a in wanted[position]):
            left -= minutes
            fitting += left >= 0
        if fitting < len(wanted[position]):
            yield Finding(
                "request",
                "person-overlap",
                person.id,
                tuple(a.source.id for a in wanted[position]),
                f"Of {len(wanted[position])} requests of {who(person)} at most {fitting} fit into "
                "the time that is left.",
            )


def _free_minutes(compiled: Compiled, person: Person) -> int:
    instance = compiled.instance
    total = 0
    for low, high in instance.windows:
        day = sum(
            max(0, min(high, end) - max(low, start)) for start, end in instance.free[person.id]
        )
        total += day if person.daily_minutes is None else min(day, person.daily_minutes)
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
    told: set[tuple[str, str]] = set()
    for person, some in of_person.items():
        name = compiled.instance.people[person]
        for one, other in pairwise(some):
            pair = (one.source.id, other.source.id)
            if overlap(_during(one), _during(other)) and pair not in told:
                told.add(pair)
                yield _clash(compiled, "person-overlap", name.id, who(name), one, other)
    for room, some in in_room.items():
        if compiled.rooms[room].units > 1:
            continue
        source = compiled.instance.room[compiled.rooms[room].id]
        for one, other in pairwise(some):
            if overlap(_held(compiled, one, room), _held(compiled, other, room)):
                yield _clash(compiled, "room-overlap", source.id, place(source), one, other)


def _during(activity: CompiledActivity) -> Interval:
    return activity.starts[0], activity.starts[0] + activity.minutes


def _held(compiled: Compiled, activity: CompiledActivity, room: int) -> Interval:
    before, after = compiled.occupancy(activity, room)
    start, end = _during(activity)
    return start - before, end + after


def _clash(
    compiled: Compiled,
    rule: str,
    subject: str,
    name: str,
    one: CompiledActivity,
    other: CompiledActivity,
) -> Finding:
    times = [when(compiled.instance, _during(a)) for a in (one, other)]
    return Finding(
        "instance",
        rule,  # type: ignore[arg-type]
        subject,
        (one.source.id, other.source.id),
        f"{name} is needed twice: by {short(one.source)} {times[0]} "
        f"and by {short(other.source)} {times[1]}.",
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
                yield Finding(
                    "instance" if a.must else "request",
                    "resource-level",
                    resource.id,
                    (a.source.id,),
                    f"{short(a.source)} needs {amount} of {whose(resource)}, of which there "
                    f"{'is' if resource.level == 1 else 'are'} {resource.level}.",
                )
        fixed = [(a, n) for a, n in need.values() if a.must and len(a.starts) == 1]
        peak = max(
            ([(a, n) for a, n in fixed if _at(a, b.starts[0])] for b, _ in fixed),
            key=lambda there: sum(n for _, n in there),
            default=[],
        )
        total = sum(n for _, n in peak)
        if total > resource.level and len(peak) > 1:
            yield Finding(
                "instance",
                "resource-level",
                resource.id,
                tuple(a.source.id for a, _ in peak),
                f"{len(peak)} fixed activities need {total} of {whose(resource)} at one moment "
                f"({', '.join(short(a.source) for a, _ in peak[:4])}); there are {resource.level}.",
            )


def _at(activity: CompiledActivity, moment: int) -> bool:
    return activity.starts[0] <= moment < activity.starts[0] + activity.minutes
