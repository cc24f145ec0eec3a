"""HiGHS, asked one question at a time, on one thread and repeatably.

Three steps, each cheaper than the next would be without it. A linear program lifts all levels
of the question by a common slack and gives each row its price. Columns with which even that
relaxation falls short are taken out, one tried after another. What is left goes to branch and
bound, with the priced rows as its objective: a plain search for any solution visits about ten
times as many nodes.
"""

import math
from dataclasses import dataclass
from itertools import pairwise

import highspy
import numpy as np
from numpy.typing import NDArray

from concertar_methods.errors import MethodError
from concertar_methods.packages.deadline import Deadline
from concertar_methods.packages.question import Rows
from concertar_methods.packages.region import Region

Floats = NDArray[np.float64]

_MARGIN = 1e-5
"""A relaxation must fall short by this much before a column is taken out."""

_FAR = 1e9
_STATUS = highspy.HighsModelStatus
_NONE = (_STATUS.kInfeasible, _STATUS.kUnboundedOrInfeasible)
_STOPPED = (_STATUS.kTimeLimit, _STATUS.kInterrupt)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a question.

    `package` answers it; without one, `settled` says that none does. `bound` is a level that
    no package of the region exceeds, known for questions about a least value alone.
    """

    package: tuple[int, ...] | None
    settled: bool
    bound: float | None = None


def ask(region: Region, rows: Rows, deadline: Deadline, *, best: bool = False) -> Verdict:
    """Find a package that meets the rows, or that there is none.

    With `best`, go on to the package for which the last row is greatest; otherwise the first
    one found is enough.
    """
    if deadline.up:
        return Verdict(None, settled=False)
    relaxation = _Relaxation(region, rows)
    if rows.weight.any():
        if not relaxation.price(deadline):
            settled = relaxation.slack is not None
            return Verdict(None, settled=settled, bound=relaxation.bound)
        relaxation.drop_columns(deadline)
    return relaxation.branch(deadline, best=best)


def relaxed_bound(region: Region, rows: Rows, deadline: Deadline) -> float | None:
    """A level that no package of the region exceeds, from the linear relaxation alone."""
    relaxation = _Relaxation(region, rows)
    relaxation.price(deadline)
    return relaxation.bound


class _Relaxation:
    """One question in HiGHS; its last column is the slack that lifts all levels."""

    def __init__(self, region: Region, rows: Rows) -> None:
        self._region, self._rows = region, rows
        self._width = rows.matrix.shape[1]
        self.slack: float | None = None
        self.bound: float | None = None
        self._prices = np.zeros(len(rows.lower))
        self._open = np.ones(self._width, dtype=np.bool_)
        self._open[: len(region.allowed)] = region.allowed
        self._highs = _model(rows, self._open)

    def price(self, deadline: Deadline) -> bool:
        """Solve the relaxation; False where it shows that nothing meets the question."""
        highs, s = self._highs, self._width
        highs.changeColBounds(s, -_FAR, _FAR)
        highs.changeColCost(s, -1.0)
        self._solve(deadline)
        status = highs.getModelStatus()
        if status in _STOPPED:
            return False
        if status in _NONE:
            self.slack = -math.inf
            return False
        self._expect(status, _STATUS.kOptimal)
        self.slack = -highs.getInfo().objective_function_value
        duals = np.array(highs.getSolution().row_dual)
        self._prices = np.where(self._rows.weight > 0, np.abs(duals), 0.0)
        priced = self._prices > 0
        self._learn(self.slack + float(self._prices[priced] @ self._rows.lower[priced]))
        return self.slack > -_MARGIN

    def drop_columns(self, deadline: Deadline) -> None:
        """Take out each column with which the relaxation can no longer meet the question."""
        highs = self._highs
        solution = highs.getSolution()
        value, reduced = np.array(solution.col_value), np.array(solution.col_dual)
        highs.setOptionValue("presolve", "off")
        slack = self.slack or 0.0
        for j in np.flatnonzero(self._open[: len(self._region.allowed)]).tolist():
            if value[j] > 1.0 - _MARGIN:
                continue
            if reduced[j] <= slack + _MARGIN:
                if deadline.up:
                    break
                highs.changeColBounds(j, 1.0, 1.0)
                self._solve(deadline)
                status = highs.getModelStatus()
                short = status == _STATUS.kOptimal and (
                    highs.getInfo().objective_function_value > _MARGIN
                )
                if not short and status not in _NONE:
                    highs.changeColBounds(j, 0.0, 1.0)
                    continue
            highs.changeColBounds(j, 0.0, 0.0)
            self._open[j] = False
        highs.setOptionValue("presolve", "choose")

    def branch(self, deadline: Deadline, *, best: bool) -> Verdict:
        """Branch and bound over whole columns."""
        highs = self._highs
        highs.clearSolver()
        highs.changeColBounds(self._width, 0.0, 0.0)
        highs.changeColCost(self._width, 0.0)
        if best:  # in whole numbers, so that a gap below one closes
            self._prices = np.zeros(len(self._prices))
            self._prices[-1] = 1.0
        cost = -(self._prices @ self._rows.matrix)
        width = self._width
        highs.changeColsCost(width, np.arange(width, dtype=np.int32), cost)
        kinds = np.full(width, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
        highs.changeColsIntegrality(width, np.arange(width, dtype=np.int32), kinds)
        for name, setting in _BRANCHING.items():
            highs.setOptionValue(name, setting)
        if not best:
            highs.setOptionValue("mip_max_improving_sols", 1)
        self._solve(deadline)
        return self._verdict()

    def _verdict(self) -> Verdict:
        highs = self._highs
        status, info = highs.getModelStatus(), highs.getInfo()
        if status in _NONE:
            return Verdict(None, settled=True, bound=self.bound)
        if self._prices.any() and math.isfinite(info.mip_dual_bound):
            self._learn(-info.mip_dual_bound)
        package = None
        if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
            package = self._package(np.array(highs.getSolution().col_value))
        if status not in _STOPPED:
            self._expect(status, _STATUS.kOptimal, _STATUS.kSolutionLimit)
        return Verdict(package, settled=status == _STATUS.kOptimal, bound=self.bound)

    def _package(self, values: Floats) -> tuple[int, ...]:
        starts = self._region.starts.tolist()
        return tuple(a + int(np.argmax(values[a:b])) for a, b in pairwise(starts))

    def _learn(self, greatest: float) -> None:
        """The greatest sum of priced rows bounds the level that all of them can reach."""
        weight = float(self._prices @ self._rows.weight)
        if weight > 0 and self._width == len(self._region.allowed):
            level = (greatest - float(self._prices @ self._rows.constant)) / weight
            self.bound = level if self.bound is None else min(self.bound, level)

    def _solve(self, deadline: Deadline) -> None:
        self._highs.setOptionValue("time_limit", deadline.left)
        self._highs.run()

    def _expect(self, status: object, *expected: object) -> None:
        if status not in expected:
            raise MethodError("solver_failed", status=str(status))


_BRANCHING: dict[str, bool | int | float] = {
    "mip_heuristic_effort": 0.0,
    "mip_allow_restart": False,
    "mip_detect_symmetry": False,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.4,
}


class _Quiet(highspy.Highs):
    """HiGHS without its callbacks: setting them up writes a banner on the standard output."""

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()


def _model(rows: Rows, allowed: NDArray[np.bool_]) -> highspy.Highs:
    """The rows in HiGHS, all columns continuous, and one more column for the slack."""
    highs = _Quiet()
    highs.setOptionValue("output_flag", False)  # noqa: FBT003
    highs.setOptionValue("threads", 1)
    matrix = np.column_stack([rows.matrix, -rows.weight])
    height, width = matrix.shape
    at, index = np.nonzero(matrix)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = width, height
    model.col_cost_ = np.zeros(width)
    model.col_lower_ = np.zeros(width)
    model.col_upper_ = np.append(allowed.astype(float), 0.0)
    model.row_lower_, model.row_upper_ = rows.lower, rows.upper
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.searchsorted(at, np.arange(height + 1)).astype(np.int32)
    model.a_matrix_.index_ = index.astype(np.int32)
    model.a_matrix_.value_ = matrix[at, index]
    highs.passModel(model)
    return highs
