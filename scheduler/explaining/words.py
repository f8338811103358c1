"""Words of facts, beyond those of the referee: durations, spans, slots, sources."""

from collections.abc import Sequence
from datetime import datetime

from models import Activity, Instance
from models.clock import Interval
from models.record import Record
from scheduler.checking.sentences import moment, named, stretches
from scheduler.files.layout import ACTIVITY_FILES

FILES = {form.kind: form.file.partition(".")[0] for form in ACTIVITY_FILES}
"""Kind of activity -> the table that planners keep of it."""


TIMES_BY = {
    "window": "the length of a day",
    "allowed-times": "its list of slots and times",
    "pinned-time": "its pinned start",
    "person-availability": "the presence of its people",
}
"""Rule on when an activity may start -> what planners know it as."""

ROOMS_BY = {
    "pinned-room": "it is pinned to another",
    "allowed-rooms": "not in its list of rooms",
    "room-kind": "not for activities of this kind",
    "room-capacity": "too few seats",
    "room-equipment": "equipment missing",
}
"""Rule on where an activity may be -> why a room is ruled out."""

MOST_LETTERS = 40


def short(activity: Activity) -> str:
    """Name an activity with as much of its title as fits into a list."""
    title = activity.title
    if len(title) > MOST_LETTERS:
        title = title[: MOST_LETTERS - 1].rstrip() + "…"
    return named(f"'{title}'" if title else "", activity.id)


def duration(minutes: int) -> str:
    """Write minutes, such as ``45 minutes`` or ``2 h 30``."""
    if minutes < 120:
        return f"{minutes} minute{'' if minutes == 1 else 's'}"
    hours, left = divmod(minutes, 60)
    return f"{hours} h {left:02}" if left else f"{hours} hours"


def local(instance: Instance, when: datetime) -> str:
    """Write a moment of the instance as local time."""
    return moment(instance, instance.clock.minute(when))


def short_spans(instance: Instance, spans: Sequence[Interval]) -> str:
    """Write stretches one after the other; nothing if there is none."""
    return stretches(instance, spans) if spans else ""


def slot_names(instance: Instance, slots: Sequence[str]) -> str:
    """Write slots with their times."""
    rows = [instance.slot[name] for name in slots]
    times = [(instance.clock.minute(s.start), instance.clock.minute(s.end)) for s in rows]
    texts = [f"{r.id} ({stretches(instance, [t])})" for r, t in zip(rows, times, strict=True)]
    return f"slot{'s' if len(texts) > 1 else ''} {', '.join(texts)}" if texts else ""


def source(table: str, record: Record) -> str:
    """Say where a row is found: the table as planners keep it, and its id."""
    if isinstance(record, Activity):
        table = FILES[record.kind]
    return f"{table}: {getattr(record, 'id', '')}"
