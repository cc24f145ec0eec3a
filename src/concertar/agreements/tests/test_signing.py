"""Signatures: under a mandate valid that day, on the text that was read, one an institution."""

import json
from datetime import timedelta

from django.db import IntegrityError, connection, transaction
from django.test import TestCase
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from concertar.agreements import actions
from concertar.agreements.models import Signature
from concertar.agreements.tests import factories as make
from concertar.kit import clock
from concertar.kit.access import Forbidden, Refused
from concertar.kit.models import JournalEntry
from concertar.network.models import Mandate
from concertar.tables.models import Charter, Step, Table
from concertar.tables.tests.factories import actor, mandate, person


class Signing(TestCase):
    def setUp(self):
        self.cast = make.cast()
        self.agreement = make.agreement(self.cast)
        self.today = self.cast.forum.today()
        self.bea = self.cast.mandates["bea"]

    def refused(self, side="state", **values):
        before = Signature.objects.count()
        with self.assertRaises(Refused) as refused:
            make.signature(self.agreement, self.cast, side, **values)
        self.assertEqual(Signature.objects.count(), before)
        return refused.exception.code

    def test_a_delegate_consents_and_the_journal_says_for_whom(self):
        signed = make.signature(self.agreement, self.cast)
        self.assertEqual((signed.kind, signed.mandate, signed.day, signed.channel),
                         ("consent", self.bea, self.today, "web"))  # fmt: skip
        entry = JournalEntry.objects.last()
        self.assertEqual(entry.verb, "agreements.text_signed")
        self.assertEqual(entry.on_behalf_of, str(signed.institution_id))
        self.assertEqual(entry.facts["sha256"], signed.sha256)

    def test_a_reservation_names_its_clauses_and_is_kept_in_words(self):
        signed = make.signature(
            self.agreement, self.cast, "private-sector", kind="reservation",
            reason="En horas de operación.", clauses=[2, 2, 1],
        )  # fmt: skip
        self.assertEqual((signed.reason, signed.clauses), ("En horas de operación.", [1, 2]))

    def test_what_is_not_whole_is_refused(self):
        for values, code in (
            ({"kind": "reservation"}, "reservation_is_empty"),
            ({"kind": "refusal", "reason": " "}, "refusal_is_empty"),
            ({"kind": "maybe"}, "signature_kind_unknown"),
            ({"reason": "Si conviene"}, "consent_with_conditions"),
            ({"kind": "reservation", "reason": "No.", "clauses": [9]}, "clause_unknown"),
            ({"kind": "refusal", "reason": "x" * 4001}, "reason_too_long"),
            ({"sha256": "0" * 64}, "text_changed"),
        ):
            with self.subTest(code):
                self.assertEqual(self.refused(**values), code)

    def test_where_the_rule_has_no_reservations_none_is_taken(self):
        table = make.drafting_table(self.cast, slug="otra", may_reserve=False)
        self.agreement = make.agreement(self.cast, table=table)
        self.assertIn('"may_reserve":false', Charter.objects.get(table=table).text)
        self.assertEqual(self.refused(kind="reservation", reason="No."), "reservations_not_allowed")

    def test_an_institution_signs_once(self):
        make.signature(self.agreement, self.cast)
        self.assertEqual(self.refused(kind="refusal", reason="Ya no."), "already_signed")

    def test_the_database_itself_takes_one_signature_of_an_institution(self):
        signed = make.signature(self.agreement, self.cast)
        signed.pk, signed._state.adding = None, True
        with self.assertRaises(IntegrityError), transaction.atomic():
            signed.save(force_insert=True)

    def test_a_mandate_that_ended_yesterday_signs_nothing(self):
        self.bea.ends = self.today - timedelta(days=1)
        self.bea.save()
        with self.assertRaises(Forbidden):
            make.signature(self.agreement, self.cast)
        self.assertEqual(Signature.objects.count(), 0)

    def test_on_its_last_day_a_mandate_still_signs(self):
        self.bea.ends = self.today
        self.bea.save()
        make.signature(self.agreement, self.cast)

    def test_a_mandate_to_speak_does_not_sign(self):
        Mandate.objects.filter(pk=self.bea.pk).update(power="speak")
        self.assertEqual(self.refused(), "mandate_does_not_sign")

    def test_an_empty_chair_does_not_sign(self):
        gone = actor(self.agreement.table, "private-sector")
        gone.is_empty_chair, gone.absence = True, "Dos cartas"
        gone.save()
        self.assertEqual(self.refused("private-sector"), "empty_chair_does_not_sign")

    def test_paper_is_typed_in_under_the_mandate_and_the_day_it_was_signed(self):
        yesterday = self.today - timedelta(days=1)
        type(self.agreement).objects.update(frozen_on=yesterday)
        signed = actions.sign(
            self.agreement, actor(self.agreement.table, "state"), kind="consent",
            sha256=make.hash_of(self.agreement), by=self.cast.ana, mandate=self.bea,
            on=yesterday, channel="paper",
        )  # fmt: skip
        self.assertEqual((signed.day, signed.channel, signed.entered_by, signed.mandate),
                         (yesterday, "paper", self.cast.ana, self.bea))  # fmt: skip

    def on_paper(self, **values):
        terms = {"kind": "consent", "sha256": make.hash_of(self.agreement), "by": self.cast.ana,
                 "mandate": self.bea, "channel": "paper", **values}  # fmt: skip
        with self.assertRaises(Refused) as refused:
            actions.sign(self.agreement, actor(self.agreement.table, "state"), **terms)
        self.assertEqual(Signature.objects.count(), 0)
        return refused.exception.code

    def test_paper_that_cannot_be_is_refused(self):
        day = timedelta(days=1)
        for values, code in (
            ({"mandate": self.cast.mandates["dora"]}, "mandate_of_another"),
            ({"on": self.today - day}, "day_before_text"),
            ({"on": self.today + day}, "day_in_the_future"),
            ({"channel": "web"}, "mandate_needs_paper"),
            ({"mandate": None}, "mandate_missing"),
        ):
            with self.subTest(code):
                self.assertEqual(self.on_paper(**values), code)

    def test_after_the_text_was_frozen_anew_the_old_one_takes_no_signature(self):
        old = self.agreement
        actions.withdraw_text(old, reason="Faltó algo.", by=self.cast.ana)
        self.assertEqual(self.refused(), "text_withdrawn")
        draft = actions.begin_draft(old.table, copy_of=old.draft, by=self.cast.ana)
        stale = make.hash_of(old)
        self.agreement = actions.freeze_text(draft, by=self.cast.ana)
        self.assertEqual(self.refused(sha256=stale), "text_changed")

    def test_the_database_lets_no_signature_be_changed_or_removed(self):
        make.signature(self.agreement, self.cast)
        table = Signature._meta.db_table
        for statement in (f"UPDATE {table} SET kind = 'refusal'", f"DELETE FROM {table}"):
            with (
                self.subTest(statement),
                self.assertRaises(IntegrityError),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)


