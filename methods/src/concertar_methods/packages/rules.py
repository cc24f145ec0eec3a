"""The rules that choose one package out of many, exactly and repeatably.

Every rule narrows a list of packages until one is left: comparisons are made on integers,
near-ties of products in integers without bound. The last tie goes to the package listed first.
"""

import math
from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from concertar_methods.packages.integers import Columns, Linear
from concertar_methods.packages.measures import Measure
from concertar_methods.packages.space import Space

Ints = NDArray[np.int64]
Rule = Callable[[Ints], Ints]
"""From the packages of a list to those of them that are best."""


class Rules:
    """The rules of one table, over the packages of a space.

    Parameters
    ----------
    space : the packages
    columns : the table in integers
    best : every party's greatest feasible gain, in units; None while it is being sought
    """

    def __init__(self, space: Space, columns: Columns, best: tuple[int, ...] | None = None):
        self._space, self._columns = space, columns
        self._gains = Measure(space, columns.gains)
        self._sum = Measure(space, [added(columns.gains)])
        self._changes = Measure(space, [columns.changes])
        self._costs = Measure(space, [columns.costs])
        if best is not None:
            self._prepare(best)

    def _prepare(self, best: tuple[int, ...]) -> None:
        relative, kept = relative_gains(self._columns, best)
        self._relative = Measure(self._space, relative)
        compare = self._columns.table.compare
        self._compared = (
            self._relative
            if compare == "relative"
            else self._gains
            if compare == "gain"
            else Measure(self._space, self._columns.values)
        )
        of = self._columns.constituency_of
        if compare == "relative":
            of = tuple(of[p] for p in kept)
        self._blocs = [[i for i, k in enumerate(of) if k == bloc] for bloc in sorted(set(of))]
        if self._columns.table.aggregate == "mean":
            means = bloc_means(self._compared.rows, self._blocs)
            self._means = Measure(self._space, means)

    def greatest_gain(self, party: int) -> Rule:
        """The packages that give one party the most."""
        return lambda packages: _greatest(packages, self._gains.of(packages)[party])

    def leximin(self, packages: Ints) -> Ints:
        """One package: leximin of constituencies, of parties, changes, cost, listed first.

        Where shares are compared, whoever has nothing to gain has none: their losses still tell.
        """
        packages = _leximin(packages, self._levels(packages))
        packages = _leximin(packages, self._compared.of(packages))
        packages = _leximin(packages, self._gains_beside_shares(packages))
        packages = _greatest(packages, -self._changes.of(packages)[0])
        packages = _greatest(packages, -self._costs.of(packages)[0])
        return np.sort(packages)[:1]

    def greatest_sum(self, packages: Ints) -> Ints:
        """One package: the greatest sum of gains, then leximin."""
        return self.leximin(_greatest(packages, self._sum.of(packages)[0]))

    def kalai_smorodinsky(self, packages: Ints) -> Ints:
        """One package: leximin of the parties' shares of their greatest gain, then leximin."""
        return self.leximin(_leximin(packages, self._relative.of(packages)))

    def nash(self, packages: Ints) -> Ints:
        """One package: most parties that gain, greatest product of their gains, leximin."""
        gains = self._gains.of(packages)
        packages = _greatest(packages, (gains > 0).sum(axis=0))
        floats = self._gains.floats(packages)
        positive = self._gains.of(packages) > 0
        logs = np.log(np.where(positive, floats, 1.0)).sum(axis=0)
        # Products this near in floats are told apart in integers; the rest cannot be greatest.
        packages = packages[logs >= logs.max() - 1e-9 * (1 + abs(logs.max()))]
        return self.leximin(self._greatest_product(packages))

    def _greatest_product(self, packages: Ints) -> Ints:
        products: dict[tuple[int, ...], int] = {}
        found = []
        gains = self._gains.of(packages).T.tolist()
        for number, key in zip(packages.tolist(), map(tuple, gains), strict=True):
            if key not in products:
                chosen = self._space.package(number)
                exact = (total(row, chosen) for row in self._gains.rows)
                products[key] = math.prod(gain for gain in exact if gain > 0)
            found.append(products[key])
        best = max(found)
        return _kept(packages, np.array([product == best for product in found]))

    def _levels(self, packages: Ints) -> Ints:
        """What every constituency reaches, in rows."""
        if self._columns.table.aggregate == "mean":
            return self._means.of(packages)
        quantities = self._compared.of(packages)
        rows = [quantities[members].min(axis=0) for members in self._blocs]
        return np.array(rows, dtype=np.int64).reshape(len(rows), len(packages))

    def _gains_beside_shares(self, packages: Ints) -> Ints:
        """Everybody's gains where the table compares shares; no rows where it does not."""
        if self._compared is self._relative:
            return self._gains.of(packages)
        return np.zeros((0, len(packages)), dtype=np.int64)

    def equal_to(self, chosen: int, packages: Ints) -> Ints:
        """The packages that leximin cannot tell from the chosen one."""
        compared = np.append(chosen, packages)
        same = np.ones(len(packages), dtype=np.bool_)
        asked = (self._levels, self._compared.of, self._gains_beside_shares)
        for levels in (levels_of(compared) for levels_of in asked):
            levels = np.sort(levels, axis=0)
            same &= (levels[:, 1:] == levels[:, :1]).all(axis=0)
        return _kept(packages, same)

    def raising(self, chosen: int, packages: Ints) -> Ints:
        """The packages that give more to the constituency that gets least from the chosen one."""
        levels = self._levels(np.append(chosen, packages))
        if not len(levels):
            return packages[:0]
        least = int(levels[:, 0].argmin())
        return _kept(packages, levels[least, 1:] > levels[least, 0])

    def decider(self, equals: Ints) -> str:
        """What chose between packages that leximin cannot tell apart."""
        for name, measure in (("changes", self._changes), ("cost", self._costs)):
            equals = _greatest(equals, -measure.of(equals)[0])
            if len(equals) == 1:
                return name
        return "listed_first"

    def vectors(self, packages: Ints) -> Ints:
        """The parties' gains in columns, comparable within this list."""
        return self._gains.of(packages)

    def strongest(self, packages: Ints, most: int) -> Ints:
        """So many packages of great sums: what they do not dominate is worth comparing."""
        return packages[np.argsort(-self._sum.of(packages)[0], kind="stable")[:most]]

    def undominated(self, packages: Ints, strong: Ints) -> Ints:
        """The packages that none of the strong ones dominates."""
        vectors = self.vectors(np.append(strong, packages))
        mine = vectors[:, len(strong) :]
        for one in vectors[:, : len(strong)].T:
            below = (mine <= one[:, None]).all(axis=0) & (mine < one[:, None]).any(axis=0)
            packages, mine = packages[~below], mine[:, ~below]
        return packages

    def settled(self, packages: Ints) -> Ints:
        """The same packages, of equal gains the preferred one first: changes, cost, listed."""
        keys = (packages, self._costs.of(packages)[0], self._changes.of(packages)[0])
        return np.take(packages, np.lexsort(keys))


