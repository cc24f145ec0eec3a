"""Packages that are best in an order of ladders, and the proof: leximin beyond enumeration.

Leximin is proven from the least value up. Once a package with sorted values (a, b, c ...) is
known, one asks in turn for a package whose least value passes beyond a; then for one with at
most one value below a better b; and so on. Each is a question of feasibility with tight floors
on every party at once, which a solver refutes far sooner than it optimises. Whoever answers yes
gives a better package to go on from.

After each ladder comes a shortcut: is there any other package that reaches the levels proven so
far? Usually there is none, and with that every later level and every tie is proven at once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor, isfinite

from concertar_methods.errors import MethodError
from concertar_methods.packages.deadline import Deadline
from concertar_methods.packages.ladders import (
    Ladder,
    leximin_ladders,
    share_ladders,
    sum_ladders,
)
from concertar_methods.packages.program import Program
from concertar_methods.packages.question import Demand, Impossible, rows_of
from concertar_methods.packages.region import region_of
from concertar_methods.packages.search import Package, polish, search
from concertar_methods.packages.solver import Verdict, ask

Progress = Callable[[str, int, int], None]
"""Told the ladder being proven, how many of its levels are, and of how many."""

_TIES = ("changes", "costs", "listed")


@dataclass(frozen=True, slots=True)
class Proven:
    """How many levels of a ladder are proven, of how many."""

    ladder: str
    levels: int
    of: int


@dataclass(frozen=True, slots=True)
class Optimum:
    """The best package found and how far it is proven best.

    `feasible` is None where time was up before a package was found or ruled out. `bound` is
    what no feasible package exceeds in the first level (the least constituency's quantity, the
    least share, the sum), in units; `gap` is how far the package stays below it. `proven` says
    that every level is, ties aside; `ties_proven` that no other package is as good and comes
    first. `exact` is False where numbers reach 10^6, and then proofs hold to 10^-6.
    """

    columns: Package | None
    feasible: bool | None
    proven: bool
    ties_proven: bool
    bound: Fraction | None
    gap: Fraction | None
    levels: tuple[Proven, ...]
    exact: bool


def solve_leximin(
    program: Program,
    *,
    shares_of: Sequence[int] | None = None,
    seconds: float | None = None,
    progress: Progress | None = None,
) -> Optimum:
    """The package that is leximin over constituencies, then parties, then ties; proven.

    Parameters
    ----------
    program : the table in integers
    shares_of : compare each party's quantity divided by its number here (in units); parties
        whose number is not positive are left out
    seconds : stop when they are over, with the best found and a bound; None: when proven
    progress : told which ladder is being proven and how far

    Raises
    ------
    MethodError
        ``solver_disagrees`` when an answer of the solver fails in integers, ``solver_failed``
        with its status.

    Examples
    --------
    >>> program = Program.of(
    ...     starts=[0, 3, 6], gains=[[0, 8, 4, 0, 2, 3], [0, 1, 4, 0, 3, 2]],
    ...     caps=[[0, 2, 2, 0, 2, 1]], cap_limits=[3])
    >>> best = solve_leximin(program)
    >>> best.columns, best.proven, best.bound, best.levels[0].levels
    ((2, 5), True, Fraction(6, 1), 2)

    Source
    ------
    W. Ogryczak, T. Sliwinski, "On direct methods for lexicographic min-max optimization",
    ICCSA 2006: lexicographic maximin by counting the values below each level.
    """
    ladders = leximin_ladders(program, shares_of)
    return _Climb(program, ladders, Deadline(seconds), progress).run()


def solve_greatest_sum(
    program: Program, *, seconds: float | None = None, progress: Progress | None = None
) -> Optimum:
    """The package with the greatest sum of all parties' quantities, then leximin."""
    return _Climb(program, sum_ladders(program), Deadline(seconds), progress).run()


def solve_shares(
    program: Program,
    best: Sequence[int],
    *,
    seconds: float | None = None,
    progress: Progress | None = None,
) -> Optimum:
    """Kalai-Smorodinsky: leximin of quantities divided by the best of each party, then leximin.

    Parameters
    ----------
    best : every party's greatest feasible quantity, in units; parties whose best is not
        positive are left out. Shares are compared as fractions, never rounded.

    Source
    ------
    E. Kalai, M. Smorodinsky, Econometrica 43, 1975; H. Imai, Econometrica 51, 1983.
    """
    return _Climb(program, share_ladders(program, best), Deadline(seconds), progress).run()


def solve_ladders(
    program: Program,
    ladders: Sequence[Ladder],
    *,
    seconds: float | None = None,
    progress: Progress | None = None,
) -> Optimum:
    """The package whose ladders, in order, are lexicographically greatest."""
    return _Climb(program, ladders, Deadline(seconds), progress).run()


