"""Why what was promised does not take place any more."""

from models import Instance, Placement, Timetable
from scheduler.checking import check

ELSEWHERE = "left out: no other place without losing more"


def with_reasons(instance: Instance, before: Timetable, after: Timetable) -> Timetable:
    """Return a timetable in which each activity that lost its place says what is against it.

    That is what the referee says if it is put back where it was: somebody is away, the
    room is closed, or what is there now.
    """
    promised = {p.activity: p for p in before.placements if p.start is not None}
    return after.model_copy(
        update={
            "placements": tuple(
                p.model_copy(update={"reason": _against(instance, after, promised[p.activity])})
                if p.start is None and p.activity in promised
                else p
                for p in after.placements
            )
        }
    )


def _against(instance: Instance, after: Timetable, was: Placement) -> str:
    if was.room not in instance.room:
        return f"there is no room {was.room} any more"
    others = (p for p in after.placements if p.activity != was.activity)
    report = check(instance, Timetable(placements=(*others, was)))
    said = [v.message for v in report.violations if was.activity in v.activities]
    return "; ".join(dict.fromkeys(said)) or ELSEWHERE
