"""What the new facts touch directly: where a repair begins."""

from collections.abc import Iterator

from models import Activity, Instance, Placement, Timetable
from models.clock import Interval, overlap
from scheduler.checking import check


def touched(instance: Instance, previous: Timetable) -> set[str]:
    """Return ids of activities that the previous timetable cannot keep, or does not have.

    These are what it does not place, what breaks a hard rule by now, and what is in the
    way of something that can start at one time only.
    """
    there = {
        p.activity: p
        for p in previous.placements
        if p.activity in instance.activity and p.start is not None and p.room in instance.room
    }
    report = check(instance, Timetable(placements=tuple(there.values())))
    found = {name for violation in report.violations for name in violation.activities}
    found |= instance.activity.keys() - there.keys()
    for name in sorted(found):
        activity = instance.activity[name]
        if activity.pin_start is not None:
            found.update(_in_the_way(instance, activity, there))
    return found


def _in_the_way(instance: Instance, pinned: Activity, there: dict[str, Placement]) -> Iterator[str]:
    """Yield what stands while a pinned activity does, and shares a person or its room."""
    assert pinned.pin_start is not None
    start = instance.clock.minute(pinned.pin_start)
    during = _held(instance, pinned, start)
    for name, place in there.items():
        other = instance.activity[name]
        assert place.start is not None
        shares = place.room == pinned.pin_room or not set(pinned.people).isdisjoint(other.people)
        stands = _held(instance, other, instance.clock.minute(place.start))
        if shares and overlap(during, stands):
            yield name


def _held(instance: Instance, activity: Activity, start: int) -> Interval:
    """Return an activity with set-up, clear-down, and the longest way and rest."""
    far = max(instance.transfer_minutes.values(), default=0)
    rest = max((instance.person[p].rest_minutes for p in activity.people), default=0)
    before, after = activity.set_up_minutes, activity.clear_down_minutes
    return start - max(before, far, rest), start + activity.minutes + max(after, far, rest)
