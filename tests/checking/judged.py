"""What the referee says, in short; no test."""

from typing import Any

from models import Goal, Instance, Score, Timetable, Violation
from scheduler.checking import check


def score(
    goal: Goal, instance: Instance, timetable: Timetable, previous: Timetable | None = None
) -> Score:
    return check(instance, timetable, previous=previous).scores[goal]


def found(violations: tuple[Violation, ...]) -> list[tuple[Any, ...]]:
    return [(v.rule, v.subject, *v.activities) for v in violations]
