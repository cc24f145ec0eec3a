"""The forms of checks and replies: with a telephone and no script, and by nobody else."""

import struct
import zlib
from tempfile import TemporaryDirectory

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase, override_settings
from django.urls import reverse

from concertar.agreements import actions
from concertar.agreements.models import Check, Commitment, Reply
from concertar.agreements.tests.factories import actor, cast, commitment, draft
from concertar.agreements.tests.negotiation import checked, promised, signed
from concertar.kit import files


def png(words: bytes = b"") -> bytes:
    """A grey dot, with a text that tells where it was taken."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    text = chunk(b"tEXt", b"Comment\x00" + words) if words else b""
    body = chunk(b"IDAT", zlib.compress(b"\x00\x80"))
    return b"\x89PNG\r\n\x1a\n" + head + text + body + chunk(b"IEND", b"")


class CheckingOnThePhone(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.cast = cast()
        cls.agreement = signed(cls.cast)
        cls.commitment = promised(cls.agreement)
        cls.page = reverse("agreements:commitment_detail", args=[cls.commitment.pk])
        cls.form = reverse("agreements:check_new", args=[cls.commitment.pk])

    def setUp(self):
        self.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    def send(self, who, **more):
        self.client.force_login(who)
        return self.client.post(self.form, {"score": "2", "evidence": "Se vio la obra.", **more})

    def test_somebody_else_records_a_check_and_reads_it(self):
        self.client.force_login(self.cast.caio)
        self.assertContains(self.client.get(self.page), self.form)
        self.assertRedirects(self.send(self.cast.caio), self.page)
        self.client.logout()
        page = self.client.get(self.page)
        self.assertContains(page, "Se vio la obra.")
        self.assertContains(page, "Checked by Colectivo de Ejemplo: Caio")
        self.assertContains(page, "2 of 3, mostly done")

    def test_the_responsible_is_told_why_not_and_keeps_what_was_written(self):
        self.client.force_login(self.cast.bea)
        self.assertNotContains(self.client.get(self.page), self.form)
        page = self.send(self.cast.bea)
        self.assertContains(page, "Nobody checks what is theirs to do", status_code=422)
        self.assertContains(page, "Se vio la obra.", status_code=422)
        self.assertFalse(Check.objects.exists())

    def test_the_responsible_gets_no_form_to_fill_for_nothing(self):
        self.client.force_login(self.cast.bea)
        page = self.client.get(self.form)
        self.assertContains(page, "Nobody checks what is theirs to do", status_code=409)

    def test_a_stranger_is_told_no_and_who_is_not_signed_in_signs_in_first(self):
        self.assertEqual(self.send(self.cast.zeca).status_code, 403)
        self.client.logout()
        self.assertEqual(self.client.post(self.form).status_code, 302)
        self.assertFalse(Check.objects.exists())

    def test_what_is_missing_is_said_field_by_field(self):
        page = self.send(self.cast.caio, score="7", evidence="")
        self.assertContains(page, 'href="#id_evidence"', status_code=422)
        self.assertContains(page, 'href="#id_score"', status_code=422)

    def test_a_photo_is_kept_without_what_it_tells_of_its_maker(self):
        with TemporaryDirectory() as folder, override_settings(PRIVATE_FILES=folder):
            photo = SimpleUploadedFile("obra.png", png(b"-9.07, -78.59"), "image/png")
            self.assertRedirects(self.send(self.cast.caio, file=photo), self.page)
            kept = Check.objects.get().file
            self.assertNotIn(b"-78.59", files.content_of(kept))
            self.client.logout()
            page = self.client.get(self.page)
            self.assertContains(page, f"/files/{kept.pk}/")
            self.assertEqual(self.client.get(f"/files/{kept.pk}/").status_code, 200)

    def test_a_file_of_another_kind_is_refused_and_nothing_is_recorded(self):
        with TemporaryDirectory() as folder, override_settings(PRIVATE_FILES=folder):
            program = SimpleUploadedFile("obra.png", b"MZ\x90\x00\x03\x00", "image/png")
            page = self.send(self.cast.caio, file=program)
            self.assertEqual(page.status_code, 422)
        self.assertFalse(Check.objects.exists())

    def test_only_the_responsible_gets_the_form_of_a_reply(self):
        check = checked(self.agreement, self.cast)
        form = reverse("agreements:reply_new", args=[check.pk])
        for who in (self.cast.caio, self.cast.zeca, self.cast.elis):
            self.client.force_login(who)
            self.assertNotContains(self.client.get(self.page), form)
            self.assertEqual(self.client.post(form, {"text": "No."}).status_code, 403)
        self.client.force_login(self.cast.bea)
        self.assertContains(self.client.get(self.page), form)
        self.assertRedirects(self.client.post(form, {"text": "Empezó tarde."}), self.page)
        self.assertEqual(Reply.objects.get().text, "Empezó tarde.")
        self.assertContains(self.client.get(self.page), "Empezó tarde.")

    def test_no_form_takes_more_than_it_asks(self):
        more = {"actor": str(actor(self.agreement.table, "academia").pk), "day": "2020-01-01",
                "channel": "paper", "mandate": str(self.cast.mandates["elis"].pk)}  # fmt: skip
        self.send(self.cast.caio, **more)
        check = Check.objects.get()
        self.assertEqual(check.actor.seat.constituency.key, "civil-society")
        self.assertEqual((check.day, check.channel), (self.cast.forum.today(), "web"))

    def test_hostile_words_are_shown_as_words(self):
        actions.check_commitment(
            self.commitment, score=1, evidence="<script>alert(1)</script>", by=self.cast.caio
        )
        self.assertContains(self.client.get(self.page), "&lt;script&gt;")


class PromisingOnTheSite(TestCase):
    def setUp(self):
        self.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        self.cast = cast()
        self.draft = draft(self.cast)
        self.url = reverse("agreements:commitment_new", args=[self.draft.table.slug])

    def terms(self, **more):
        state = str(actor(self.draft.table, "state").pk)
        return {"deliverable": "Una planta", "responsible": state, **more}

    def test_a_facilitator_promises_in_two_languages(self):
        self.client.force_login(self.cast.ana)
        self.assertContains(self.client.get(self.url), "What cannot be checked cannot be signed")
        page = self.client.post(self.url, self.terms(deliverable_en="A plant"), follow=True)
        self.assertContains(page, "A plant")
        made = Commitment.objects.get()
        self.assertEqual(made.said("deliverable", "en").text, "A plant")
        self.assertContains(page, "It lacks")

    def test_delegates_and_strangers_get_no_form(self):
        for who, code in ((self.cast.bea, 403), (self.cast.zeca, 404)):
            self.client.force_login(who)
            self.assertEqual(self.client.get(self.url).status_code, code)
            self.assertEqual(self.client.post(self.url, self.terms()).status_code, code)
        self.assertFalse(Commitment.objects.exists())

    def test_two_facilitators_at_once_both_see_what_happened(self):
        made = commitment(self.draft, self.cast)
        url = reverse("agreements:commitment_change", args=[made.pk])
        self.client.force_login(self.cast.ana)
        stamp = self.client.get(url).context["base"]
        self.client.post(url, self.terms(base=stamp))
        page = self.client.post(url, self.terms(base=stamp, deliverable="Dos plantas"))
        self.assertContains(page, "Somebody changed this commitment", status_code=422)
        self.assertContains(page, "Dos plantas", status_code=422)
        self.assertEqual(Commitment.objects.get().deliverable, "Una planta")

    def test_who_does_not_say_what_they_read_overwrites_nothing(self):
        made, before = commitment(self.draft, self.cast), self.draft.title
        self.client.force_login(self.cast.ana)
        for url in (
            reverse("agreements:commitment_change", args=[made.pk]),
            reverse("agreements:draft_change", args=[self.draft.table.slug]),
        ):
            sent = self.terms(title="Otra", deliverable="Otra")
            self.assertContains(self.client.post(url, sent), "Somebody changed", status_code=422)
        made.refresh_from_db()
        self.draft.refresh_from_db()
        self.assertEqual(self.draft.title, before)
        self.assertNotEqual(made.deliverable, "Otra")

    def test_a_commitment_is_dropped_by_a_form_and_not_by_a_link(self):
        made = commitment(self.draft, self.cast)
        url = reverse("agreements:commitment_drop", args=[made.pk])
        self.client.force_login(self.cast.ana)
        self.assertEqual(self.client.get(url).status_code, 405)
        self.client.post(url)
        self.assertFalse(Commitment.objects.exists())
