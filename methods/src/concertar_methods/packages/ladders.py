"""What is made great, in order: a list of ladders, each a set of values lifted from the least up.

A ladder compares packages by the sorted vector of its units' values, the least first. The
constituencies are one ladder and the parties the next; a single number (fewer changes, less
cost) is a ladder of one unit. A value is an integer row divided by a whole number, so that
means and shares stay exact without large common denominators.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from concertar_methods.errors import MethodError
from concertar_methods.packages.program import LARGEST_SUM, Ints, Program

_LARGEST_BLOCK = 10**6
"""Options listed first are compared in blocks of issues whose codes stay below this."""


@dataclass(frozen=True, slots=True, eq=False)
class Ladder:
    """Units whose sorted values are to be lexicographically greatest.

    Row r is worth ``(rows[r, chosen].sum() + offsets[r]) / divisors[r]``; a unit is worth the
    least of its rows.

    Parameters
    ----------
    name : what the ladder lifts, for progress and proofs
    rows : int64, shape (rows, columns)
    offsets : of every row
    divisors : of every row, all positive
    unit_of : the unit of every row, 0..units-1
    """

    name: str
    rows: Ints
    offsets: tuple[int, ...]
    divisors: tuple[int, ...]
    unit_of: tuple[int, ...]

    @property
    def units(self) -> int:
        return max(self.unit_of, default=-1) + 1

    def levels(self, chosen: Sequence[int]) -> tuple[Fraction, ...]:
        """The sorted values of one package, least first; exact."""
        sums = self.rows[:, np.asarray(chosen, dtype=np.int64)].sum(axis=1).tolist()
        worth: list[Fraction | None] = [None] * self.units
        for r, unit in enumerate(self.unit_of):
            value = Fraction(sums[r] + self.offsets[r], self.divisors[r])
            least = worth[unit]
            worth[unit] = value if least is None else min(least, value)
        return tuple(sorted(value for value in worth if value is not None))

    def needs(self, level: Fraction, *, beyond: bool) -> Ints:
        """What every row must add up to for its unit to reach a level, or to pass beyond it."""
        exact = [level * d - o for d, o in zip(self.divisors, self.offsets, strict=True)]
        whole = [math.floor(e) + 1 if beyond else math.ceil(e) for e in exact]
        return np.array(whole, dtype=np.int64)


def leximin_ladders(program: Program, shares_of: Sequence[int] | None = None) -> list[Ladder]:
    """The constituencies, then the parties, then what decides ties.

    With `shares_of`, a party's quantity is divided by its number there; parties whose number
    is not positive are left out, and before the ties everybody's own quantity is lifted, so that
    they lose nothing in vain.
    """
    everybody = list(range(program.parties))
    if shares_of is None:
        divisors = [1] * program.parties
        return [*_both("parties", program, everybody, divisors), *ties(program)]
    kept = [p for p in everybody if shares_of[p] > 0]
    shares = _both("shares", program, kept, [shares_of[p] for p in kept]) if kept else []
    return [*shares, parties_ladder(program), *ties(program)]


def _both(name: str, program: Program, kept: list[int], divisors: list[int]) -> list[Ladder]:
    return [_constituencies(program, kept, divisors), _parties(name, program, kept, divisors)]


def sum_ladders(program: Program) -> list[Ladder]:
    """The sum of all parties' quantities, then leximin."""
    total = _single("sum", program.gains.sum(axis=0), int(program.offsets.sum()))
    return [total, *leximin_ladders(program)]


def share_ladders(program: Program, best: Sequence[int]) -> list[Ladder]:
    """Every party's share of the best it could have, parties without any left out; leximin."""
    kept = [p for p in range(program.parties) if best[p] > 0]
    if not kept:
        return leximin_ladders(program)
    shares = _parties("shares", program, kept, [best[p] for p in kept])
    return [shares, *leximin_ladders(program)]


def party_ladder(program: Program, party: int) -> Ladder:
    """One party's quantity alone."""
    return _single("party", program.gains[party], int(program.offsets[party]))


def parties_ladder(program: Program) -> Ladder:
    """Every party's quantity."""
    return _parties("parties", program, list(range(program.parties)), [1] * program.parties)


def weighted_ladder(program: Program, weights: Sequence[int]) -> Ladder:
    """A weighted sum of the parties' quantities, constants included."""
    factors = np.array(weights, dtype=np.int64)
    return _single("weighted", factors @ program.gains, int(factors @ program.offsets))


def ties(program: Program) -> list[Ladder]:
    """Fewer changes, then cheaper, then listed first."""
    return [
        _single("changes", -program.changes),
        _single("costs", -program.costs),
        *_listed_first(program),
    ]


def _constituencies(program: Program, kept: list[int], divisors: list[int]) -> Ladder:
    present = sorted({int(program.constituency_of[p]) for p in kept})
    unit = [present.index(int(program.constituency_of[p])) for p in kept]
    if program.aggregate == "min":
        rows, offsets = program.gains[kept], [int(program.offsets[p]) for p in kept]
        return Ladder("constituencies", rows, tuple(offsets), tuple(divisors), tuple(unit))
    means, constants, sizes = [], [], []
    for k in range(len(present)):
        members = [i for i in range(len(kept)) if unit[i] == k]
        common = math.lcm(*(divisors[i] for i in members))
        factors = [common // divisors[i] for i in members]
        if common * len(members) >= LARGEST_SUM // (1 + int(np.abs(program.gains).max())):
            raise MethodError("numbers_too_large", array="shares_of")
        parties = [kept[i] for i in members]
        means.append(np.array(factors, dtype=np.int64) @ program.gains[parties])
        constants.append(
            sum(f * int(program.offsets[p]) for f, p in zip(factors, parties, strict=True))
        )
        sizes.append(common * len(members))
    units = tuple(range(len(present)))
    return Ladder("constituencies", np.array(means), tuple(constants), tuple(sizes), units)


def _parties(name: str, program: Program, kept: list[int], divisors: list[int]) -> Ladder:
    offsets = tuple(int(program.offsets[p]) for p in kept)
    return Ladder(name, program.gains[kept], offsets, tuple(divisors), tuple(range(len(kept))))


def _single(name: str, row: Ints, offset: int = 0) -> Ladder:
    return Ladder(name, row[None, :], (offset,), (1,), (0,))


def _listed_first(program: Program) -> list[Ladder]:
    """Ladders whose greatest values name the lexicographically smallest package."""
    found = []
    row, reach = np.zeros(program.columns, dtype=np.int64), 1
    for q in reversed(range(program.issues)):
        first, end = int(program.starts[q]), int(program.starts[q + 1])
        if reach * (end - first) > _LARGEST_BLOCK and row.any():
            found.append(_single("listed", row))
            row, reach = np.zeros(program.columns, dtype=np.int64), 1
        row[first:end] = -np.arange(end - first) * reach
        reach *= end - first
    found.append(_single("listed", row))
    return found[::-1]
