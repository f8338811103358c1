"""Explaining: an instance in, an explanation out."""

from collections.abc import Iterable, Mapping
from typing import Any

from models import (
    Conflict,
    Explanation,
    Finding,
    Instance,
    Policy,
    Repair,
    Request,
    StatedFact,
)
from scheduler.compiling import effective
from scheduler.explaining.conflicts import FoundConflict
from scheduler.explaining.fact import Fact
from scheduler.explaining.preflight import doomed
from scheduler.explaining.study import Study, study
from scheduler.solving import OnProgress
from scheduler.solving.asking import as_request, refuse_parts
from scheduler.solving.solve import with_policy
from scheduler.wording.explanations import explanation_text

SECONDS = 30.0
"""Time limit unless given."""


def explain(
    instance: Instance,
    request: Request | None = None,
    *,
    time_limit: float | None = None,
    workers: int | None = None,
    seed: int | None = None,
    deterministic: bool = False,
    policy: Policy | Mapping[str, Any] | None = None,
    on_progress: OnProgress | None = None,
) -> Explanation:
    """Return why an instance cannot be planned, in words of planners, and what would help.

    Parameters
    ----------
    instance
        What to explain.
    request
        Limits and policy as one value; or instead some of these:
    time_limit
        Seconds in all, roughly; 30 if it is not given.
    workers
        Threads of the searches that optimise; one per processor if it is not given.
    seed
        Seed of every search, 0 if it is not given.
    deterministic
        As for :func:`scheduler.solve`.
    policy
        By which the requests of the partial timetable are planned; by default that of the
        instance.
    on_progress
        Called in this thread when a step begins, and as for :func:`scheduler.solve`.

    Returns
    -------
    Explanation
        It can be printed. It says so if a conflict is not proven minimal; each repair was tried
        on the whole instance.

    Raises
    ------
    InstanceError
        The request has parts that have no effect here.
    TypeError
        Both a request and some of its parts are given.
    """
    asked = as_request(
        request,
        seconds=SECONDS,
        time_limit=time_limit,
        workers=workers,
        seed=seed,
        deterministic=deterministic,
        policy=policy,
    )
    refuse_parts(asked, "previous", "start", "max_changes", "at_most", "holds")
    found = study(effective(with_policy(instance, asked)), asked.limits, on_progress)
    return explanation(found, instance)


def explanation(found: Study, instance: Instance) -> Explanation:
    """Return the result of a study as data and words."""
    answer = Explanation(
        instance=instance.name,
        instance_sha256=instance.sha256,
        status=found.status,
        seconds=found.seconds,
        complete=found.complete,
        disagreements=found.disagreements,
        conflicts=tuple(_conflict(conflict, found.findings) for conflict in found.conflicts),
        repairs=tuple(
            Repair(changes=r.changes, price=r.price, possible=r.possible) for r in found.repairs
        ),
        partial=found.partial,
        preflight=found.findings,
    )
    return answer.model_copy(update={"text": explanation_text(answer)})


def _conflict(found: FoundConflict, findings: Iterable[Finding]) -> Conflict:
    counted = _counted(found, findings)
    return Conflict(
        summary=counted.message if counted else "",
        counted=counted,
        proven_minimal=found.proven,
        facts=tuple(map(_stated, found.facts)),
        set_aside=tuple(map(_stated, found.set_aside)),
    )


def _counted(found: FoundConflict, findings: Iterable[Finding]) -> Finding | None:
    """Return the finding of the preflight that covers a conflict, if its facts alone show it."""
    shown = {(f.rule, f.subject) for f in doomed(found.instance)}
    at_odds = set(found.activities)
    covering = [
        finding
        for finding in findings
        if finding.dooms == "instance" and at_odds.issubset(finding.activities)
        if (finding.rule, finding.subject) in shown
    ]
    return min(covering, key=lambda finding: len(finding.activities), default=None)


def _stated(fact: Fact) -> StatedFact:
    return StatedFact(
        rule=fact.rule,
        table=fact.table,
        column=fact.column,
        about=fact.about,
        subjects=fact.subjects,
        sources=fact.sources,
        message=fact.message,
    )
