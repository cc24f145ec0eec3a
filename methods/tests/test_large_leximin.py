"""What is proven without visiting every package equals what visiting every package shows."""

import pytest
from programs import Listed, program_of, random_lists

from concertar_methods.errors import MethodError
from concertar_methods.packages import climb
from concertar_methods.packages.ordered import solve_leximin
from concertar_methods.packages.program import Program


def nothing(*args, **options):
    """In the place of a search: finds no package."""


def check_leximin(seed):
    lists = random_lists(seed)
    listed = Listed(lists)
    found = solve_leximin(program_of(lists))
    assert found.proven, seed
    assert found.ties_proven, seed
    if not listed.feasible:
        assert (found.feasible, found.columns) == (False, None), seed
        return False
    assert found.columns == listed.leximin(), seed
    assert found.bound == listed.leximin_key(found.columns)[0][0], seed
    assert found.gap == 0
    return True


def test_four_hundred_random_programs_are_solved_as_if_written_out():
    feasible = sum(check_leximin(seed) for seed in range(400))
    assert 200 < feasible < 390


def test_the_solver_climbs_alone_when_the_search_finds_nothing(monkeypatch):
    monkeypatch.setattr(climb, "search", nothing)
    monkeypatch.setattr(climb, "polish", lambda *args: args[3])
    assert sum(check_leximin(seed) for seed in range(1000, 1120)) > 60


def test_shares_are_compared_as_fractions():
    for seed in range(2000, 2080):
        lists = random_lists(seed)
        listed = Listed(lists)
        if listed.feasible:
            most = listed.most()
            found = solve_leximin(program_of(lists), shares_of=most)
            assert found.columns == listed.leximin(most), seed
            assert found.proven


def test_one_package_only_is_the_answer():
    found = solve_leximin(Program.of(starts=[0, 1], gains=[[-7]]))
    assert (found.columns, found.proven, found.bound) == ((0,), True, -7)


def test_ties_everywhere_go_to_the_package_listed_first():
    program = Program.of(
        starts=range(0, 61, 3), gains=[[0] * 60, [0] * 60], changes=[1] * 60, costs=[2] * 60
    )
    found = solve_leximin(program)
    assert found.columns == tuple(range(0, 60, 3))
    assert found.ties_proven


def test_a_row_that_nothing_meets_is_refuted_in_integers(monkeypatch):
    def never(*args, **options):
        raise AssertionError("no solver is needed here")

    monkeypatch.setattr(climb, "ask", never)
    found = solve_leximin(
        Program.of(starts=[0, 2, 4], gains=[[1, 2, 3, 4]], caps=[[3, 4, 5, 6]], cap_limits=[7])
    )
    assert (found.feasible, found.proven) == (False, True)


def test_rows_that_only_together_allow_nothing_are_refuted_too():
    # Each column fits each row beside some other; no two fit all.
    found = solve_leximin(
        Program.of(
            starts=[0, 2, 4],
            gains=[[1, 1, 1, 1]],
            excludes=[[0, 2], [0, 3], [1, 2], [1, 3]],
        )
    )
    assert (found.feasible, found.columns, found.proven) == (False, None, True)


def test_numbers_of_a_billion_are_solved_but_not_called_exact():
    lists = random_lists(3)
    lists["gains"] = [[g * 10**7 + 3 * j for j, g in enumerate(row)] for row in lists["gains"]]
    lists["floor_gains"], lists["floor_limits"] = [], []
    listed = Listed(lists)
    found = solve_leximin(program_of(lists))
    assert found.columns == listed.leximin()
    assert not found.exact


def test_a_solver_that_answers_wrongly_is_an_error_never_a_result(monkeypatch):
    program = Program.of(
        starts=[0, 2, 4], gains=[[0, 9, 0, 9]], caps=[[0, 1, 0, 1]], cap_limits=[1]
    )

    def wrong(*args, **options):
        return climb.Verdict((1, 3), settled=True)

    monkeypatch.setattr(climb, "ask", wrong)
    monkeypatch.setattr(climb, "search", nothing)
    with pytest.raises(MethodError) as error:
        solve_leximin(program)
    assert error.value.code == "solver_disagrees"


def test_numbers_that_could_overflow_are_refused():
    with pytest.raises(MethodError) as error:
        Program.of(starts=[0, 2], gains=[[2**52, 2**53]])
    assert error.value.code == "numbers_too_large"
