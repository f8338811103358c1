"""Lints: what is possible, but seldom meant."""

from collections.abc import Callable, Iterator

from models import Activity, Finding
from scheduler.compiling import Compiled
from scheduler.explaining.aliases import alike_ids, listed_again
from scheduler.wording.findings import odd_duration, of_one_delegation, unused

SHORT, LONG = 5, 10 * 60
"""Minutes; shorter or longer activities may be mistakes, unless they are of kind ``exhibition``."""


def unused_rooms(compiled: Compiled) -> Iterator[Finding]:
    """A room that nothing may use."""
    used = {compiled.rooms[room].id for a in compiled.activities for room in a.rooms}
    for room in compiled.instance.rooms:
        if room.id not in used and room.state != "closed":
            yield Finding(
                dooms="lint", rule="", subject_kind="room", subject=room.id, message=unused(room)
            )


def with_itself(compiled: Compiled) -> Iterator[Finding]:
    """A bilateral of one person, or of two from one delegation."""
    people = compiled.instance.person
    for a in compiled.instance.activities:
        if a.kind != "bilateral":
            continue
        delegations = [people[name].delegation or name for name in dict.fromkeys(a.people)]
        if len(set(a.people)) < 2 or len(set(delegations)) < 2:
            yield _look_at(a, of_one_delegation(a))


def odd_durations(compiled: Compiled) -> Iterator[Finding]:
    """Something very short or very long."""
    for a in compiled.instance.activities:
        if a.minutes < SHORT or (a.minutes > LONG and a.kind != "exhibition"):
            yield _look_at(a, odd_duration(a))


def _look_at(activity: Activity, message: str) -> Finding:
    return Finding(
        dooms="lint",
        rule="",
        subject_kind="activity",
        subject=activity.id,
        activities=(activity.id,),
        message=message,
    )


LINTS: tuple[Callable[[Compiled], Iterator[Finding]], ...] = (
    unused_rooms,
    with_itself,
    odd_durations,
    listed_again,
    alike_ids,
)
