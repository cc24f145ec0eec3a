"""All packages of a table as numbers, in the order in which a reader would list them.

A package is a head (the first issues) and a tail (the last ones); its number is
``head * tails + tail``. A sum over a package is then one number for the head and one for
the tail, and millions of packages are visited with a few additions each.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

MOST_TAILS = 65_536


class Space:
    """The packages made of allowed columns, those with clashing pairs inside a half left out.

    Parameters
    ----------
    starts : first column of every issue, and the number of columns at the end
    forbidden : True for columns that are never chosen
    implies, excludes : pairs of columns (a only with b; a never with b)
    """

    def __init__(
        self,
        starts: Sequence[int],
        forbidden: Sequence[bool],
        implies: Sequence[tuple[int, int]],
        excludes: Sequence[tuple[int, int]],
    ) -> None:
        self.columns = starts[-1]
        self.allowed = allowed_columns(starts, forbidden, implies)
        cut, tails = len(self.allowed), 1
        while cut and tails * max(1, len(self.allowed[cut - 1])) <= MOST_TAILS:
            cut -= 1
            tails *= len(self.allowed[cut])
        self._edge = starts[cut]
        self._head = self._half(self.allowed[:cut], implies, excludes)
        self._tail = self._half(self.allowed[cut:], implies, excludes)
        self.heads, self.tails = len(self._head), max(1, len(self._tail))
        self.empty = not len(self._head) or not len(self._tail)
        self._across(implies, excludes)

    def sums(self, numbers: Ints) -> tuple[Ints, Ints]:
        """Numbers of shape (rows, columns) summed over every head and every tail."""
        head = np.zeros((len(numbers), self.heads), dtype=np.int64)
        for q in range(self._head.shape[1]):
            head += numbers[:, self._head[:, q]]
        tail = np.zeros((len(numbers), self.tails), dtype=np.int64)
        for q in range(self._tail.shape[1] if len(self._tail) else 0):
            tail += numbers[:, self._tail[:, q]]
        return head, tail

    def package(self, number: int) -> tuple[int, ...]:
        """The columns of one package."""
        head, tail = divmod(number, self.tails)
        return (*self._head[head].tolist(), *self._tail[tail].tolist())

    def clashes(self, head: int) -> Bools | None:
        """The tails that a head rules out by a pair, or None where there are no pairs."""
        if not self._pairs:
            return None
        ruled_out = np.zeros(self.tails, dtype=np.bool_)
        for column, wanted, tails in self._pairs:
            if (column in self._head[head]) is wanted:
                ruled_out |= tails
        return ruled_out

    def _half(
        self,
        issues: Sequence[Sequence[int]],
        implies: Sequence[tuple[int, int]],
        excludes: Sequence[tuple[int, int]],
    ) -> Ints:
        """Every combination of these issues, as rows of columns, in reading order."""
        rows = np.zeros((1, 0), dtype=np.int64)
        for columns in issues:
            new = np.tile(np.array(columns, dtype=np.int64), len(rows))
            rows = np.column_stack([np.repeat(rows, len(columns), axis=0), new])
            present = {c for group in issues[: rows.shape[1]] for c in group}
            first = set(columns)
            for a, b in excludes:
                if a in present and b in present and (a in first or b in first):
                    rows = rows[~(_has(rows, a) & _has(rows, b))]
            for a, b in implies:
                if a in present and b in present and (a in first or b in first):
                    rows = rows[~_has(rows, a) | _has(rows, b)]
        return rows

    def _across(
        self, implies: Sequence[tuple[int, int]], excludes: Sequence[tuple[int, int]]
    ) -> None:
        """Pairs with a foot in each half: (column of the head, present?, tails ruled out)."""
        self._pairs: list[tuple[int, bool, Bools]] = []
        for a, b in excludes:
            if (a < self._edge) != (b < self._edge):
                head, tail = min(a, b), max(a, b)
                self._pairs.append((head, True, _has(self._tail, tail)))
        for a, b in implies:
            if a < self._edge <= b:
                self._pairs.append((a, True, ~_has(self._tail, b)))
            elif b < self._edge <= a:
                self._pairs.append((b, False, _has(self._tail, a)))


def allowed_columns(
    starts: Sequence[int], forbidden: Sequence[bool], implies: Sequence[tuple[int, int]]
) -> list[list[int]]:
    """The columns of every issue that some package may hold, as far as pairs alone tell."""
    ruled_out = {column for column, out in enumerate(forbidden) if out}
    spreading = True
    while spreading:  # what needs a forbidden column is forbidden too
        more = {a for a, b in implies if b in ruled_out} - ruled_out
        ruled_out |= more
        spreading = bool(more)
    return [[c for c in range(a, b) if c not in ruled_out] for a, b in pairwise(starts)]


def _has(rows: Ints, column: int) -> Bools:
    found: Bools = (rows == column).any(axis=1)
    return found
