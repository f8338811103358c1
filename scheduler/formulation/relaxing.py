"""The linear relaxation of a formulation, as a lower bound that can be trusted.

Linear constraints are kept, others (intervals, conditional constraints) are dropped, so the
optimum of the relaxation is never above that of the model. The dual prices of the solver need not
be right: any prices give a valid bound when they are multiplied out (weak duality over variables in
boxes; Neumaier and Shcherbina, Mathematical Programming 99, 2004). So an LP that was cut short or
is inaccurate gives a weaker bound, never a wrong one.
"""

import math
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
from ortools.glop import parameters_pb2 as glop_parameters_pb2
from ortools.math_opt.python import mathopt
from ortools.math_opt.solvers import highs_pb2
from ortools.sat.python import cp_model

from scheduler.formulation.programs import Floats, Program, as_proto, linear_program
from scheduler.formulation.variables import Expression

SIMPLEX_WORK, SIMPLEX_ENTRIES = 1.0, 500_000
"""Deterministic time, about as many seconds, that the simplex method may take, and the size
up to which it is tried at all."""

ENTRIES_PER_UNIT = 1e5

PRICES_ALONE = mathopt.ModelSolveParameters(
    variable_values_filter=mathopt.VariableFilter(filtered_items=()),
    reduced_costs_filter=mathopt.VariableFilter(filtered_items=()),
)
"""Only the dual prices are read; to read the rest takes as long as to solve."""


@dataclass(frozen=True)
class Relaxation:
    """The result of a linear relaxation.

    Attributes
    ----------
    bound
        Lower bound of every solution of the model.
    reduced
        Reduced cost of each variable: a Boolean on the side that its sign does not favour
        costs at least that much more than ``bound``.
    work
        Deterministic time, in units of about a second that depend on the model alone.
    """

    bound: float
    reduced: Floats
    work: float

    def settled(self, value: int) -> tuple[list[int], list[int]]:
        """Return the Booleans that are 0, and 1, in every solution with at most ``value``."""
        room = value - self.bound + 1e-6
        zeros = np.flatnonzero(self.reduced > room).tolist()
        ones = np.flatnonzero(self.reduced < -room).tolist()
        return zeros, ones

    def below(self, model: cp_model.CpModel, objective: Expression, value: int) -> cp_model.CpModel:
        """Return a copy of the model with solutions below ``value`` only, and what that settles."""
        better = model.clone()
        better.add(objective <= value - 1)
        for indices, side in zip(self.settled(value - 1), (0, 1), strict=True):
            for index in indices:
                better.add(better.get_int_var_from_proto_index(index) == side)
        return better


def linear_relaxation(model: cp_model.CpModel, seconds: float) -> Relaxation | None:
    """Relax a model; None if the linear program was not solved in ``seconds``."""
    end = time.monotonic() + seconds
    program = linear_program(model)
    prices = np.zeros(len(program.low))
    for rows in program.blocks():
        found = _prices(program.part(rows), end - time.monotonic())
        if found is None:
            return None
        prices[rows] = found
    return _multiplied_out(program, prices)


def _prices(program: Program, seconds: float) -> Floats | None:
    """Return a dual price for each row; None if there are none within the limit.

    The simplex method (GLOP) is quicker where it needs few steps, else the interior point method
    (HiGHS), without crossover: a vertex takes several times as long, and prices from inside the
    optimal face give as good a bound.
    """
    model = mathopt.Model.from_model_proto(as_proto(program))
    began = time.monotonic()
    result = None
    if len(program.value) <= SIMPLEX_ENTRIES:
        quick = glop_parameters_pb2.GlopParameters(max_deterministic_time=SIMPLEX_WORK)
        result = _solved(model, mathopt.SolverType.GLOP, seconds, glop=quick)
    if result is None:
        interior = highs_pb2.HighsOptionsProto(
            string_options={"solver": "ipm", "run_crossover": "off"}
        )
        left = seconds - (time.monotonic() - began)
        result = _solved(model, mathopt.SolverType.HIGHS, left, highs=interior)
    if result is None:
        return None
    prices = result.dual_values()
    return np.array([prices[row] for row in model.linear_constraints()], dtype=np.float64)


def _solved(
    model: mathopt.Model, solver: mathopt.SolverType, seconds: float, **parameters: Any
) -> mathopt.SolveResult | None:
    """Solve within the limit; None if it ends without prices."""
    limit = timedelta(seconds=max(0.0, seconds)) if math.isfinite(seconds) else None
    asked = mathopt.SolveParameters(time_limit=limit, **parameters)
    try:
        result = mathopt.solve(model, solver, params=asked, model_params=PRICES_ALONE)
    except Exception:  # HiGHS gave up, which MathOpt reports by various exceptions
        return None
    done = result.termination.reason == mathopt.TerminationReason.OPTIMAL
    return result if done and result.has_dual_feasible_solution() else None


def _multiplied_out(program: Program, prices: Floats) -> Relaxation:
    side = np.where(prices > 0, program.low, program.high)
    prices = np.where(np.isfinite(side), prices, 0.0)
    side = np.where(np.isfinite(side), side, 0.0)
    priced = np.bincount(
        program.column, weights=program.value * prices[program.row], minlength=len(program.cost)
    )
    reduced = program.cost - priced
    boxes = np.minimum(reduced * program.floor, reduced * program.ceiling)
    parts = np.concatenate([boxes, prices * side])
    margin = 1e-12 * len(parts) * (1.0 + float(np.abs(parts).max(initial=0.0)))
    boolean = (program.floor == 0) & (program.ceiling == 1)
    return Relaxation(
        bound=float(parts.sum()) + program.offset - margin,
        reduced=np.where(boolean, reduced, 0.0),
        work=len(program.value) / ENTRIES_PER_UNIT,
    )
