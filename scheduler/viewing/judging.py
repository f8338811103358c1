"""The findings of the referee with local times, for the answers that people read."""

from collections.abc import Iterable, Mapping

from models import (
    BrokenRule,
    BrokenSoftRule,
    GoalScore,
    HardRule,
    Instance,
    Judgement,
    Report,
    SoftViolation,
    Violation,
)
from scheduler.viewing.oddities import Oddity, OddityKind

BROKEN_BY: Mapping[OddityKind, HardRule] = {
    "unknown-room": "allowed-rooms",
    "twice": "once",
    "other-date": "window",
}
"""What is odd about a placement -> the hard rule that it breaks."""


def broken_rule(violation: Violation, instance: Instance) -> BrokenRule:
    """Return a violation with local times."""
    return BrokenRule.model_validate(_local(violation, instance))


def broken_soft_rules(
    violations: Iterable[SoftViolation], instance: Instance
) -> tuple[BrokenSoftRule, ...]:
    """Return violations of soft rules with local times."""
    return tuple(BrokenSoftRule.model_validate(_local(one, instance)) for one in violations)


def _local(violation: Violation, instance: Instance) -> dict[str, object]:
    clock, cells = instance.clock, dict(violation)
    for name in ("start", "end"):
        minute = cells[name]
        cells[name] = None if minute is None else clock.moment(minute)
    return cells


def judgement(
    report: Report,
    instance: Instance,
    oddities: Iterable[str] = (),
    soft: Iterable[SoftViolation] = (),
) -> Judgement:
    """Return what the referee found with local times, and what is odd about the timetable."""
    return Judgement(
        hard_violations=len(report.violations),
        oddities=tuple(oddities),
        violations=tuple(broken_rule(violation, instance) for violation in report.violations),
        soft_violations=broken_soft_rules(soft, instance),
        goals=tuple(
            GoalScore(goal=goal, value=score.value, parts=score.parts)
            for goal, score in report.scores.items()
        ),
    )


def with_rows(report: Report, odd: Iterable[tuple[str, Oddity]]) -> tuple[Report, tuple[str, ...]]:
    """Let violations that are seen in one row of a timetable say which, so that each is told once.

    Parameters
    ----------
    odd
        What is odd about the timetable, each after where it is.

    Returns
    -------
    Report
        Its violations begin with where they are, if that is known.
    tuple of str
        Oddities that break no hard rule.
    """
    where: dict[tuple[str, str], tuple[str, Oddity]] = {}
    rest = []
    broken = {(violation.rule, violation.subject) for violation in report.violations}
    for place, oddity in odd:
        key = (BROKEN_BY.get(oddity.kind, ""), oddity.placement.activity)
        if key in broken:
            where[key] = (place, oddity)
        else:
            rest.append(f"{place}: {oddity}")
    violations = []
    for violation in report.violations:
        if found := where.get((violation.rule, violation.subject)):
            message = f"{found[0]}: {violation.message}{found[1].meant()}"
            violation = violation.model_copy(update={"message": message})
        violations.append(violation)
    return report.model_copy(update={"violations": tuple(violations)}), tuple(rest)
