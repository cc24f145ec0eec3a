"""Role x state x verb: every verb of tables and agreements answers everybody as the table says.

`states.csv` is the committed table: for each verb and role, what happens in each of a table's ten
states: `done`, `forbidden`, or the code of the refusal. The rules' own matrix must say the same.
"""

import csv
from functools import partialmethod
from pathlib import Path
from typing import Any

from django.db import transaction
from django.test import TestCase

from concertar.agreements import rules as agreements_rules
from concertar.kit.access import Forbidden, Refused
from concertar.kit.models import JournalEntry
from concertar.tables import rules as tables_rules
from concertar.tables.models import Table
from concertar.tables.models.table import State
from tests.house.source import modules
from tests.pages.test_actions import exported, verbs
from tests.states.acts import Act, tries
from tests.states.world import World

FILE = Path(__file__).parent / "states.csv"
ROLES = ("stranger", "person", "other", "delegate", "facilitator", "steward", "command")
MATRIX = {
    **{f"tables.actions.{name}": verb for name, verb in tables_rules.VERBS.items()},
    **{f"agreements.actions.{name}": verb for name, verb in agreements_rules.VERBS.items()},
}


class Stop(Exception):
    """Raised to undo a try."""


def answer_of(act: Act, by: Any) -> str:
    """What happens to whoever tries; nothing of it stays."""
    try:
        with transaction.atomic():
            act(by)
            raise Stop
    except Stop:
        return "done"
    except Forbidden:
        return "forbidden"
    except Refused as refusal:
        return refusal.code


def in_states(world: World, act: Act, role: str) -> list[str]:
    found = []
    for state in State.values:
        with transaction.atomic():
            Table.objects.update(state=state)
            found.append(answer_of(act, world.people[role]))
            transaction.set_rollback(True)
    return found


def read() -> dict[tuple[str, str], list[str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {(row["verb"], row["role"]): [row[state] for state in State.values] for row in rows}


class States(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.world = World()

    def hold(self, verb: str) -> None:
        table, act = read(), tries(self.world)[verb.rpartition(".")[2]]
        entries = JournalEntry.objects.count()
        for role in ROLES:
            with self.subTest(role=role):
                self.assertEqual(in_states(self.world, act, role), table[verb, role])
        self.assertEqual(JournalEntry.objects.count(), entries)


def wanted() -> set[str]:
    shown = exported(modules())
    return {
        verb
        for module in modules()
        if module.room in ("tables", "agreements")
        for verb in verbs(module, shown)
    } - {"tables.actions.admit", "tables.actions.act_of_seat"}  # doors that verbs go through


for verb in sorted({verb for verb, _role in read()} if FILE.exists() else ()):
    setattr(States, f"test_{verb.replace('.', '_')}", partialmethod(States.hold, verb))


def test_every_verb_and_role_has_its_row():
    assert {(verb, role) for verb in wanted() for role in ROLES} == read().keys()


def test_the_table_says_what_the_rules_say():
    """Where a row says done, the matrix of the rules allows that role in that state; and back."""
    roles = {"other": "delegate", "delegate": "delegate", "facilitator": "facilitator"}
    for (verb, role), answers in read().items():
        if verb not in MATRIX:
            continue
        for state, answer in zip(State.values, answers, strict=True):
            may = roles.get(role) in MATRIX[verb].roles
            if answer == "done":
                assert may, (verb, role, state)
                assert state in MATRIX[verb].states, (verb, role, state)
