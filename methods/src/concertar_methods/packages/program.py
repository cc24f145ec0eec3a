"""The frozen integer program that every search for packages reads.

A table of issues, options and parties compiles into this; nothing downstream knows names,
fractions or units. All numbers are int64 and small enough that no sum over one package
can overflow, so that feasibility and value are exact wherever they are computed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from concertar_methods.errors import MethodError

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

LARGEST_SUM = 2**53
"""No row may add up to this much over one package: sums stay exact in int64 and in floats."""

_DIMENSIONS = {
    "starts": 1,
    "gains": 2,
    "offsets": 1,
    "constituency_of": 1,
    "caps": 2,
    "cap_limits": 1,
    "forbidden": 1,
    "implies": 2,
    "excludes": 2,
    "floor_gains": 2,
    "floor_limits": 1,
    "changes": 1,
    "costs": 1,
}


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """One option for every issue, in integers.

    Column j is one option of one issue; the columns stand in file order, issue by issue.
    A package is the tuple of its chosen columns, one per issue.

    Parameters
    ----------
    starts : int64, shape (issues + 1,)
        The columns of issue q are ``starts[q]:starts[q + 1]``; exactly one is chosen.
    gains : int64, shape (parties, columns); offsets : int64, shape (parties,)
        Party p's quantity of a package is ``offsets[p] + gains[p, chosen].sum()``.
    unit : int
        The common denominator: a quantity divided by `unit` is in points.
    constituency_of : int64, shape (parties,)
        Each party's constituency, 0..k-1, none of them empty.
    aggregate : "min" or "mean"
        How a constituency's quantity follows from its parties'.
    caps : int64, shape (rows, columns); cap_limits : int64, shape (rows,)
        ``caps[r, chosen].sum() <= cap_limits[r]``: limits, budgets, capacities.
    forbidden : bool, shape (columns,)
        Columns that are never chosen.
    implies, excludes : int64, shape (pairs, 2)
        Column a chosen means column b chosen; columns a and b never together.
    floor_gains : int64, shape (floors, columns); floor_limits : int64, shape (floors,)
        ``floor_gains[f, chosen].sum() >= floor_limits[f]``: reservations that bind.
    changes : int64, shape (columns,)
        1 where the column is not its issue's status quo.
    costs : int64, shape (columns,)
        Total cost in one integer unit; read for ties only.

    Raises
    ------
    MethodError
        ``shape_mismatch`` (which array), ``no_issues``, ``issue_without_options``,
        ``no_parties``, ``unknown_aggregate``, ``unknown_column``, ``empty_constituency``,
        ``numbers_too_large`` when one package could add up to 2**53 or more.

    Examples
    --------
    >>> program = Program.of(starts=[0, 2, 4], gains=[[0, 3, 0, 1], [0, 1, 0, 2]])
    >>> program.quantities([1, 3])
    (4, 3)
    >>> program.is_feasible([1, 3])
    True
    """

    starts: Ints
    gains: Ints
    offsets: Ints
    unit: int
    constituency_of: Ints
    aggregate: Literal["min", "mean"]
    caps: Ints
    cap_limits: Ints
    forbidden: Bools
    implies: Ints
    excludes: Ints
    floor_gains: Ints
    floor_limits: Ints
    changes: Ints
    costs: Ints

    def __post_init__(self) -> None:
        for name, dimensions in _DIMENSIONS.items():
            kind = np.bool_ if name == "forbidden" else np.int64
            array: NDArray[Any] = np.array(getattr(self, name), dtype=kind)
            if array.ndim != dimensions:
                raise MethodError("shape_mismatch", array=name)
            array.flags.writeable = False
            object.__setattr__(self, name, array)
        self._check_issues()
        self._check_shapes()
        self._check_parties()
        self._check_sums()

    @classmethod
    def of(
        cls,
        *,
        starts: Sequence[int] | Ints,
        gains: Sequence[Sequence[int]] | Ints,
        **others: Any,
    ) -> "Program":
        """A program from what it must say; whatever is left out asks for nothing.

        Without more, every party is its own constituency and the first column of each
        issue is its status quo.
        """
        first = np.array(starts, dtype=np.int64)
        values = np.array(gains, dtype=np.int64)
        parties, columns = values.shape
        changes = np.ones(columns, dtype=np.int64)
        changes[first[:-1]] = 0
        fields: dict[str, Any] = {
            "offsets": np.zeros(parties, dtype=np.int64),
            "unit": 1,
            "constituency_of": np.arange(parties),
            "aggregate": "min",
            "caps": np.zeros((0, columns), dtype=np.int64),
            "cap_limits": np.zeros(0, dtype=np.int64),
            "forbidden": np.zeros(columns, dtype=np.bool_),
            "implies": np.zeros((0, 2), dtype=np.int64),
            "excludes": np.zeros((0, 2), dtype=np.int64),
            "floor_gains": np.zeros((0, columns), dtype=np.int64),
            "floor_limits": np.zeros(0, dtype=np.int64),
            "changes": changes,
            "costs": np.zeros(columns, dtype=np.int64),
        }
        return cls(starts=first, gains=values, **(fields | others))

    @property
    def issues(self) -> int:
        return len(self.starts) - 1

    @property
    def columns(self) -> int:
        return int(self.starts[-1])

    @property
    def parties(self) -> int:
        return len(self.offsets)

    @property
    def constituencies(self) -> int:
        return int(self.constituency_of.max()) + 1

    @property
    def issue_of(self) -> Ints:
        """The issue of each column."""
        return np.repeat(np.arange(self.issues), np.diff(self.starts))

    @property
    def packages(self) -> int:
        """How many packages there are, feasible or not, columns never chosen left out."""
        count = 1
        for q in range(self.issues):
            count *= int((~self.forbidden[self.starts[q] : self.starts[q + 1]]).sum())
        return count

    @property
    def members(self) -> Ints:
        """The number of parties of each constituency."""
        return np.bincount(self.constituency_of)

    @property
    def common_size(self) -> int:
        """What a constituency's quantity is multiplied by, so that means are integers too."""
        return 1 if self.aggregate == "min" else int(np.lcm.reduce(self.members))

    def quantities(self, columns: Sequence[int] | Ints) -> tuple[int, ...]:
        """Every party's quantity of one package, in units; exact."""
        chosen = self._chosen(columns)
        return tuple((self.offsets + self.gains[:, chosen].sum(axis=1)).tolist())

    def blocs(self, columns: Sequence[int] | Ints) -> tuple[int, ...]:
        """Every constituency's quantity of one package, in units times `common_size`; exact."""
        parts: list[list[int]] = [[] for _ in range(self.constituencies)]
        for p, quantity in enumerate(self.quantities(columns)):
            parts[int(self.constituency_of[p])].append(quantity)
        if self.aggregate == "min":
            return tuple(min(part) for part in parts)
        return tuple(sum(part) * (self.common_size // len(part)) for part in parts)

    def rank(self, columns: Sequence[int] | Ints) -> tuple[object, ...]:
        """The order of preference: of two packages the greater rank is the better one."""
        chosen = self._chosen(columns)
        return (
            tuple(sorted(self.blocs(chosen))),
            tuple(sorted(self.quantities(chosen))),
            -int(self.changes[chosen].sum()),
            -int(self.costs[chosen].sum()),
            tuple((-chosen).tolist()),
        )

    def is_feasible(self, columns: Sequence[int] | Ints) -> bool:
        """Whether one package respects every row and every pair; exact."""
        chosen = self._chosen(columns)
        taken = np.zeros(self.columns, dtype=np.bool_)
        taken[chosen] = True
        return not (
            self.forbidden[chosen].any()
            or (self.caps[:, chosen].sum(axis=1) > self.cap_limits).any()
            or (self.floor_gains[:, chosen].sum(axis=1) < self.floor_limits).any()
            or (taken[self.implies[:, 0]] & ~taken[self.implies[:, 1]]).any()
            or (taken[self.excludes[:, 0]] & taken[self.excludes[:, 1]]).any()
        )

    def _chosen(self, columns: Sequence[int] | Ints) -> Ints:
        chosen = np.asarray(columns, dtype=np.int64)
        if chosen.shape != (self.issues,):
            raise MethodError("shape_mismatch", array="columns")
        if (chosen < self.starts[:-1]).any() or (chosen >= self.starts[1:]).any():
            raise MethodError("unknown_column")
        return chosen

    def _check_issues(self) -> None:
        if len(self.starts) < 2:
            raise MethodError("no_issues")
        if self.starts[0] != 0 or (np.diff(self.starts) < 1).any():
            raise MethodError("issue_without_options")

    def _check_shapes(self) -> None:
        n, parties = self.columns, self.parties
        shapes = {
            "gains": (parties, n),
            "constituency_of": (parties,),
            "caps": (len(self.cap_limits), n),
            "forbidden": (n,),
            "implies": (len(self.implies), 2),
            "excludes": (len(self.excludes), 2),
            "floor_gains": (len(self.floor_limits), n),
            "changes": (n,),
            "costs": (n,),
        }
        for name, shape in shapes.items():
            if getattr(self, name).shape != shape:
                raise MethodError("shape_mismatch", array=name)
        for pairs in (self.implies, self.excludes):
            if ((pairs < 0) | (pairs >= n)).any():
                raise MethodError("unknown_column")

    def _check_parties(self) -> None:
        if self.parties == 0:
            raise MethodError("no_parties")
        if self.aggregate not in ("min", "mean"):
            raise MethodError("unknown_aggregate", aggregate=self.aggregate)
        if self.unit < 1:
            raise MethodError("shape_mismatch", array="unit")
        if self.constituency_of.min() < 0 or (self.members == 0).any():
            raise MethodError("empty_constituency")

    def _check_sums(self) -> None:
        """Refuse numbers that one package could add up to 2**53 or more."""
        bound = LARGEST_SUM // (self.common_size * int(self.members.max()))
        rows = {
            "gains": (self.gains, self.offsets, bound),
            "caps": (self.caps, self.cap_limits, LARGEST_SUM),
            "floor_gains": (self.floor_gains, self.floor_limits, LARGEST_SUM),
            "costs": (self.costs[None, :], np.zeros(1, dtype=np.int64), LARGEST_SUM),
        }
        for name, (row, constant, most) in rows.items():
            # In floats on purpose: the exact sum of these very numbers might overflow.
            sizes = np.maximum.reduceat(np.abs(row.astype(float)), self.starts[:-1], axis=1)
            if (sizes.sum(axis=1) + np.abs(constant.astype(float)) >= most).any():
                raise MethodError("numbers_too_large", array=name)
