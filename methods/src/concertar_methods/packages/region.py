"""The packages that a program allows, as rows for a solver, after what integers settle alone.

Before any solver is asked, columns that no feasible package can hold are taken out: forbidden
ones, those that need them, and those that break a row even with the best of everything else.
This is arithmetic on integers, and so is the finding that nothing is left.
"""

from dataclasses import dataclass

import numpy as np

from concertar_methods.packages.program import Bools, Ints, Program


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """What every package must respect, besides one column per issue.

    Parameters
    ----------
    starts : as in `Program`
    allowed : bool, shape (columns,); columns left for each issue
    rows : int64, shape (rows, columns); needs : int64, shape (rows,)
        ``rows[r, chosen].sum() >= needs[r]``
    together : pairs (columns of one issue, column): if one of these, then that one
    apart : pairs (columns of one issue, column): not one of these and that one
    empty : nothing is allowed; proven in integers
    """

    starts: Ints
    allowed: Bools
    rows: Ints
    needs: Ints
    together: tuple[tuple[tuple[int, ...], int], ...]
    apart: tuple[tuple[tuple[int, ...], int], ...]
    empty: bool

    def greatest(self, rows: Ints) -> Ints:
        """The most each row can add up to over one allowed column per issue."""
        masked = np.where(self.allowed, rows, np.iinfo(np.int64).min)
        found: Ints = np.maximum.reduceat(masked, self.starts[:-1], axis=1).sum(axis=1)
        return found

    def least(self, rows: Ints) -> Ints:
        """The least each row can add up to."""
        return -self.greatest(-rows)


def region_of(program: Program) -> Region:
    """The rows and columns of a program, reduced as far as integers alone can tell."""
    rows = np.vstack([-program.caps, program.floor_gains])
    needs = np.concatenate([-program.cap_limits, program.floor_limits])
    allowed, empty = _reduced(program, rows, needs)
    return Region(
        starts=program.starts,
        allowed=allowed,
        rows=rows,
        needs=needs,
        together=_grouped(program, program.implies, allowed),
        apart=_grouped(program, program.excludes, allowed),
        empty=empty,
    )


def _reduced(program: Program, rows: Ints, needs: Ints) -> tuple[Bools, bool]:
    """Columns that may be chosen, and whether some issue has none left."""
    allowed = ~program.forbidden
    alone = program.excludes[:, 0] == program.excludes[:, 1]
    allowed[program.excludes[alone, 0]] = False
    issue_of, firsts = program.issue_of, program.starts[:-1]
    a, b = program.implies[:, 0], program.implies[:, 1]
    clashing = (issue_of[a] == issue_of[b]) & (a != b)
    allowed[a[clashing]] = False
    while True:
        if not np.logical_or.reduceat(allowed, firsts).all():
            return allowed, True
        before = allowed.copy()
        allowed[a[~allowed[b]]] = False
        _drop_breakers(allowed, rows, needs, firsts, issue_of)
        if (allowed == before).all():
            return allowed, False


def _drop_breakers(allowed: Bools, rows: Ints, needs: Ints, firsts: Ints, issue_of: Ints) -> None:
    """Take out columns with which some row falls short whatever the other issues do."""
    live = np.where(allowed, rows, -(2**53))
    best = np.maximum.reduceat(live, firsts, axis=1)
    with_it = best.sum(axis=1)[:, None] - best[:, issue_of] + rows
    allowed &= (with_it >= needs[:, None]).all(axis=0)


def _grouped(
    program: Program, pairs: Ints, allowed: Bools
) -> tuple[tuple[tuple[int, ...], int], ...]:
    """Pairs (a, b) as one row for each b and each issue of its a: tighter than one by one."""
    groups: dict[tuple[int, int], set[int]] = {}
    issue_of = program.issue_of
    for a, b in pairs.tolist():
        if a != b and allowed[a] and allowed[b]:
            groups.setdefault((b, int(issue_of[a])), set()).add(a)
    return tuple((tuple(sorted(few)), b) for (b, _), few in groups.items())
