"""Activities without any legal placement, and which rule took what away."""

from collections.abc import Iterator

from models import Activity
from models.clock import Interval
from scheduler.compiling import ROOM_RULES, TIME_RULES, Compiled, Legality
from scheduler.compiling.ranges import Ranges, common, on_grid
from scheduler.explaining.finding import Finding
from scheduler.wording.names import short, who
from scheduler.wording.rules import ROOMS_BY, TIMES_BY
from scheduler.wording.times import stretches


def nowhere(compiled: Compiled) -> Iterator[Finding]:
    """An activity with no legal start in any room."""
    legality = Legality(compiled.instance)
    for activity in compiled.activities:
        if not activity.rooms:
            rule, reason = _reason(activity.source, legality)
            yield Finding(
                dooms="instance" if activity.must else "request",
                rule=rule,  # type: ignore[arg-type]
                subject=activity.source.id,
                activities=(activity.source.id,),
                message=f"{short(activity.source)} has no legal place: {reason}.",
            )


def _reason(activity: Activity, legality: Legality) -> tuple[str, str]:
    """Return the rule that took the last place away, and a clause that says how."""
    instance = legality.instance
    left = list(instance.room.values())
    taken = []
    for name, suits in ROOM_RULES:
        fewer = [room for room in left if suits(activity, room)]
        if len(fewer) < len(left):
            gone = len(left) - len(fewer)
            taken.append(f"{gone} of {len(left)} rooms ruled out ({ROOMS_BY[name]})")
        left = fewer
        if not left:
            return name, ", then ".join(taken)
    starts = legality.starts_in_windows(activity.minutes)
    for name, allows in TIME_RULES:
        allowed = allows(legality, activity)
        if allowed is None:
            continue
        fewer_starts = common(starts, allowed)
        if not _on_grid(fewer_starts, legality):
            return name, _emptied(name, activity, legality, starts)
        starts = fewer_starts
    names = ", ".join(room.id for room in left)
    times = stretches(instance, _during(starts, activity.minutes))
    return "room-opening", f"{names} not open long enough during {times}"


def _emptied(name: str, activity: Activity, legality: Legality, starts: Ranges) -> str:
    instance = legality.instance
    if name == "window" or not _on_grid(starts, legality):
        return f"{activity.minutes} minutes do not fit into any day"
    times = stretches(instance, _during(starts, activity.minutes))
    if name != "person-availability":
        return f"{TIMES_BY[name]} leaves no start within {times}"
    stays = [
        f"{who(instance.person[p])} is there {stretches(instance, instance.free[p])}"
        for p in dict.fromkeys(activity.people)
        if not _on_grid(common(starts, legality.starts_of_person(p, activity.minutes)), legality)
    ]
    together = "its people are never there at the same time"
    return f"it could be within {times}, but {'; '.join(stays) or together}"


def _on_grid(ranges: Ranges, legality: Legality) -> bool:
    instance = legality.instance
    return next(on_grid(ranges, instance.windows, instance.grid_minutes), None) is not None


def _during(starts: Ranges, minutes: int) -> list[Interval]:
    return [(low, high - 1 + minutes) for low, high in starts]
