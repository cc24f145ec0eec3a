"""A translation belongs to the version it was made of: an older one is named, and no annex."""

from django.test import TestCase
from django.urls import reverse

from concertar.agreements import actions
from concertar.agreements.tests import factories as make

SAID = {"en": {"heading": "Limit", "text": "No more than 14 tons a day."}}


class OldTranslations(TestCase):
    def setUp(self):
        self.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        self.cast = make.cast()
        self.draft = make.draft(self.cast, clauses=1, translations={"en": {"title": "Minutes"}})
        self.clause = self.draft.clauses.get()
        self.edit(translations=SAID)

    def edit(self, text="", **said):
        clause = self.clause
        values = {"heading": clause.heading, "text": text or clause.text, "translations": SAID}
        self.clause = actions.edit_clause(
            clause, base_version=clause.version, by=self.cast.ana, **{**values, **said}
        )

    def languages_when_frozen(self, draft=None):
        frozen = actions.freeze_text(draft or self.draft, by=self.cast.ana)
        return set(frozen.texts.values_list("language", flat=True))

    def page(self, name, *more):
        self.client.force_login(self.cast.ana)
        return self.client.get(reverse(f"agreements:{name}", args=["bahia", *more]))

    def test_a_text_changed_alone_leaves_its_translation_behind_and_freezes_without_it(self):
        self.edit("La carga no pasará de 12 toneladas por día.")
        self.assertEqual((self.clause.translated_on, self.clause.version), ({"en": 2}, 3))
        self.assertEqual(self.clause.outdated_in, ["en"])
        self.assertEqual(self.languages_when_frozen(), {"es"})

    def test_the_draft_and_the_page_of_freezing_say_so_and_lead_to_where_it_is_mended(self):
        self.edit("La carga no pasará de 12 toneladas por día.")
        mend = reverse("agreements:clause_edit", args=["bahia", self.clause.pk])
        for name in ("draft_detail", "draft_freeze"):
            with self.subTest(name):
                page = self.page(name)
                self.assertContains(page, "older than the text")
                self.assertContains(page, mend)

    def test_translated_anew_or_said_to_fit_it_is_an_annex_again(self):
        for said in (
            {"translations": {"en": {**SAID["en"], "text": "No more than 12 tons a day."}}},
            {"still_said_in": ["en"]},
        ):
            with self.subTest(**said):
                self.edit(f"{self.clause.text} Siempre.")
                self.assertEqual(self.clause.outdated_in, ["en"])
                self.edit(**said)
                self.assertEqual(self.clause.outdated_in, [])
                self.clause.translations = SAID
                self.clause.save()
        self.assertEqual(self.languages_when_frozen(), {"es", "en"})

    def test_what_changes_no_word_leaves_the_translation_as_good_as_it_was(self):
        self.edit(options=list(self.draft.table.issues.get(key="plazo").options.all()))
        self.assertEqual(self.clause.outdated_in, [])
        self.edit("Otra cosa.")
        self.edit(options=[])
        self.assertEqual(self.clause.outdated_in, ["en"])

    def test_a_copy_of_the_draft_knows_what_was_outdated(self):
        self.edit("La carga no pasará de 12 toneladas por día.")
        copy = actions.begin_draft(self.draft.table, copy_of=self.draft, by=self.cast.ana)
        self.assertEqual(copy.clauses.get().outdated_in, ["en"])
        self.assertEqual(self.languages_when_frozen(copy), {"es"})

    def test_the_form_of_a_clause_takes_the_word_that_it_still_fits(self):
        page = reverse("agreements:clause_edit", args=["bahia", self.clause.pk])
        self.client.force_login(self.cast.ana)
        self.assertContains(self.client.get(page), "The translation into English still fits")
        sent = {
            "version": self.clause.version,
            "heading": self.clause.heading,
            "text": "La carga no pasa de 14 toneladas por día.",
            "heading_en": SAID["en"]["heading"],
            "text_en": SAID["en"]["text"],
        }
        told = self.client.post(page, sent, follow=True)
        self.assertContains(told, "The translation into English is older than the text.")
        fits = {**sent, "version": self.clause.version + 1, "fits_en": "on"}
        told = self.client.post(page, fits, follow=True)
        self.assertNotContains(told, "older than the text")
