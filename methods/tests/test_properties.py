"""Laws that hold for every table, whatever it says."""

import copy
import json
from fractions import Fraction

import numpy as np
import pytest
from bad_tables import SOUND
from hypothesis import example, given, settings
from hypothesis import strategies as st
from oracle import Oracle
from tables import small_table

from concertar_methods.errors import MethodError
from concertar_methods.packages import as_json, find, find_packages, front, read_table

RULES = ("leximin", "nash", "kalai_smorodinsky", "greatest_sum")


def answer_of(table):
    try:
        return find_packages(read_table(table))
    except MethodError:
        return None


def renamed(table, names):
    """The table with its parties listed in another order."""
    table = copy.deepcopy(table)
    table["parties"].sort(key=lambda party: names.index(party["name"]))
    return table


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_the_order_of_parties_decides_nothing(seed, random):
    table = small_table(seed)
    names = [party["name"] for party in table["parties"]]
    random.shuffle(names)
    one, other = answer_of(table), answer_of(renamed(table, names))
    if one is None or not one.feasible:
        return
    for rule in RULES:
        assert getattr(one, rule).package.choice == getattr(other, rule).package.choice


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 9))
def test_finer_weights_for_everybody_change_no_choice(seed, factor):
    table = small_table(seed)
    for party in table["parties"]:
        party.pop("reservation", None)
        share = Fraction(100, len(table["issues"]))
        weights = party.get("weights") or {i["name"]: str(share) for i in table["issues"]}
        party["weights"] = weights
    larger = copy.deepcopy(table)
    for party in larger["parties"]:
        weights = party["weights"].items()
        party["weights"] = {issue: str(Fraction(w) * factor) for issue, w in weights}
    one, other = answer_of(table), answer_of(larger)
    if one is None or not one.feasible:
        return
    for rule in RULES:
        assert getattr(one, rule).package.choice == getattr(other, rule).package.choice


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
@example(27298)  # shares are compared, and one party can gain nothing
def test_every_rule_chooses_from_the_front(seed):
    answer = answer_of(small_table(seed))
    if answer is None or not answer.feasible:
        return
    values = {tuple(package.values.values()) for package in answer.pareto}
    for rule in RULES:
        assert tuple(getattr(answer, rule).package.values.values()) in values, rule


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), max_size=60),
)
def test_the_front_is_what_nothing_dominates(rows):
    points = np.array(rows, dtype=np.int64).reshape(len(rows), 3).T
    plain = {tuple(a) for a in rows if not any(a != b and all(map(int.__le__, a, b)) for b in rows)}
    positions = front.pareto_front(points).tolist()
    assert {tuple(rows[i]) for i in positions} == plain
    assert len(positions) == len(plain)
    assert all(rows.index(rows[i]) == i for i in positions)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60) | st.binary(max_size=60))
def test_no_text_brings_the_reader_down(text):
    with pytest.raises(MethodError):
        read_table(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda parts: (
        st.lists(parts, max_size=3) | st.dictionaries(st.text(max_size=8), parts, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_whatever_replaces_a_part_the_table_is_read_or_refused(data):
    table = copy.deepcopy(SOUND)
    place, key = table, data.draw(st.sampled_from(sorted(table)))
    while isinstance(place[key], dict | list) and place[key] and data.draw(st.booleans()):
        place = place[key]
        keys = sorted(place) if isinstance(place, dict) else range(len(place))
        key = data.draw(st.sampled_from(keys))
    place[key] = data.draw(JSON)
    try:
        found = find_packages(read_table(json.dumps(table)))
    except MethodError as error:
        assert error.code  # noqa: PT017 - either is right
    else:
        json.dumps(as_json(found), allow_nan=False)


@pytest.mark.parametrize("seed", range(40))
def test_the_solver_answers_small_tables_as_the_oracle_does(seed, monkeypatch):
    monkeypatch.setattr(find, "MOST_PACKAGES", 0)
    table, answer = small_table(seed), answer_of(small_table(seed))
    if answer is None:
        return
    oracle = Oracle(table)
    assert answer.feasible is bool(oracle.feasible)
    if answer.feasible:
        assert answer.leximin.proven
        assert answer.leximin.gap == 0
    for rule in RULES if answer.feasible else ():
        found = getattr(answer, rule)
        assert found.bound is None or found.gap >= 0
        if found.proven:
            assert found.package.choice == getattr(oracle, rule)(), rule


def test_with_too_many_digits_the_proof_says_how_far_it_holds(monkeypatch):
    monkeypatch.setattr(find, "MOST_PACKAGES", 0)
    table = copy.deepcopy(SOUND)
    primes = (1000003, 1000033, 1000037, 1000039)
    for party, prime in zip(table["parties"], primes, strict=False):
        party["weights"] = {"site": f"{60 * prime + 1}/{prime}", "hours": f"1/{prime + 4}"}
    leximin = find_packages(read_table(table)).leximin
    reasons = {reason.code: reason.params for reason in leximin.explanation}
    assert leximin.proven
    assert 0 < reasons["proven_within"]["points"] < Fraction(1, 10**5)
    monkeypatch.undo()
    assert find_packages(read_table(table)).leximin.package == leximin.package
