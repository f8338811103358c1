"""The linear relaxation of a formulation, as a bound that can be trusted.

What is linear in the model is kept, what is not (intervals, enforced rows) is dropped,
so the relaxation is never worth more than the model. The solver's dual prices are not
taken at their word: any prices give a valid bound once they are multiplied out (weak
duality over variables in boxes; Neumaier and Shcherbina, Mathematical Programming 99,
2004), so an LP that was cut short or is numerically off costs tightness, never truth.
"""

import math
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
from ortools.glop import parameters_pb2 as glop_parameters_pb2
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt
from ortools.math_opt.solvers import highs_pb2
from ortools.sat.python import cp_model
from ortools.sat.python.cp_model_helper import ConstraintProto

Floats = npt.NDArray[np.float64]
SIMPLEX_WORK, SIMPLEX_ENTRIES = 1.0, 500_000
"""Deterministic time, about as many seconds, that the simplex method may take, and the size
up to which it is tried at all."""

ENTRIES_PER_UNIT = 1e5

PRICES_ALONE = mathopt.ModelSolveParameters(
    variable_values_filter=mathopt.VariableFilter(filtered_items=()),
    reduced_costs_filter=mathopt.VariableFilter(filtered_items=()),
)
"""Of a solution only the dual prices are used; the rest takes as long to read as to compute."""
FAR = 1e17  # CP-SAT writes "no bound" as a huge integer


@dataclass
class _Rows:
    """Linear rows ``low <= terms <= high``; a negative column -k-1 is 1 minus column k."""

    columns: list[int] = field(default_factory=list)
    values: list[int] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def add(self, columns: list[int], values: list[int], low: float, high: float) -> None:
        self.columns += columns
        self.values += values
        self.lengths.append(len(columns))
        self.low.append(low if low > -FAR else -np.inf)
        self.high.append(high if high < FAR else np.inf)

    def add_literals(self, literals: list[int], low: float, high: float) -> None:
        self.add(literals, [1] * len(literals), low, high)


@dataclass(frozen=True)
class _Program:
    """``min cost x`` over ``low <= A x <= high``, ``floor <= x <= ceiling``."""

    cost: Floats
    offset: float
    floor: Floats
    ceiling: Floats
    row: npt.NDArray[np.int64]
    column: npt.NDArray[np.int64]
    value: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class Relaxation:
    """What the linear relaxation proves.

    Attributes
    ----------
    bound
        No solution of the model is worth less.
    reduced
        Reduced cost of each variable: moving a Boolean off the side that its sign
        favours costs at least that much on top of ``bound``.
    work
        What it took, in units of about a second that depend on the model alone.
    """

    bound: float
    reduced: Floats
    work: float

    def settled(self, value: int) -> tuple[list[int], list[int]]:
        """Return the Booleans that are 0, and 1, in every solution worth at most ``value``."""
        room = value - self.bound + 1e-6
        zeros = np.flatnonzero(self.reduced > room).tolist()
        ones = np.flatnonzero(self.reduced < -room).tolist()
        return zeros, ones


def linear_relaxation(model: cp_model.CpModel, seconds: float) -> Relaxation | None:
    """Relax a model; None if linear programming found nothing in ``seconds``."""
    program = _program(model)
    prices = _prices(program, seconds)
    return None if prices is None else _multiplied_out(program, prices)


def _program(model: cp_model.CpModel) -> _Program:
    proto = model.proto
    rows = _Rows()
    for constraint in proto.constraints:
        _relax(constraint, rows)
    column = np.array(rows.columns, dtype=np.int64)
    value = np.array(rows.values, dtype=np.float64)
    row = np.repeat(np.arange(len(rows.lengths)), rows.lengths)
    negated = column < 0
    shift = np.bincount(row[negated], weights=value[negated], minlength=len(rows.lengths))
    column[negated] = -column[negated] - 1
    value[negated] *= -1
    cost = np.zeros(len(proto.variables))
    offset = float(proto.objective.offset)
    for reference, coefficient in zip(
        list(proto.objective.vars), list(proto.objective.coeffs), strict=True
    ):
        if reference < 0:
            cost[-reference - 1] -= coefficient
            offset += coefficient
        else:
            cost[reference] += coefficient
    domains = [variable.domain for variable in proto.variables]
    return _Program(
        cost=cost,
        offset=offset,
        floor=np.array([domain[0] for domain in domains], dtype=np.float64),
        # not domain[-1]: CP-SAT's own lists do not count from the end
        ceiling=np.array([domain[len(domain) - 1] for domain in domains], dtype=np.float64),
        row=row,
        column=column,
        value=value,
        low=np.array(rows.low) - shift,
        high=np.array(rows.high) - shift,
    )


def _relax(constraint: ConstraintProto, rows: _Rows) -> None:
    """Add the rows of one constraint; what is not linear adds none."""
    unless = [-literal - 1 for literal in constraint.enforcement_literal]
    if constraint.has_at_most_one() and not unless:
        rows.add_literals(list(constraint.at_most_one.literals), -np.inf, 1)
    elif constraint.has_exactly_one() and not unless:
        rows.add_literals(list(constraint.exactly_one.literals), 1, 1)
    elif constraint.has_bool_or():
        rows.add_literals([*constraint.bool_or.literals, *unless], 1, np.inf)
    elif constraint.has_bool_and():
        for literal in constraint.bool_and.literals:
            rows.add_literals([literal, *unless], 1, np.inf)
    elif constraint.has_linear() and not unless:
        linear = constraint.linear
        domain = list(linear.domain)
        rows.add(list(linear.vars), list(linear.coeffs), domain[0], domain[-1])


def _prices(program: _Program, seconds: float) -> Floats | None:
    """Return a dual price for each row; None if there are none within the limit.

    The simplex method (GLOP) is the quickest where it needs few steps. Where it needs many,
    the interior point method (HiGHS) is, without crossover: a vertex takes several times as
    long, and prices from inside the optimal face bound as well.
    """
    model = mathopt.Model.from_model_proto(_as_proto(program))
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
    except Exception:  # HiGHS gave up; MathOpt stumbles over telling so, in various ways
        return None
    done = result.termination.reason == mathopt.TerminationReason.OPTIMAL
    return result if done and result.has_dual_feasible_solution() else None


def _as_proto(program: _Program) -> model_pb2.ModelProto:
    """Return a program as HiGHS takes it: entries by row and column, each named once."""
    rows, columns = len(program.low), len(program.cost)
    keys, where = np.unique(program.row * columns + program.column, return_inverse=True)
    proto = model_pb2.ModelProto()
    proto.variables.ids.extend(range(columns))
    proto.variables.lower_bounds.extend(program.floor)
    proto.variables.upper_bounds.extend(program.ceiling)
    proto.variables.integers.extend([False] * columns)
    proto.objective.offset = program.offset
    priced = np.flatnonzero(program.cost)
    proto.objective.linear_coefficients.ids.extend(priced)
    proto.objective.linear_coefficients.values.extend(program.cost[priced])
    proto.linear_constraints.ids.extend(range(rows))
    proto.linear_constraints.lower_bounds.extend(program.low)
    proto.linear_constraints.upper_bounds.extend(program.high)
    proto.linear_constraint_matrix.row_ids.extend(keys // max(1, columns))
    proto.linear_constraint_matrix.column_ids.extend(keys % max(1, columns))
    proto.linear_constraint_matrix.coefficients.extend(
        np.bincount(where, weights=program.value, minlength=len(keys))
    )
    return proto


def _multiplied_out(program: _Program, prices: Floats) -> Relaxation:
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
