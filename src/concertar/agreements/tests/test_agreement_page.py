"""The page of an agreement: what was signed, by whom, what it cannot bind, and how it goes."""

import json
import re
from datetime import timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.formats import date_format

from concertar.agreements import actions
from concertar.agreements.models import Agreement, Criticism
from concertar.agreements.tests.factories import agreement, cast, commitment, draft, signature
from concertar.agreements.tests.negotiation import checked, measured, promised, signed
from concertar.kit.paper import in_fours
from concertar.tables.tests.factories import actor, guardianship, seat

QUERIES = 12


class AgreementPage(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.cast = cast()
        cls.agreement = signed(cls.cast, is_illustrative=True)
        measured(cls.agreement, 20, 17, "13.5")
        check = checked(cls.agreement, cls.cast)
        actions.reply_to_check(check, text="Empezó tarde.", by=cls.cast.bea)
        cls.url = reverse("agreements:agreement_detail", args=[cls.agreement.slug])

    def setUp(self):
        self.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        self.page = self.client.get(self.url)
        self.html = self.page.content.decode()

    def test_the_first_screen_says_what_who_and_until_when(self):
        self.assertContains(self.page, '<h1 id="title">')
        self.assertContains(self.page, "Límite, planta, plazo.")
        self.assertContains(self.page, "5 institutions signed, in Chimbote")
        self.assertContains(self.page, "1 with a reservation.")
        self.assertContains(self.page, "2 commitments, 1 late.")
        self.assertContains(self.page, "Illustrative case")

    def test_clauses_show_where_they_come_from(self):
        clause = re.search(r'<li id="c2">.*?</li>', self.html, re.DOTALL)[0]
        self.assertIn("Planta</span>", clause)
        self.assertIn('href="#k1"', clause)
        self.assertIn("/observatory/limits/limite-carga/", re.search(
            r'<li id="c1">.*?</li>', self.html, re.DOTALL)[0])  # fmt: skip

    def test_a_reservation_is_printed(self):
        self.assertContains(self.page, "Reservation of Empresa de Ejemplo.")
        self.assertContains(self.page, "Siempre que el plazo sea de dos años.")

    def test_the_hash_stands_in_groups_beside_its_code(self):
        digest = self.agreement.texts.get().sha256
        fours = " ".join(digest[i : i + 4] for i in range(0, 64, 4))
        self.assertContains(self.page, fours)
        self.assertContains(self.page, '<svg role="img" aria-label="QR code')

    def test_a_late_commitment_is_said_in_words(self):
        self.assertContains(self.page, 'id="k2" class="is-late"')
        self.assertContains(self.page, "1 day late")

    def test_the_trace_goes_from_a_public_voice_to_the_check(self):
        told = self.html[self.html.index('id="trace"') :]
        order = ["Que los niños", "Límite de la bahía", "Planta", "Package A", "Draft 1",
                 "Signed record", "Commitment 1", "13.5", "2 of 3, mostly done"]  # fmt: skip
        places = [told.index(one) for one in order]
        self.assertEqual(places, sorted(places))

    def test_each_step_of_the_trace_from_the_package_on_has_a_title_and_a_day(self):
        told = self.html[self.html.index('id="trace"') :]
        for name in ("Draft 1", "Signed record", "Commitment 1"):
            step = told[told.index(name) :]
            step = step[: step.index("</li>")]
            self.assertRegex(step, r"</a>: .+</p>")
            self.assertIn("<time datetime=", step)

    def test_another_commitment_can_be_traced(self):
        page = self.client.get(self.url, {"trace": "2"})
        self.assertContains(page, "The line of commitment 2")
        for odd in ("9", "x", "2; DROP", "²"):
            self.assertEqual(self.client.get(self.url, {"trace": odd}).status_code, 200)

    def test_nothing_confided_and_no_score_is_shown_to_anybody(self):
        for who in (None, self.cast.zeca, self.cast.caio, self.cast.ana, self.cast.fabio):
            self.client.logout()
            if who:
                self.client.force_login(who)
            html = self.client.get(self.url).content.decode()
            for secret in ("CONFIADO", "121/2", "60.5", "60,5", "12/5"):
                self.assertNotIn(secret, html)

    def test_it_costs_few_queries(self):
        for who in (None, self.cast.bea):
            if who:
                self.client.force_login(who)
            with CaptureQueriesContext(connection) as asked:
                self.client.get(self.url)
            self.assertLessEqual(len(asked), QUERIES, [one["sql"][:120] for one in asked])

    def test_whoever_facilitates_finds_what_comes_next_and_nobody_else_does(self):
        begins = reverse("agreements:follow_up", args=[self.agreement.slug])
        for who, finds in ((self.cast.ana, True), (self.cast.bea, False), (self.cast.zeca, False)):
            self.client.force_login(who)
            self.assertEqual(begins in self.client.get(self.url).content.decode(), finds)
        self.client.force_login(self.cast.ana)
        self.client.post(begins)
        self.assertNotContains(self.client.get(self.url), begins)

    def test_the_reader_of_another_language_is_told_which_text_binds(self):
        self.assertContains(self.page, "Authentic text, in Spanish")
        self.assertContains(self.page, 'class="acta flow" lang="es"')

    def test_an_agreement_nobody_knows_is_not_found(self):
        url = reverse("agreements:agreement_detail", args=["nowhere"])
        self.assertEqual(self.client.get(url).status_code, 404)


class OtherPages(TestCase):
    def setUp(self):
        self.cast = cast()
        self.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    def page_of(self, made):
        return self.client.get(reverse("agreements:agreement_detail", args=[made.slug]))

    def test_a_text_open_for_signature_says_who_has_not_signed(self):
        made = agreement(self.cast)
        signature(made, self.cast)
        page = self.page_of(made)
        self.assertContains(page, "Open for signature")
        self.assertContains(page, '<span class="tag">not yet</span>', 4, html=True)

    def test_an_empty_chair_is_named_with_what_is_not_bound(self):
        seat(self.cast, "state", "Autoridad portuaria")
        made = signed(self.cast, absent="Autoridad portuaria")
        page = self.page_of(made)
        self.assertContains(page, "What this agreement cannot bind")
        self.assertContains(page, "Autoridad portuaria was invited and left its chair empty")
        self.assertContains(page, "Tres oficios sin respuesta")

    def test_what_a_guardian_objected_to_an_earlier_draft_is_read_with_its_answer(self):
        first = draft(self.cast)
        table = first.table
        table.guardianships.add(guardianship(self.cast))
        guarded = table.guardianships.get()
        said = actions.object_for_nature(
            first.clauses.get(order=1), guarded, text="El aire es uno.", severity=3,
            by=self.cast.elis,
        )  # fmt: skip
        self.assertFalse(Criticism.objects.visible_to(self.cast.zeca).exists())
        actions.answer_criticism(said, outcome="taken", answer="Serán tres.", by=self.cast.ana)
        second = actions.begin_draft(table, copy_of=first, by=self.cast.ana)
        commitment(second, self.cast, clause=second.clauses.get(order=2))
        made = actions.freeze_text(second, place="Chimbote", by=self.cast.ana)
        page = self.page_of(made)
        self.assertContains(page, "El aire es uno.")
        self.assertContains(page, "Serán tres.")

    def test_the_hash_of_the_signatures_stands_beside_that_of_the_text_once_there_is_one(self):
        made = agreement(self.cast)
        self.assertNotContains(self.page_of(made), "on record")
        signature(made, self.cast)
        page = self.page_of(made)
        self.assertContains(page, "Hash of the signature on record")
        data = self.client.get(f"/agreements/{made.slug}.json").json()
        self.assertContains(page, in_fours(data["signatures_sha256"]))

    def test_the_translation_is_marked_as_an_annex_with_its_own_hash(self):
        made = signed(self.cast, in_english=True)
        annex = made.texts.get(is_translation=True)
        page = self.page_of(made)
        self.assertContains(page, "marked as an annex")
        self.assertContains(page, "The load of the bay")
        self.assertContains(page, " ".join(annex.sha256[i : i + 4] for i in range(0, 64, 4)))
        original = self.client.get(page.request["PATH_INFO"], {"text": "es"})
        self.assertContains(original, "La carga de la bahía")

    def test_lists_show_it_and_can_be_taken_away(self):
        made = signed(self.cast)
        checked(made, self.cast)
        late = str(promised(made, 2).pk)
        page = self.client.get(reverse("agreements:commitment_list"))
        html = page.content.decode()
        self.assertLess(html.index(late), html.index(str(promised(made, 1).pk)), "late first")
        self.assertContains(self.client.get("/commitments/?standing=late"), "1 result")
        self.assertContains(self.client.get("/commitments/?place=chimbote"), "2 results")
        self.assertContains(self.client.get("/agreements/?status=standing&q=planta"), "1 result")
        for address in ("/agreements.csv", "/commitments.csv", "/checks.csv"):
            answer = self.client.get(address)
            self.assertEqual(answer.status_code, 200)
            self.assertGreater(len(b"".join(answer.streaming_content).splitlines()), 1, address)
        rows = self.client.get("/commitments.json?standing=late")
        self.assertEqual(len(_json(rows)["rows"]), 1)

    def test_what_is_done_stands_last_however_early_it_was_due(self):
        made = signed(self.cast)
        checked(made, self.cast, number=2, score=3)
        html = self.client.get(reverse("agreements:commitment_list")).content.decode()
        first, last = str(promised(made, 1).pk), str(promised(made, 2).pk)
        self.assertLess(html.index(first), html.index(last))

    def test_a_draft_and_its_commitments_are_not_public(self):
        made = commitment(draft(self.cast), self.cast)
        url = reverse("agreements:commitment_detail", args=[made.pk])
        for who, code in ((None, 404), (self.cast.zeca, 404), (self.cast.bea, 200)):
            self.client.logout()
            if who:
                self.client.force_login(who)
            self.assertEqual(self.client.get(url).status_code, code)
        self.assertNotContains(self.client.get("/commitments/"), made.deliverable)


def _json(answer):
    return json.loads(b"".join(answer.streaming_content))


class WhatIsSoOfATextThatDoesNotStandYet(TestCase):
    def setUp(self):
        self.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        self.cast = cast()
        self.text = agreement(self.cast)
        self.today = self.text.table.forum.today()

    def page(self):
        address = reverse("agreements:agreement_detail", args=[self.text.slug])
        return re.sub(r"\s+", " ", self.client.get(address).content.decode())

    def sign(self, side, who, days_ago):
        """Typed in from paper, signed on a day of its own."""
        Agreement.objects.update(frozen_on=self.today - timedelta(days=9))
        self.text.refresh_from_db()
        actions.sign(
            self.text, actor(self.text.table, side), kind="consent", by=self.cast.ana,
            sha256=self.text.texts.get().sha256, mandate=self.cast.mandates[who],
            on=self.today - timedelta(days=days_ago), channel="paper",
        )  # fmt: skip

    def test_while_it_is_signed_nothing_is_called_signed_or_agreed(self):
        page = self.page()
        for said in ("What is being signed", "Who has signed so far", "Text being signed, clause"):
            self.assertIn(said, page)
        for said in ("What was agreed", "Signed record", "What is signed is in leaf"):
            self.assertNotIn(said, page)

    def test_taken_back_it_is_called_so(self):
        actions.withdraw_text(self.text, reason="Faltó un plazo.", by=self.cast.ana)
        page = self.page()
        self.assertIn("Text taken back, clause", page)
        self.assertIn("What the text said", page)
        self.assertNotIn("What was agreed", page)

    def test_who_signed_is_said_with_the_days_of_the_signatures(self):
        said = {days: date_format(self.today - timedelta(days=days)) for days in (5, 3)}
        self.sign("state", "bea", 5)
        self.assertIn(f"1 institution signed, in Chimbote, on {said[5]}.", self.page())
        self.sign("academia", "elis", 3)
        both = f"2 institutions signed, in Chimbote, from {said[5]} to {said[3]}."
        self.assertIn(both, self.page())

    def test_the_day_of_the_decision_is_not_given_to_the_signatures(self):
        for days, (side, who) in enumerate(
            (("state", "bea"), ("academia", "elis"), ("communities", "fabio"),
             ("civil-society", "caio"), ("private-sector", "dora")), 3,
        ):  # fmt: skip
            self.sign(side, who, days)
        actions.decide(self.text, by=self.cast.ana)
        page = self.page()
        first, last = (date_format(self.today - timedelta(days=days)) for days in (7, 3))
        self.assertIn(f"5 institutions signed, in Chimbote, from {first} to {last}.", page)
        self.assertIn("What was agreed", page)
        self.assertIn("Signed record, clause", page)
