"""The plain interval formulation, as the CP-SAT manual suggests it.

A start variable per activity, an optional interval per activity and room, no-overlap per
person and single room, cumulative per counted room and resource, a Boolean per ordered
pair where a person has to travel or where one of two activities may follow the other.
"""

import time

from ortools.sat.python import cp_model

from benchmarks.peers.answers import Answer
from benchmarks.peers.plain_goals import objective
from benchmarks.peers.plain_rules import declared, in_rooms, of_people, resources
from benchmarks.peers.plain_variables import Plain
from models import Instance, Status
from scheduler.compiling import compile_instance
from scheduler.solving.core.placements import to_timetable

STATUSES: dict[object, Status] = {
    cp_model.OPTIMAL: "optimal",
    cp_model.FEASIBLE: "feasible",
    cp_model.INFEASIBLE: "infeasible",
    cp_model.UNKNOWN: "unknown",
}


class _First(cp_model.CpSolverSolutionCallback):
    def __init__(self, began: float) -> None:
        super().__init__()
        self.began = began
        self.seconds: float | None = None

    def on_solution_callback(self) -> None:
        self.seconds = self.seconds or time.perf_counter() - self.began


def solve_plain(instance: Instance, *, time_limit: float, workers: int) -> Answer:
    """Minimise the one tier with CP-SAT's own settings.

    Raises
    ------
    Unsupported
        The instance states something that is not formulated here.
    """
    began = time.perf_counter()
    plain = Plain(compile_instance(instance))
    in_rooms(plain)
    of_people(plain)
    resources(plain)
    declared(plain)
    plain.model.minimize(objective(plain))
    built = time.perf_counter() - began
    solver, first = cp_model.CpSolver(), _First(began)
    solver.parameters.num_workers = workers
    solver.parameters.max_time_in_seconds = max(0.1, time_limit - built)
    status = solver.solve(plain.model, first)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return Answer(
        status=STATUSES[status],
        value=round(solver.objective_value) if found else None,
        bound=max(0, round(solver.best_objective_bound)),
        first_seconds=first.seconds,
        seconds=time.perf_counter() - began,
        build_seconds=built,
        timetable=to_timetable(plain.compiled, plain.places(solver)) if found else None,
    )
