"""A second opinion on whether there is any timetable: nothing is taken from the first.

The first works on what :func:`scheduler.compiling.cleared` left over, or concludes from the
legal places alone. The second clears nothing, searches otherwise, and where an activity has no
legal place it asks the referee about every place there is.
"""

import math
import time
from collections.abc import Callable
from typing import Literal

from ortools.sat.python import cp_model

from models import Activity, Instance, Placement, Timetable
from scheduler.checking import check
from scheduler.compiling import compile_instance
from scheduler.formulation import Variables, formulate
from scheduler.solving.core.cpsat import Effort, new_solver
from scheduler.solving.core.problem import Restrict

FIRST_TURN, LONGER = 0.3, 4.0
"""Seconds of the first turns of a search that learns clauses and of one that leans on the linear
relaxation, and how much longer each next turn is: what the one proves at once can keep the other
busy for ever, and the other way round."""

Opinion = Literal["impossible", "possible", "unknown"]


def second_opinion(
    instance: Instance,
    *,
    seconds: float,
    seed: int = 0,
    deterministic: bool = False,
    restrict: Restrict | None = None,
    limit: Callable[[Variables], None] | None = None,
) -> Opinion:
    """Tell whether an instance that was found impossible is impossible.

    Parameters
    ----------
    instance
        That one search, or the compilation, has found impossible.
    seconds
        At most, give or take the making of the formulation; after them it is ``unknown``.
    seed
        Of the first search; the second takes another.
    deterministic
        Whether ``seconds`` are CP-SAT's deterministic ones.
    restrict
        Takes legal places away before the search.
    limit
        Adds what else binds.
    """
    end = math.inf if deterministic else time.monotonic() + seconds
    compiled = compile_instance(instance)
    for activity in compiled.activities:
        if activity.must and not activity.rooms:
            return _every_place(instance, activity.source, end)
    if restrict is not None:
        compiled = restrict(compiled)
        if any(activity.must and not activity.rooms for activity in compiled.activities):
            return "impossible"
    variables = formulate(compiled)
    if limit is not None:
        limit(variables)
    opinion: Opinion = "unknown"
    left, turn = seconds, FIRST_TURN
    while opinion == "unknown" and left > 0:
        for linearization in (1, 2):
            most = min(turn, left)
            opinion = _searched(variables.model, linearization, most, seed, deterministic)
            left = left - most if deterministic else end - time.monotonic()
            if opinion != "unknown":
                break
        turn *= LONGER
    return opinion


def _searched(
    model: cp_model.CpModel, linearization: int, limit: float, seed: int, deterministic: bool
) -> Opinion:
    if limit <= 0:
        return "unknown"
    effort = Effort(
        limit=limit,
        seed=seed + 1,
        linearization=linearization,
        deterministic=deterministic,
        kind="question",
    )
    status = new_solver(effort).solve(model)
    if status == cp_model.MODEL_INVALID:
        raise RuntimeError(model.validate())
    if status == cp_model.INFEASIBLE:
        return "impossible"
    return "possible" if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else "unknown"


def _every_place(instance: Instance, activity: Activity, end: float) -> Opinion:
    """Ask the referee about every start on the grid, room and unit for one activity alone."""
    tables = {name: getattr(instance, name) for name in Instance.model_fields}
    alone = Instance.model_construct(**(tables | {"activities": (activity,), "rules": ()}))
    unit = activity.pin_unit or 1
    for first, last in instance.windows:
        for start in range(first, last, instance.grid_minutes):
            if time.monotonic() > end:
                return "unknown"
            for room in instance.rooms:
                place = Placement(
                    activity=activity.id,
                    start=instance.clock.moment(start),
                    room=room.id,
                    unit=unit,
                )
                if not check(alone, Timetable(placements=(place,))).violations:
                    return "possible"
    return "impossible"
