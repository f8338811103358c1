"""A second opinion on whether there is any timetable, independent of the first.

The first run works on the places that :func:`scheduler.compiling.cleared` leaves, or concludes
from the legal places alone. The second clears nothing, searches in another way, and where an
activity has no legal place it asks the referee about every place there is.
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
"""Two searches take turns, one by clause learning and one with the linear relaxation: seconds of
their first turns, and how much longer each next turn is. What one proves at once can keep the other
busy for ever."""

Opinion = Literal["impossible", "possible", "unknown"]


def second_opinion(
    instance: Instance, request: Request = PLAIN, *, budget: Budget, seed: int
) -> Opinion:
    """Tell whether an instance that one run found infeasible is infeasible.

    Parameters
    ----------
    instance
        Found infeasible by a search, or by its compilation.
    request
        With holds, and the limit of changes.
    budget
        What it may spend, apart from making the formulation; after that the opinion is
        ``unknown``.
    seed
        Seed of the first run; this one takes another.
    """
    compiled = compile_instance(instance)
    instance = compiled.instance
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
