"""The text is frozen whole, in one language, under a hash that anybody can compute again."""

import hashlib
import json

from django.db import IntegrityError, connection, transaction
from django.test import TestCase
from django.urls import reverse

from concertar.agreements import actions
from concertar.agreements.models import Agreement, AuthenticText
from concertar.agreements.tests import factories as make
from concertar.agreements.tests.negotiation import package
from concertar.kit.access import Refused
from concertar.tables.actions import take_step, walk_back, withdraw_package
from concertar.tables.models import Step, Table
from concertar.tables.tests.factories import actor


class Freezing(TestCase):
    def setUp(self):
        self.cast = make.cast()

    def refused(self, draft):
        with self.assertRaises(Refused) as refused:
            actions.freeze_text(draft, by=self.cast.ana)
        self.assertFalse(Agreement.objects.exists())
        draft.refresh_from_db()
        self.assertEqual(draft.state, "open")
        return refused.exception.code, refused.exception.params

    def test_the_hash_is_that_of_the_canonical_text_and_no_other(self):
        agreement = make.agreement(self.cast)
        frozen = agreement.texts.get()
        self.assertEqual(frozen.sha256, hashlib.sha256(frozen.text.encode()).hexdigest())
        data = json.loads(frozen.text)
        again = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        self.assertEqual(again, frozen.text)

    def test_the_text_says_everything_that_is_signed(self):
        agreement = make.agreement(self.cast)
        said = json.loads(agreement.texts.get().text)
        self.assertEqual(said["charter"], agreement.table.charter.sha256)
        self.assertEqual((said["table"], said["place"], said["language"], said["number"]),
                         ("bahia", "Chimbote", "es", 1))  # fmt: skip
        self.assertEqual([one["number"] for one in said["clauses"]], [1, 2, 3])
        self.assertEqual(said["clauses"][0]["limits"], ["limite-carga"])
        self.assertEqual(
            said["clauses"][1]["options"], [{"issue": "efluentes", "option": "planta"}]
        )
        promise = said["commitments"][0]
        self.assertEqual((promise["clause"], promise["baseline"], promise["target"]),
                         (2, "20", "14"))  # fmt: skip
        self.assertEqual(promise["responsible"]["name"], "Municipalidad de Ejemplo")
        self.assertEqual(promise["indicator"]["unit"], "t/d")

    def test_the_limits_of_the_table_are_signed_with_what_sets_them(self):
        agreement = make.agreement(self.cast)
        said = json.loads(agreement.texts.get().text)
        limit = {
            "basis": "Estudio", "indicator": "carga", "key": "limite-carga", "kind": "nature",
            "least": None, "most": "14", "name": "Límite de la bahía", "unit": "t/d",
        }  # fmt: skip
        self.assertEqual(said["limits"], [limit])

    def test_the_table_goes_on_to_signing_and_the_commitments_are_bound(self):
        agreement = make.agreement(self.cast)
        self.assertEqual(Table.objects.get().state, "signing")
        self.assertEqual(agreement.draft.commitments.get().agreement, agreement)
        self.assertEqual(Step.objects.last().after, "signing")

    def test_a_commitment_that_cannot_be_checked_is_named(self):
        draft = make.draft(self.cast)
        make.commitment(draft, self.cast, target=None, due=None)
        code, params = self.refused(draft)
        self.assertEqual((code, params["number"]), ("commitment_uncheckable", 1))
        self.assertEqual(params["lacks"].count(","), 1)

    def test_a_clause_cites_no_option_that_the_package_leaves_out(self):
        table = make.drafting_table(self.cast)
        draft = make.draft(self.cast, table, package=package(table))
        each = table.issues.get(key="efluentes").options.get(key="cada-uno")
        clause = draft.clauses.get(order=3)
        self.cite(clause, each)
        self.client.force_login(self.cast.ana)
        page = reverse("agreements:draft_freeze", args=["bahia"])
        said = self.client.get(page, HTTP_ACCEPT_LANGUAGE="en")
        self.assertContains(said, f"Clause 3 cites the option “{each.title}”, which package A")
        self.assertContains(said, "#c3")
        found = {"number": 3, "option": each.title, "letter": "A"}
        self.assertEqual(self.refused(draft), ("option_not_taken", found))
        self.cite(clause)
        self.assertTrue(actions.freeze_text(draft, by=self.cast.ana))

    def test_without_a_package_a_clause_cites_any_option(self):
        draft = make.draft(self.cast)
        options = draft.table.issues.get(key="efluentes").options
        self.cite(draft.clauses.get(order=3), *options.all())
        self.assertTrue(actions.freeze_text(draft, by=self.cast.ana))

    def cite(self, clause, *options):
        clause.refresh_from_db()
        actions.edit_clause(
            clause, base_version=clause.version, heading=clause.heading, text=clause.text,
            options=options, by=self.cast.ana,
        )  # fmt: skip

    def test_a_package_off_the_table_is_not_signed_and_can_be_let_go(self):
        table = make.drafting_table(self.cast)
        draft = make.draft(self.cast, table, package=package(table))
        walk_back(table, "proposing", reason="Se retira.", by=self.cast.ana)
        for one in table.packages.all():
            withdraw_package(one, by=self.cast.ana)
        take_step(table, "drafting", by=self.cast.ana)
        self.assertEqual(self.refused(draft), ("package_off_the_table", {"letter": "A"}))
        self.client.force_login(self.cast.ana)
        page = self.client.get(reverse("agreements:draft_freeze", args=["bahia"]))
        change = reverse("agreements:draft_change", args=["bahia"])
        self.assertContains(page, change)
        values = {"title": draft.title, "package": "", "base": draft.stamp()}
        self.assertEqual(self.client.post(change, values).status_code, 302)
        self.assertTrue(actions.freeze_text(draft, by=self.cast.ana))

    def test_every_criticism_is_answered_first(self):
        draft = make.ready_draft(self.cast)
        for number in range(3):
            make.criticism(draft.clauses.get(order=1), self.cast, text=f"{number}")
        self.assertEqual(self.refused(draft), ("criticisms_unanswered", {"count": 3}))

    def test_an_empty_text_is_not_frozen(self):
        self.assertEqual(self.refused(make.draft(self.cast, clauses=0))[0], "text_without_clauses")

    def test_a_commitment_of_whoever_left_the_chair_empty_is_named(self):
        draft = make.draft(self.cast)
        make.commitment(draft, self.cast, side="private-sector")
        gone = actor(draft.table, "private-sector")
        gone.is_empty_chair, gone.absence = True, "Dos cartas"
        gone.save()
        self.assertEqual(self.refused(draft), ("commitment_of_empty_chair", {"number": 1}))

    def test_a_text_in_two_languages_at_once_is_refused(self):
        draft = make.draft(self.cast)
        make.commitment(draft, self.cast, language="en", deliverable="A plant")
        self.assertEqual(self.refused(draft)[0], "text_in_two_languages")

    def test_a_pact_without_an_authority_says_what_it_cannot_bind(self):
        draft = make.ready_draft(self.cast)
        gone = actor(draft.table, "private-sector")
        gone.is_empty_chair, gone.absence = True, "Dos cartas"
        gone.save()
        Table.objects.update(empty_chairs_note="No obliga a la empresa.")
        said = json.loads(actions.freeze_text(draft, by=self.cast.ana).texts.get().text)
        self.assertEqual(said["cannot_bind"], "No obliga a la empresa.")
        self.assertEqual([one["name"] for one in said["empty_chairs"]], ["Empresa de Ejemplo"])

    def test_a_whole_translation_is_a_marked_annex_with_its_own_hash(self):
        draft = make.draft(self.cast, clauses=1, translations={"en": {"title": "Minutes"}})
        clause = draft.clauses.get()
        actions.edit_clause(
            clause, base_version=1, heading=clause.heading, text=clause.text, by=self.cast.ana,
            translations={"en": {"heading": "Limit", "text": "No more than 14 tons a day."}},
        )  # fmt: skip
        agreement = actions.freeze_text(draft, by=self.cast.ana)
        original, annex = agreement.texts.order_by("is_translation")
        self.assertEqual((original.language, annex.language), ("es", "en"))
        said = json.loads(annex.text)
        self.assertEqual(said["translation_of"], original.sha256)
        self.assertEqual(said["clauses"][0]["text"], "No more than 14 tons a day.")
        self.assertNotEqual(annex.sha256, original.sha256)

    def test_half_a_translation_is_no_annex(self):
        agreement = make.agreement(self.cast, translations={"en": {"title": "Minutes"}})
        self.assertEqual(agreement.texts.count(), 1)

    def test_taken_back_it_is_frozen_anew_under_another_hash(self):
        first = make.agreement(self.cast)
        make.signature(first, self.cast)
        actions.withdraw_text(first, reason="Faltó un plazo.", by=self.cast.ana)
        self.assertEqual(first.signatures.count(), 1)
        copy = actions.begin_draft(first.table, copy_of=first.draft, by=self.cast.ana)
        second = actions.freeze_text(copy, by=self.cast.ana)
        self.assertEqual((second.number, second.slug), (2, "bahia-2"))
        self.assertNotEqual(make.hash_of(first), make.hash_of(second))

    def test_it_is_taken_back_only_with_a_reason(self):
        with self.assertRaisesMessage(Refused, "reason_missing"):
            actions.withdraw_text(make.agreement(self.cast), reason=" ", by=self.cast.ana)

    def test_the_database_lets_no_frozen_text_be_changed_or_removed(self):
        make.agreement(self.cast)
        table = AuthenticText._meta.db_table
        for statement in (f"UPDATE {table} SET text = 'x'", f"DELETE FROM {table}"):
            with (
                self.subTest(statement),
                self.assertRaises(IntegrityError),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)

    def test_the_page_names_what_is_missing_and_then_freezes(self):
        draft = make.draft(self.cast)
        promise = make.commitment(draft, self.cast, target=None)
        page = reverse("agreements:draft_freeze", args=["bahia"])
        self.client.force_login(self.cast.ana)
        self.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        self.assertContains(self.client.get(page), "Commitment 1 could not be checked")
        self.assertEqual(self.client.post(page, {"place": "Chimbote"}).status_code, 422)
        actions.change_commitment(promise, target=14, by=self.cast.ana)
        answer = self.client.post(page, {"place": "Chimbote"})
        self.assertRedirects(
            answer, reverse("agreements:agreement_detail", args=["bahia-1"]),
            fetch_redirect_response=False,
        )  # fmt: skip
