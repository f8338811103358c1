"""Standing rules about activities and times."""

from collections.abc import Iterator

from models import Violation
from models.clock import inside, merged
from scheduler.checking.sentences import found, where
from scheduler.checking.sheet import Check, Sheet
from scheduler.wording.names import what
from scheduler.wording.times import moment, stretches, when


def mandatory(sheet: Sheet) -> Iterator[Violation]:
    """Every activity that is not optional has a place."""
    for activity in sheet.instance.activities:
        if activity.id in sheet.roomless:  # which is a violation of its own
            continue
        if not activity.optional and not sheet.of(activity.id):
            yield Violation(
                rule="mandatory",
                subject_kind="activity",
                subject=activity.id,
                activities=(activity.id,),
                message=f"{what(activity)} must take place but has no place in the timetable",
            )


def once(sheet: Sheet) -> Iterator[Violation]:
    """No activity has two places."""
    for activity, placed in sheet.by_activity.items():
        if len(placed) > 1:
            places = "; ".join(f"{where(p)}, {when(sheet.instance, p.during)}" for p in placed)
            yield Violation(
                rule="once",
                subject_kind="activity",
                subject=activity,
                activities=(activity,),
                message=f"{what(placed[0].activity)} has {len(placed)} places: {places}",
            )


def grid(sheet: Sheet) -> Iterator[Violation]:
    """Starts lie on the grid of their day; a start outside all days is a matter of ``window``."""
    step = sheet.instance.grid_minutes
    for placed in sheet.placed:
        for opens, closes in sheet.instance.windows:
            if opens <= placed.start < closes and (placed.start - opens) % step:
                message = (
                    f"{what(placed.activity)} starts {moment(sheet.instance, placed.start)}, "
                    f"not a multiple of {step} minutes after {moment(sheet.instance, opens)}"
                )
                yield found("grid", "activity", placed.id, [placed], placed.during, message)


def window(sheet: Sheet) -> Iterator[Violation]:
    """An activity lies wholly inside one day of the instance, or inside days that touch."""
    days = merged(sheet.instance.windows)
    for placed in sheet.placed:
        if not any(inside(placed.during, day) for day in days):
            message = (
                f"{what(placed.activity)}, {when(sheet.instance, placed.during)}, is not inside "
                f"one day; the days: {stretches(sheet.instance, sheet.instance.windows)}"
            )
            yield found("window", "activity", placed.id, [placed], placed.during, message)


def allowed_times(sheet: Sheet) -> Iterator[Violation]:
    """An activity with slots or spans fills one of the slots or lies in one span."""
    clock = sheet.instance.clock
    published = {
        slot.id: (clock.minute(slot.start), clock.minute(slot.end)) for slot in sheet.instance.slots
    }
    for placed in sheet.placed:
        activity = placed.activity
        slots = [published[slot] for slot in activity.slots or ()]
        spans = list(sheet.instance.stated[activity.id].spans)
        if activity.slots is None and not spans:
            continue
        fills = any(placed.start == slot[0] and placed.end <= slot[1] for slot in slots)
        if not fills and not any(inside(placed.during, span) for span in spans):
            message = (
                f"{what(activity)} is {when(sheet.instance, placed.during)}, outside the times "
                f"it may have: {stretches(sheet.instance, slots + spans)}"
            )
            yield found("allowed-times", "activity", placed.id, [placed], placed.during, message)


def pinned_time(sheet: Sheet) -> Iterator[Violation]:
    """An activity with a pinned start, if it has a place, starts then."""
    for placed in sheet.placed:
        pin = placed.activity.pin_start
        if pin is None:
            continue
        pinned = sheet.instance.clock.minute(pin)
        if placed.start != pinned:
            message = (
                f"{what(placed.activity)} is pinned to {moment(sheet.instance, pinned)} "
                f"but starts {moment(sheet.instance, placed.start)}"
            )
            yield found("pinned-time", "activity", placed.id, [placed], placed.during, message)


TIME_CHECKS: tuple[Check, ...] = (
    mandatory,
    once,
    grid,
    window,
    allowed_times,
    pinned_time,
)
"""The standing rules about activities and times, in the order in which they are reported."""
