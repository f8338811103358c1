"""Lints: what is possible, but seldom meant."""

from collections.abc import Callable, Iterator, Sequence

from models import Activity, Finding
from scheduler.compiling import Compiled
from scheduler.explaining.aliases import alike_ids, listed_again
from scheduler.wording.findings import (
    and_more,
    odd_duration,
    of_one_delegation,
    of_one_person,
    unused,
)

SHORT, LONG = 5, 10 * 60
"""Minutes; shorter or longer activities may be mistakes, unless they are of kind ``exhibition``."""

MOST_ALIKE = 3
"""Activities of one oddity that have a finding each; more have one together."""


def unused_rooms(compiled: Compiled) -> Iterator[Finding]:
    """A room that nothing may use."""
    used = {compiled.rooms[room].id for a in compiled.activities for room in a.rooms}
    for room in compiled.instance.rooms:
        if room.id not in used and room.state != "closed":
            yield Finding(
                dooms="lint", rule="", subject_kind="room", subject=room.id, message=unused(room)
            )


def with_itself(compiled: Compiled) -> Iterator[Finding]:
    """A bilateral of two people from one delegation."""
    people = compiled.instance.person
    found = []
    for a in _bilaterals(compiled):
        sides = {people[name].delegation for name in a.people}
        if len(set(a.people)) > 1 and len(sides) == 1 and None not in sides:
            found.append(a)
    yield from _look_at(found, of_one_delegation)


def one_sided(compiled: Compiled) -> Iterator[Finding]:
    """A bilateral of one person, or of nobody."""
    found = [a for a in _bilaterals(compiled) if len(set(a.people)) < 2]
    yield from _look_at(found, of_one_person)


def _bilaterals(compiled: Compiled) -> Iterator[Activity]:
    return (a for a in compiled.instance.activities if a.kind == "bilateral")


def odd_durations(compiled: Compiled) -> Iterator[Finding]:
    """Something very short or very long."""
    found = [
        a
        for a in compiled.instance.activities
        if a.minutes < SHORT or (a.minutes > LONG and a.kind != "exhibition")
    ]
    yield from _look_at(found, odd_duration)


def _look_at(activities: Sequence[Activity], says: Callable[[Activity], str]) -> Iterator[Finding]:
    """Yield a finding for each of a few activities, or one for many."""
    many = len(activities) > MOST_ALIKE
    for activity in activities[:1] if many else activities:
        message = says(activity)
        yield Finding(
            dooms="lint",
            rule="",
            subject_kind="activity",
            subject=activity.id,
            activities=tuple(a.id for a in activities) if many else (activity.id,),
            message=and_more(message, len(activities) - 1) if many else message,
        )


LINTS: tuple[Callable[[Compiled], Iterator[Finding]], ...] = (
    unused_rooms,
    with_itself,
    one_sided,
    odd_durations,
    listed_again,
    alike_ids,
)
