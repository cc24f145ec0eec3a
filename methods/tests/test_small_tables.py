"""Small tables, answered by the engine and by an oracle that shares nothing with it."""

import itertools
import json

import pytest
from oracle import Oracle
from tables import small_table

from concertar_methods.errors import MethodError
from concertar_methods.packages import enumeration, find_packages, measures, read_table, space

RULES = ("leximin", "nash", "kalai_smorodinsky", "greatest_sum")
CONTRADICTIONS = {
    "condition_against_requirement",
    "fallback_lacks_requirement",
    "fallback_excludes_itself",
}
"""What a random table may say by chance and the reader refuses."""


def differences(table):
    """Every way in which the engine differs from the oracle on one table."""
    oracle = Oracle(table)
    answer = find_packages(read_table(json.dumps(table)))
    assert answer.feasible_count == len(oracle.feasible)
    assert answer.feasible is bool(oracle.feasible)
    assert (answer.reservations == "binding") is oracle.binding
    if not oracle.feasible:
        assert [getattr(answer, rule) for rule in RULES] == [None] * 4
        return []
    found = {rule: getattr(answer, rule).package for rule in RULES}
    wrong = [rule for rule in RULES if found[rule].choice != getattr(oracle, rule)()]
    levels = oracle.blocs(oracle.compared(oracle.leximin()))
    if answer.leximin.bound != min(levels.values(), default=None):
        wrong.append("bound")
    for package in found.values():
        if package.values != oracle.values(package.choice):
            wrong.append("values")
        if package.constituencies != oracle.blocs(oracle.gains(package.choice)):
            wrong.append("constituencies")
    if {tuple(package.gains.values()) for package in answer.pareto} != oracle.pareto():
        wrong.append("pareto")
    return wrong


def compared_tables(seeds):
    """The tables of these seeds that are no bad input, each compared on the way."""
    for seed in seeds:
        table = small_table(seed)
        try:
            wrong = differences(table)
        except MethodError as error:
            if error.code not in CONTRADICTIONS:
                raise
        else:
            assert not wrong, f"seed {seed}: {wrong}"
            yield table


@pytest.mark.parametrize("block", range(10))
def test_five_hundred_random_tables_are_answered_as_the_oracle_answers(block):
    tables = compared_tables(range(1000 * block, 1000 * block + 200))
    fifty = list(itertools.islice(tables, 50))
    assert len(fifty) == 50
    assert sum(bool(Oracle(table).feasible) for table in fifty[:20]) >= 5


def test_sums_beyond_64_bits_and_many_blocks_give_the_same_answers(monkeypatch):
    monkeypatch.setattr(measures, "SAFE", 1)  # every sum is carried in limbs ...
    monkeypatch.setattr(measures, "_BITS", 5)  # ... of five bits
    monkeypatch.setattr(measures, "_MASK", 31)
    monkeypatch.setattr(enumeration, "BLOCK", 7)
    monkeypatch.setattr(space, "MOST_TAILS", 8)
    assert len(list(compared_tables(range(20_000, 20_060)))) > 40


def test_an_option_nobody_may_choose_can_have_a_number_of_any_size():
    """A column that is out is not in the reach of a sum, so its digits may not fit a limb."""
    names = ("none", "dear")
    table = {
        "parties": [{"name": "A", "constituency": "state"}],
        "issues": [
            {
                "name": "site",
                "status_quo": "none",
                "options": [{"name": "none"}, {"name": "dear", "cost": {"city": 5}}],
            },
            {"name": "hours", "status_quo": "none", "options": [{"name": n} for n in names]},
        ],
        "scores": {
            "A": {
                "site": {"none": 1, "dear": "unacceptable"},
                "hours": {"none": 0, "dear": 1},
            }
        },
        "budgets": {"city": "1e-30"},
    }
    assert differences(table) == []


def test_products_too_near_for_floats_are_told_apart():
    most = 2 * 10**9
    scores = {
        "A": {"site": {"none": 0, "even": 10**9, "uneven": 10**9 + 3}},
        "B": {"site": {"none": 0, "even": 10**9, "uneven": 10**9 - 1}},
    }
    names = ("none", "even", "uneven")
    table = {
        "scale": most,
        "parties": [
            {"name": name, "constituency": name, "weights": {"site": most}} for name in scores
        ],
        "issues": [
            {"name": "site", "status_quo": "none", "options": [{"name": name} for name in names]}
        ],
        "scores": scores,
    }
    answer = find_packages(read_table(table))
    assert answer.leximin.package.choice == {"site": "even"}
    assert answer.nash.package.choice == {"site": "uneven"}
    assert answer.nash.bound == (10**9 + 3) * (10**9 - 1)


def test_a_front_too_large_to_print_is_left_out(monkeypatch):
    monkeypatch.setattr(enumeration, "MOST_UNDOMINATED", 1)
    answer = find_packages(read_table(json.dumps(small_table(9))))
    assert answer.feasible
    assert answer.pareto is None


def test_too_many_feasible_packages_are_left_to_the_solver(monkeypatch):
    table = read_table(json.dumps(small_table(9)))
    everything = find_packages(table)
    monkeypatch.setattr(enumeration, "MOST_FEASIBLE", 1)
    answer = find_packages(table)
    assert answer.feasible_count is None
    assert answer.leximin.package == everything.leximin.package
