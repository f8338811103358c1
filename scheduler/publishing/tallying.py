"""The changes from one release to the next: compared and counted."""

from models import Changes, Counts, Instance, Timetable
from scheduler.compiling import effective
from scheduler.viewing.changes import diff

Side = tuple[Instance, Timetable]


def compared(old: Side | None, new: Side) -> Changes:
    """Return what is different; without an old side, everything is added."""
    instance, timetable = new
    if old is None:
        return diff(instance, Timetable(), timetable)
    return diff(instance, old[1], timetable, old[0])


def counts(changes: Changes, instance: Instance) -> Counts:
    """Return how many of each; ``instance`` is today's."""
    every, left = changes.changes, effective(instance).activity
    lost = [change for change in every if "dropped" in change.what]
    return Counts(
        people_told=len(changes.told),
        moves=sum(change.before is not None and change.is_move for change in every),
        time_moves=sum("moved-time" in change.what for change in every),
        room_moves=sum("moved-room" in change.what for change in every),
        added=sum("added" in change.what for change in every),
        dropped=sum(change.activity in left for change in lost),
        cancelled=sum(change.activity not in left for change in lost),
        people=sum("people" in change.what for change in every),
    )
