"""A formulation as a linear program: its linear constraints are kept, all others dropped."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
from ortools.math_opt import model_pb2
from ortools.sat.python import cp_model
from ortools.sat.python.cp_model_helper import ConstraintProto

Floats = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]

FAR = 1e17  # CP-SAT writes "no bound" as a huge integer

SMALL_BLOCK = 5000
"""Entries below which a block of rows is solved together with others."""


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
class Row:
    """A row ``values x <= high`` over some columns, each once."""

    columns: Positions
    values: Floats
    high: float


@dataclass(frozen=True)
class Program:
    """``min cost x`` over ``low <= A x <= high``, ``floor <= x <= ceiling``."""

    cost: Floats
    offset: float
    floor: Floats
    ceiling: Floats
    row: Positions
    column: Positions
    value: Floats
    low: Floats
    high: Floats

    def blocks(self) -> Iterator[Positions]:
        """Yield sets of rows that share no column, so that each can be solved by itself.

        Small blocks are yielded together: most are about one activity without any other.
        """
        label = self._labels()
        size = np.bincount(label[self.row], minlength=len(label))
        small = (size > 0) & (size < SMALL_BLOCK)
        if small.any():
            yield np.flatnonzero(small[label])
        for first in np.flatnonzero(size >= SMALL_BLOCK):
            yield np.flatnonzero(label == first)

    def _labels(self) -> Positions:
        """Return for each row the first row that it is connected with."""
        label = np.arange(len(self.low))
        while True:
            of_column = np.full(len(self.cost), len(label))
            np.minimum.at(of_column, self.column, label[self.row])
            joined = label.copy()
            np.minimum.at(joined, self.row, of_column[self.column])
            if (joined == label).all():
                return label
            label = joined

    def columns(self, rows: Positions) -> Positions:
        """Return the columns in some of the rows, in order."""
        return np.unique(self.column[np.isin(self.row, rows)])

    def extended(self, more: Sequence[Row]) -> "Program":
        """Return the program with more rows after its own."""
        sizes = [len(row.columns) for row in more]
        numbers = len(self.low) + np.repeat(np.arange(len(more)), sizes)
        return replace(
            self,
            row=np.concatenate([self.row, numbers]),
            column=np.concatenate([self.column, *(row.columns for row in more)]),
            value=np.concatenate([self.value, *(row.values for row in more)]),
            low=np.concatenate([self.low, np.full(len(more), -np.inf)]),
            high=np.concatenate([self.high, [row.high for row in more]]),
        )

    def part(self, rows: Positions) -> "Program":
        """Return some of the rows with the columns in them."""
        number = np.full(len(self.low), -1)
        number[rows] = np.arange(len(rows))
        kept = number[self.row] >= 0
        columns, column = np.unique(self.column[kept], return_inverse=True)
        return Program(
            cost=self.cost[columns],
            offset=0.0,
            floor=self.floor[columns],
            ceiling=self.ceiling[columns],
            row=number[self.row[kept]],
            column=column,
            value=self.value[kept],
            low=self.low[rows],
            high=self.high[rows],
        )


def linear_program(model: cp_model.CpModel) -> Program:
    """Return the linear relaxation of a model."""
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
    return Program(
        cost=cost,
        offset=offset,
        floor=np.array([domain[0] for domain in domains], dtype=np.float64),
        # not domain[-1]: lists of CP-SAT do not support it
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


def as_proto(program: Program) -> model_pb2.ModelProto:
    """Return a program in the form that HiGHS takes: entries by row and column, each once."""
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
