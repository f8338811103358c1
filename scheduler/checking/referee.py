"""The check of a timetable: every violation and every score."""

from collections.abc import Iterator

from models import Instance, Report, SoftViolation, Timetable, Violation
from scheduler.checking.declared import breaches
from scheduler.checking.goals import GOALS
from scheduler.checking.people import PERSON_CHECKS
from scheduler.checking.remaining import remaining
from scheduler.checking.resources import RESOURCE_CHECKS
from scheduler.checking.rooms import ROOM_CHECKS
from scheduler.checking.sheet import Sheet, resolve
from scheduler.checking.times import TIME_CHECKS

STANDING_RULES = (*TIME_CHECKS, *ROOM_CHECKS, *PERSON_CHECKS, *RESOURCE_CHECKS)


def check(instance: Instance, timetable: Timetable, *, previous: Timetable | None = None) -> Report:
    """Judge a timetable: every violation of every hard rule, and the score on every goal.

    Everything is recomputed from the placements. A second placement of an activity is a
    violation of ``once``, and counts like any other for all other rules. It is not checked that
    the timetable was made for this very instance (its ``instance_sha256``).

    Whatever a timetable contains, the rest of it is judged. Ignored are placements of activities
    that the instance does not have or that do not take place, and those at a time that daylight
    saving skips; :func:`scheduler.viewing.programme.read_programme` lists them. One in a room that
    the instance does not have is a violation of ``allowed-rooms``.

    Parameters
    ----------
    instance
        What the planners state.
    timetable
        The timetable to judge.
    previous
        The timetable to compare with for goal ``stability``; it may name activities and rooms
        that the instance no longer has.

    Returns
    -------
    Report
        Violations in the order of the rules, then declared rules in the order of the
        instance; times in minutes since 1970-01-01T00:00Z. Scores in the order of goals.

    Examples
    --------
    >>> from models import Activity, Day, Instance, Placement, Room, Timetable
    >>> instance = Instance(
    ...     name="tiny",
    ...     time_zone="Asia/Ho_Chi_Minh",
    ...     grid_minutes=15,
    ...     days=[Day(date="2025-10-25", start="08:00", end="18:00")],
    ...     rooms=[Room(id="hall", name="Great Hall", capacity=500)],
    ...     activities=[Activity(id="B1", kind="plenary", title="Opening", minutes=60, seats=600)],
    ... )
    >>> opening = Placement(activity="B1", start="2025-10-25T09:00", room="hall")
    >>> report = check(instance, Timetable(placements=[opening]))
    >>> [violation.message for violation in report.violations]
    ["'Opening' (B1) needs 600 seats but is in Great Hall (hall), which has 500"]
    """
    sheet = resolve(remaining(instance), timetable, previous)
    return Report(
        violations=tuple(_violations(sheet)),
        scores={goal: score(sheet) for goal, score in GOALS.items()},
    )


def soft_violations(instance: Instance, timetable: Timetable) -> tuple[SoftViolation, ...]:
    """Say which soft rules a timetable breaks, by what, and what each breach costs.

    Not part of :func:`check`, which searches ask thousands of times: a soft rule may be broken
    often, and telling takes longer than counting. Whatever a timetable contains is read as there.

    Returns
    -------
    tuple of SoftViolation
        In the order of the rules; the costs add up to the value of goal ``rules``.
    """
    sheet = resolve(remaining(instance), timetable, None)
    return tuple(
        SoftViolation(
            **dict(breach.tell()),
            weight=rule.weight,
            violations=breach.count,
            cost=rule.weight * breach.count,
        )
        for rule in sheet.instance.rules
        if rule.weight is not None
        for breach in breaches(sheet, rule)
    )


def _violations(sheet: Sheet) -> Iterator[Violation]:
    for standing in STANDING_RULES:
        yield from standing(sheet)
    for rule in sheet.instance.rules:
        if rule.weight is None:
            yield from (breach.tell() for breach in breaches(sheet, rule))
