"""When time is up: the best found, a bound that holds, and no claim beyond what is proven.

A clock would make these tests a lottery. Here time is up after so many looks at the clock, so
that the search is stopped at each of the places where it can be.
"""

import math

import pytest
from programs import Listed, program_of, random_lists

from concertar_methods.packages import ordered, product


class Patience:
    """A deadline that passes after so many looks at it, shared by all that come of it."""

    looks = 0

    def __init__(self, seconds):
        pass

    @property
    def left(self):
        Patience.looks -= 1
        return math.inf if Patience.looks >= 0 else 0.0

    @property
    def up(self):
        return self.left <= 0

    def share(self, part, *, most=math.inf):
        return self


@pytest.fixture(autouse=True)
def _patient(monkeypatch):
    for module in (ordered, product):
        monkeypatch.setattr(module, "Deadline", Patience)


LOOKS = [*range(8), 10, 13, 18, 40, 120]


def test_stopped_anywhere_the_answer_claims_only_what_is_true():
    stopped = 0
    for seed in range(30):
        lists = random_lists(seed)
        listed, program = Listed(lists), program_of(lists)
        for looks in LOOKS:
            Patience.looks = looks
            found = ordered.solve_leximin(program, seconds=1)
            stopped += not found.proven
            if found.feasible is None:
                assert (found.columns, found.proven) == (None, False)
                continue
            assert found.feasible is bool(listed.feasible), (seed, looks)
            if not found.feasible:
                continue
            best, key = listed.leximin(), listed.leximin_key(found.columns)
            assert found.columns in listed.feasible
            assert found.bound is None or found.bound >= listed.leximin_key(best)[0][0]
            if found.gap is not None:
                assert found.gap == found.bound - key[0][0]
            if found.proven:
                assert key[:2] == listed.leximin_key(best)[:2], (seed, looks)
            if found.ties_proven:
                assert found.columns == best, (seed, looks)
    assert stopped > 100


def test_levels_proven_before_time_was_up_are_right():
    for seed in range(40, 60):
        lists = random_lists(seed)
        listed, program = Listed(lists), program_of(lists)
        for looks in LOOKS if listed.feasible else ():
            Patience.looks = looks
            found = ordered.solve_leximin(program, seconds=1)
            if found.columns is None:
                continue
            have, want = (listed.leximin_key(x) for x in (found.columns, listed.leximin()))
            for ladder, mine, best in zip(found.levels, have, want, strict=False):
                mine, best = (v if isinstance(v, list) else [v] for v in (mine, best))
                assert mine[: ladder.levels] == best[: ladder.levels], (seed, looks)


def test_the_product_stopped_anywhere_stays_below_its_bound():
    for seed in range(70, 90):
        lists = random_lists(seed)
        listed, program = Listed(lists), program_of(lists)
        for looks in LOOKS if listed.feasible else ():
            Patience.looks = looks
            found = product.best_product(program, [listed.feasible[0]])
            gains, best = listed.nash_key(listed.nash())
            assert found.gains <= gains
            if found.gains_proven:
                assert found.gains == gains
                assert found.product <= best <= found.bound
            if found.proven:
                assert found.product == best