class Deciding(TestCase):
    def setUp(self):
        self.cast = make.cast()
        self.agreement = make.agreement(self.cast)

    def test_it_stands_by_the_declared_rule(self):
        make.signed_by_all(self.agreement, self.cast, private_sector="En horas.")
        decided = actions.decide(self.agreement, by=self.cast.ana)
        self.assertEqual((decided.status, decided.decided_on),
                         ("standing", self.cast.forum.today()))  # fmt: skip
        self.assertEqual(Table.objects.get().state, "standing")

    def test_it_fails_with_its_reasons_in_sentences(self):
        make.signature(self.agreement, self.cast, kind="refusal", reason="No alcanza.")
        for side in ("civil-society", "private-sector", "academia", "communities"):
            make.signature(self.agreement, self.cast, side)
        decided = actions.decide(self.agreement, by=self.cast.ana)
        self.assertEqual(decided.status, "failed")
        step = Step.objects.last()
        self.assertEqual((step.after, step.language), ("failed", "es"))
        self.assertIn("Municipalidad de Ejemplo", step.reason)

    def test_it_waits_for_those_who_have_not_given_their_word(self):
        make.signature(self.agreement, self.cast)
        with self.assertRaises(Refused) as refused:
            actions.decide(self.agreement, by=self.cast.ana)
        self.assertEqual((refused.exception.code, refused.exception.params),
                         ("still_to_sign", {"count": 4}))  # fmt: skip

    def test_when_the_time_is_over_it_is_decided_by_who_signed(self):
        for side in ("state", "academia", "communities"):
            make.signature(self.agreement, self.cast, side)
        Table.objects.update(decides_by=clock.now() - timedelta(seconds=1))
        self.assertEqual(actions.decide(self.agreement, by=self.cast.ana).status, "standing")

    def test_a_decision_does_not_come_before_the_last_signature(self):
        make.signed_by_all(self.agreement, self.cast)
        yesterday = self.cast.forum.today() - timedelta(days=1)
        with self.assertRaisesMessage(Refused, "day_before_signatures"):
            actions.decide(self.agreement, on=yesterday, channel="hall", by=self.cast.ana)

    def test_it_is_decided_once(self):
        make.signed_by_all(self.agreement, self.cast)
        actions.decide(self.agreement, by=self.cast.ana)
        with self.assertRaises(Refused):
            actions.decide(self.agreement, by=self.cast.ana)

    def test_the_follow_up_begins_when_it_stands(self):
        make.signed_by_all(self.agreement, self.cast)
        actions.decide(self.agreement, by=self.cast.ana)
        actions.begin_follow_up(self.agreement, by=self.cast.ana)
        self.assertEqual(Table.objects.get().state, "followed")


