"""Role x state x verb: every verb of tables and agreements answers everybody as the table says.

`states.csv` is the committed table: for each verb and role, what happens in each of a table's ten
states: `done`, `forbidden`, or the code of the refusal. The rules' own matrix must say the same.
"""

import csv
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partialmethod
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import TestCase

from concertar.accounts.models import Person
from concertar.agreements import actions as agreements
from concertar.agreements import rules as agreements_rules
from concertar.agreements.tests import factories as texts
from concertar.fora.models import Seat
from concertar.kit import clock
from concertar.kit.access import OPERATOR, Forbidden, Refused
from concertar.kit.models import JournalEntry
from concertar.tables import actions as tables
from concertar.tables import rules as tables_rules
from concertar.tables.models import Table
from concertar.tables.models.table import State
from concertar.tables.tests import factories, scoring
from tests.house.source import modules
from tests.pages.test_actions import exported, verbs

FILE = Path(__file__).parent / "states.csv"
ROLES = ("stranger", "person", "other", "delegate", "facilitator", "steward", "command")
MATRIX = {
    **{f"tables.actions.{name}": verb for name, verb in tables_rules.VERBS.items()},
    **{f"agreements.actions.{name}": verb for name, verb in agreements_rules.VERBS.items()},
}
Act = Callable[[Any], Any]
YESTERDAY = clock.now() - timedelta(days=1)
SOON = clock.now() + timedelta(days=20)


class Stop(Exception):
    """Raised to undo a try."""


class World:
    """One forum with everything that a verb could be about, each at a table of its own kind."""

    def __init__(self) -> None:
        self.cast = cast = texts.cast()
        steward = Person.objects.create(name="Rosa", email="rosa@example.org", is_steward=True)
        self.people = {
            "stranger": AnonymousUser(), "person": cast.zeca, "other": cast.dora,
            "delegate": cast.bea, "facilitator": cast.ana, "steward": steward, "command": OPERATOR,
        }  # fmt: skip
        self.nature = factories.guardianship(cast)
        self.indicator = factories.indicator()
        self.limit = factories.limit(self.indicator)
        self._talks()
        self._scores()
        self._texts()
        self.spare: Seat = factories.seat(cast, "academia", "Instituto técnico")

    def _talks(self) -> None:
        """Two tables that talk: one all verbs of talks are about, one without its own numbers."""
        cast = self.cast
        self.table = factories.table_in(self.cast, slug="dialogo")
        self.actor = factories.actor(self.table, "state")
        self.interest = factories.interest(self.actor)
        self.position = factories.position(self.actor)
        self.issue = self.table.issues.get(key="efluentes")
        self.issue.affects.add(self.indicator)
        self.option = self.issue.options.get(key="planta")
        self.later = self.table.issues.get(key="plazo").options.get(key="dos-anos")
        self.guarded = factories.table(self.cast, slug="guardada")
        self.guarded.guardianships.add(self.nature)
        self.guarded.limits.add(self.limit)
        self.absent = factories.actor(self.guarded, "communities")
        self.absent.is_empty_chair, self.absent.absence = True, "Convocada dos veces."
        self.absent.save()
        self.prepared = factories.table(self.cast, slug="preparada")
        self.meeting = tables.call_meeting(
            self.table, starts_at=YESTERDAY, place="Local comunal", channel="paper", by=cast.ana
        )

    def _scores(self) -> None:
        self.scored = scoring.scored(self.cast, slug="puntuada")
        self.scorer = factories.actor(self.scored, "state")
        self.answers = scoring.sheet_of(self.scored, "state")
        self.typed = factories.table_in(self.cast, State.SCORING, slug="tecleada")
        self.sheet = tables.type_in_sheet(
            factories.actor(self.typed, "state"),
            scoring.sheet_of(self.typed, "state"),
            mandate=self.cast.mandates["bea"],
            by=scoring.second_facilitator(self.cast),
        )
        self.proposing = scoring.proposing(self.cast, slug="proponiendo")
        self.choice = {"efluentes": "planta", "plazo": "dos-anos"}
        self.package = tables.propose_package(
            self.proposing, {"efluentes": "cada-uno", "plazo": "hoy"}, by=self.cast.ana
        )

    def _texts(self) -> None:
        cast = self.cast
        writing, other, third, kept = (
            texts.drafting_table(cast, slug=slug)
            for slug in ("texto", "firmada", "nueva", "vigente")
        )
        writing.guardianships.add(self.nature)
        self.draft = texts.ready_draft(cast, table=writing)
        self.first, self.second, self.third = self.draft.clauses.order_by("order")
        agreements.remove_clause(self.third, by=cast.ana)
        self.criticised = texts.draft(cast, texts.drafting_table(cast, slug="observada"))
        self.criticism = texts.criticism(self.criticised.clauses.order_by("order")[1], cast)
        self.promise = self.draft.commitments.get()
        self.signed = texts.agreement(cast, table=other)
        texts.signed_by_all(self.signed, cast)
        self.unsigned = texts.agreement(cast, table=third)
        self.standing = texts.standing(cast, table=kept)
        self.commitment = self.standing.commitments.get()
        Table.objects.filter(pk=kept.pk).update(state=State.FOLLOWED)
        self.check = agreements.check_commitment(
            self.commitment, score=1, evidence="Visto en la obra.", by=cast.elis
        )

    def of_seat(self, by: Any) -> dict[str, Any]:
        """An act of Bea's seat: her own, or typed in from her sheet by whoever facilitates."""
        if by == self.cast.ana:
            return {"by": by, "channel": "paper", "mandate": self.cast.mandates["bea"]}
        return {"by": by}

    def on_paper(self, by: Any) -> dict[str, Any]:
        return {"by": by, "channel": "paper"} if by == self.cast.ana else {"by": by}


def tries(w: World) -> dict[str, Act]:
    """How each verb is tried."""
    return {**_of_tables(w), **_of_talks(w), **_of_options(w), **_of_scores(w), **_of_texts(w),
            **_of_promises(w)}  # fmt: skip


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
            on=w.table.forum.today(), by=by,
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
    a, said = agreements, {"text": "No alcanza.", "severity": 2}
    nature = {"mandate": w.cast.mandates["elis"], "channel": "paper"}
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
        "criticise": lambda by: a.criticise(
            w.second, factories.actor(w.draft.table, "state"), **said, **w.of_seat(by)
        ),
        "type_in_criticisms": lambda by: a.type_in_criticisms(
            factories.actor(w.draft.table, "state"), {1: {"clause": w.second, **said}},
            mandate=w.cast.mandates["bea"], language="es", on=w.draft.table.forum.today(), by=by,
        ),
        "object_for_nature": lambda by: a.object_for_nature(
            w.second, w.nature, **said, by=by, **(nature if by == w.cast.ana else {})
        ),
        "answer_criticism": lambda by: a.answer_criticism(
            w.criticism, outcome="taken", answer="Se recoge.", by=by
        ),
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
