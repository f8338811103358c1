"""Local times, stretches of time and durations."""

from collections.abc import Sequence
from datetime import datetime

from models import Instance
from models.clock import Interval, Minute


def moment(instance: Instance, minute: Minute) -> str:
    """Write a local time, such as ``25 Oct 09:00``."""
    return f"{instance.clock.moment(minute):%d %b %H:%M}"


def when(instance: Instance, during: Interval) -> str:
    """Write a stretch of local time, such as ``25 Oct 09:00-10:00``."""
    start, end = map(instance.clock.moment, during)
    if start.date() == end.date():
        return f"{start:%d %b %H:%M}-{end:%H:%M}"
    return f"{start:%d %b %H:%M} - {end:%d %b %H:%M}"


def stretches(instance: Instance, intervals: Sequence[Interval]) -> str:
    """Write stretches of local time one after the other, or ``none``."""
    return "; ".join(when(instance, interval) for interval in intervals) or "none"


def weekday_moment(instance: Instance, minute: Minute) -> str:
    """Write a local time with its weekday, such as ``Sat 25 Oct 09:00``."""
    return f"{instance.clock.moment(minute):%a %d %b %H:%M}"


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
