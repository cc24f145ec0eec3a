"""Random programs small enough to write out, and their best packages by itertools alone.

The lists made here are read by `Program.of` and, apart from it, by `Listed`, which uses nothing
of the library: sums, rows, pairs and orders are all its own, in Python's integers and fractions.
"""

import itertools
import math
import random
from fractions import Fraction

from concertar_methods.packages.program import Program


def random_lists(seed):
    """The arrays of a random program as plain lists; about one in four allows nothing."""
    r = random.Random(seed)
    sizes = [r.randrange(1, 5) for _ in range(r.randrange(1, 7))]
    starts = [0, *itertools.accumulate(sizes)]
    n, parties = starts[-1], r.randrange(1, 6)
    blocs = r.randrange(1, parties + 1)
    bloc_of = [*range(blocs), *(r.randrange(blocs) for _ in range(parties - blocs))]
    r.shuffle(bloc_of)
    most = r.choice([0, 1, 2, 5, 30, 400, 30_000])
    gains = [[r.randrange(-most // 3, most + 1) for _ in range(n)] for _ in range(parties)]
    bound = [p for p in range(parties) if r.random() < 0.3]
    rows = r.randrange(3)
    return {
        "starts": starts,
        "gains": gains,
        "offsets": [r.randrange(-10, 11) for _ in range(parties)],
        "constituency_of": bloc_of,
        "aggregate": r.choice(["min", "mean"]),
        "caps": [[r.randrange(-3, 10) for _ in range(n)] for _ in range(rows)],
        "cap_limits": [r.randrange(len(sizes), 5 * len(sizes) + 2) for _ in range(rows)],
        "forbidden": [r.random() < 0.06 for _ in range(n)],
        "implies": [[r.randrange(n), r.randrange(n)] for _ in range(r.randrange(3))],
        "excludes": [[r.randrange(n), r.randrange(n)] for _ in range(r.randrange(4))],
        "floor_gains": [gains[p] for p in bound],
        "floor_limits": [r.randrange(most * len(sizes) // 3 + 2) for _ in bound],
        "changes": [r.randrange(2) for _ in range(n)],
        "costs": [r.choice([0, r.randrange(10)]) for _ in range(n)],
    }


def program_of(lists):
    n = lists["starts"][-1]
    empty = {"caps": n, "floor_gains": n, "implies": 2, "excludes": 2}
    shaped = {key: lists[key] or [[0] * width][:0] for key, width in empty.items()}
    return Program.of(**(lists | {k: _rectangle(v, empty[k]) for k, v in shaped.items()}))


def _rectangle(rows, width):
    import numpy as np

    return np.array(rows, dtype=np.int64).reshape(len(rows), width)


class Listed:
    """Every feasible package of the lists, and who is best by each rule."""

    def __init__(self, lists):
        self.lists = lists
        starts = lists["starts"]
        options = [range(a, b) for a, b in itertools.pairwise(starts)]
        self.feasible = [x for x in itertools.product(*options) if self._allowed(x)]

    def _allowed(self, x):
        t = self.lists
        return (
            not any(t["forbidden"][j] for j in x)
            and all(
                sum(row[j] for j in x) <= most
                for row, most in zip(t["caps"], t["cap_limits"], strict=True)
            )
            and all(
                sum(row[j] for j in x) >= least
                for row, least in zip(t["floor_gains"], t["floor_limits"], strict=True)
            )
            and all(a not in x or b in x for a, b in t["implies"])
            and not any(a in x and b in x for a, b in t["excludes"])
        )

    def quantities(self, x):
        rows = zip(self.lists["gains"], self.lists["offsets"], strict=True)
        return [sum(row[j] for j in x) + constant for row, constant in rows]

    def leximin_key(self, x, shares_of=None):
        quantities = plain = [Fraction(y) for y in self.quantities(x)]
        kept = range(len(quantities))
        if shares_of is not None:
            kept = [p for p in kept if shares_of[p] > 0]
            quantities = [y / u if u > 0 else y for y, u in zip(quantities, shares_of, strict=True)]
        blocs = {}
        for p in kept:
            blocs.setdefault(self.lists["constituency_of"][p], []).append(quantities[p])
        least = self.lists["aggregate"] == "min"
        worth = [min(b) if least else sum(b) / len(b) for b in blocs.values()]
        return (
            sorted(worth),
            sorted(quantities[p] for p in kept),
            sorted(plain),  # whoever has no share still has something to lose
            -sum(self.lists["changes"][j] for j in x),
            -sum(self.lists["costs"][j] for j in x),
            [-j for j in x],
        )

    def leximin(self, shares_of=None):
        return max(self.feasible, key=lambda x: self.leximin_key(x, shares_of))

    def greatest_sum(self):
        return max(self.feasible, key=lambda x: (sum(self.quantities(x)), self.leximin_key(x)))

    def most(self):
        """The greatest quantity each party can have."""
        return [max(column) for column in zip(*map(self.quantities, self.feasible), strict=True)]

    def shares(self):
        """The Kalai-Smorodinsky package."""
        most = self.most()

        def key(x):
            pairs = zip(self.quantities(x), most, strict=True)
            return sorted(Fraction(y, u) for y, u in pairs if u > 0), self.leximin_key(x)

        return max(self.feasible, key=key)

    def nash_key(self, x):
        positive = [y for y in self.quantities(x) if y > 0]
        return len(positive), math.prod(positive)

    def nash(self):
        return max(self.feasible, key=lambda x: (self.nash_key(x), self.leximin_key(x)))
