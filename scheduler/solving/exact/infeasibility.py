"""A second opinion on whether there is any timetable: nothing is taken from the first.

The first works on what :func:`scheduler.compiling.cleared` left over, or concludes from the
legal places alone. The second clears nothing, searches otherwise, and where an activity has no
legal place it asks the referee about every place there is.
"""

from typing import Literal

from ortools.sat.python import cp_model

from models import Activity, Instance, Placement, Request, Timetable
from scheduler.checking import check
from scheduler.compiling import compile_instance, narrowed
from scheduler.solving.core.budget import LEAST_WORK, Budget
from scheduler.solving.core.cpsat import Effort, new_solver
from scheduler.solving.core.problem import PLAIN, Problem

FIRST_TURN, LONGER = 0.3, 4.0
"""Seconds of the first turns of a search that learns clauses and of one that leans on the linear
relaxation, and how much longer each next turn is: what the one proves at once can keep the other
busy for ever, and the other way round."""

Opinion = Literal["impossible", "possible", "unknown"]


def second_opinion(
    instance: Instance, request: Request = PLAIN, *, budget: Budget, seed: int = 0
) -> Opinion:
    """Tell whether an instance that was found impossible is impossible.

    Parameters
    ----------
    instance
        That one search, or the compilation, has found impossible.
    request
        What is asked of it beside its rules: holds, and the most changes.
    budget
        What it may take, give or take the making of the formulation; when that is used up it
        is ``unknown``.
    seed
        Of the first search; the second takes another.
    """
    compiled = compile_instance(instance)
    for activity in compiled.activities:
        if activity.must and not activity.rooms:
            return _every_place(instance, activity.source, budget)
    compiled = narrowed(compiled, request)
    if any(activity.must and not activity.rooms for activity in compiled.activities):
        return "impossible"
    model = Problem(instance, compiled, request).formulate(compiled).model
    opinion: Opinion = "unknown"
    turn = FIRST_TURN
    while opinion == "unknown" and budget.left > 0:
        for linearization in (1, 2):
            opinion = _searched(model, linearization, turn, budget, seed)
            if opinion != "unknown":
                break
        turn *= LONGER
    return opinion


def _searched(
    model: cp_model.CpModel, linearization: int, turn: float, budget: Budget, seed: int
) -> Opinion:
    limit = min(turn, budget.left)
    if limit <= 0:
        return "unknown"
    effort = Effort(
        limit=limit,
        seed=seed + 1,
        linearization=linearization,
        deterministic=budget.deterministic,
        kind="question",
    )
    solver = new_solver(effort)
    status = solver.solve(model)
    budget.spend(max(LEAST_WORK, solver.response_proto.deterministic_time))
    if status == cp_model.MODEL_INVALID:
        raise RuntimeError(model.validate())
    if status == cp_model.INFEASIBLE:
        return "impossible"
    return "possible" if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else "unknown"


def _every_place(instance: Instance, activity: Activity, budget: Budget) -> Opinion:
    """Ask the referee about every start on the grid, room and unit for one activity alone."""
    tables = {name: getattr(instance, name) for name in Instance.model_fields}
    alone = Instance.model_construct(**(tables | {"activities": (activity,), "rules": ()}))
    unit = activity.pin_unit or 1
    for first, last in instance.windows:
        for start in range(first, last, instance.grid_minutes):
            if not budget.left:
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
