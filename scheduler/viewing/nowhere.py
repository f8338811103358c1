"""Why an activity has no legal place at all, whatever else is placed."""

from models import Activity, HardRule
from models.clock import Interval, merged
from scheduler.compiling import ROOM_RULES, TIME_RULES, Legality
from scheduler.compiling.ranges import Ranges, common, on_grid
from scheduler.wording.findings import (
    fits_no_day,
    goes_past_the_day,
    leaves_no_start,
    no_rooms,
    not_open,
    people_away,
    rooms_ruled_out,
)


def no_place(activity: Activity, legality: Legality) -> tuple[HardRule, str]:
    """Return the rule that rules out the last place of an activity, and a clause that says how."""
    instance = legality.instance
    left = list(instance.room.values())
    taken = []
    for name, suits in ROOM_RULES:
        fewer = [room for room in left if suits(activity, room)]
        if len(fewer) < len(left):
            taken.append((name, len(left) - len(fewer), len(left)))
        left = fewer
        if not left:
            return name, rooms_ruled_out(taken) if taken else no_rooms()
    starts = legality.starts_in_windows(activity.minutes)
    for name, allows in TIME_RULES:
        allowed = allows(legality, activity)
        if allowed is None:
            continue
        fewer_starts = common(starts, allowed)
        if not _on_grid(fewer_starts, legality):
            if name == "pinned-time" and (late := _past_the_day(activity, legality)):
                return "window", late
            return name, _emptied(name, activity, legality, starts)
        starts = fewer_starts
    return "room-opening", not_open(left, _during(starts, activity.minutes), instance)


def _emptied(name: str, activity: Activity, legality: Legality, starts: Ranges) -> str:
    instance = legality.instance
    if name == "window" or not _on_grid(starts, legality):
        return fits_no_day(activity)
    times = _during(starts, activity.minutes)
    if name != "person-availability":
        return leaves_no_start(name, times, instance)
    absent = [
        instance.person[p]
        for p in dict.fromkeys(activity.people)
        if not _on_grid(common(starts, legality.starts_of_person(activity, p)), legality)
    ]
    return people_away(absent, times, instance)


def _past_the_day(activity: Activity, legality: Legality) -> str:
    """Say that a pinned activity would go on when its day has ended; nothing if it would not."""
    assert activity.pin_start is not None
    instance, start = legality.instance, legality.instance.clock.minute(activity.pin_start)
    ends = [end for low, end in merged(instance.windows) if low <= start < end]
    during = (start, start + activity.minutes)
    return goes_past_the_day(during, ends[0], instance) if ends and during[1] > ends[0] else ""


def _on_grid(ranges: Ranges, legality: Legality) -> bool:
    instance = legality.instance
    return next(on_grid(ranges, instance.windows, instance.grid_minutes), None) is not None


def _during(starts: Ranges, minutes: int) -> list[Interval]:
    return [(low, high - 1 + minutes) for low, high in starts]