def total(row: Linear, columns: Iterable[int]) -> int:
    """One row over one package, in integers without bound."""
    return row.constant + sum(row.numbers[column] for column in columns)


def added(rows: Iterable[Linear]) -> Linear:
    """The sum of several rows."""
    rows = tuple(rows)
    numbers = tuple(map(sum, zip(*(row.numbers for row in rows), strict=True)))
    return Linear(numbers, sum(row.constant for row in rows))


def times(row: Linear, factor: int) -> Linear:
    return Linear(tuple(number * factor for number in row.numbers), row.constant * factor)


def relative_gains(
    columns: Columns, best: tuple[int, ...]
) -> tuple[tuple[Linear, ...], tuple[int, ...]]:
    """Gains as shares of each party's greatest one, in a common unit, and whose they are.

    Parties that can gain nothing (u_p <= r_p) are left out.
    """
    kept = tuple(p for p, most in enumerate(best) if most > 0)
    unit = math.lcm(*(best[p] for p in kept))
    return tuple(times(columns.gains[p], unit // best[p]) for p in kept), kept


def bloc_means(rows: tuple[Linear, ...], blocs: list[list[int]]) -> list[Linear]:
    """Every constituency's mean, times the common multiple of their sizes."""
    common = math.lcm(*(len(bloc) for bloc in blocs))
    return [times(added(rows[p] for p in bloc), common // len(bloc)) for bloc in blocs]


def _greatest(packages: Ints, key: NDArray[np.int64]) -> Ints:
    return _kept(packages, key == key.max())


def _kept(packages: Ints, mask: NDArray[np.bool_]) -> Ints:
    found: Ints = packages[mask]
    return found


def _leximin(packages: Ints, levels: Ints) -> Ints:
    """The packages whose levels, sorted, are the greatest in turn; levels stand in rows."""
    if not len(levels):
        return packages
    lowest = levels.min(axis=0)
    best = lowest == lowest.max()
    packages, levels = packages[best], np.sort(levels[:, best], axis=0)
    for level in range(1, len(levels)):
        best = levels[level] == levels[level].max()
        packages, levels = packages[best], levels[:, best]
    return packages
