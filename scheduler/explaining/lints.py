"""Lints: what dooms nothing, but is seldom meant."""

from collections.abc import Callable, Iterator

from scheduler.compiling import Compiled
from scheduler.explaining.finding import Finding
from scheduler.wording.names import place, short
from scheduler.wording.times import duration

SHORT, LONG = 5, 10 * 60
"""Minutes; what lasts less or more is worth a look, but for stands."""


def unused_rooms(compiled: Compiled) -> Iterator[Finding]:
    """A room that nothing may use."""
    used = {compiled.rooms[room].id for a in compiled.activities for room in a.rooms}
    for room in compiled.instance.rooms:
        if room.id not in used:
            text = f"No activity may be in {place(room)}."
            yield Finding("lint", "", room.id, (), text)


def with_himself(compiled: Compiled) -> Iterator[Finding]:
    """A bilateral of one person, or of two from one delegation."""
    people = compiled.instance.person
    for a in compiled.instance.activities:
        if a.kind != "bilateral":
            continue
        delegations = [people[name].delegation or name for name in dict.fromkeys(a.people)]
        if len(set(a.people)) < 2 or len(set(delegations)) < 2:
            text = f"{short(a)} is a meeting of a delegation with itself."
            yield Finding("lint", "", a.id, (a.id,), text)


def odd_durations(compiled: Compiled) -> Iterator[Finding]:
    """Something very short or very long."""
    for a in compiled.instance.activities:
        if a.minutes < SHORT or (a.minutes > LONG and a.kind != "exhibition"):
            text = f"{short(a)} lasts {duration(a.minutes)}."
            yield Finding("lint", "", a.id, (a.id,), text)


LINTS: tuple[Callable[[Compiled], Iterator[Finding]], ...] = (
    unused_rooms,
    with_himself,
    odd_durations,
)
