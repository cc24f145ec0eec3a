"""The Nash package beyond enumeration: the best found, with a bound on the product.

First the number of parties that gain is made as great as possible, which is proven. A product
is not linear, so the greatest one is sought from several starts and bounded. The bound is the
inequality of means: with weights w, the product of n quantities y is at most
``(sum(w * y) / n) ** n / prod(w)``, and the greatest weighted sum is one question to the solver.
Each answer is a package to start from, and moves the weights towards the tightest bound. In the
end the few packages whose weighted sum allows as great a product are met one by one; if there
are not too many, the greatest product is proven too.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from concertar_methods.errors import MethodError
from concertar_methods.packages.climb import Progress
from concertar_methods.packages.deadline import Deadline
from concertar_methods.packages.ladders import parties_ladder, weighted_ladder
from concertar_methods.packages.program import Ints, Program
from concertar_methods.packages.question import Demand, Impossible, rows_of
from concertar_methods.packages.region import Region, region_of
from concertar_methods.packages.search import Exchanges, Package
from concertar_methods.packages.solver import Verdict, ask

_ROUNDS = 12
"""Weights are moved so many times; more hardly lower the bound."""

_PATIENCE = 24
"""So many packages are met at most in order to show that none has a greater product."""

_FINE = 20_000
"""What a weighted quantity is about, so that weights are integers and sums stay small."""


@dataclass(frozen=True, slots=True)
class Product:
    """The best package found by the number of parties that gain, then by their product.

    `product` multiplies the positive quantities, in units; `bound` is a product that no
    package with as many gains exceeds. `gains_proven` says that in no feasible package more
    parties gain; `proven` that, besides, none has a greater product, nor comes first with
    the same. `exact` is False where numbers reach 10^6, and then proofs hold to 10^-6.
    """

    columns: Package
    gains: int
    gains_proven: bool
    product: int
    bound: int
    proven: bool
    exact: bool


def best_product(
    program: Program,
    starts: Sequence[Package],
    *,
    seconds: float | None = None,
    progress: Progress | None = None,
) -> Product:
    """The Nash package: most parties with a positive quantity, greatest product, leximin.

    Parameters
    ----------
    program : the table in integers
    starts : feasible packages to begin with, at least one (the leximin package, say)
    seconds : stop when they are over; None: after a fixed amount of work
    progress : told "product", the rounds done and of how many

    Examples
    --------
    >>> program = Program.of(starts=[0, 3], gains=[[1, 2, 5], [5, 4, 1]])
    >>> best = best_product(program, [(0,)])
    >>> best.columns, best.product, best.bound, best.proven
    ((1,), 8, 8, True)

    Source
    ------
    J. Nash, "The bargaining problem", Econometrica 18, 1950.
    """
    return _Products(program, starts, Deadline(seconds), progress).run()


class _Rank(NamedTuple):
    gains: int
    product: int
    then: tuple[object, ...]


class _Products:
    def __init__(
        self,
        program: Program,
        starts: Sequence[Package],
        deadline: Deadline,
        progress: Progress | None,
    ) -> None:
        self._program, self._deadline, self._progress = program, deadline, progress
        self._region: Region = region_of(program)
        self._exchanges = Exchanges(program, self._region)
        self._ladder = parties_ladder(program)
        self._exact = True
        greatest = self._region.greatest(program.gains) + program.offsets
        self._hopeful = np.flatnonzero(greatest > 0)
        self._best = max(starts, key=self._rank)
        self._climb(self._best)
        # What no product of so many gains exceeds, before anything is asked.
        self._most: list[int] = sorted(greatest[self._hopeful].tolist(), reverse=True)

    def run(self) -> Product:
        certain = self._count()
        gains = self._rank(self._best).gains
        bound: int = math.prod(self._most[:gains])
        if certain and gains == len(self._hopeful) > 0:
            bound = min(bound, self._bounded())
        product = self._rank(self._best).product
        return Product(
            columns=self._best,
            gains=gains,
            gains_proven=certain,
            product=product,
            bound=bound,
            proven=certain and bound == product,
            exact=self._exact,
        )

    def _count(self) -> bool:
        """Make as many parties gain as can; False when time was up before that was proven."""
        parties = self._program.parties
        for gains in range(len(self._hopeful), self._rank(self._best).gains, -1):
            idle = parties - gains
            verdict = self._ask([Demand(self._ladder, self._floor(idle), beyond=idle)])
            if verdict.package is not None:
                self._climb(verdict.package)
                return self._rank(self._best).gains >= gains
            if not verdict.settled:
                return False
        return True

    def _bounded(self) -> int:
        """The least bound met while the weights move; every answer may be a better package."""
        hopeful = self._hopeful
        bound: int = math.prod(self._most)
        idle = self._program.parties - len(hopeful)
        floor = Demand(self._ladder, self._floor(idle), beyond=idle)
        point = np.array(self._program.quantities(self._best), dtype=float)
        tightest = None
        for done in range(_ROUNDS):
            self._tell(done)
            weights = np.zeros(self._program.parties, dtype=np.int64)
            fine = max(_FINE, 64 * point.max())
            weights[hopeful] = np.maximum(1, np.round(fine / point[hopeful]))
            reached = self._greatest(weights, floor)
            if reached is None:
                return bound
            total, package = reached
            least = means_bound(weights[hopeful].tolist(), total)
            if tightest is None or least <= bound:
                bound, tightest = min(bound, least), weights
            self._climb(package)
            if bound * 1000 <= self._rank(self._best).product * 1001:
                break
            step = 2 / (done + 3)
            point += step * (np.array(self._program.quantities(package)) - point)
        if tightest is not None and self._exhausted(tightest, floor):
            return self._rank(self._best).product
        return bound

    def _exhausted(self, weights: Ints, floor: Demand) -> bool:
        """Whether all packages whose weighted sum allows as great a product have been met."""
        ladder = weighted_ladder(self._program, weights.tolist())
        some = [w for w in weights.tolist() if w]
        met = {self._best}
        for done in range(_PATIENCE):
            self._tell(_ROUNDS + done)
            product = self._rank(self._best).product
            enough = Fraction(least_total(some, product))
            verdict = self._ask([floor, Demand(ladder, (enough,))], known=sorted(met))
            if verdict.package is None:
                return verdict.settled
            met.add(verdict.package)
            self._climb(verdict.package)
            met.add(self._best)
        return False

    def _tell(self, done: int) -> None:
        if self._progress is not None:
            self._progress("product", done, _ROUNDS + _PATIENCE)

    def _floor(self, idle: int) -> tuple[Fraction, ...]:
        """Sorted quantities of which all but the idle parties' are beyond zero."""
        lowest = int(self._region.least(self._program.gains).min() + self._program.offsets.min())
        gains = self._program.parties - idle
        return (Fraction(min(lowest, 0)),) * idle + (Fraction(0),) * gains

    def _greatest(self, weights: Ints, floor: Demand) -> tuple[int, Package] | None:
        """The greatest weighted sum and a package that has it; None when time is up."""
        ladder = weighted_ladder(self._program, weights.tolist())
        now = ladder.levels(self._best)
        verdict = self._ask([floor, Demand(ladder, now, beyond=0)], best=True)
        if not verdict.settled:
            return None
        package = verdict.package or self._best
        total = int(ladder.levels(package)[0])
        return (total if self._exact else total + total // 10**6 + 1), package

    def _ask(
        self, demands: Sequence[Demand], *, known: Sequence[Package] = (), best: bool = False
    ) -> Verdict:
        try:
            rows = rows_of(self._region, demands, known)
        except Impossible:
            return Verdict(None, settled=True)
        verdict = ask(self._region, rows, self._deadline, best=best)
        package = verdict.package
        if package is not None and not (
            self._program.is_feasible(package) and all(d.met_by(package) for d in demands)
        ):
            raise MethodError("solver_disagrees", about="product")
        self._exact = self._exact and rows.exact
        return verdict

    def _climb(self, package: Package) -> None:
        """Go up from a package by exchanges, and keep it if it is the best."""
        while not self._deadline.up:
            better = self._better(package)
            if better is None:
                break
            package = better
        self._best = max(self._best, package, key=self._rank)

    def _better(self, package: Package) -> Package | None:
        program = self._program
        after = self._exchanges.sums(package, program.gains) + program.offsets[:, None]
        logs = np.log(np.maximum(after, 1)).sum(axis=0)
        order = np.lexsort((logs, (after > 0).sum(axis=0), self._exchanges.fits(package)))
        now = self._rank(package)
        for exchange in order[::-1][:40].tolist():
            found = self._exchanges.after(package, exchange)
            if found is not None:
                return found if self._rank(found) > now else None
        return None

    def _rank(self, package: Package) -> _Rank:
        positive = [y for y in self._program.quantities(package) if y > 0]
        return _Rank(len(positive), math.prod(positive), self._program.rank(package))


def means_bound(weights: Sequence[int], total: int) -> int:
    """The inequality of means, in integers: a product no greater weighted sum allows."""
    n = len(weights)
    reach: int = total**n
    return reach // int(n**n * math.prod(weights))


def least_total(weights: Sequence[int], product: int) -> int:
    """The least weighted sum with which the inequality of means allows a product."""
    n = len(weights)
    target: int = product * n**n * math.prod(weights)
    low, high = 0, 1 << (target.bit_length() // n + 1)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if middle**n >= target else (middle + 1, high)
    return low