class SignPage(TestCase):
    """Bea signs on a telephone, with forms and links alone."""

    def setUp(self):
        self.cast = make.cast()
        self.agreement = make.agreement(self.cast)
        self.page = reverse("agreements:sign", args=["bahia-1"])
        self.hash = make.hash_of(self.agreement)
        self.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        self.client.force_login(self.cast.bea)

    def sent(self, step, **more):
        return {"sha256": self.hash, "kind": "consent", "step": step, **more}

    def test_it_shows_what_is_signed_by_which_mandate_and_under_which_hash(self):
        with self.assertNumQueries(8 if connection.vendor == "postgresql" else 7):
            page = self.client.get(self.page)
        for words in (
            "La planta funcionará en dos años.", "Planta común de tratamiento en operación",
            "Acuerdo de concejo 12-2026", "Municipalidad de Ejemplo",
            " ".join(self.hash[i : i + 4] for i in range(0, 64, 4)),
        ):  # fmt: skip
            self.assertContains(page, words)

    def test_it_is_checked_once_more_and_then_done(self):
        checked = self.client.post(self.page, self.sent("check"))
        self.assertContains(checked, "Check before signing")
        self.assertFalse(Signature.objects.exists())
        done = self.client.post(self.page, self.sent("sign"), follow=True)
        self.assertContains(done, "Our word is given")
        self.assertEqual(Signature.objects.get().entered_by, self.cast.bea)

    def test_from_the_check_it_can_be_changed_and_nothing_typed_is_lost(self):
        sent = {"kind": "reservation", "reason": "En horas.", "clauses": ["2"]}
        page = self.client.post(self.page, self.sent("again", **sent))
        self.assertContains(page, "En horas.")
        self.assertContains(page, 'value="reservation"')
        self.assertFalse(Signature.objects.exists())

    def test_a_reservation_without_words_is_told_above_the_form(self):
        page = self.client.post(self.page, self.sent("sign", kind="reservation"))
        self.assertContains(page, "A reservation says what it reserves", status_code=422)

    def test_a_word_that_is_not_whole_does_not_come_to_the_last_page(self):
        for sent, words in (
            ({"kind": "reservation"}, "A reservation says what it reserves"),
            ({"kind": "refusal"}, "A refusal says why"),
            ({"kind": "consent", "reason": "Si llega el dinero."}, "A consent has no conditions"),
        ):
            with self.subTest(**sent):
                page = self.client.post(self.page, self.sent("check", **sent))
                self.assertContains(page, words, status_code=422)

    def test_the_last_page_says_what_the_signer_will_answer_for(self):
        one = json.loads(self.agreement.texts.get(is_translation=False).text)["commitments"][0]
        self.assertEqual(one["responsible"]["name"], "Municipalidad de Ejemplo")
        page = self.client.post(self.page, self.sent("check"))
        self.assertContains(page, one["deliverable"])
        refused = self.client.post(self.page, self.sent("check", kind="refusal", reason="No."))
        self.assertNotContains(refused, one["deliverable"])

    def test_who_answers_for_nothing_is_told_so(self):
        self.client.force_login(self.cast.caio)
        page = self.client.post(self.page, self.sent("check"))
        self.assertContains(page, "responsible for no commitment")

    def test_a_button_touched_twice_leads_to_the_word_that_was_given(self):
        self.client.post(self.page, self.sent("sign"))
        again = self.client.post(self.page, self.sent("sign"), follow=True)
        self.assertRedirects(again, reverse("agreements:agreement_detail", args=["bahia-1"]))
        self.assertContains(again, "was on record already")
        other = self.client.post(self.page, self.sent("sign", kind="refusal", reason="No."))
        self.assertContains(other, "Our word is given", status_code=422)
        self.assertEqual(Signature.objects.count(), 1)

    def test_a_hash_of_another_text_signs_nothing_and_the_text_is_shown_again(self):
        page = self.client.post(self.page, self.sent("sign", sha256="f" * 64))
        self.assertContains(page, "nothing was signed", status_code=422)
        self.assertContains(page, f'value="{self.hash}"', status_code=422)
        self.assertFalse(Signature.objects.exists())

    def test_frozen_anew_the_old_page_says_so_and_signs_nothing(self):
        actions.withdraw_text(self.agreement, reason="Faltó algo.", by=self.cast.ana)
        page = self.client.post(self.page, self.sent("sign"))
        self.assertContains(page, "nothing was signed", status_code=422)
        self.assertFalse(Signature.objects.exists())
        self.assertNotContains(self.client.get(self.page), "Check it")

    def test_a_hostile_reservation_is_text(self):
        sent = self.sent("sign", kind="refusal", reason='<script>alert("1")</script>')
        page = self.client.post(self.page, sent, follow=True)
        self.assertNotContains(page, "<script>alert")
        self.assertContains(page, "&lt;script&gt;alert")

    def test_who_only_speaks_is_told_what_is_missing(self):
        Mandate.objects.filter(pk=self.cast.mandates["bea"].pk).update(power="speak")
        page = self.client.get(self.page)
        self.assertContains(page, "lets you speak, not sign", status_code=403)
        page = self.client.post(self.page, self.sent("sign"))
        self.assertContains(page, "not sign", status_code=403)
        self.assertFalse(Signature.objects.exists())

    def test_whose_mandate_ended_is_told_so_and_may_not_sign(self):
        ended = self.cast.mandates["bea"]
        ended.ends = self.cast.forum.today() - timedelta(days=1)
        ended.save()
        page = self.client.get(self.page)
        self.assertContains(page, "does not hold today", status_code=403)
        with translation.override("en"):
            last = f"(Acuerdo de concejo 12-2026) was {date_format(ended.ends)}"
        self.assertContains(page, last, status_code=403)
        page = self.client.post(self.page, self.sent("sign"))
        self.assertContains(page, "ask it for a new document", status_code=403)
        self.assertFalse(Signature.objects.exists())

    def test_who_speaks_for_two_institutions_signs_for_one_after_the_other(self):
        Mandate.objects.filter(pk=self.cast.mandates["dora"].pk).update(person=self.cast.bea)
        for _institution in range(2):
            self.assertContains(self.client.get(self.page), "Check it")
            self.assertEqual(self.client.post(self.page, self.sent("sign")).status_code, 302)
        signed = Signature.objects.values_list("institution__name", flat=True)
        self.assertCountEqual(signed, ["Municipalidad de Ejemplo", "Empresa de Ejemplo"])
        self.assertContains(self.client.get(self.page), "Our word is given")

    def test_a_form_sent_twice_does_not_sign_for_the_other_institution(self):
        Mandate.objects.filter(pk=self.cast.mandates["dora"].pk).update(person=self.cast.bea)
        town = actor(self.agreement.table, "state")
        self.assertContains(self.client.get(self.page), f'name="party" value="{town.pk}"')
        for _time in range(2):
            self.client.post(self.page, self.sent("sign", party=town.pk))
        self.assertEqual(Signature.objects.get().actor, town)

    def test_nobody_signs_for_the_seat_of_another(self):
        other = actor(self.agreement.table, "academia").pk
        for sent in (other, "x", "00000000-0000-0000-0000-000000000000"):
            page = self.client.post(self.page, self.sent("sign", party=sent))
            self.assertEqual(page.status_code, 403)
        self.assertFalse(Signature.objects.exists())

    def test_a_stranger_is_sent_to_sign_in_and_a_neighbour_told_no(self):
        self.client.logout()
        self.assertEqual(self.client.get(self.page).status_code, 302)
        self.client.force_login(self.cast.zeca)
        self.assertEqual(self.client.get(self.page).status_code, 403)
        self.assertEqual(self.client.post(self.page, self.sent("sign")).status_code, 403)

    def test_the_facilitator_types_in_what_was_signed_on_paper(self):
        self.client.force_login(self.cast.ana)
        sent = self.sent(
            "sign", mandate=self.cast.mandates["dora"].pk, day=self.cast.forum.today(),
            channel="hall",
        )  # fmt: skip
        self.assertEqual(self.client.post(self.page, sent).status_code, 302)
        signed = Signature.objects.get()
        self.assertEqual((signed.mandate, signed.channel), (self.cast.mandates["dora"], "hall"))
        self.assertNotContains(self.client.get(self.page), "Empresa de Ejemplo: Dora")

    def test_an_alternate_of_an_institution_that_signed_reads_its_word(self):
        make.signature(self.agreement, self.cast)
        gina = person("gina")
        mandate(self.cast.seats["state"], gina, capacity="alternate")
        self.client.force_login(gina)
        self.assertContains(self.client.get(self.page), "Our word is given")


