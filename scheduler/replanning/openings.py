"""Requests that wait although there is room for them now."""

from collections.abc import Collection

from models import Hold, Instance, Omit, Placement, Policy, Request, Timetable
from scheduler.replanning.keeping import staying
from scheduler.solving.core.budget import Budget
from scheduler.solving.solve import solve_within, with_policy

COVERAGE = Policy(tiers=({"coverage": 1},))


def openings(
    instance: Instance, timetable: Timetable, waiting: Collection[str], budget: Budget
) -> tuple[Placement, ...]:
    """Return places for requests that wait, which are free together while nothing else moves.

    Those of the highest priority are placed first; with more time the most valuable choice is
    found. The referee has passed the timetable with them.

    Parameters
    ----------
    waiting
        Ids of the requests.
    budget
        Limit of the solve.
    """
    if not waiting:
        return ()
    placed = [p for p in timetable.placements if p.start is not None]
    stay = {p.activity for p in placed}
    out: tuple[Hold, ...] = tuple(
        Omit(activity=name)
        for name, activity in instance.activity.items()
        if activity.optional and name not in stay and name not in waiting
    )
    request = Request(policy=COVERAGE, start=timetable, holds=(*staying(placed), *out))
    found = solve_within(budget, with_policy(instance, request), request).timetable
    if found is None:
        return ()
    return tuple(p for p in found.placements if p.start is not None and p.activity in waiting)
