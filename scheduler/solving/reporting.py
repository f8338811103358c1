"""From the state of a search to its outcome."""

import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from models import (
    BrokenSoftRule,
    ClusterUse,
    Goal,
    GoalResult,
    Incident,
    Instance,
    Outcome,
    Report,
    Request,
    Status,
    TierResult,
    Timetable,
)
from scheduler.checking import soft_violations
from scheduler.solving.core.problem import tier_values
from scheduler.solving.core.progress import gap
from scheduler.solving.core.state import State
from scheduler.viewing.judging import broken_soft_rules
from scheduler.wording.outcomes import ending_text, with_incidents


@dataclass(frozen=True)
class Ending:
    """How a search ended; without a state it was stopped before it began."""

    instance: Instance
    state: State | None
    seconds: float
    first_seconds: float | None
    cancelled: bool
    request: Request
    workers: int
    incidents: tuple[Incident, ...]
    cluster: ClusterUse | None = None


def outcome_of(ending: Ending) -> Outcome:
    """Return the outcome of a search."""
    timetable = _as_listed(ending)
    tiers = tuple(_tiers(ending))
    status = _status(ending, tiers)
    return Outcome(
        status=status,
        goals=tuple(_goals(ending)),
        tiers=tiers,
        unscheduled=tuple(
            p.activity for p in (timetable.placements if timetable else ()) if p.start is None
        ),
        hard_violations=0,
        soft_violations=softly_broken(ending.instance, timetable),
        wall_seconds=round(ending.seconds, 3),
        first_seconds=None if ending.first_seconds is None else round(ending.first_seconds, 3),
        seed=ending.request.limits.seed,
        workers=ending.workers,
        versions=versions(),
        instance=ending.instance.name,
        instance_sha256=ending.instance.sha256,
        message=with_incidents(ending_text(status, ending.request), ending.incidents),
        incidents=ending.incidents,
        cluster=ending.cluster,
        timetable=timetable,
    )


def softly_broken(instance: Instance, timetable: Timetable | None) -> tuple[BrokenSoftRule, ...]:
    """Return which soft rules a timetable breaks, with local times."""
    found = () if timetable is None else soft_violations(instance, timetable)
    return broken_soft_rules(found, instance)


def _as_listed(ending: Ending) -> Timetable | None:
    """Return the timetable found, in the order of the instance; the search has one of its own."""
    found = ending.state.incumbent.timetable if ending.state else None
    if found is None:
        return None
    places = {place.activity: place for place in found.placements}
    listed = tuple(places[name] for name in ending.instance.activity if name in places)
    of_it = {"placements": listed, "instance_sha256": ending.instance.sha256}
    return found.model_copy(update=of_it)


def _status(ending: Ending, tiers: tuple[TierResult, ...]) -> Status:
    if ending.cancelled:
        return "cancelled"
    if ending.state and ending.state.infeasible:
        return "infeasible"
    if not tiers:
        return "unknown"
    return "optimal" if all(t.status == "optimal" for t in tiers) else "feasible"


def _tiers(ending: Ending) -> Iterator[TierResult]:
    state = ending.state
    if state is None or state.incumbent.report is None:
        return
    yield from tier_results(ending.instance, state.incumbent.report, state.bounds, state.seconds)


def _goals(ending: Ending) -> Iterator[GoalResult]:
    state = ending.state
    if state is None or state.incumbent.report is None:
        return
    yield from goal_results(ending.instance, state.incumbent.report, state.bounds)


def tier_results(
    instance: Instance, report: Report, bounds: Sequence[int], seconds: Sequence[float]
) -> Iterator[TierResult]:
    """Yield each tier of the policy with its value, as the referee reports it, and its bound."""
    tiers = instance.policy.tiers
    for n, (tier, value) in enumerate(zip(tiers, tier_values(tiers, report), strict=True)):
        yield TierResult(
            tier=n + 1,
            goals=tuple(tier),
            value=value,
            bound=bounds[n],
            status="optimal" if value <= bounds[n] else "feasible",
            gap=round(gap(value, bounds[n]), 6),
            seconds=round(seconds[n], 3),
        )


def goal_results(instance: Instance, report: Report, bounds: Sequence[int]) -> Iterator[GoalResult]:
    """Yield each goal of the policy with its value, as the referee reports it, and its bound."""
    for n, tier in enumerate(instance.policy.tiers):
        for goal, weight in tier.items():
            yield GoalResult(
                goal=goal,
                tier=n + 1,
                weight=weight,
                value=report.scores[goal].value,
                bound=_goal_bound(bounds[n], tier, goal),
                parts=report.scores[goal].parts,
            )


def _goal_bound(bound: int, tier: dict[Goal, int], goal: Goal) -> int:
    """Return the lower bound of one goal; of several goals in a tier none is known but 0."""
    return -(-bound // tier[goal]) if len(tier) == 1 else 0


def versions() -> dict[str, str]:
    """Return the versions that a result depends on."""
    return {
        "summit-scheduler": version("summit-scheduler"),
        "ortools": version("ortools"),
        "python": platform.python_version(),
    }
