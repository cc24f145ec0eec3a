"""Packages that are best in an order of ladders, and the proof: leximin beyond enumeration.

Leximin is proven from the least value up. Once a package with sorted values (a, b, c ...) is
known, one asks in turn for a package whose least value passes beyond a; then for one with at
most one value below a better b; and so on. Each is a question of feasibility with tight floors
on every party at once, which a solver refutes far sooner than it optimises. Whoever answers yes
gives a better package to go on from.
"""

from collections.abc import Sequence

from concertar_methods.packages.climb import Climb, Optimum, Progress
from concertar_methods.packages.deadline import Deadline
from concertar_methods.packages.ladders import (
    leximin_ladders,
    party_ladder,
    share_ladders,
    sum_ladders,
)
from concertar_methods.packages.program import Program


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
    return Climb(program, ladders, Deadline(seconds), progress).run()


def solve_greatest_sum(
    program: Program, *, seconds: float | None = None, progress: Progress | None = None
) -> Optimum:
    """The package with the greatest sum of all parties' quantities, then leximin."""
    return Climb(program, sum_ladders(program), Deadline(seconds), progress).run()


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
    return Climb(program, share_ladders(program, best), Deadline(seconds), progress).run()


def greatest_quantities(
    program: Program, *, seconds: float | None = None, progress: Progress | None = None
) -> tuple[Optimum, ...]:
    """For each party, the package that gives it most; its quantity is in `bound` when proven."""
    deadline = Deadline(seconds)
    found = []
    for p in range(program.parties):
        nearer = deadline.share(1 / (program.parties - p))
        found.append(Climb(program, [party_ladder(program, p)], nearer, progress).run())
    return tuple(found)
