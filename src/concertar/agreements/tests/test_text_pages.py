"""The pages of the single text, by role and by state, in words that are only words."""

from django.test import TestCase
from django.urls import reverse

from concertar.agreements import actions
from concertar.agreements.models import Clause, Commitment, Criticism, Draft
from concertar.agreements.tests import factories as make
from concertar.fora.models import Facilitator
from concertar.tables.models import Table
from concertar.tables.tests.factories import LONG_AGO, person

HOSTILE = '<script>alert("1")</script><b onload=x>'


class Pages(TestCase):
    def setUp(self):
        self.cast = make.cast()
        self.draft = make.draft(self.cast)
        self.clause = self.draft.clauses.get(order=2)
        self.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        self.detail = reverse("agreements:draft_detail", args=["bahia"])

    def url(self, name, *more):
        return reverse(f"agreements:{name}", args=["bahia", *more])

    def as_(self, who):
        self.client.logout()
        if who:
            self.client.force_login(who)

    def answers(self, page, method="get", **sent):
        """What nobody, a stranger, a delegate and the facilitator are told."""
        found = []
        for who in (None, self.cast.zeca, self.cast.bea, self.cast.ana):
            self.as_(who)
            found.append(getattr(self.client, method)(page, sent).status_code)
        return found

    def test_an_open_draft_is_read_at_the_table_alone(self):
        self.assertEqual(self.answers(self.detail), [404, 404, 200, 200])
        self.assertEqual(self.answers(self.url("criticism_list")), [404, 404, 200, 200])
        self.assertEqual(
            self.answers(self.url("clause_history", self.clause.pk)), [404, 404, 200, 200]
        )

    def test_a_frozen_draft_is_read_by_everybody(self):
        make.commitment(self.draft, self.cast)
        actions.freeze_text(self.draft, by=self.cast.ana)
        self.assertEqual(self.answers(self.detail), [200] * 4)
        self.assertEqual(self.answers(self.url("draft_number", 1)), [200] * 4)

    def test_its_forms_are_the_facilitators(self):
        said = make.criticism(self.clause, self.cast)
        for name, *more in (
            ("draft_change",), ("draft_freeze",), ("clause_add",), ("clause_edit", self.clause.pk),
            ("criticism_answer", said.pk),
        ):  # fmt: skip
            with self.subTest(name):
                self.assertEqual(self.answers(self.url(name, *more)), [302, 404, 403, 200])

    def test_its_buttons_are_the_facilitators(self):
        for name in ("clause_move", "clause_remove", "clause_restore"):
            with self.subTest(name):
                page = self.url(name, self.clause.pk)
                self.assertEqual(self.answers(page, "post", to="1"), [302, 404, 403, 302])
                self.assertEqual(self.answers(page), [302, 405, 405, 405])

    def test_criticism_is_the_delegates(self):
        page = self.url("clause_criticise", self.clause.pk)
        self.assertEqual(self.answers(page), [302, 404, 200, 403])

    def test_once_frozen_the_forms_are_gone(self):
        make.commitment(self.draft, self.cast)
        actions.freeze_text(self.draft, by=self.cast.ana)
        for name, *more in (("draft_change",), ("draft_freeze",), ("clause_edit", self.clause.pk),
                            ("clause_criticise", self.clause.pk)):  # fmt: skip
            with self.subTest(name):
                self.assertEqual(self.answers(self.url(name, *more)), [302, 404, 404, 404])

    def test_a_clause_of_another_table_is_not_reached_by_this_address(self):
        other = make.draft(self.cast, make.drafting_table(self.cast, slug="otra"))
        far = other.clauses.first().pk
        self.as_(self.cast.ana)
        for name in ("clause_edit", "clause_history", "clause_criticise"):
            self.assertEqual(self.client.get(self.url(name, far)).status_code, 404)
        self.assertEqual(self.client.post(self.url("clause_remove", far)).status_code, 404)
        self.assertFalse(Clause.objects.filter(is_removed=True).exists())

    def test_where_no_draft_is_the_facilitator_begins_one(self):
        table = make.drafting_table(self.cast, slug="otra")
        page = reverse("agreements:draft_detail", args=["otra"])
        begin = reverse("agreements:draft_begin", args=["otra"])
        self.assertEqual(self.answers(page), [404, 404, 404, 302])
        self.assertEqual(self.answers(begin), [302, 403, 403, 200])
        self.assertEqual(self.client.post(begin, {"title": "Acta"}).status_code, 302)
        self.assertEqual(Draft.objects.get(table=table).title, "Acta")

    def test_the_facilitator_adds_moves_takes_out_and_brings_back(self):
        self.as_(self.cast.ana)
        sent = {"heading": "Vigencia", "text": "Rige dos años.", "text_en": "It holds two years."}
        answer = self.client.post(self.url("clause_add"), sent)
        self.assertRedirects(answer, f"{self.detail}#c4", fetch_redirect_response=False)
        added = Clause.objects.get(heading="Vigencia")
        self.assertEqual(added.translations, {"en": {"text": "It holds two years."}})
        self.client.post(self.url("clause_move", added.pk), {"to": "1"})
        self.client.post(self.url("clause_move", added.pk), {"to": "uno"})
        added.refresh_from_db()
        self.assertEqual(added.order, 1)
        self.client.post(self.url("clause_remove", added.pk))
        self.assertContains(self.client.get(self.detail), "Bring it back")
        self.client.post(self.url("clause_restore", added.pk))
        added.refresh_from_db()
        self.assertEqual((added.order, added.is_removed), (4, False))

    def test_two_facilitators_edit_one_clause_and_both_see_both_texts(self):
        gina = person("gina")
        Facilitator.objects.create(forum=self.cast.forum, person=gina, starts=LONG_AGO)
        page = self.url("clause_edit", self.clause.pk)
        sent = {"version": 1, "heading": "Planta"}
        self.as_(self.cast.ana)
        self.client.post(page, {**sent, "text": "La municipalidad construirá dos plantas."})
        self.as_(gina)
        answer = self.client.post(page, {**sent, "text": "La empresa construirá la planta."},
                                  follow=True)  # fmt: skip
        self.assertContains(answer, "Your text was not lost")
        for who in (gina, self.cast.ana):
            self.as_(who)
            seen = self.client.get(page)
            self.assertContains(seen, "La municipalidad construirá dos plantas.")
            self.assertContains(seen, "La empresa construirá la planta.")
            self.assertContains(seen, "<ins>")
            self.assertContains(seen, "<del>")
        self.assertContains(self.client.get(self.detail), "Compare and merge them")
        merged = {"version": 2, "heading": "Planta", "text": "Ambas construirán dos plantas."}
        self.client.post(page, merged)
        self.assertNotContains(self.client.get(page), "La empresa construirá la planta.")
        self.assertContains(
            self.client.get(self.url("clause_history", self.clause.pk)), "Version 3"
        )

    def test_a_criticism_is_made_answered_and_read(self):
        self.as_(self.cast.dora)
        page = self.url("clause_criticise", self.clause.pk)
        speaker = self.draft.table.actors.get(seat__institution__name="Empresa de Ejemplo").pk
        sent = {"speaker": speaker, "severity": 3, "text": "Es caro."}
        self.assertEqual(self.client.post(page, {**sent, "text": ""}).status_code, 422)
        self.assertEqual(self.client.post(page, {**sent, "speaker": "x"}).status_code, 422)
        self.client.post(page, sent)
        said = Criticism.objects.get()
        self.as_(self.cast.ana)
        self.assertContains(self.client.get(self.url("criticism_list")), "Answer it")
        answer = {"outcome": "partly", "answer": "Se paga en dos años.", "base": ""}
        self.client.post(self.url("criticism_answer", said.pk), answer)
        self.as_(self.cast.bea)
        self.assertContains(self.client.get(self.url("criticism_list")), "Se paga en dos años.")

    def test_what_people_wrote_is_text_on_every_page(self):
        self.as_(self.cast.ana)
        actions.change_draft(self.draft, title=HOSTILE, preamble=HOSTILE, by=self.cast.ana)
        actions.edit_clause(self.clause, base_version=1, heading=HOSTILE, text=HOSTILE,
                            by=self.cast.ana)  # fmt: skip
        said = make.criticism(self.clause, self.cast, text=HOSTILE)
        actions.answer_criticism(said, outcome="taken", answer=HOSTILE, by=self.cast.ana)
        make.commitment(self.draft, self.cast, deliverable=HOSTILE)
        pages = [self.detail, self.url("draft_change"), self.url("draft_freeze"),
                 self.url("criticism_list"), self.url("criticism_answer", said.pk),
                 self.url("clause_edit", self.clause.pk),
                 self.url("clause_history", self.clause.pk)]  # fmt: skip
        actions.edit_clause(self.clause, base_version=2, heading="", text=f"otra {HOSTILE}",
                            by=self.cast.ana)  # fmt: skip
        for page in pages:
            with self.subTest(page):
                self.assertNotContains(self.client.get(page), "<script>alert")
        agreement = actions.freeze_text(self.draft, by=self.cast.ana)
        for name in ("sign", "decide", "withdraw"):
            page = self.client.get(reverse(f"agreements:{name}", args=[agreement.slug]))
            self.assertNotContains(page, "<script>alert")

    def test_only_the_states_of_writing_let_the_text_be_written(self):
        for state in ("talking", "scoring", "proposing"):
            Table.objects.update(state=state)
            self.as_(self.cast.ana)
            page = self.client.post(self.url("clause_add"), {"text": "Más."})
            self.assertContains(page, "while the table is in the state", status_code=422)
        self.assertEqual(self.draft.clauses.count(), 3)

    def test_the_pages_cost_few_queries(self):
        make.criticism(self.clause, self.cast)
        make.commitment(self.draft, self.cast, clause=self.clause)
        pages = {
            self.detail: 10, self.url("draft_freeze"): 10, self.url("criticism_list"): 10,
            self.url("clause_edit", self.clause.pk): 12,
            self.url("clause_history", self.clause.pk): 4,
        }  # fmt: skip
        self.as_(self.cast.ana)
        for page, most in pages.items():
            with self.subTest(page), self.assertNumQueries(most):
                self.client.get(page)

    def test_a_commitment_is_shown_with_what_it_lacks(self):
        make.commitment(self.draft, self.cast, target=None)
        self.as_(self.cast.bea)
        self.assertContains(self.client.get(self.detail), "It cannot be checked yet.")
        self.assertEqual(Commitment.objects.count(), 1)
