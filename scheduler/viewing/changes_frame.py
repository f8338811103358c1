"""Changes as a tidy DataFrame."""

import pandas as pd

from models import Changes, Instance, Placement
from scheduler.viewing.frames import framed

CHANGES = (
    "activity",
    "title",
    "what",
    "start_before",
    "start_after",
    "room_before",
    "room_after",
    "unit_before",
    "unit_after",
    "minutes_before",
    "minutes_after",
    "tell",
    "reason",
)


def changes_table(changes: Changes, instance: Instance) -> pd.DataFrame:
    """One row per activity that changes, in order of time.

    Columns
    -------
    activity, title : str
    what : str, as in :class:`models.Change`, joined by ``;``
    start_before, start_after : aware datetime, NaT without a place
    room_before, room_after : str, ids, empty without a place
    unit_before, unit_after : Int64, from 1, missing without a place or if not given
    minutes_before, minutes_after : Int64, missing without a place or if not known
    tell : str, ids of persons joined by ``;``
    reason : str, why it has no place any more
    """
    rows = [
        {
            "activity": change.activity,
            "title": change.title,
            "what": ";".join(change.what),
            "start_before": _start(change.before, instance),
            "start_after": _start(change.after, instance),
            "room_before": change.before.room if change.before else "",
            "room_after": change.after.room if change.after else "",
            "unit_before": change.before.unit if change.before else None,
            "unit_after": change.after.unit if change.after else None,
            "minutes_before": change.minutes_before,
            "minutes_after": change.minutes_after,
            "tell": ";".join(change.tell),
            "reason": change.reason,
        }
        for change in changes.changes
    ]
    return framed(rows, CHANGES, instance.time_zone)


def _start(place: Placement | None, instance: Instance) -> object:
    if place is None or place.start is None:
        return None
    return instance.clock.moment(instance.clock.minute(place.start))
