"""A good feasible package within a second: many packages annealed side by side.

Nothing here is proven and nothing needs to be: what the search finds is checked in integers,
and its only part in a proof is to have found, before the proof begins, what will be proven
best. The amount of work is fixed, and so is the seed: the same program gives the same package.
"""

import math

import numpy as np
from numpy.typing import NDArray

from concertar_methods.packages.deadline import Deadline
from concertar_methods.packages.ladders import Ladder
from concertar_methods.packages.program import Bools, Ints, Program
from concertar_methods.packages.region import Region

Floats = NDArray[np.float64]
Package = tuple[int, ...]

CROWD_AN_ISSUE, LARGEST_CROWD = 24, 512
"""Packages annealed at once."""

STEPS_AN_ISSUE = 12
_MOST_COLUMNS = 600
"""Beyond so many columns, two issues at a time are too many exchanges: one at a time."""

_HOT, _COLD = 2.0, 0.03
_BREACH = 4.0
"""What a breach costs, in typical changes of a value by one move."""


def search(
    program: Program,
    region: Region,
    ladder: Ladder,
    deadline: Deadline,
    *,
    seed: int = 0,
    steps: int | None = None,
) -> Package | None:
    """A feasible package whose values on a ladder are high, or None if none was met.

    Parameters
    ----------
    program, region : what is allowed; the region must not be empty
    ladder : the values to lift, the least before all
    deadline : to stop early
    seed, steps : the work to be done; the same numbers, the same package
    """
    crowd = _Crowd(region, ladder, seed)
    steps = steps or STEPS_AN_ISSUE * program.issues
    best: Package | None = None
    rank: tuple[object, ...] | None = None
    met: set[Package] = set()
    for step in range(steps):
        crowd.move(_HOT * (_COLD / _HOT) ** (step / steps))
        if step % 40 and step < steps - 1:
            continue
        for package in crowd.promising():
            if package in met or not program.is_feasible(package):
                continue
            met.add(package)
            found = (ladder.levels(package), program.rank(package))
            if rank is None or found > rank:
                best, rank = package, found
        if deadline.up:
            break
    return best if best is None else polish(program, region, ladder, best, deadline)


def polish(
    program: Program, region: Region, ladder: Ladder, package: Package, deadline: Deadline
) -> Package:
    """Change one or two issues at a time for as long as that gives a better package."""
    exchanges = Exchanges(program, region)
    while not deadline.up:
        better = _best_exchange(exchanges, ladder, package)
        if better is None:
            break
        package = better
    return package


class Exchanges:
    """All changes of one or two issues, tried on a package at once."""

    def __init__(self, program: Program, region: Region) -> None:
        self.program = program
        self._issue_of = program.issue_of
        columns = np.flatnonzero(region.allowed)
        if len(columns) > _MOST_COLUMNS:
            self._a = self._b = columns
            return
        i, j = np.triu_indices(len(columns))
        a, b = columns[i], columns[j]
        kept = (self._issue_of[a] != self._issue_of[b]) | (a == b)
        self._a, self._b = a[kept], b[kept]

    def sums(self, package: Package, rows: Ints) -> Ints:
        """What rows add up to after each exchange."""
        chosen = np.array(package)
        steps = rows - rows[:, chosen[self._issue_of]]
        both: Ints = steps[:, self._a] + np.where(self._a == self._b, 0, steps[:, self._b])
        both += rows[:, chosen].sum(axis=1)[:, None]
        return both

    def fits(self, package: Package) -> Bools:
        """Where all rows are respected; pairs of columns are not looked at."""
        program = self.program
        caps: Bools = self.sums(package, program.caps) <= program.cap_limits[:, None]
        floors: Bools = self.sums(package, program.floor_gains) >= program.floor_limits[:, None]
        found: Bools = np.logical_and.reduce(np.vstack([caps, floors]), axis=0)
        return found

    def after(self, package: Package, exchange: int) -> Package | None:
        """The package after one exchange, if it is feasible."""
        new = np.array(package)
        for column in (self._a[exchange], self._b[exchange]):
            new[self._issue_of[column]] = column
        return tuple(new.tolist()) if self.program.is_feasible(new) else None


