"""Role x action: every verb of the product answers every role as the committed table says."""

import ast
import csv
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from concertar.accounts import actions as accounts
from concertar.accounts.models import Person
from concertar.fora import actions as fora
from concertar.fora.models import Constituency, Delegate, Forum, Seat
from concertar.fora.tests import factories as fora_factories
from concertar.kit import clock, outbox
from concertar.kit.access import OPERATOR, Forbidden, Refused
from concertar.kit.models import JournalEntry, OutboxMessage
from concertar.network import actions as network
from concertar.network.models import Mandate, Territory
from concertar.observatory import actions as observatory
from concertar.observatory.models import Limit
from concertar.observatory.tests import factories as observatory_factories
from tests.house.source import Module, modules

Act = Callable[[Any], Any]
ROLES = ("stranger", "person", "facilitator", "steward", "command")
with (Path(__file__).parent / "actions.csv").open(encoding="utf-8", newline="") as file:
    TABLE = {row["action"]: row for row in csv.DictReader(file)}
# Rooms whose verbs depend on the state of a table: `test_states` asks them, state by state.
BY_STATE = ("tables", "agreements")


def exported(modules: Iterable[Module]) -> dict[str, set[str]]:
    """The names that each package of actions shows to other rooms."""
    return {
        module.path.removesuffix("/__init__.py"): {
            alias.asname or alias.name
            for node in module.tree.body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        for module in modules
        if module.path.endswith("/actions/__init__.py")
    }


def acts(function: ast.FunctionDef) -> bool:
    """Whether it is a verb: somebody does it, or it writes the journal itself."""
    given = [*function.args.args, *function.args.kwonlyargs]
    return "by" in {one.arg for one in given} or "journal.record(" in ast.unparse(function)


def verbs(module: Module, shown: Mapping[str, set[str]]) -> set[str]:
    """The public functions that act, called by their room's door: `fora.actions.open_seat`."""
    folder = module.path.rpartition("/")[0]
    name = module.path.removeprefix("src/concertar/").removesuffix(".py").replace("/", ".")
    if folder.endswith("/actions"):
        name = name.rpartition(".")[0]
    return {
        f"{name}.{node.name}"
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if (module.kind == "actions" or "journal.record(" in ast.unparse(node)) and acts(node)
        if folder not in shown or node.name in shown[folder]
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


DAY = date(2026, 1, 1)


def forum_of_ana() -> Forum:
    made = fora_factories.forum("Foro de prueba")
    fora_factories.facilitator(made, ana(), starts=DAY)
    return made


def side() -> Constituency:
    return fora_factories.constituency(forum_of_ana())


def seat() -> Seat:
    return fora_factories.seat(side(), "Colegio de prueba")


def delegate() -> Delegate:
    return fora_factories.delegate(seat(), "caio")


def mandate() -> Mandate:
    return fora_factories.mandate(fora_factories.institution("Colegio de prueba"), "caio")


def proposed(status: str = "proposed") -> Limit:
    measured = observatory_factories.indicator("prueba")
    return observatory_factories.limit(
        measured, status=status, evidence="Un estudio",
        adopted_on=DAY if status == "adopted" else None,
    )  # fmt: skip


def city() -> Territory:
    return Territory.objects.get(slug="ilo")


def about(thing: Callable[[], Any], act: Callable[[Any, Any], Any]) -> Callable[[], Act]:
    """A try that first puts the thing there and then acts on it."""

    def prepare() -> Act:
        made = thing()
        return lambda by: act(made, by)

    return prepare


def plainly(act: Act) -> Callable[[], Act]:
    return lambda: act


# How each verb is tried: what is there beforehand, and the act. About Bea by Bea where it is
# about oneself; in a forum that Ana facilitates.
TRIES: dict[str, Callable[[], Act]] = {
    "accounts.actions.appoint_steward": about(
        ana, lambda one, by: accounts.appoint_steward(one, by=by)
    ),
    "accounts.actions.change_own_page": about(
        bea,
        lambda one, by: accounts.change_own_page(one, name="Bea Ríos", language="en", by=by),
    ),
    "accounts.actions.choose_language": about(
        bea, lambda one, by: accounts.choose_language(one, "en", by=by)
    ),
    "accounts.actions.close_person": about(ana, lambda one, by: accounts.close_person(one, by=by)),
    "accounts.actions.dismiss_steward": about(
        rosa, lambda one, by: accounts.dismiss_steward(one, by=by)
    ),
    "accounts.actions.join": plainly(lambda _by: accounts.join(Person(name="Dora Vega"))),
    "accounts.actions.make_demo_people": plainly(lambda by: accounts.make_demo_people(by=by)),
    "accounts.actions.note_entry_changed": about(
        bea, lambda one, _by: accounts.note_entry_changed(one, "password_changed")
    ),
    "accounts.actions.note_person": plainly(lambda by: accounts.note_person("Dora Vega", by=by)),
    "accounts.actions.rename_person": about(
        bea, lambda one, by: accounts.rename_person(one, "Bea Ríos", by=by)
    ),
    "accounts.actions.reopen_person": about(
        ana, lambda one, by: accounts.reopen_person(one, by=by)
    ),
    "accounts.actions.take_password": about(
        bea, lambda one, by: accounts.take_password(one, "!", by=by)
    ),
    "fora.actions.add_constituency": about(
        forum_of_ana, lambda one, by: fora.add_constituency(one, "Academia", by=by)
    ),
    "fora.actions.add_facilitator": about(
        forum_of_ana, lambda one, by: fora.add_facilitator(one, rosa(), by=by)
    ),
    "fora.actions.add_guardianship": about(
        forum_of_ana,
        lambda one, by: fora.add_guardianship(
            one,
            fora_factories.entity("Bahía"),
            fora_factories.institution("Guardiana"),
            basis="Ordenanza",
            by=by,
        ),
    ),
    "fora.actions.change_constituency": about(
        side, lambda one, by: fora.change_constituency(one, least_seats=2, by=by)
    ),
    "fora.actions.change_forum": about(
        forum_of_ana, lambda one, by: fora.change_forum(one, purpose="Concertar.", by=by)
    ),
    "fora.actions.close_seat": about(seat, lambda one, by: fora.close_seat(one, by=by)),
    "fora.actions.end_delegate": about(delegate, lambda one, by: fora.end_delegate(one, by=by)),
    "fora.actions.end_facilitator": about(
        lambda: fora_factories.facilitator(forum_of_ana(), "caio"),
        lambda one, by: fora.end_facilitator(one, by=by),
    ),
    "fora.actions.end_guardianship": about(
        lambda: fora_factories.guardianship(
            forum_of_ana(), fora_factories.entity("Bahía"), "Guardiana"
        ),
        lambda one, by: fora.end_guardianship(one, by=by),
    ),
    "fora.actions.found_forum": plainly(
        lambda by: fora.found_forum("Foro nuevo", territory=city(), by=by)
    ),
    "fora.actions.note_declared": about(
        delegate, lambda one, by: fora.note_declared(one, gender="woman", by=by)
    ),
    "fora.actions.open_seat": about(
        side,
        lambda one, by: fora.open_seat(
            one.forum, fora_factories.institution("Colegio"), constituency=one, by=by
        ),
    ),
    "fora.actions.open_seat_for_new": about(
        side,
        lambda one, by: fora.open_seat_for_new(
            one.forum, "Colegio nuevo", kind="professional", constituency=one, by=by
        ),
    ),
    "fora.actions.remove_delegate": about(
        delegate, lambda one, by: fora.remove_delegate(one, by=by)
    ),
    "fora.actions.seat_delegate": about(
        seat, lambda one, by: fora.seat_delegate(one, bea(), document="Carta 1", by=by)
    ),
    "fora.actions.seat_somebody": about(
        seat, lambda one, by: fora.seat_somebody(one, "Dora Vega", document="Carta 1", by=by)
    ),
    "kit.outbox.send_again": about(
        uncertain_message, lambda one, by: outbox.send_again(one, by=by)
    ),
    "network.actions.end_mandate": about(
        mandate, lambda one, by: network.end_mandate(one, on=DAY, by=by)
    ),
    "network.actions.grant_mandate": about(
        lambda: fora_factories.institution("Colegio de prueba"),
        lambda one, by: network.grant_mandate(one, bea(), document="Carta", starts=DAY, by=by),
    ),
    "network.actions.load_forum": plainly(lambda by: network.load_forum(by=by)),
    "network.actions.note_institution": plainly(
        lambda by: network.note_institution("Colegio", kind="professional", by=by)
    ),
    "network.actions.note_place": plainly(
        lambda by: network.note_place("Pampa", kind="district", inside=city(), by=by)
    ),
    "network.actions.note_source": plainly(
        lambda by: network.note_source(slug="informe", title="Informe", by=by)
    ),
    "network.actions.remove_mandate": about(
        mandate, lambda one, by: network.remove_mandate(one, by=by)
    ),
    "observatory.actions.add_entity": plainly(
        lambda by: observatory.add_entity(
            slug="loma", kind="hill", name="Loma", territory=city(), by=by
        )
    ),
    "observatory.actions.add_indicator": plainly(
        lambda by: observatory.add_indicator(slug="ruido", name="Ruido", unit="dB", by=by)
    ),
    "observatory.actions.adopt_limit": about(
        lambda: proposed("reviewed"), lambda one, by: observatory.adopt_limit(one, by=by)
    ),
    "observatory.actions.correct_observation": about(
        lambda: observatory_factories.observation(
            observatory_factories.indicator("prueba"), "3", DAY
        ),
        lambda one, by: observatory.correct_observation(
            one, Decimal(4), unit=one.indicator.unit, source="Informe", by=by
        ),
    ),
    "observatory.actions.note_observation": about(
        lambda: observatory_factories.indicator("prueba"),
        lambda one, by: observatory.note_observation(
            one, territory=city(), day=DAY, value=Decimal(3), unit=one.unit, source="Informe", by=by
        ),
    ),
    "observatory.actions.propose_limit": about(
        lambda: observatory_factories.indicator("prueba"),
        lambda one, by: observatory.propose_limit(
            slug="nuevo",
            kind="law",
            name="Límite",
            indicator=one,
            basis="Norma",
            most=Decimal(1),
            by=by,
        ),
    ),
    "observatory.actions.review_limit": about(
        proposed, lambda one, by: observatory.review_limit(one, by=by)
    ),
    "observatory.actions.withdraw_limit": about(
        proposed, lambda one, by: observatory.withdraw_limit(one, by=by)
    ),
}


def test_every_verb_has_its_row_and_is_tried():
    shown = exported(modules())
    wanted = {
        verb for module in modules() for verb in verbs(module, shown) if module.room not in BY_STATE
    }
    assert sorted(wanted - TABLE.keys()) == [], "write these rows into tests/pages/actions.csv"
    assert sorted(TABLE.keys() - wanted) == [], "these rows of tests/pages/actions.csv act no more"
    assert TRIES.keys() == TABLE.keys()


def test_the_table_would_notice_a_new_verb():
    new = Module("src/concertar/network/actions/seats.py", "def seat_panel(*, by): ...\n")
    shown = {"src/concertar/network/actions": {"seat_panel"}}
    assert verbs(new, shown) - TABLE.keys() == {"network.actions.seat_panel"}


def test_what_a_package_of_actions_does_not_show_is_no_verb():
    inner = Module("src/concertar/network/actions/seats.py", "def lock(seat, *, by): ...\n")
    assert verbs(inner, {"src/concertar/network/actions": {"seat_panel"}}) == set()


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("verb", sorted(TABLE))
def test_everybody_may_do_what_the_table_says(verb, role, people, settings):
    settings.DEMO_PEOPLE = True
    others = {"person": bea(), "stranger": AnonymousUser(), "command": OPERATOR}
    by = {**people, **others}[role]
    act = TRIES[verb]()
    entries = JournalEntry.objects.count()
    try:
        act(by)
    except Forbidden:
        answer = "forbidden"
    except Refused as refusal:
        answer = f"refused:{refusal.code}"
    else:
        answer = "done"
    assert answer == TABLE[verb][role]
    if answer != "done":
        assert JournalEntry.objects.count() == entries
