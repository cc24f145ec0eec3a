"""The other rules beyond enumeration: greatest sum, shares of the best, product."""

from programs import Listed, program_of, random_lists

from concertar_methods.packages.ordered import (
    greatest_quantities,
    solve_greatest_sum,
    solve_leximin,
    solve_shares,
)
from concertar_methods.packages.product import best_product, least_total, means_bound


def feasible_programs(seeds):
    for seed in seeds:
        lists = random_lists(seed)
        listed = Listed(lists)
        if listed.feasible:
            yield seed, listed, program_of(lists)


def test_the_best_of_each_party_is_proven():
    for seed, listed, program in feasible_programs(range(100)):
        found = greatest_quantities(program)
        assert all(best.proven for best in found), seed
        assert [best.bound for best in found] == listed.most(), seed
        reached = [program.quantities(best.columns)[p] for p, best in enumerate(found)]
        assert reached == listed.most(), seed


def test_the_greatest_sum_is_proven_and_ties_go_to_leximin():
    for seed, listed, program in feasible_programs(range(100, 220)):
        found = solve_greatest_sum(program)
        assert (found.columns, found.proven) == (listed.greatest_sum(), True), seed


def test_shares_of_the_best_are_leximin():
    for seed, listed, program in feasible_programs(range(220, 340)):
        found = solve_shares(program, listed.most())
        assert (found.columns, found.proven) == (listed.shares(), True), seed


def test_the_product_found_is_never_above_its_bound_nor_proven_wrongly():
    proven = best = count = 0
    for seed, listed, program in feasible_programs(range(340, 640)):
        start = solve_leximin(program).columns
        found = best_product(program, [start])
        gains, product = listed.nash_key(listed.nash())
        assert (found.gains, found.gains_proven) == (gains, True), seed
        assert found.product <= product <= found.bound, seed
        assert (found.gains, found.product) == listed.nash_key(found.columns), seed
        if found.proven:
            assert found.columns == listed.nash(), seed
        proven, best, count = proven + found.proven, best + (found.product == product), count + 1
    assert proven > count / 2
    assert best > count * 0.95


def test_the_least_weighted_sum_is_the_least_that_allows_the_product():
    for weights, product in (([1, 1], 16), ([3, 7, 2], 10**12), ([5], 9), ([20, 31, 7, 9], 1)):
        total = least_total(weights, product)
        assert means_bound(weights, total) >= product > means_bound(weights, total - 1)
    assert least_total([1, 1], 16) == 8