class DecidePage(TestCase):
    def setUp(self):
        self.cast = make.cast()
        self.agreement = make.agreement(self.cast)
        self.page = reverse("agreements:decide", args=["bahia-1"])
        self.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    def test_it_says_the_rule_line_by_line_and_who_is_silent(self):
        make.signature(self.agreement, self.cast)
        self.client.force_login(self.cast.ana)
        page = self.client.get(self.page)
        self.assertContains(page, "Municipalidad de Ejemplo must sign, and has signed.")
        self.assertContains(page, "At least 3 must sign, and 1 have signed: too few.")
        self.assertContains(page, "Colectivo de Ejemplo")
        page = self.client.post(self.page)
        self.assertContains(page, "have not given their word: 4", status_code=422)

    def test_only_the_facilitator_decides_and_takes_back(self):
        for name in ("decide", "withdraw"):
            page = reverse(f"agreements:{name}", args=["bahia-1"])
            for who, status in ((self.cast.ana, 200), (self.cast.bea, 403), (self.cast.zeca, 403)):
                self.client.force_login(who)
                with self.subTest(name, who=who):
                    self.assertEqual(self.client.get(page).status_code, status)

    def test_it_is_taken_back_with_its_reason(self):
        self.client.force_login(self.cast.ana)
        page = reverse("agreements:withdraw", args=["bahia-1"])
        self.assertEqual(self.client.post(page, {"to": "drafting", "reason": ""}).status_code, 422)
        self.client.post(page, {"to": "drafting", "reason": "Faltó un plazo."})
        self.agreement.refresh_from_db()
        self.assertEqual(self.agreement.status, "withdrawn")
        self.assertEqual(Step.objects.last().reason, "Faltó un plazo.")


