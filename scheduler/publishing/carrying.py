"""How much of the last good timetable is still possible with today's inputs."""

from collections import Counter
from collections.abc import Iterable

from models import Instance, Placement, Timetable
from scheduler.checking import check


def known_part(timetable: Timetable, instance: Instance) -> Timetable:
    """Return the placements whose activity and room the instance still has."""
    kept = [
        place
        for place in timetable.placements
        if place.activity in instance.activity
        and (place.room is None or place.room in instance.room)
    ]
    return timetable.model_copy(update={"placements": tuple(kept)})


def broken_today(timetable: Timetable, instance: Instance) -> tuple[str, ...]:
    """Return the hard rules of today that an earlier timetable breaks, a sentence each."""
    report = check(instance, timetable)
    return tuple(violation.message for violation in report.violations)


def rescored(last: Timetable, instance: Instance, candidate: Timetable) -> int | None:
    """Return coverage of the last timetable with today's inputs; less is better.

    Mandatory activities stay where they were or, as a second try, are where the candidate has
    them. Requests stay where they were, and are taken out until no hard rule is broken: those
    that break most rules first, among them the cheapest.

    Returns
    -------
    int or None
        The better of the two tries; None if neither keeps every hard rule.
    """
    kept = known_part(last, instance)
    own = _placed(kept, instance)
    fixed = {
        name: place
        for name, place in _placed(candidate, instance).items()
        if _bound(instance, name)
    }
    moved = [name for name in fixed if _pinned(instance, name)]
    variants = (
        fixed | own | {name: fixed[name] for name in moved},
        own | fixed,
    )
    values = [_value_of_what_stands(instance, places.values()) for places in variants]
    return min((value for value in values if value is not None), default=None)


def _placed(timetable: Timetable, instance: Instance) -> dict[str, Placement]:
    return {
        p.activity: p for p in timetable.placements if p.start and p.activity in instance.activity
    }


def _bound(instance: Instance, name: str) -> bool:
    return not instance.activity[name].optional


def _pinned(instance: Instance, name: str) -> bool:
    activity = instance.activity[name]
    return bool(activity.pin_start or activity.pin_room or activity.pin_unit)


def _value_of_what_stands(instance: Instance, places: Iterable[Placement]) -> int | None:
    """Return coverage after taking requests out until no hard rule is broken."""
    standing = {place.activity: place for place in places}
    while True:
        report = check(instance, Timetable(placements=tuple(standing.values())))
        if not report.violations:
            return report.scores["coverage"].value
        blamed = Counter(
            name
            for violation in report.violations
            for name in violation.activities
            if name in standing and not _bound(instance, name)
        )
        if not blamed:
            return None
        worst = max(blamed, key=lambda n: (blamed[n], -instance.activity[n].priority, n))
        del standing[worst]
