"""The front door: an instance in, an explanation out."""

import time
from dataclasses import replace

from models import Activity, Instance, Outcome, Policy, Timetable
from scheduler.explaining.conflicts import Conflict, find_conflicts
from scheduler.explaining.editing import edited, essence, without_activities
from scheduler.explaining.preflight import Preflight, preflight
from scheduler.explaining.probing import Feasible, Prober
from scheduler.explaining.repairs import find_repairs
from scheduler.explaining.stated import mandatory
from scheduler.explaining.values import Explanation, Partial, Status
from scheduler.solving import solve

FOR_ONE_SEARCH, FOR_THE_WHOLE, FOR_THE_PART, FOR_CONFLICTS, FOR_REPAIRS = 0.2, 0.6, 0.3, 0.6, 0.7
"""Shares of the time that is left at that point; the rest is for the partial timetable."""

COVERAGE = Policy(tiers=({"coverage": 1},))
"""The policy of a search for any timetable at all."""

LEAST_SECONDS, MOST_SECONDS = 1.0, 2.0
"""Of the search that plans requests around what is left out: a first look, no proof."""


def explain(
    instance: Instance, *, time_limit: float = 30.0, workers: int | None = None, seed: int = 0
) -> Explanation:
    """Say why an instance cannot be planned, in the planners' words, and what would help.

    Parameters
    ----------
    instance
        What to explain.
    time_limit
        Seconds in all, give or take a small question.
    workers
        Threads of the searches that optimise; None: one per processor.
    seed
        Of every search.

    Returns
    -------
    Explanation
        Printable. A conflict that is not ``proven`` minimal says so; a repair that is
        listed was tried on the whole instance.
    """
    began = time.monotonic()
    first = preflight(instance)
    prober = Prober(time_limit, seed=seed, workers=workers or 0)
    core = essence(instance)
    answer = _can_all_be_held(core, prober, workers, seed)
    told = Explanation(status=_STATUS[answer], preflight=first)
    if answer == "no":
        told = _why_not(told, instance, core, prober, workers, seed)
        if told.partial is not None:
            told = replace(
                told, partial=_with_requests(told.partial, instance, prober, workers, seed)
            )
    return replace(
        told,
        disagreements=tuple(prober.disagreements),
        seconds=round(time.monotonic() - began, 3),
    )


_STATUS: dict[Feasible, Status] = {"yes": "feasible", "no": "infeasible", "unknown": "unknown"}


def _can_all_be_held(core: Instance, prober: Prober, workers: int | None, seed: int) -> Feasible:
    """Ask twice before a no; where the two contradict each other, nothing is known."""
    answer = prober.probe(core, prober.left * FOR_ONE_SEARCH).answer
    if answer == "unknown" and prober.left:
        seconds = prober.left * FOR_THE_WHOLE
        outcome = _planned(core, seconds=seconds, workers=workers, seed=seed)
        if outcome.timetable is not None:
            return "yes"
        answer = "no" if outcome.status == "infeasible" else "unknown"
    if answer != "no":
        return answer
    return "no" if prober.doubted(core) == "no" else "unknown"


def _why_not(
    told: Explanation,
    instance: Instance,
    core: Instance,
    prober: Prober,
    workers: int | None,
    seed: int,
) -> Explanation:
    """Add conflicts, repairs and the best that can be held."""
    part = prober.until(FOR_THE_PART)
    held = part.until(0.5).most(core, lambda name: _worth(instance.activity[name]))
    if held is None and part.left:
        held = _most_of(core, seconds=part.left, workers=workers, seed=seed)
    left = () if held is None else _left_out(core, held)
    conflicts, complete = find_conflicts(core, left, prober.until(FOR_CONFLICTS))
    dropped = [fact for fact in mandatory(core) if fact.subjects[0] in left]
    return replace(
        told,
        conflicts=tuple(_with_summary(conflict, told.preflight) for conflict in conflicts),
        complete=complete,
        repairs=find_repairs(instance, conflicts, dropped, prober.until(FOR_REPAIRS)),
        partial=None if held is None else Partial(held, left),
    )


def _worth(activity: Activity) -> int:
    """Weigh what is left out by priority; among equals rather leave out what concerns few."""
    return 1000 * activity.priority + len(activity.people)


def _left_out(core: Instance, held: Timetable) -> tuple[str, ...]:
    placed = {p.activity for p in held.placements if p.start is not None}
    return tuple(a.id for a in core.activities if not a.optional and a.id not in placed)


def _with_summary(conflict: Conflict, first: Preflight) -> Conflict:
    """Let a count that covers a conflict stand above it, if the facts alone show it too."""
    shown = {(f.rule, f.subject) for f in preflight(conflict.instance).doomed}
    covering = [
        f for f in first.doomed if (f.rule, f.subject) in shown and f.covers(conflict.activities)
    ]
    if not covering:
        return conflict
    tightest = min(covering, key=lambda finding: len(finding.activities))
    return replace(conflict, summary=tightest.message)


def _with_requests(
    partial: Partial, instance: Instance, prober: Prober, workers: int | None, seed: int
) -> Partial:
    """Plan the requests around what can be held."""
    if prober.left < LEAST_SECONDS:
        return partial
    outcome = solve(
        without_activities(instance, partial.left_out),
        time_limit=min(prober.left, MOST_SECONDS),
        workers=workers,
        seed=seed,
        start=partial.timetable,
    )
    return replace(partial, timetable=outcome.timetable or partial.timetable)


def _planned(core: Instance, *, seconds: float, workers: int | None, seed: int) -> Outcome:
    """Look for any timetable of all that must take place."""
    lean = edited(core, policy=COVERAGE)
    return solve(lean, time_limit=seconds, workers=workers, seed=seed)


def _most_of(core: Instance, *, seconds: float, workers: int | None, seed: int) -> Timetable | None:
    """Return a timetable that leaves out little, as the dearest requests are placed first."""
    activities = tuple(a.model_copy(update={"optional": True}) for a in core.activities)
    free = edited(core, activities=activities)
    return _planned(free, seconds=seconds, workers=workers, seed=seed).timetable
