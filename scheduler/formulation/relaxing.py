"""The linear relaxation of a formulation, as a lower bound that can be trusted.

Linear constraints are kept, others (intervals, conditional constraints) are dropped, so the
optimum of the relaxation is never above that of the model. The dual prices of the solver need not
be right: any prices give a valid bound when they are multiplied out (weak duality over variables in
boxes; Neumaier and Shcherbina, Mathematical Programming 99, 2004). So an LP that was cut short or
is inaccurate gives a weaker bound, never a wrong one.
"""

import math
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
from ortools.glop import parameters_pb2 as glop_parameters_pb2
from ortools.math_opt.python import mathopt
from ortools.math_opt.solvers import highs_pb2
from ortools.sat.python import cp_model

from scheduler.formulation.cuts import with_cuts
from scheduler.formulation.programs import (
    SMALL_BLOCK,
    Floats,
    Positions,
    Program,
    as_proto,
    linear_program,
)
from scheduler.formulation.variables import Expression

SIMPLEX_WORK, SIMPLEX_ENTRIES = 1.0, 500_000
"""Deterministic time, about as many seconds, that the simplex method may take, and the size
up to which it is tried at all."""

ENTRIES_PER_UNIT = 1e5

READ = mathopt.ModelSolveParameters(reduced_costs_filter=mathopt.VariableFilter(filtered_items=()))
"""What is read of a solution: prices and values, no reduced costs, as reading takes long too."""

LEAST_GAIN = 0.01
"""What cuts raise the bound by if it is worth while to look for more."""


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

    def joined(self, other: "Relaxation") -> "Relaxation":
        """Return what both prove of the same model: of each Boolean, the one that proves more.

        Prices of a vertex make a few literals cost much, those from inside the optimal face give
        every literal a cost that has one in any optimum; so both together settle most.
        """
        bound = max(self.bound, other.bound)
        mine, theirs = (np.abs(one.reduced) + one.bound - bound for one in (self, other))
        reduced = np.where(
            mine >= theirs, np.copysign(mine, self.reduced), np.copysign(theirs, other.reduced)
        )
        reduced[np.maximum(mine, theirs) <= 0] = 0.0
        return Relaxation(bound, reduced, self.work + other.work)

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
    return next(relaxations(model, seconds), None)


def relaxations(model: cp_model.CpModel, seconds: float) -> Iterator[Relaxation]:
    """Yield the linear relaxation of a model, then tighter ones, within ``seconds``.

    First the same with prices from inside the optimal face, then with cuts.
    """
    growing = _Growing(linear_program(model), time.monotonic() + seconds)
    corners = growing.solve(growing.program.blocks(), quickly=True)
    if corners is None:
        return
    relaxation = growing.relaxation()
    yield relaxation
    if growing.solve(corners) is None:  # a cut has to be of a point from inside
        return
    if corners:
        relaxation = growing.relaxation()
        yield relaxation
    while (blocks := growing.cut()) and growing.solve(blocks) is not None:
        bound, relaxation = relaxation.bound, growing.relaxation()
        if relaxation.bound < bound + LEAST_GAIN:
            return
        yield relaxation


class _Growing:
    """A program to which cuts are added, with a price for each row and a point.

    Attributes
    ----------
    program
        With all cuts so far.
    """

    def __init__(self, program: Program, end: float) -> None:
        self.program = program
        self._end = end
        self._prices, self._point = np.zeros(len(program.low)), np.zeros(len(program.cost))
        self._entries = 0

    def solve(
        self, blocks: Iterable[Positions], *, quickly: bool = False
    ) -> list[Positions] | None:
        """Solve blocks of rows; return the large ones of which only a vertex is known.

        None if the time was over before.
        """
        corners = []
        for rows in blocks:
            part = self.program.part(rows)
            found = _solved(part, self._end - time.monotonic(), quickly=quickly)
            if found is None:
                return None
            self._prices[rows] = found.prices
            self._point[self.program.columns(rows)] = found.values
            self._entries += len(part.value)
            if found.is_corner and len(part.value) >= SMALL_BLOCK:
                corners.append(rows)
        return corners

    def cut(self) -> list[Positions]:
        """Add the cuts that the point violates; return the blocks that they are in."""
        before = len(self.program.low)
        self.program = with_cuts(self.program, self._point)
        self._prices = np.append(self._prices, np.zeros(len(self.program.low) - before))
        if len(self.program.low) == before:
            return []
        return [rows for rows in self.program.blocks() if rows[-1] >= before]

    def relaxation(self) -> Relaxation:
        """Return what the prices prove, and count the work since the last time."""
        work, self._entries = self._entries / ENTRIES_PER_UNIT, 0
        return _multiplied_out(self.program, self._prices, work)


@dataclass(frozen=True)
class _Solution:
    """A dual price for each row, a value for each column, and whether those are a vertex."""

    prices: Floats
    values: Floats
    is_corner: bool


def _solved(program: Program, seconds: float, *, quickly: bool) -> _Solution | None:
    """Solve a program; None if that takes longer.

    The simplex method (GLOP) is quicker where it needs few steps, else the interior point method
    (HiGHS), without crossover: a vertex takes several times as long, and prices from inside the
    optimal face give as good a bound.
    """
    model = mathopt.Model.from_model_proto(as_proto(program))
    began = time.monotonic()
    if quickly and len(program.value) <= SIMPLEX_ENTRIES:
        quick = glop_parameters_pb2.GlopParameters(max_deterministic_time=SIMPLEX_WORK)
        result = _result(model, mathopt.SolverType.GLOP, seconds, glop=quick)
        if result is not None:
            return _Solution(*_read(model, result), is_corner=True)
    interior = highs_pb2.HighsOptionsProto(string_options={"solver": "ipm", "run_crossover": "off"})
    left = seconds - (time.monotonic() - began)
    result = _result(model, mathopt.SolverType.HIGHS, left, highs=interior)
    return _Solution(*_read(model, result), is_corner=False) if result is not None else None


def _read(model: mathopt.Model, result: mathopt.SolveResult) -> tuple[Floats, Floats]:
    prices, values = result.dual_values(), result.variable_values()
    return (
        np.array([prices[row] for row in model.linear_constraints()], dtype=np.float64),
        np.array([values[column] for column in model.variables()], dtype=np.float64),
    )


def _result(
    model: mathopt.Model, solver: mathopt.SolverType, seconds: float, **parameters: Any
) -> mathopt.SolveResult | None:
    """Solve within the limit; None if it ends without prices."""
    limit = timedelta(seconds=max(0.0, seconds)) if math.isfinite(seconds) else None
    asked = mathopt.SolveParameters(time_limit=limit, **parameters)
    try:
        result = mathopt.solve(model, solver, params=asked, model_params=READ)
    except Exception:  # HiGHS gave up, which MathOpt reports by various exceptions
        return None
    done = result.termination.reason == mathopt.TerminationReason.OPTIMAL
    return result if done and result.has_dual_feasible_solution() else None


def _multiplied_out(program: Program, prices: Floats, work: float) -> Relaxation:
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
        work=work,
    )
