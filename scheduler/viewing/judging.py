"""The findings of the referee with local times, for the answers that people read."""

from models import BrokenRule, GoalScore, Instance, Judgement, Report, Violation


def broken_rule(violation: Violation, instance: Instance) -> BrokenRule:
    """Return a violation with local times."""
    clock, cells = instance.clock, dict(violation)
    for name in ("start", "end"):
        minute = cells[name]
        cells[name] = None if minute is None else clock.moment(minute)
    return BrokenRule.model_validate(cells)


def judgement(report: Report, instance: Instance) -> Judgement:
    """Return the report of the referee with local times."""
    return Judgement(
        hard_violations=len(report.violations),
        violations=tuple(broken_rule(violation, instance) for violation in report.violations),
        goals=tuple(
            GoalScore(goal=goal, value=score.value, parts=score.parts)
            for goal, score in report.scores.items()
        ),
    )
