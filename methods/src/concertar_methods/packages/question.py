"""One question of the proof: is there a package at least this good? Yes with one, no, or no time.

A question is a region and demands on sorted values: "the least at least a, the second at least
b, the rest beyond c". Each demand becomes rows with 0-1 helpers that say which unit may stay
below which level, and a count of how many may. The numbers are integers, so every row is asked
half a unit too low: a solver's rounding cannot lose a package, and none slips in, because what
comes back is read again in integers by whoever asked.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from concertar_methods.packages.ladders import Ladder
from concertar_methods.packages.program import Ints
from concertar_methods.packages.region import Region

Floats = NDArray[np.float64]

_LOWEST = np.iinfo(np.int64).min

LARGEST_EXACT = 10**6
"""Rows that add up to less than this are handed to the solver as they are."""


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """A ladder's sorted values must reach these, position by position.

    `levels` does not descend. With `beyond`, the values from that position on must pass
    strictly beyond ``levels[beyond]``; what `levels` says of later positions is not read.
    """

    ladder: Ladder
    levels: tuple[Fraction, ...]
    beyond: int | None = None

    @property
    def steps(self) -> list[tuple[Fraction, bool, int]]:
        """Distinct thresholds: the level, whether to pass beyond it, how many may stay below."""
        end = len(self.levels) if self.beyond is None else self.beyond
        found: list[tuple[Fraction, bool, int]] = []
        for position in range(end):
            if not found or self.levels[position] > found[-1][0]:
                found.append((self.levels[position], False, position))
        if self.beyond is not None:
            found.append((self.levels[self.beyond], True, self.beyond))
        return found

    def met_by(self, package: Sequence[int]) -> bool:
        """Whether a package reaches all this; exact."""
        reached = self.ladder.levels(package)
        end = len(reached) if self.beyond is None else self.beyond
        met = all(r >= level for r, level in zip(reached[:end], self.levels, strict=False))
        return met and (self.beyond is None or reached[end] > self.levels[end])


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The rows of a question, one-column-per-issue rows included, for a solver of floats.

    `lower <= matrix @ x <= upper` with x in 0..1, the first columns those of the program and
    the rest helpers. `weight` is 0 but for rows that carry a level: there it says how much of
    the row one point of level takes, and `constant` what the row is at level 0.
    """

    matrix: Floats
    lower: Floats
    upper: Floats
    weight: Floats
    constant: Floats
    exact: bool


class Impossible(Exception):
    """Integers alone show that no package meets the question."""


def rows_of(
    region: Region, demands: Sequence[Demand], known: Sequence[tuple[int, ...]] = ()
) -> Rows:
    """The rows of a question; packages in `known` do not count as answers.

    Raises
    ------
    Impossible
        when a row cannot be met even alone.
    """
    writer = _Writer(region, sum(_helpers(demand) for demand in demands))
    for q in range(len(region.starts) - 1):
        issue = np.arange(region.starts[q], region.starts[q + 1])
        writer.add(dict.fromkeys(issue[region.allowed[issue]].tolist(), 1.0), 1.0, 1.0)
    for row, need in zip(region.rows, region.needs.tolist(), strict=True):
        writer.at_least(row, {}, need)
    for few, b in region.together:
        writer.add(dict.fromkeys(few, -1.0) | {b: 1.0}, 0.0, np.inf)
    for few, b in region.apart:
        writer.add(dict.fromkeys(few, 1.0) | {b: 1.0}, -np.inf, 1.0)
    for chosen in known:
        writer.add(dict.fromkeys(chosen, 1.0), -np.inf, len(chosen) - 1.0)
    for demand in demands:
        _write_demand(writer, demand)
    return writer.rows()


def _helpers(demand: Demand) -> int:
    return (len(demand.steps) - 1) * demand.ladder.units


