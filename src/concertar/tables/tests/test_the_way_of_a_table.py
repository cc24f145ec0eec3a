"""A table from its problem to its options, by the verbs alone, as a facilitator takes it."""

from datetime import timedelta
from decimal import Decimal

import pytest

from concertar.kit import canonical, clock
from concertar.kit.access import Refused
from concertar.kit.models import JournalEntry
from concertar.tables import actions
from concertar.tables.models import Actor, Option, Table
from concertar.tables.models.table import State
from concertar.tables.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return factories.forum()


def prepared(cast, **rest) -> Table:
    values = {
        "title": "Aire limpio",
        "question": "¿Cómo bajar el dióxido de azufre?",
        "problem": "Desde hace años hay días en que no se puede salir.",
        "decides_by": clock.now() + timedelta(days=20),
        **rest,
    }
    table = actions.prepare_table(cast.forum, by=cast.ana, **values)
    for side, seat in cast.seats.items():
        actions.seat_actor(table, seat, must_sign=side == "state", by=cast.ana)
    return table


def test_a_table_goes_from_its_problem_to_the_text_without_any_score(cast):
    table = prepared(cast)
    actions.declare_rule(
        table, required_constituencies=[cast.seats["state"].constituency], least_signatures=3,
        by=cast.ana,
    )  # fmt: skip
    charter = actions.open_table(table, by=cast.ana, channel="hall")
    assert canonical.sha256_of(charter.text) == charter.sha256
    actions.take_step(table, State.TALKING, by=cast.ana, channel="hall")
    actions.take_step(table, State.DRAFTING, by=cast.ana, channel="hall")
    table.refresh_from_db()
    assert table.state == State.DRAFTING
    assert [step.after for step in table.steps.all()] == ["open", "talking", "drafting"]
    assert JournalEntry.objects.filter(verb="tables.step_taken", channel="hall").count() == 2


def test_a_table_gathers_what_its_options_cost_load_and_move(cast):
    table = prepared(cast)
    carga = factories.indicator()
    town, firm = factories.actor(table, "state"), factories.actor(table, "private-sector")
    issue = actions.add_issue(table, title="Efluentes", affects=[carga], by=cast.ana)
    actions.add_limit(table, factories.limit(carga), by=cast.ana)
    actions.set_baseline(
        table, carga, low=Decimal(22), likely=Decimal(25), high=Decimal(28), unit="t/d",
        source="Estudio 2025", by=cast.ana,
    )  # fmt: skip
    plant = actions.add_option(issue, title="Planta común", by=cast.ana)
    alone = actions.add_option(issue, title="Cada uno lo suyo", by=cast.ana)
    paying = actions.add_issue(table, title="Quién paga", by=cast.ana)
    fund = actions.add_option(paying, title="Fondo común", by=cast.ana)
    actions.set_cost(plant, firm, 9_000_000_00, source="Perfil técnico", by=cast.ana)
    actions.set_cost(plant, town, 1_000_000_00, source="Perfil técnico", by=cast.ana)
    actions.set_load(plant, town, 2, source="Gerencia", by=cast.ana)
    actions.set_budget(town, 5_000_000_00, source="Presupuesto 2027", by=cast.ana)
    actions.set_capacity(town, 3, unit="cuadrillas", source="Gerencia", by=cast.ana)
    actions.set_effect(
        plant, carga, low=Decimal(-14), likely=Decimal(-12), high=Decimal("-9.3"), unit="t/d",
        source="Perfil técnico", by=cast.ana,
    )  # fmt: skip
    actions.set_requires(plant, [fund], by=cast.ana)
    actions.set_excludes(alone, [fund], by=cast.ana)
    actions.set_fallback(issue, alone, by=cast.ana)
    assert sum(cost.amount for cost in plant.costs.all()) == 10_000_000_00
    assert set(plant.requires.all()) == {fund}
    assert set(fund.excludes.all()) == {alone}
    today = Option.objects.get(issue=issue, is_status_quo=True)
    assert (today.key, today.title) == ("as-today", "Seguir como hoy")
    assert today.said("title", "en").text == "Go on as today"


def test_a_step_back_keeps_its_reason_and_everything_done(cast):
    table = factories.table_in(cast, State.PROPOSING)
    with pytest.raises(Refused, match="reason_missing"):
        actions.walk_back(table, State.TALKING, reason=" ", by=cast.ana)
    actions.walk_back(
        table, State.TALKING, reason="La línea de base se corrigió.", by=cast.ana, channel="hall"
    )
    last = table.steps.last()
    assert (last.before, last.after) == (State.PROPOSING, State.TALKING)
    assert last.reason == "La línea de base se corrigió."
    assert table.issues.count() == 2


def test_a_step_is_judged_by_where_the_table_stands_now(cast):
    table = factories.table_in(cast, State.TALKING)  # as a page read it, before the others acted
    actions.take_step(table, State.PROPOSING, by=cast.ana)
    actions.walk_back(table, State.TALKING, reason="Faltaba una opción.", by=cast.ana)
    with pytest.raises(Refused, match="step_not_possible"):
        actions.walk_back(table, State.TALKING, reason="Otra vez.", by=cast.ana)
    assert table.steps.count() == 4


def test_an_authority_that_stays_away_is_an_empty_chair_on_record(cast):
    table = prepared(cast)
    actor = factories.actor(table, "academia")
    actions.mark_empty_chair(
        actor, absence="Convocada el 12 de marzo y el 2 de octubre.", by=cast.ana
    )
    with pytest.raises(Refused, match="empty_chairs_unsaid"):
        actions.open_table(table, by=cast.ana)
    actions.change_table(table, empty_chairs_note="No obliga a la autoridad.", by=cast.ana)
    actions.open_table(table, by=cast.ana)
    assert Actor.objects.filter(table=table).present().count() == 4