class _Crowd:
    """Packages side by side, each with its sums, moved by one random change at a time."""

    def __init__(self, region: Region, ladder: Ladder, seed: int) -> None:
        self._random = np.random.default_rng(seed)
        self._ladder = ladder
        self._starts = region.starts
        self._options = [
            np.flatnonzero(region.allowed[a:b]) + a
            for a, b in zip(region.starts, region.starts[1:], strict=False)
        ]
        self._open = np.array([q for q, few in enumerate(self._options) if len(few) > 1])
        self._size = min(LARGEST_CROWD, CROWD_AN_ISSUE * len(self._options))
        self._table, self._counts = _padded(self._options)
        divisors = np.array(ladder.divisors, dtype=float)
        offsets = np.array(ladder.offsets, dtype=float)
        values = ladder.rows / divisors[:, None]
        self._typical = _typical(values, region)
        scale = np.array([_typical(row[None], region) for row in region.rows.astype(float)])
        rows = region.rows / scale.reshape(-1, 1)
        self._columns = np.vstack([values / self._typical, rows]).T.copy()
        self._values = len(values)
        base = offsets / divisors / self._typical
        self._base = np.concatenate([base, -region.needs / scale])
        self._pairs = _pair_columns(region)
        self._issue_of = np.repeat(np.arange(len(self._options)), np.diff(region.starts))
        draws = self._random.random((self._size, len(self._options)))
        self._chosen = self._table[
            np.arange(len(self._options)), (draws * self._counts).astype(int)
        ]
        self._sums = self._base + self._columns[self._chosen].sum(axis=1)
        self._worth = self._score(self._sums, self._chosen, _HOT)

    def move(self, heat: float) -> None:
        """Each package changes one issue, kept if better or, when hot, not much worse."""
        if not len(self._open):
            return
        crowd = np.arange(self._size)
        issue = self._open[self._random.integers(len(self._open), size=self._size)]
        draw = (self._random.random(self._size) * self._counts[issue]).astype(np.int64)
        new, old = self._table[issue, draw], self._chosen[crowd, issue]
        sums = self._sums + self._columns[new] - self._columns[old]
        self._chosen[crowd, issue] = new
        worth = self._score(sums, self._chosen, heat)
        luck = heat * 0.5 * np.log(self._random.random(self._size))
        kept = worth - self._worth > luck
        self._sums[kept], self._worth[kept] = sums[kept], worth[kept]
        self._chosen[crowd[~kept], issue[~kept]] = old[~kept]

    def promising(self) -> list[Package]:
        """The packages without a breach whose least value is among the highest."""
        clean = self._breaches(self._sums, self._chosen) <= 1e-6
        least = np.where(clean, self._sums[:, : self._values].min(axis=1), -np.inf)
        order = np.argsort(-least, kind="stable")[:8]
        return [tuple(self._chosen[i].tolist()) for i in order if clean[i]]

    def _score(self, sums: Floats, chosen: Ints, heat: float) -> Floats:
        """A smooth least value, the smoother the hotter, less what breaches cost."""
        values = sums[:, : self._values]
        least = values.min(axis=1)
        smooth = max(heat, 0.1)
        soft = least - smooth * np.log(np.exp((least[:, None] - values) / smooth).mean(axis=1))
        found: Floats = soft - _BREACH * self._breaches(sums, chosen)
        return found

    def _breaches(self, sums: Floats, chosen: Ints) -> Floats:
        breach: Floats = np.maximum(-sums[:, self._values :], 0.0).sum(axis=1)
        for a, b, together in self._pairs:
            one, other = chosen[:, self._issue_of[a]] == a, chosen[:, self._issue_of[b]] == b
            breach += one & (other != together)
        return breach


def _padded(options: list[Ints]) -> tuple[Ints, Ints]:
    """The options of every issue as rows of one array, and how many there are."""
    counts = np.array([len(few) for few in options])
    table = np.zeros((len(options), int(counts.max())), dtype=np.int64)
    for q, few in enumerate(options):
        table[q, : len(few)] = few
    return table, counts


def _typical(rows: Floats, region: Region) -> float:
    """How much one change of option moves these rows, on average; 1 where nothing does."""
    spread = [
        rows[:, region.starts[q] : region.starts[q + 1]][
            :, region.allowed[region.starts[q] : region.starts[q + 1]]
        ]
        for q in range(len(region.starts) - 1)
    ]
    mean = float(np.mean([np.std(part, axis=1).mean() for part in spread]))
    return mean if mean > 0 else 1.0


def _pair_columns(region: Region) -> list[tuple[int, int, bool]]:
    together = [(a, b, True) for few, b in region.together for a in few]
    return together + [(a, b, False) for few, b in region.apart for a in few]


def _best_exchange(exchanges: Exchanges, ladder: Ladder, package: Package) -> Package | None:
    """The best feasible package one exchange away, if it is better."""
    divisors = np.array(ladder.divisors, dtype=float)[:, None]
    offsets = np.array(ladder.offsets)[:, None]
    values = (exchanges.sums(package, ladder.rows) + offsets) / divisors
    least = np.where(exchanges.fits(package), values.min(axis=0), -math.inf)
    near = np.flatnonzero(least >= float(ladder.levels(package)[0]) - 1e-9)
    near = near[np.lexsort([*np.sort(values[:, near], axis=0)[::-1]])[::-1]]
    now = (ladder.levels(package), exchanges.program.rank(package))
    for exchange in near[:40].tolist():
        found = exchanges.after(package, exchange)
        if found is not None:
            better = (ladder.levels(found), exchanges.program.rank(found)) > now
            return found if better else None
    return None
