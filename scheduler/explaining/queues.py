"""Activities of one person that do not fit one after the other: Hall's condition, by people."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from models import Finding
from scheduler.compiling import Compiled, CompiledActivity, demands
from scheduler.wording.findings import queue

MOST_SETS = 50
"""Sets of starts looked at for one person."""


def queues(compiled: Compiled) -> Iterator[Finding]:
    """More activities of a person than their turns, for a set of starts that some share.

    Who has too few minutes, and fixed activities that clash, are found by other checks.
    """
    known = {d.person.id for d in demands(compiled) if d.need > d.free}
    of_person: dict[int, list[CompiledActivity]] = defaultdict(list)
    for activity in compiled.activities:
        if activity.must:
            for attending in activity.people:
                of_person[attending].append(activity)
    for position, person in enumerate(compiled.instance.people):
        if person.id in known:
            continue
        finding = _queue(compiled, position, of_person[position])
        if finding is not None:
            yield finding


def _queue(compiled: Compiled, position: int, must: Sequence[CompiledActivity]) -> Finding | None:
    """Return the smallest set of a person's activities that has too few turns."""
    person = compiled.instance.people[position]
    kinds = sorted({a.starts for a in must}, key=lambda starts: (len(starts), starts))
    for allowed in map(set, kinds[:MOST_SETS]):
        inside = [a for a in must if allowed.issuperset(a.starts)]
        turns = _turns(compiled, position, inside)
        if len(inside) > turns and any(len(a.starts) > 1 for a in inside):
            of_days = person.daily_activities is not None
            return Finding(
                dooms="instance",
                rule="daily-activities" if of_days else "person-overlap",
                subject_kind="person",
                subject=person.id,
                activities=tuple(a.source.id for a in inside),
                message=queue(person, [a.source for a in inside], turns),
            )
    return None


def _turns(compiled: Compiled, position: int, inside: Sequence[CompiledActivity]) -> int:
    """Return how many of a person's activities fit one after the other, at most."""
    instance = compiled.instance
    person = instance.people[position]
    engaged = [(a.starts, *a.people[position]) for a in inside]
    step = min(last - first for _, first, last in engaged) + person.rest_minutes
    on_date: Counter[date] = Counter()
    free_at = None
    for begin in sorted({start + first for starts, first, _ in engaged for start in starts}):
        day = instance.date_of(begin)
        full = person.daily_activities is not None and on_date[day] >= person.daily_activities
        if not full and (free_at is None or begin >= free_at):
            on_date[day] += 1
            free_at = begin + step
    return on_date.total()