class WhereATextIsLedTo(TestCase):
    def hrefs(self, who, address):
        self.client.force_login(who)
        return self.client.get(address).content.decode()

    def test_a_table_leads_each_to_what_they_do_with_its_text(self):
        cast = make.cast()
        agreement = make.agreement(cast)
        table = reverse("tables:table_detail", args=[agreement.table.slug])
        text = reverse("agreements:agreement_detail", args=[agreement.slug])
        sign, decide = f"{text}sign/", f"{text}decide/"
        self.assertIn(f'class="button" href="{sign}"', self.hrefs(cast.bea, table))
        self.assertNotIn(sign, self.hrefs(cast.zeca, table))
        self.assertIn(f'class="button" href="{text}"', self.hrefs(cast.ana, f"{table}facilitate/"))
        self.assertIn(decide, self.hrefs(cast.ana, text))
        self.assertNotIn(decide, self.hrefs(cast.bea, text))

    def test_whoever_signed_already_is_led_to_the_text_and_not_to_sign_again(self):
        cast = make.cast()
        agreement = make.agreement(cast)
        table = reverse("tables:table_detail", args=[agreement.table.slug])
        text = reverse("agreements:agreement_detail", args=[agreement.slug])
        make.signature(agreement, cast)
        page = self.hrefs(cast.bea, table)
        self.assertIn(f'class="button" href="{text}"', page)
        self.assertNotIn(f'href="{text}sign/"', page)
        self.assertIn(f'class="button" href="{text}sign/"', self.hrefs(cast.caio, table))
