"""The climb from a first package to the last proof, one ladder after another.

Each level is settled by a question whose answer is a better package or the proof that there is
none. After each ladder comes a shortcut: is there any other package that reaches the levels
proven so far? Usually there is none, and with that every later level and every tie is proven
at once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, isfinite, lcm

from concertar_methods.errors import MethodError
from concertar_methods.packages.deadline import Deadline
from concertar_methods.packages.ladders import Ladder
from concertar_methods.packages.program import Program
from concertar_methods.packages.question import Demand, Impossible, rows_of
from concertar_methods.packages.region import region_of
from concertar_methods.packages.search import Package, polish, search
from concertar_methods.packages.solver import Verdict, ask, relaxed_bound

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


_MANY = 8
"""Ladders of so many units are worth a shortcut on the way up."""


class Climb:
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
        self._halve()
        units = [ladder.units for ladder in self._ladders]
        for i in range(len(self._ladders)):
            if not self._lift(i) or self._proven == units:
                break
        return self._told(feasible=True)

    def _begin(self) -> bool:
        """A first feasible package, by search or else by the solver."""
        self._empty = self._region.empty
        nearer, first = self._deadline.share(0.4, most=3.0), self._ladders[0]
        # A single row needs no search: the solver lifts it as far as it goes.
        steps = 1 if len(first.rows) == 1 else None
        self._best = search(self._program, self._region, first, nearer, steps=steps)
        if self._best is None:
            verdict = self._ask([])
            self._empty = verdict.settled and verdict.package is None
            self._best = self._improved(verdict.package)
        return self._best is not None

    def _none_exists(self) -> bool:
        return self._region.empty or self._empty

    def _halve(self) -> None:
        """Bring the bound on the first level near the best package, by halving what is between.

        A question far above the best package is refuted much sooner than the last one, so
        that whoever has little time is told a useful bound.
        """
        ladder = self._ladders[0]
        if self._best is None or not ladder.units:
            return
        least = ladder.levels(self._best)[0]
        try:
            rows = rows_of(self._region, [Demand(ladder, (least,) * ladder.units)])
        except Impossible:  # pragma: no cover - the best package meets it
            return
        self._lower_bound(ladder, relaxed_bound(self._region, rows, self._deadline))
        if self._bound is None:
            return
        whole = self._bound - least
        while self._bound - least > max(whole / 2, 2 * _grain(ladder)):
            middle = (self._bound + least) / 2
            verdict = self._ask([Demand(ladder, (middle,) * ladder.units)])
            if verdict.package is not None:
                self._take(verdict.package, 0)
                least = ladder.levels(self._best)[0]
            elif verdict.settled:
                self._bound = _below(middle, _grain(ladder))
            else:
                self._lower_bound(ladder, verdict.bound)
                return

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
            single = len(ladder.rows) == 1
            verdict = self._ask(demands, best=single)
            if i == position == 0:
                self._learn(ladder, verdict, levels[0])
            if verdict.package is not None:
                self._take(verdict.package, i)
            elif not verdict.settled:
                return False
            if verdict.settled and (verdict.package is None or (single and self._exact)):
                self._proven[i] += 1
                if self._patience(i) and self._alone(i):
                    break
        self._tell(i)
        return True

    def _alone(self, i: int) -> bool:
        """Whether no other package reaches what is proven, which proves all the rest."""
        if self._best is None:
            return False
        ladder, done = self._ladders[i], self._proven[i]
        for _ in range(self._patience(i)):
            reached = ladder.levels(self._best)
            levels = reached[:done] + reached[done - 1 : done] * (ladder.units - done)
            known = {*self._known, self._best}
            demands = [*self._pinned(i), Demand(ladder, levels)]
            verdict = self._ask(demands, known=sorted(known))
            if verdict.package is None:
                if verdict.settled:
                    self._proven = [ladder.units for ladder in self._ladders]
                return verdict.settled
            self._known.append(verdict.package)
            self._take(verdict.package, i, strictly=False)
        return False

    def _patience(self, i: int) -> int:
        """How many other packages to meet before going on level by level."""
        ladder, done = self._ladders[i], self._proven[i]
        if done < ladder.units:
            worth = ladder.units >= _MANY and done in (1, ladder.units // 4, ladder.units // 2)
            return 2 if worth else 0
        following = self._ladders[i + 1 : i + 2]
        return max(1, following[0].units // 2) if following and ladder.units else 0

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
        else:
            self._lower_bound(ladder, verdict.bound)

    def _lower_bound(self, ladder: Ladder, bound: float | None) -> None:
        if bound is None or not isfinite(bound):
            return
        grain = _grain(ladder)
        whole = grain * floor(Fraction(bound) / grain + Fraction(1, 10**6))
        self._bound = whole if self._bound is None else min(self._bound, whole)

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


def _grain(ladder: Ladder) -> Fraction:
    """Every value of the ladder is a multiple of this."""
    return Fraction(1, lcm(*ladder.divisors))


def _below(level: Fraction, grain: Fraction) -> Fraction:
    """The greatest multiple of the grain below a level."""
    return grain * (ceil(level / grain) - 1)
