"""How each verb of tables and agreements is tried."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from concertar.agreements import actions as agreements
from concertar.agreements.tests import factories as texts
from concertar.kit import clock
from concertar.tables import actions as tables
from concertar.tables import rules as tables_rules
from concertar.tables.models import Table
from concertar.tables.models.table import State
from concertar.tables.tests import factories
from tests.states.world import World

Act = Callable[[Any], Any]
SOON = clock.now() + timedelta(days=20)


def tries(w: World) -> dict[str, Act]:
    """How each verb is tried."""
    return {**_of_tables(w), **_of_talks(w), **_of_options(w), **_of_scores(w), **_of_texts(w),
            **_of_criticisms(w), **_of_signing(w), **_of_promises(w)}  # fmt: skip


def _of_tables(w: World) -> dict[str, Act]:
    t = tables
    return {
        "prepare_table": lambda by: t.prepare_table(
            w.cast.forum, title="Otra", question="¿Qué?", problem="Algo.", by=by
        ),
        "change_table": lambda by: t.change_table(w.table, meets_at="Otro local", by=by),
        "declare_rule": lambda by: t.declare_rule(w.prepared, least_signatures=3, by=by),
        "open_table": lambda by: t.open_table(w.prepared, by=by),
        "take_step": lambda by: t.take_step(w.table, _next(w.table), reason="Se acordó.", by=by),
        "walk_back": lambda by: t.walk_back(w.table, State.TALKING, reason="Falta oír.", by=by),
        "seat_actor": lambda by: t.seat_actor(w.table, w.spare, by=by),
        "change_actor": lambda by: t.change_actor(
            w.actor, causes=False, bears=True, resolves=True, must_sign=True, by=by
        ),
        "remove_actor": lambda by: t.remove_actor(factories.actor(w.prepared, "academia"), by=by),
        "mark_empty_chair": lambda by: t.mark_empty_chair(
            factories.actor(w.table, "academia"), absence="Convocada dos veces.", by=by
        ),
        "take_empty_chair": lambda by: t.take_empty_chair(w.absent, by=by),
        "note_consent": lambda by: t.note_consent(w.actor, **w.of_seat(by)),
        "type_in_consents": lambda by: t.type_in_consents(
            {w.actor: w.cast.mandates["bea"]}, on=w.table.forum.today(), by=by
        ),
        "add_table_guardianship": lambda by: t.add_table_guardianship(w.table, w.nature, by=by),
        "remove_table_guardianship": lambda by: t.remove_table_guardianship(
            w.guarded, w.nature, by=by
        ),
        "call_meeting": lambda by: t.call_meeting(w.table, starts_at=SOON, place="Aula", by=by),
        "change_meeting": lambda by: t.change_meeting(
            w.meeting, starts_at=SOON, place="Aula", by=by
        ),
        "note_attendance": lambda by: t.note_attendance(
            w.meeting, {w.actor: w.cast.mandates["bea"]}, by=by
        ),
    }


def _next(table: Table) -> State:
    """The first step forwards that no text decides, or talking."""
    state = Table.objects.get(pk=table.pk).state
    moves = [move for move in tables_rules.own_moves(state) if move != State.FAILED]
    return moves[0] if moves else State.TALKING


def _of_talks(w: World) -> dict[str, Act]:
    t, said = tables, {"text": "Vivir sin humo.", "visibility": "public"}
    return {
        "state_interest": lambda by: t.state_interest(w.actor, **said, **w.on_paper(by)),
        "change_interest": lambda by: t.change_interest(w.interest, **said, **w.on_paper(by)),
        "withdraw_interest": lambda by: t.withdraw_interest(w.interest, **w.on_paper(by)),
        "state_position": lambda by: t.state_position(w.actor, **said, **w.on_paper(by)),
        "change_position": lambda by: t.change_position(w.position, **said, **w.on_paper(by)),
        "withdraw_position": lambda by: t.withdraw_position(w.position, **w.on_paper(by)),
        "type_in_talks": lambda by: t.type_in_talks(
            w.actor, interests=[(1, "Vivir sin humo.", "public")], positions=[], language="es",
            mandate=w.cast.mandates["bea"], on=w.table.forum.today(), by=by,
        ),
    }  # fmt: skip


def _of_options(w: World) -> dict[str, Act]:
    t, ends = tables, {"low": Decimal(-3), "likely": Decimal(-2), "high": Decimal(-1)}
    levels = {"low": Decimal(1), "likely": Decimal(2), "high": Decimal(3), "unit": "t/d"}
    return {
        "add_issue": lambda by: t.add_issue(w.table, title="Quién paga", by=by),
        "change_issue": lambda by: t.change_issue(
            w.issue, title="Efluentes", affects=[w.indicator], by=by
        ),
        "remove_issue": lambda by: t.remove_issue(w.issue, by=by),
        "set_fallback": lambda by: t.set_fallback(w.issue, w.option, by=by),
        "add_option": lambda by: t.add_option(
            w.issue, title="Por turnos", proposed_by=w.actor, by=by
        ),
        "change_option": lambda by: t.change_option(w.option, title="Planta común", by=by),
        "withdraw_option": lambda by: t.withdraw_option(w.option, by=by),
        "set_requires": lambda by: t.set_requires(w.option, [w.later], by=by),
        "set_excludes": lambda by: t.set_excludes(w.option, [w.later], by=by),
        "set_ties": lambda by: t.set_ties(w.option, requires=[w.later], excludes=[], by=by),
        "type_in_option": lambda by: t.type_in_option(
            w.issue, title="Sobre papel", language="es",
            price=t.Price(w.actor, 100, "La hoja"), by=by,
        ),
        "set_cost": lambda by: t.set_cost(w.option, w.actor, 500, source="Perfil", by=by),
        "set_load": lambda by: t.set_load(w.option, w.actor, 2, source="Perfil", by=by),
        "set_effect": lambda by: t.set_effect(
            w.option, w.indicator, **ends, unit="t/d", source="Estudio", by=by
        ),
        "set_baseline": lambda by: t.set_baseline(
            w.table, w.indicator, **levels, source="Estudio", by=by
        ),
        "set_budget": lambda by: t.set_budget(w.actor, 900, source="Presupuesto", by=by),
        "set_capacity": lambda by: t.set_capacity(
            w.actor, 3, unit="cuadrillas", source="Plan", by=by
        ),
        "set_means": lambda by: t.set_means(
            w.actor, budget=900, budget_source="Presupuesto", capacity=3, unit="cuadrillas",
            capacity_source="Plan", by=by,
        ),
        "add_limit": lambda by: t.add_limit(w.table, w.limit, by=by),
        "remove_limit": lambda by: t.remove_limit(w.guarded, w.limit, by=by),
    }  # fmt: skip


def _of_scores(w: World) -> dict[str, Act]:
    t = tables
    return {
        "give_sheet": lambda by: t.give_sheet(w.scorer, w.answers, by=by),
        "type_in_sheet": lambda by: t.type_in_sheet(
            w.scorer, w.answers, mandate=w.cast.mandates["bea"], by=by
        ),
        "countersign_sheet": lambda by: t.countersign_sheet(w.sheet, by=by),
        "unseal_scores": lambda by: t.unseal_scores(w.scored, by=by),
        "search_packages": lambda by: t.search_packages(w.proposing, by=by),
        "propose_package": lambda by: t.propose_package(w.proposing, w.choice, by=by),
        "withdraw_package": lambda by: t.withdraw_package(w.package, by=by),
    }


def _of_texts(w: World) -> dict[str, Act]:
    a = agreements
    return {
        "begin_draft": lambda by: a.begin_draft(w.draft.table, copy_of=w.draft, by=by),
        "change_draft": lambda by: a.change_draft(w.draft, title="Otra", by=by),
        "add_clause": lambda by: a.add_clause(w.draft, text="Más.", by=by),
        "edit_clause": lambda by: a.edit_clause(
            w.first, base_version=1, heading="", text="Otra cosa.", by=by
        ),
        "move_clause": lambda by: a.move_clause(w.first, to=2, by=by),
        "remove_clause": lambda by: a.remove_clause(w.first, by=by),
        "restore_clause": lambda by: a.restore_clause(w.third, by=by),
    }


def _of_criticisms(w: World) -> dict[str, Act]:
    a, said = agreements, {"text": "No alcanza.", "severity": 2}
    nature = {"mandate": w.cast.mandates["elis"], "channel": "paper"}
    return {
        "criticise": lambda by: a.criticise(
            w.second, factories.actor(w.draft.table, "state"), **said, **w.of_seat(by)
        ),
        "type_in_criticisms": lambda by: a.type_in_criticisms(
            factories.actor(w.draft.table, "state"),
            {1: {"clause": w.second, **said}},
            mandate=w.cast.mandates["bea"],
            language="es",
            on=w.draft.table.forum.today(),
            by=by,
        ),
        "object_for_nature": lambda by: a.object_for_nature(
            w.second, w.nature, **said, by=by, **(nature if by == w.cast.ana else {})
        ),
        "answer_criticism": lambda by: a.answer_criticism(
            w.criticism, outcome="taken", answer="Se recoge.", by=by
        ),
    }


def _of_signing(w: World) -> dict[str, Act]:
    a = agreements
    return {
        "freeze_text": lambda by: a.freeze_text(w.draft, by=by),
        "withdraw_text": lambda by: a.withdraw_text(w.signed, reason="Falta.", by=by),
        "sign": lambda by: a.sign(
            w.unsigned, factories.actor(w.unsigned.table, "state"), kind="consent",
            sha256=texts.hash_of(w.unsigned), **w.of_seat(by),
        ),
        "type_in_signatures": lambda by: a.type_in_signatures(
            w.unsigned,
            {1: {"actor": factories.actor(w.unsigned.table, "state"), "kind": "consent",
                  "mandate": w.cast.mandates["bea"]}},
            sha256=texts.hash_of(w.unsigned), language="es", on=w.unsigned.table.forum.today(),
            by=by,
        ),
        "decide": lambda by: a.decide(w.signed, by=by),
        "begin_follow_up": lambda by: a.begin_follow_up(w.standing, by=by),
    }  # fmt: skip


def _of_promises(w: World) -> dict[str, Act]:
    a = agreements
    elis = {"mandate": w.cast.mandates["elis"], "channel": "paper"}
    return {
        "promise": lambda by: a.promise(
            w.draft, deliverable="Estación", responsible=factories.actor(w.draft.table, "state"),
            by=by,
        ),
        "change_commitment": lambda by: a.change_commitment(
            w.promise, deliverable="Otra planta", by=by
        ),
        "drop_commitment": lambda by: a.drop_commitment(w.promise, by=by),
        "check_commitment": lambda by: a.check_commitment(
            w.commitment, score=2, evidence="Visto.", by=by,
            **(elis if by == w.cast.ana else {}),
        ),
        "type_in_checks": lambda by: a.type_in_checks(
            {1: {"commitment": w.commitment, "score": 2, "evidence": "Visto.",
                  "mandate": w.cast.mandates["elis"]}},
            language="es", on=w.standing.table.forum.today(), by=by,
        ),
        "type_in_replies": lambda by: a.type_in_replies(
            {1: {"check": w.check, "text": "La obra sigue.", "mandate": w.cast.mandates["bea"]}},
            language="es", on=w.standing.table.forum.today(), by=by,
        ),
        "reply_to_check": lambda by: a.reply_to_check(
            w.check, text="La obra sigue.", **w.of_seat(by)
        ),
    }  # fmt: skip
