"""From exact columns to the 64-bit program of the solver.

Where the common unit is too fine for 64 bits, parties' quantities are rounded to millionths of a
point or finer, and the error is told; what a package must respect is never rounded.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from concertar_methods.errors import MethodError
from concertar_methods.packages.integers import Columns, Linear
from concertar_methods.packages.program import Program

_COARSE_UNITS = (10**9, 10**8, 10**7, 10**6)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A program, and by how many points a quantity of it may differ from the exact one."""

    program: Program
    error: Fraction


def compile_program(columns: Columns, quantities: Sequence[Linear]) -> Compiled:
    """The program in which every party's quantity is one of these rows, in units of a point.

    Raises
    ------
    MethodError
        ``numbers_too_large`` where limits, budgets, reservations or costs have too many digits.
    """
    for unit in (columns.unit, *_COARSE_UNITS):
        rows = [_in_unit(row, columns.unit, unit) for row in quantities]
        try:
            program = _program(columns, rows, unit)
        except (MethodError, OverflowError) as problem:
            refused = isinstance(problem, MethodError) and problem.params.get("array") != "gains"
            if refused or unit == _COARSE_UNITS[-1]:
                raise MethodError("numbers_too_large") from None
            continue
        rounded = len(columns.starts) if unit != columns.unit else 0
        return Compiled(program, Fraction(rounded, 2 * unit))
    raise MethodError("numbers_too_large")


def _in_unit(row: Linear, old: int, new: int) -> Linear:
    if old == new:
        return row
    numbers = tuple(round(Fraction(number * new, old)) for number in row.numbers)
    return Linear(numbers, round(Fraction(row.constant * new, old)))


def _program(columns: Columns, rows: Sequence[Linear], unit: int) -> Program:
    caps = [_lowest_terms(Linear(cap.numbers, cap.most)) for cap in columns.caps]
    floors = [_lowest_terms(floor) for floor in columns.floors]
    return Program.of(
        starts=columns.starts,
        gains=[row.numbers for row in rows],
        offsets=[row.constant for row in rows],
        unit=unit,
        constituency_of=columns.constituency_of,
        aggregate=columns.table.aggregate,
        forbidden=columns.forbidden,
        changes=columns.changes.numbers,
        costs=_lowest_terms(columns.costs).numbers,
        **_given("caps", "cap_limits", caps, 1),
        **_given("floor_gains", "floor_limits", floors, -1),
        **_pairs(implies=columns.implies, excludes=columns.excludes),
    )


def _given(name: str, limit: str, rows: Sequence[Linear], sign: int) -> dict[str, object]:
    """Rows and their limits; nothing where there are none."""
    if not rows:
        return {}
    return {name: [row.numbers for row in rows], limit: [sign * row.constant for row in rows]}


def _pairs(**pairs: Iterable[tuple[int, int]]) -> dict[str, object]:
    return {name: list(found) for name, found in pairs.items() if found}


def _lowest_terms(row: Linear) -> Linear:
    common = math.gcd(row.constant, *row.numbers) or 1
    return Linear(tuple(number // common for number in row.numbers), row.constant // common)
