"""Whether what a replan changes is connected with what has changed in the instance."""

from collections.abc import Iterator

from models import Activity, Change, Changes, Instance, Placement

Thread = tuple[object, ...]
"""What connects activities: a person, a declared rule, or a room or resource at one moment."""

TABLES = ("activities", "people", "rooms", "rules")


def unconnected(before: Instance, after: Instance, changes: Changes) -> list[str]:
    """Return what changes without a chain of changes from what is new in the instance.

    A chain begins at an activity, a person, a room or a rule whose row, or whose
    availability, is different. It leads from one change to the next by a person, by a
    declared rule, or by a room or a resource that both need, or needed, at the same moment.
    """
    reached = set(_news(before, after))
    waiting = {change.activity: set(_threads(before, after, change)) for change in changes.changes}
    while tied := [name for name, threads in waiting.items() if not threads.isdisjoint(reached)]:
        for name in tied:  # to have been in the same room at different times connects nothing
            reached |= {thread for thread in waiting.pop(name) if thread[0] != "rooms"}
    return sorted(waiting)


def _news(before: Instance, after: Instance) -> Iterator[Thread]:
    for table in TABLES:
        was = {row.id: row for row in getattr(before, table)}
        now = {row.id: row for row in getattr(after, table)}
        for name in was.keys() | now.keys():
            if was.get(name) != now.get(name):
                yield (table, name)
    here = [row for row in after.availability if row not in before.availability]
    gone = [row for row in before.availability if row not in after.availability]
    for row in here + gone:
        yield ("people", row.person)


def _threads(before: Instance, after: Instance, change: Change) -> Iterator[Thread]:
    yield ("activities", change.activity)
    for instance, place in ((before, change.before), (after, change.after)):
        for rule in instance.rules:
            if change.activity in rule.named:
                yield ("rules", rule.id)
        activity = instance.activity.get(change.activity)
        for person in activity.people if activity else ():
            yield ("people", person)
        if activity and place:
            yield ("rooms", place.room)
            yield from _moments(instance, activity, place)


def _moments(instance: Instance, activity: Activity, place: Placement) -> Iterator[Thread]:
    assert place.start is not None
    start = instance.clock.minute(place.start)
    room = instance.room.get(place.room or "")
    turnaround = room.turnaround_minutes if room else 0
    end = start + activity.minutes + activity.clear_down_minutes + turnaround
    for moment in range(start - activity.set_up_minutes, end):
        yield ("room", place.room, moment)
        for name in activity.resources:
            yield ("resource", name, moment)
