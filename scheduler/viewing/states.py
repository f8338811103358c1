"""What follows from rows that are cancelled, withdrawn or closed, for planners."""

from collections.abc import Iterator, Sequence, Set

from models import Activity, Instance
from scheduler.compiling import cancelled, effective, withdrawn
from scheduler.wording.names import named, nouns, place, what, who

MOST_NAMED = 6
"""Ids that a sentence names."""


def consequences(instance: Instance) -> Iterator[str]:
    """Yield a sentence for each delegation, person and room that is not there, and what follows.

    Then one for the activities that are cancelled by themselves, and one for the rules that have
    nothing left to judge.
    """
    out = {d.id for d in instance.delegations if d.state}
    off = [a for a in instance.activities if a.id in cancelled(instance)]
    for delegation in instance.delegations:
        if delegation.state:
            people = {p.id for p in instance.people if p.delegation == delegation.id}
            head = named(delegation.name, delegation.id)
            yield f"{head} has withdrawn: {_without(instance, people, off)}."
    for person in instance.people:
        if person.state and person.delegation not in out:
            yield f"{who(person)} has withdrawn: {_without(instance, {person.id}, off)}."
    for room in instance.rooms:
        if room.state:
            yield f"{place(room)} is closed: nothing can be there{_homeless(instance, room.id)}."
    by_itself = [a for a in instance.activities if a.state]
    if by_itself:
        only = what(by_itself[0]) if len(by_itself) == 1 else _listed(by_itself)
        yield f"Cancelled: {only}."
    judged = {rule.id for rule in effective(instance).rules}
    idle = [rule.id for rule in instance.rules if rule.id not in judged]
    if idle:
        noun, verb = ("Rule", "has") if len(idle) == 1 else ("Rules", "have")
        yield f"{noun} {_some(idle)} {verb} nothing left to judge."


def why_off(instance: Instance, activity: str) -> str:
    """Say why an activity does not take place; empty if it does."""
    if activity not in cancelled(instance):
        return ""
    known, gone = instance.activity[activity], withdrawn(instance)
    name = f"{what(known)} does not take place"
    if known.state:
        return f"{name}: it is cancelled."
    missing = [instance.person[person] for person in known.people if person in gone]
    out = [d for d in instance.delegations if d.state]
    whole = {d.id: named(d.name, d.id) for d in out}
    absent = dict.fromkeys(whole.get(p.delegation or "", who(p)) for p in missing)
    verb = "has" if len(absent) == 1 else "have"
    return f"{name}: {', '.join(absent)} {verb} withdrawn."


def _without(instance: Instance, people: Set[str], off: Sequence[Activity]) -> str:
    """Say what does not take place without some persons, and what is held without them."""
    lost = [a for a in off if not a.state and not people.isdisjoint(a.people)]
    gone = {a.id for a in off}
    held = [a for a in instance.activities if a.id not in gone and not people.isdisjoint(a.people)]
    parts = [f"{_listed(lost)} will not take place"] if lost else []
    parts += [f"{_listed(held)} will be held without them"] if held else []
    return "; ".join(parts) or "nothing requires them"


def _homeless(instance: Instance, room: str) -> str:
    """Say which activities may be in no other room."""
    closed = {r.id for r in instance.rooms if r.state}
    only = [
        a
        for a in effective(instance).activities
        if a.pin_room == room or (room in a.rooms and closed.issuperset(a.rooms))
    ]
    return f"; {_listed(only)} may be nowhere else" if only else ""


def _listed(activities: Sequence[Activity]) -> str:
    """Return how many there are of which kind, and their ids."""
    called = set(nouns(activities).values())
    kind = called.pop() if len(called) == 1 else "activities"
    if len(activities) == 1:
        return activities[0].id
    return f"{len(activities)} {kind} ({_some([a.id for a in activities])})"


def _some(ids: Sequence[str]) -> str:
    more = len(ids) - MOST_NAMED
    return ", ".join(ids[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
