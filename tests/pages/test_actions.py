"""Role x action: every verb of the product answers every role as the committed table says."""

import ast
import csv
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from concertar.accounts import actions as accounts
from concertar.accounts.models import Person
from concertar.kit import clock, outbox
from concertar.kit.access import OPERATOR, Forbidden, Refused
from concertar.kit.models import JournalEntry, OutboxMessage
from concertar.network import actions as network
from tests.house.source import Module, modules

ROLES = ("stranger", "person", "steward", "command")
with (Path(__file__).parent / "actions.csv").open(encoding="utf-8", newline="") as file:
    TABLE = {row["action"]: row for row in csv.DictReader(file)}


def verbs(module: Module) -> set[str]:
    """The public functions that act: all of an actions file, and whatever writes the journal."""
    name = module.path.removeprefix("src/concertar/").removesuffix(".py").replace("/", ".")
    return {
        f"{name}.{node.name}"
        for node in ast.parse(module.text).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if module.kind == "actions" or "journal.record(" in ast.unparse(node)
    }


def uncertain_message() -> OutboxMessage:
    with transaction.atomic():
        message = outbox.post("bea@example.org", "Convocation", "Come.", key="convocation-1")
    OutboxMessage.objects.filter(pk=message.pk).update(
        state=OutboxMessage.State.UNCERTAIN, claimed_at=clock.now() - timedelta(days=1)
    )
    message.refresh_from_db()
    return message


def bea() -> Person:
    return Person.objects.get(name__startswith="Bea")


def rosa() -> Person:
    return Person.objects.stewards().get()


def ana() -> Person:
    return Person.objects.get(name__startswith="Ana")


# How each verb is tried: about Bea by Bea where it is about oneself.
TRIES = {
    "accounts.actions.appoint_steward": lambda by: accounts.appoint_steward(ana(), by=by),
    "accounts.actions.change_own_page": lambda by: accounts.change_own_page(
        bea(), name="Bea Ríos", language="en", by=by
    ),
    "accounts.actions.choose_language": lambda by: accounts.choose_language(bea(), "en", by=by),
    "accounts.actions.close_person": lambda by: accounts.close_person(ana(), by=by),
    "accounts.actions.dismiss_steward": lambda by: accounts.dismiss_steward(rosa(), by=by),
    "accounts.actions.join": lambda _by: accounts.join(Person(name="Dora Vega")),
    "accounts.actions.make_demo_people": lambda by: accounts.make_demo_people(by=by),
    "accounts.actions.note_entry_changed": lambda _by: accounts.note_entry_changed(
        bea(), "password_changed"
    ),
    "accounts.actions.rename_person": lambda by: accounts.rename_person(bea(), "Bea Ríos", by=by),
    "accounts.actions.reopen_person": lambda by: accounts.reopen_person(ana(), by=by),
    "accounts.actions.take_password": lambda by: accounts.take_password(bea(), "!", by=by),
    "kit.outbox.send_again": lambda by: outbox.send_again(uncertain_message(), by=by),
    "network.actions.loading.load_forum": lambda by: network.load_forum(by=by),
}


def test_every_verb_has_its_row_and_is_tried():
    wanted = {verb for module in modules() for verb in verbs(module)}
    assert sorted(wanted - TABLE.keys()) == [], "write these rows into tests/pages/actions.csv"
    assert sorted(TABLE.keys() - wanted) == [], "these rows of tests/pages/actions.csv act no more"
    assert TRIES.keys() == TABLE.keys()


def test_the_table_would_notice_a_new_verb():
    new = Module("src/concertar/network/actions/seats.py", "def seat_panel(): ...\n")
    assert verbs(new) - TABLE.keys() == {"network.actions.seats.seat_panel"}


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("verb", sorted(TABLE))
def test_everybody_may_do_what_the_table_says(verb, role, people, settings):
    settings.DEMO_PEOPLE = True
    by = {**people, "person": bea(), "stranger": AnonymousUser(), "command": OPERATOR}[role]
    entries = JournalEntry.objects.count()
    try:
        TRIES[verb](by)
    except Forbidden:
        answer = "forbidden"
    except Refused as refusal:
        answer = f"refused:{refusal.code}"
    else:
        answer = "done"
    assert answer == TABLE[verb][role]
    if answer != "done":
        assert JournalEntry.objects.count() == entries
