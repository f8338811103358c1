"""A mixed-integer program, column by column and row by row, solved by HiGHS."""

import time
from array import array
from collections.abc import Iterable, Iterator, Sequence
from math import ceil, inf, isfinite

import highspy
import numpy as np

from models import Status

Stretch = tuple[int, int, int]
"""First moment, first moment after it, column."""

Part = tuple[float, Iterable[int]]
"""A coefficient, and the columns of a row that have it."""

Ending = tuple[Status, int | None, int]
"""Status, value, bound."""

SETTINGS = {"presolve_mode": 2, "mip_lp_solver": "ipm"}
"""Light presolve and the first relaxation by interior points; benchmarks/README.md has what the
others gave."""


class Program:
    """Columns between 0 and an upper bound, rows with bounds; ``offset`` adds to the objective."""

    def __init__(self) -> None:
        self.cost: list[float] = []
        self.upper: list[float] = []
        self.whole: list[bool] = []
        self.offset = 0
        self.first_seconds: float | None = None
        self._bounds: tuple[list[float], list[float]] = ([], [])
        self._starts = array("i", [0])
        self._columns = array("i")
        self._values = array("d")

    def column(self, cost: float = 0, upper: float = 1, *, whole: bool = True) -> int:
        """Add a column and return its number."""
        self.cost.append(cost)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.cost) - 1

    def row(
        self, *parts: tuple[float, Iterable[int]], low: float = -inf, high: float = inf
    ) -> None:
        """Add a row; no column twice in it."""
        for value, columns in parts:
            before = len(self._columns)
            self._columns.extend(columns)
            self._values.extend([value] * (len(self._columns) - before))
        self._starts.append(len(self._columns))
        self._bounds[0].append(low)
        self._bounds[1].append(high)

    def solve(
        self, began: float, time_limit: float, threads: int
    ) -> tuple[Status, int | None, int]:
        """Minimise, for as long as is left of the limit; the objective has to be whole."""
        if not self.cost:
            self.column()  # HiGHS does not judge the rows of a program without columns
        highs = highspy.Highs()
        highs.silent()
        highs.passModel(self._model())
        highs.setOptionValue("threads", threads)
        highs.setOptionValue("time_limit", max(0.1, time_limit - (time.perf_counter() - began)))
        highs.setOptionValue("mip_rel_gap", 0.0)
        highs.setOptionValue("mip_abs_gap", 1 - 1e-4)
        for name, setting in SETTINGS.items():
            highs.setOptionValue(name, setting)

        def keep_first(_: object) -> None:
            self.first_seconds = self.first_seconds or time.perf_counter() - began

        highs.cbMipImprovingSolution += keep_first
        highs.run()
        info = highs.getInfo()
        self.solution = highs.getSolution().col_value
        status = highs.getModelStatus()
        if status in (
            highspy.HighsModelStatus.kInfeasible,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
        ):
            return "infeasible", None, 0
        bound = ceil(info.mip_dual_bound - 1e-6) if isfinite(info.mip_dual_bound) else 0
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return "unknown", None, max(0, bound)
        proven = status == highspy.HighsModelStatus.kOptimal
        value = round(info.objective_function_value)
        return "optimal" if proven else "feasible", value, max(0, bound)

    def _model(self) -> highspy.HighsLp:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.cost), len(self._bounds[0])
        model.offset_ = self.offset
        model.col_cost_ = np.array(self.cost, dtype=float)
        model.col_lower_ = np.zeros(len(self.cost))
        model.col_upper_ = np.array(self.upper, dtype=float)
        model.row_lower_, model.row_upper_ = (np.array(b, dtype=float) for b in self._bounds)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array(self._starts)
        model.a_matrix_.index_ = np.array(self._columns)
        model.a_matrix_.value_ = np.array(self._values)
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        model.integrality_ = [kinds[whole] for whole in self.whole]
        return model


def at_once(stretches: Sequence[Stretch]) -> Iterator[list[int]]:
    """Yield the largest sets of columns whose stretches share a moment."""
    ends = sorted(stretches, key=lambda stretch: stretch[1])
    under_way: dict[int, None] = {}
    grown, done = False, 0
    for start, _, column in sorted(stretches):
        while ends[done][1] <= start:
            if grown:
                yield list(under_way)
            grown = False
            del under_way[ends[done][2]]
            done += 1
        under_way[column] = None
        grown = True
    if grown:
        yield list(under_way)
