"""The linear relaxation of a formulation, as a bound that can be trusted.

What is linear in the model is kept, what is not (intervals, enforced rows) is dropped,
so the relaxation is never worth more than the model. The solver's dual prices are not
taken at their word: any prices give a valid bound once they are multiplied out (weak
duality over variables in boxes; Neumaier and Shcherbina, Mathematical Programming 99,
2004), so an LP that was cut short or is numerically off costs tightness, never truth.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from ortools.linear_solver.python import model_builder
from ortools.sat.python import cp_model
from ortools.sat.python.cp_model_helper import ConstraintProto

Floats = npt.NDArray[np.float64]
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
    """

    bound: float
    reduced: Floats

    def settled(self, value: int) -> tuple[list[int], list[int]]:
        """Return the Booleans that are 0, and 1, in every solution worth at most ``value``."""
        room = value - self.bound + 1e-6
        zeros = np.flatnonzero(self.reduced > room).tolist()
        ones = np.flatnonzero(self.reduced < -room).tolist()
        return zeros, ones


def linear_relaxation(model: cp_model.CpModel, seconds: float) -> Relaxation | None:
    """Relax a model; None if the linear solver (GLOP) found nothing in ``seconds``."""
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
    domains = [list(variable.domain) for variable in proto.variables]
    return _Program(
        cost=cost,
        offset=offset,
        floor=np.array([domain[0] for domain in domains], dtype=np.float64),
        ceiling=np.array([domain[-1] for domain in domains], dtype=np.float64),
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
    """Return a dual price for each row, as GLOP finds them within the limit."""
    model = model_builder.Model()  # type: ignore[no-untyped-call]
    helper = model.helper
    for floor, ceiling, cost in zip(
        program.floor.tolist(), program.ceiling.tolist(), program.cost.tolist(), strict=True
    ):
        index = helper.add_var()
        helper.set_var_lower_bound(index, floor)
        helper.set_var_upper_bound(index, ceiling)
        helper.set_var_objective_coefficient(index, cost)
    for low, high in zip(program.low.tolist(), program.high.tolist(), strict=True):
        index = helper.add_linear_constraint()
        helper.set_constraint_lower_bound(index, low)
        helper.set_constraint_upper_bound(index, high)
    for row, column, value in zip(
        program.row.tolist(), program.column.tolist(), program.value.tolist(), strict=True
    ):
        helper.add_term_to_constraint(row, column, value)
    solver = model_builder.Solver("glop")
    solver.set_time_limit_in_seconds(seconds)
    if solver.solve(model) != model_builder.SolveStatus.OPTIMAL:
        return None
    return solver.dual_values(model.get_linear_constraints()).to_numpy(dtype=np.float64)


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
    )
