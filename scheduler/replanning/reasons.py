"""Why an activity of the previous timetable has lost its place."""

from models import Instance, Placement, Report, Timetable
from scheduler.checking import check


def with_losses(instance: Instance, before: Timetable, after: Timetable) -> Timetable:
    """Return the timetable with a reason for each activity that lost its place.

    The reason is what the referee finds if it is put back where it was: somebody is away, the
    room is closed, or another activity is there now. If it finds nothing, there is none.
    """
    placed = {p.activity: p for p in before.placements if p.start is not None}
    return after.model_copy(
        update={
            "placements": tuple(
                p.model_copy(update={"reason": why_not(instance, after, placed[p.activity])})
                if p.start is None and p.activity in placed
                else p
                for p in after.placements
            )
        }
    )


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