class _Climb:
    """One search from the first package to the last proof."""

    def __init__(
        self,
        program: Program,
        ladders: Sequence[Ladder],
        deadline: Deadline,
        progress: Progress | None,
    ) -> None:
        self._program, self._ladders = program, tuple(ladders)
        self._deadline, self._progress = deadline, progress
        self._region = region_of(program)
        self._best: Package | None = None
        self._known: list[Package] = []
        self._proven = [0] * len(self._ladders)
        self._bound: Fraction | None = None
        self._exact = True

    def run(self) -> Optimum:
        if self._region.empty or not self._begin():
            feasible = None if self._best is None and not self._none_exists() else False
            return self._told(feasible=feasible)
        for i in range(len(self._ladders)):
            if not self._lift(i) or self._alone(i):
                break
        return self._told(feasible=True)

    def _begin(self) -> bool:
        """A first feasible package, by search or else by the solver."""
        self._empty = self._region.empty
        nearer = self._deadline.share(0.4, most=3.0)
        self._best = search(self._program, self._region, self._ladders[0], nearer)
        if self._best is None:
            verdict = self._ask([])
            self._empty = verdict.settled and verdict.package is None
            self._best = self._improved(verdict.package)
        return self._best is not None

    def _none_exists(self) -> bool:
        return self._region.empty or self._empty

    def _lift(self, i: int) -> bool:
        """Prove one ladder level by level; False when time is up."""
        ladder = self._ladders[i]
        while self._proven[i] < ladder.units:
            self._tell(i)
            if self._best is None:
                return False
            position = self._proven[i]
            levels = ladder.levels(self._best)
            demands = [*self._pinned(i), Demand(ladder, levels, beyond=position)]
            verdict = self._ask(demands, best=ladder.units == 1)
            if i == position == 0:
                self._learn(ladder, verdict, levels[0])
            if verdict.package is not None:
                self._take(verdict.package, i)
            elif verdict.settled:
                self._proven[i] += 1
            else:
                return False
        self._tell(i)
        return True

    def _alone(self, i: int) -> bool:
        """Whether no other package reaches what is proven, which proves all the rest."""
        if i + 1 == len(self._ladders):
            return True
        self._known = [] if self._best is None else [self._best]
        for _ in range(max(1, self._ladders[i + 1].units // 2)):
            verdict = self._ask(self._pinned(i + 1), known=self._known)
            if verdict.package is None:
                if verdict.settled:
                    self._proven = [ladder.units for ladder in self._ladders]
                return verdict.settled
            self._known.append(verdict.package)
            self._take(verdict.package, i + 1, strictly=False)
        return False

    def _pinned(self, i: int) -> list[Demand]:
        """The ladders before this one, at the levels of the best package."""
        if self._best is None:
            return []
        return [Demand(ladder, ladder.levels(self._best)) for ladder in self._ladders[:i]]

    def _ask(
        self, demands: Sequence[Demand], *, known: Sequence[Package] = (), best: bool = False
    ) -> Verdict:
        try:
            rows = rows_of(self._region, demands, known)
        except Impossible:
            return Verdict(None, settled=True)
        self._exact = self._exact and rows.exact
        verdict = ask(self._region, rows, self._deadline, best=best)
        if verdict.package is not None:
            self._check(verdict.package, demands)
        return verdict

    def _check(self, package: Package, demands: Sequence[Demand]) -> None:
        """Read the solver's package again, in integers."""
        if not self._program.is_feasible(package):
            raise MethodError("solver_disagrees", about="feasibility")
        for demand in demands:
            if not demand.met_by(package):
                raise MethodError("solver_disagrees", about=demand.ladder.name)

    def _take(self, package: Package, i: int, *, strictly: bool = True) -> None:
        """Keep a package found if it is better, after a little climbing."""
        improved = self._improved(package)
        if self._best is None or improved is None or self._rank(improved) > self._rank(self._best):
            self._best = improved
        elif strictly:
            raise MethodError("solver_disagrees", about=self._ladders[i].name)

    def _improved(self, package: Package | None) -> Package | None:
        if package is None:
            return None
        better = polish(self._program, self._region, self._ladders[0], package, self._deadline)
        return max(package, better, key=self._rank)

    def _rank(self, package: Package) -> tuple[tuple[Fraction, ...], ...]:
        return tuple(ladder.levels(package) for ladder in self._ladders)

    def _learn(self, ladder: Ladder, verdict: Verdict, least: Fraction) -> None:
        """Lower the bound on the first level by what a question taught."""
        if verdict.settled and verdict.package is None:
            self._bound = least
        elif verdict.bound is not None and isfinite(verdict.bound):
            divisors = set(ladder.divisors)
            grain = divisors.pop() if len(divisors) == 1 else 10**6
            bound = Fraction(floor(verdict.bound * grain + 1e-6) + (grain == 10**6), grain)
            self._bound = bound if self._bound is None else min(self._bound, bound)

    def _told(self, *, feasible: bool | None) -> Optimum:
        if self._best is not None:
            feasible = True
        least = None
        if self._best is not None and self._ladders[0].units:
            least = self._ladders[0].levels(self._best)[0]
        of = [ladder.units for ladder in self._ladders]
        levels = zip(self._ladders, self._proven, of, strict=True)
        proven = [done == all_ for (ladder, done, all_) in levels if ladder.name not in _TIES]
        return Optimum(
            columns=self._best,
            feasible=feasible,
            proven=feasible is False or (feasible is True and all(proven)),
            ties_proven=feasible is False or (feasible is True and self._proven == of),
            bound=self._bound,
            gap=None if self._bound is None or least is None else self._bound - least,
            levels=tuple(
                Proven(ladder.name, done, all_)
                for ladder, done, all_ in zip(self._ladders, self._proven, of, strict=True)
            ),
            exact=self._exact,
        )

    def _tell(self, i: int) -> None:
        if self._progress is not None:
            ladder = self._ladders[i]
            self._progress(ladder.name, self._proven[i], ladder.units)
