"""Who may do what in which state: every verb tried by everybody in every state.

`matrix.csv` is what was decided, one line a verb and a role, one column a state; the rules must
say the same, and so must the acts themselves.
"""

import csv
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from concertar.kit.access import Forbidden, Refused
from concertar.tables import rules
from concertar.tables.models.table import State
from concertar.tables.tests import factories
from concertar.tables.tests.tries import TRIES, Scene

MATRIX = Path(__file__).parent / "matrix.csv"
OUT_OF_TIME = {"wrong_state", "step_not_possible", "opens_with_its_charter"}
# What a verb that may be done still asks, in the scene as it stands.
STILL_REFUSED = {
    "take_step": {"step_needs_a_text", "scores_sealed", "reason_missing"},
    "walk_back": {"step_needs_a_text"},
    "withdraw_interest": {"interest_in_use"},
    "countersign_sheet": {"countersign_by_typist"},
    "unseal_scores": {"sheet_missing"},
    "search_packages": {"scores_sealed"},
}


def decided() -> dict[tuple[str, str], dict[str, str]]:
    with MATRIX.open(encoding="utf-8", newline="") as lines:
        return {(row.pop("verb"), row.pop("role")): row for row in csv.DictReader(lines)}


def people(cast) -> dict[str, object]:
    return {
        "facilitator": cast.ana,
        "delegate": cast.bea,
        "other delegate": cast.caio,
        "steward": factories.person("rosa", is_steward=True),
        "stranger": cast.zeca,
        "nobody": AnonymousUser(),
    }


def outcome(verb: str, scene: Scene, by) -> str:
    """How a try ends; nothing of it stays."""
    try:
        with transaction.atomic():
            TRIES[verb](scene, by)
            raise Undone
    except Undone:
        return "yes"
    except Forbidden:
        return "forbidden"
    except Refused as refusal:
        if refusal.code in OUT_OF_TIME:
            return "wrong_state"
        return "yes" if refusal.code in STILL_REFUSED.get(verb, ()) else refusal.code


class Undone(Exception):
    """Rolls a try back."""


def test_the_matrix_names_every_verb_for_every_role():
    roles = ("facilitator", "delegate", "other delegate", "steward", "stranger", "nobody")
    assert set(decided()) == {(verb, role) for verb in rules.VERBS for role in roles}
    assert set(TRIES) == set(rules.VERBS)
    assert all(set(row) == set(State.values) for row in decided().values())


@pytest.mark.django_db
@pytest.mark.parametrize("state", State.values)
def test_everybody_tries_every_verb(state):
    cast = factories.forum()
    scene, who = Scene(cast, state), people(cast)
    expected = {key: row[state] for key, row in decided().items()}
    found = {(verb, role): outcome(verb, scene, who[role]) for verb, role in expected}
    assert found == expected


def test_the_rules_say_what_was_decided():
    for (verb, role), row in decided().items():
        if role not in ("facilitator", "delegate"):
            continue
        for state, answer in row.items():
            may = verb in rules.allowed(frozenset({rules.Role(role)}), state)
            if may:
                assert answer == "yes" or (role == "delegate" and state == State.DRAFT)
            else:
                assert answer != "yes", (verb, role, state)


def test_a_table_never_skips_its_charter_nor_its_text():
    for before in State:
        for after in State:
            if rules.is_forwards(before, after) and after in (State.SIGNING, State.STANDING):
                assert rules.needs_a_text(before, after)
            if after == State.OPEN:
                assert not rules.is_backwards(before, after)
            assert not (rules.is_forwards(before, after) and rules.is_backwards(before, after))
    assert rules.own_moves(State.SIGNING) == rules.own_moves(State.STANDING) == ()
    assert State.DRAFTING in rules.own_moves(State.TALKING)
