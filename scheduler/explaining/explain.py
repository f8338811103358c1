"""The front door: an instance in, an explanation out."""

import time
from dataclasses import replace

from models import Instance
from scheduler.explaining.conflicts import Conflict, find_conflicts
from scheduler.explaining.editing import essence, without_activities
from scheduler.explaining.preflight import Preflight, preflight
from scheduler.explaining.probing import Prober
from scheduler.explaining.repairs import find_repairs
from scheduler.explaining.values import Explanation, Partial
from scheduler.solving import solve

FOR_CONFLICTS, FOR_REPAIRS = 0.6, 0.7
"""Shares of the time that is left at that point; the partial timetable has the rest."""


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
        Threads of the search for the partial timetable; None: one per processor.
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
    search = prober.until(FOR_CONFLICTS)
    conflicts, complete = find_conflicts(core, search)
    told = [_with_summary(conflict, first) for conflict in conflicts]
    repairs = find_repairs(instance, conflicts, prober.until(FOR_REPAIRS)) if conflicts else ()
    return Explanation(
        status="infeasible" if conflicts else "feasible" if complete else "unknown",
        preflight=first,
        conflicts=tuple(told),
        complete=complete,
        repairs=repairs,
        partial=_partial(instance, core, prober, workers, seed) if conflicts else None,
        disagreements=tuple(search.disagreements),
        seconds=round(time.monotonic() - began, 3),
    )


def _with_summary(conflict: Conflict, first: Preflight) -> Conflict:
    """Let the count that covers a conflict stand above it."""
    covering = [f for f in first.doomed if f.activities and f.covers(conflict.activities)]
    if not covering:
        return conflict
    tightest = min(covering, key=lambda finding: len(finding.activities))
    return replace(conflict, summary=tightest.message)


def _partial(
    instance: Instance, core: Instance, prober: Prober, workers: int | None, seed: int
) -> Partial | None:
    """Leave out as little of what must be as possible; then plan the requests around it."""
    held = prober.until(0.5).most(core, lambda name: instance.activity[name].priority)
    if held is None:
        return None
    placed = {p.activity for p in held.placements}
    left = tuple(a.id for a in core.activities if not a.optional and a.id not in placed)
    possible = without_activities(instance, left)
    if prober.left < LEAST_SECONDS:
        return Partial(held, left)
    limit = min(prober.left, MOST_SECONDS)
    outcome = solve(possible, time_limit=limit, workers=workers, seed=seed, start=held)
    return Partial(outcome.timetable or held, left)


LEAST_SECONDS, MOST_SECONDS = 1.0, 2.0
"""Of the search that plans requests around what is left out: a first look, no proof."""