def _write_demand(writer: "_Writer", demand: Demand) -> None:
    """Rows and helpers: helper (unit, step) is 1 where the unit may stay below the next step."""
    ladder, steps = demand.ladder, demand.steps
    if not ladder.units:
        return
    needs = [ladder.needs(level, beyond=beyond) for level, beyond, _ in steps]
    first = writer.take(_helpers(demand))
    climbs = len(steps) - 1

    def helper(unit: int, step: int) -> int:
        return first + unit * climbs + step

    for r, unit in enumerate(ladder.unit_of):
        below = {helper(unit, j): int(needs[j + 1][r] - needs[j][r]) for j in range(climbs)}
        level = (ladder.divisors[r], ladder.offsets[r])
        writer.at_least(ladder.rows[r], below, int(needs[-1][r]), level)
    for j in range(climbs):
        may = steps[j + 1][2]
        writer.add({helper(u, j): 1.0 for u in range(ladder.units)}, -np.inf, float(may))
        for u in range(ladder.units if j else 0):
            writer.add({helper(u, j): 1.0, helper(u, j - 1): -1.0}, 0.0, np.inf)


class _Writer:
    """Collects rows; integer rows are first made small."""

    def __init__(self, region: Region, helpers: int) -> None:
        self._region = region
        self._columns = len(region.allowed)
        self._issue_of = np.repeat(np.arange(len(region.starts) - 1), np.diff(region.starts))
        self._width = self._columns + helpers
        self._taken = self._columns
        self._rows: list[Floats] = []
        self._lower: list[float] = []
        self._upper: list[float] = []
        self._weight: list[float] = []
        self._constant: list[float] = []
        self._exact = True

    def take(self, helpers: int) -> int:
        """Room for helpers; the place of the first."""
        first, self._taken = self._taken, self._taken + helpers
        return first

    def add(self, entries: dict[int, float], lower: float, upper: float) -> None:
        row = np.zeros(self._width)
        row[list(entries)] = list(entries.values())
        self._append(row, lower, upper)

    def at_least(
        self,
        row: Ints,
        below: dict[int, int],
        need: int,
        level: tuple[int, int] | None = None,
    ) -> None:
        """``row + below >= need`` in integers; `level` is the divisor and offset of a value.

        Written as what each option loses against its issue's best: the rows are knapsacks of
        losses, which a solver cuts far better than rows of gains.
        """
        firsts = self._region.starts[:-1]
        most = np.maximum.reduceat(np.where(self._region.allowed, row, _LOWEST), firsts)
        lost = np.where(self._region.allowed, most[self._issue_of] - row, 0)
        need -= int(most.sum())
        worst = int(np.maximum.reduceat(lost, firsts).sum())
        if need > sum(below.values()):
            raise Impossible
        if level is None and need <= -worst:
            return
        reach = worst + sum(below.values())
        common = math.gcd(*np.unique(lost).tolist(), *below.values()) or 1
        need = -(-need // common)
        scale = 1.0 if reach // common < LARGEST_EXACT else LARGEST_EXACT * common / reach
        self._exact = self._exact and scale == 1.0
        dense = np.zeros(self._width)
        dense[: self._columns] = -lost / common * scale
        dense[list(below)] = [step / common * scale for step in below.values()]
        weight = constant = 0.0
        if level is not None:
            divisor, offset = level
            weight = divisor / common * scale
            constant = -(offset + int(most.sum())) / common * scale
        self._append(dense, (need - 0.5) * scale, np.inf, weight, constant)

    def rows(self) -> Rows:
        return Rows(
            matrix=np.array(self._rows).reshape(len(self._rows), self._width),
            lower=np.array(self._lower),
            upper=np.array(self._upper),
            weight=np.array(self._weight),
            constant=np.array(self._constant),
            exact=self._exact,
        )

    def _append(
        self, row: Floats, lower: float, upper: float, weight: float = 0.0, constant: float = 0.0
    ) -> None:
        self._rows.append(row)
        self._lower.append(lower)
        self._upper.append(upper)
        self._weight.append(weight)
        self._constant.append(constant)
