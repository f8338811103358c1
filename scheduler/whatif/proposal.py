"""What an answer proposes, as an outcome that can be written."""

from models import Instance, Outcome, Request, Timetable, Why
from scheduler.checking import check
from scheduler.compiling import effective
from scheduler.machine import processors
from scheduler.solving.reporting import goal_results, softly_broken, tier_results, versions
from scheduler.wording.outcomes import proposed_text


def proposal(answer: Why, instance: Instance, timetable: Timetable, request: Request) -> Outcome:
    """Return the timetable that an answer proposes, judged anew, with the values of all goals.

    Parameters
    ----------
    answer
        What :func:`scheduler.why` has answered; it proposes a timetable.
    instance
        With the policy whose goals are wanted.
    timetable
        The present timetable, with which ``stability`` compares.
    request
        The request of the answer.

    Returns
    -------
    Outcome
        Without a timetable if that breaks a hard rule, as the present one does already; then
        ``hard_violations`` says how many. All bounds are 0: nothing is proven of these goals.
    """
    assert answer.forced is not None
    assert answer.forced.timetable is not None
    report = check(instance, answer.forced.timetable, previous=timetable)
    nothing = (0,) * len(instance.policy.tiers)
    placed = {p.activity for p in answer.forced.timetable.placements if p.start is not None}
    return Outcome(
        status="feasible",
        goals=tuple(goal_results(instance, report, nothing)),
        tiers=tuple(tier_results(instance, report, nothing, nothing)),
        unscheduled=tuple(name for name in effective(instance).activity if name not in placed),
        hard_violations=len(report.violations),
        soft_violations=softly_broken(instance, answer.forced.timetable),
        wall_seconds=round(answer.forced.seconds, 3),
        seed=request.limits.seed,
        workers=request.limits.workers or processors(),
        versions=versions(),
        instance=instance.name,
        instance_sha256=instance.sha256,
        message=proposed_text(answer.forced),
        timetable=None if report.violations else answer.forced.timetable,
    )
