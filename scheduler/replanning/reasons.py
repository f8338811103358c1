"""Why an activity of the previous timetable has lost its place."""

from collections.abc import Collection, Iterable

from models import Instance, Placement, Report, Timetable
from scheduler.checking import check
from scheduler.wording.outcomes import waiting_reason

ELSEWHERE = "left out: no other place without losing more"


def with_reasons(instance: Instance, before: Timetable, after: Timetable) -> Timetable:
    """Return the timetable with a reason for each activity that lost its place.

    The reason is what the referee finds if it is put back where it was: somebody is away, the
    room is closed, or another activity is there now.
    """
    placed = {p.activity: p for p in before.placements if p.start is not None}
    return after.model_copy(
        update={
            "placements": tuple(
                p.model_copy(update={"reason": _reason(instance, after, placed[p.activity])})
                if p.start is None and p.activity in placed
                else p
                for p in after.placements
            )
        }
    )


def with_waiting(
    instance: Instance, timetable: Timetable, waiting: Collection[str], fits: Iterable[Placement]
) -> Timetable:
    """Return the timetable with the reason of each request that waits, and where it would fit."""
    where = {place.activity: place for place in fits}
    return timetable.model_copy(
        update={
            "placements": tuple(
                p.model_copy(update={"reason": waiting_reason(where.get(p.activity), instance)})
                if p.start is None and p.activity in waiting
                else p
                for p in timetable.placements
            )
        }
    )


def _reason(instance: Instance, after: Timetable, was: Placement) -> str:
    return why_not(instance, after, was) or ELSEWHERE


def why_not(instance: Instance, after: Timetable, before: Placement) -> str:
    """Return why an activity cannot stay where it was, in the words of the referee.

    Returns
    -------
    str
        Empty if it could stay: then it was left out without a reason.
    """
    if before.room not in instance.room:
        return f"there is no room {before.room} any more"
    places = tuple(p for p in after.placements if p.activity != before.activity)
    units = range(1, instance.room[before.room].units + 1)
    again = (before.model_copy(update={"unit": unit}) for unit in units)
    reports = [check(instance, Timetable(placements=(*places, place))) for place in again]
    least = min(reports, key=lambda report: len(report.violations))
    return _sentences(least, before.activity)


def _sentences(report: Report, activity: str) -> str:
    about = [v.message for v in report.violations if activity in v.activities]
    return "; ".join(dict.fromkeys(about or [v.message for v in report.violations]))
