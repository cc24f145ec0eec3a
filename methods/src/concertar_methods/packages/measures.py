"""Exact sums over many packages at once, whatever the size of the integers.

A sum that fits 64 bits is itself. A wider one is carried in limbs of 48 bits and handed out
as its rank among the sums asked for together, zero being rank 0: comparisons and signs stay
exact, which is all that a choice between packages needs.
"""

from collections.abc import Container, Sequence

import numpy as np
from numpy.typing import NDArray

from concertar_methods.packages.integers import Linear
from concertar_methods.packages.space import Space

Ints = NDArray[np.int64]

SAFE = 2**62
_BITS = 48
_MASK = (1 << _BITS) - 1


class Measure:
    """Linear rows over the packages of a space.

    Parameters
    ----------
    space : the packages
    rows : what is summed; the rows of one measure are comparable with one another
    """

    def __init__(self, space: Space, rows: Sequence[Linear]) -> None:
        self.rows = tuple(rows)
        self._space = space
        reach = max((_reach(space, row) for row in self.rows), default=0)
        self.wide = reach >= SAFE
        count = reach.bit_length() // _BITS + 1 if self.wide else 1
        used = {column for columns in space.allowed for column in columns}
        limbs = [_limbs(row, count, used) for row in self.rows]
        self._heads: list[Ints] = []
        self._tails: list[Ints] = []
        for i in range(count):
            numbers = np.array([limb[i][0] for limb in limbs], dtype=np.int64)
            constants = np.array([limb[i][1] for limb in limbs], dtype=np.int64)
            head, tail = space.sums(numbers.reshape(len(limbs), space.columns))
            self._heads.append(head + constants[:, None])
            self._tails.append(tail)

    def of(self, packages: Ints) -> Ints:
        """Int64 of shape (rows, packages) in the order of the exact sums, and of their signs."""
        parts = self._parts(packages)
        return _ranks(parts) if self.wide else parts[0]

    def floats(self, packages: Ints) -> NDArray[np.float64]:
        """The sums as floats, each within a few units of its last place."""
        total = np.zeros((len(self.rows), len(packages)))
        for part in reversed(self._parts(packages)):
            total = total * float(1 << _BITS) + part
        return total

    def may_hold(self) -> NDArray[np.bool_]:
        """For each head, whether the one row of this measure can reach zero with some tail."""
        if self.wide:
            return np.ones(self._space.heads, dtype=np.bool_)
        found: NDArray[np.bool_] = self._heads[0][0] + self._tails[0][0].max() >= 0
        return found

    def holds(self, head: int, tails: Ints) -> NDArray[np.bool_]:
        """Where the one row of this measure is at least zero, for one head and many tails."""
        parts = [h[0, head] + t[0, tails] for h, t in zip(self._heads, self._tails, strict=True)]
        _carry(parts)
        found: NDArray[np.bool_] = parts[-1] >= 0
        return found

    def _parts(self, packages: Ints) -> list[Ints]:
        """The limbs of the sums, lowest first, all but the last in 0 .. 2**48 - 1."""
        heads, tails = np.divmod(packages, self._space.tails)
        parts = [h[:, heads] + t[:, tails] for h, t in zip(self._heads, self._tails, strict=True)]
        _carry(parts)
        return parts


def _reach(space: Space, row: Linear) -> int:
    return abs(row.constant) + sum(
        max(abs(row.numbers[column]) for column in columns) for columns in space.allowed
    )


def _limbs(row: Linear, count: int, used: Container[int]) -> list[tuple[list[int], int]]:
    """A row cut into limbs; the last one carries the sign.

    Columns that no package uses count as 0: they are not in the reach, and may be any size.
    """
    kept = [number if column in used else 0 for column, number in enumerate(row.numbers)]
    if count == 1:
        return [(kept, row.constant)]
    found = []
    for i in range(count):
        mask = _MASK if i < count - 1 else -1
        shift = i * _BITS
        numbers = [(number >> shift) & mask for number in kept]
        found.append((numbers, (row.constant >> shift) & mask))
    return found


def _carry(parts: list[Ints]) -> None:
    for i in range(len(parts) - 1):
        parts[i + 1] = parts[i + 1] + (parts[i] >> _BITS)
        parts[i] = parts[i] & _MASK


def _ranks(parts: list[Ints]) -> Ints:
    """Ranks in the order of the wide sums; equal sums share one, zero has rank 0."""
    shape = parts[0].shape
    keys = [np.append(part.ravel(), 0) for part in parts]
    order = np.lexsort(keys)
    steps = np.zeros(len(order), dtype=np.int64)
    for key in keys:
        ordered = key[order]
        steps[1:] |= ordered[1:] != ordered[:-1]
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.cumsum(steps)
    found: Ints = (ranks[:-1] - ranks[-1]).reshape(shape)
    return found
