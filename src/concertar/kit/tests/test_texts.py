"""Texts in two languages: said in the reader's own where there is one, marked, always escaped."""

from django.core.exceptions import ValidationError
from django.db import models
from django.template import Context, Template
from django.test import SimpleTestCase
from django.utils.translation import override

from concertar.kit.texts import Authored, Said


class Leaflet(Authored):
    """Something written, for these tests alone; no database ever holds it."""

    spoken = ("title", "story")
    title = models.TextField()
    story = models.TextField(blank=True)

    class Meta:
        app_label = "leaflets"  # an app that is not installed: no migration asks for it
        managed = False


def leaflet(**texts: object) -> Leaflet:
    return Leaflet(**{"title": "Agua limpia", "language": "es", **texts})


def page(source: str, thing: Leaflet) -> str:
    return Template("{% load texts %}" + source).render(Context({"thing": thing}))


class WhatIsSaid(SimpleTestCase):
    def test_a_text_is_said_as_it_was_written(self):
        with override("es"):
            self.assertEqual(leaflet().said("title"), Said("Agua limpia", "es"))

    def test_a_translation_is_said_to_who_reads_its_language_and_marked(self):
        thing = leaflet(translations={"en": {"title": "Clean water"}})
        with override("en"):
            self.assertEqual(thing.said("title"), Said("Clean water", "en", is_translation=True))
            self.assertEqual(
                page('{{ thing|translated_from:"title" }}', thing), "Translated from Spanish"
            )

    def test_an_empty_translation_gives_the_original(self):
        thing = leaflet(translations={"en": {"title": ""}})
        with override("en"):
            self.assertEqual(thing.said("title"), Said("Agua limpia", "es"))
            self.assertEqual(page('{{ thing|translated_from:"title" }}', thing), "")

    def test_a_reader_from_peru_reads_spanish(self):
        thing = leaflet(title="Clean water", language="en", translations={"es": {"title": "Agua"}})
        with override("es-pe"):
            self.assertEqual(thing.said("title").text, "Agua")

    def test_a_field_that_is_not_spoken_is_a_mistake_of_the_programme(self):
        with self.assertRaises(ValueError):
            leaflet().said("language")


class OnThePage(SimpleTestCase):
    def test_a_text_in_another_language_carries_it(self):
        with override("en"):
            self.assertEqual(
                page('{{ thing|said:"title" }}', leaflet()), '<span lang="es">Agua limpia</span>'
            )

    def test_a_text_in_the_language_of_the_page_stands_bare(self):
        with override("es"):
            self.assertEqual(page('{{ thing|said:"title" }}', leaflet()), "Agua limpia")

    def test_markup_in_a_text_is_shown_and_never_obeyed(self):
        hostile = leaflet(title="<script>alert(1)</script>", story='"><b>\n\n<i>')
        for language in ("es", "en"):
            with override(language):
                for source in (
                    '{{ thing|said:"title" }}',
                    '{% autoescape off %}{{ thing|said:"title" }}{% endautoescape %}',
                    '<a title="{{ thing|said_plainly:"story" }}"></a>',
                    '{{ thing|said_in_paragraphs:"story" }}',
                ):
                    made = page(source, hostile)
                    self.assertNotIn("<script", made)
                    self.assertNotIn("<b>", made)
                    self.assertNotIn("<i>", made)

    def test_a_long_text_is_said_in_paragraphs(self):
        with override("en"):
            self.assertEqual(
                page('{{ thing|said_in_paragraphs:"story" }}', leaflet(story="Uno.\n\nDos.\n")),
                '<p lang="es">Uno.</p>\n<p lang="es">Dos.</p>',
            )


class WhatATranslationMayBe(SimpleTestCase):
    def refusal(self, translations: object) -> str:
        with override("en"), self.assertRaises(ValidationError) as caught:
            leaflet(translations=translations).clean()
        with override("en"):
            (sentence,) = caught.exception.message_dict["translations"]
        return sentence

    def test_a_good_one_passes(self):
        leaflet(translations={"en": {"title": "Clean water", "story": ""}}).clean()

    def test_an_unknown_language_is_refused(self):
        self.assertIn("“tlh” is not a language of this site", self.refusal({"tlh": {"title": "x"}}))

    def test_an_unknown_field_is_refused(self):
        self.assertIn("“slug” cannot be translated", self.refusal({"en": {"slug": "x"}}))

    def test_a_translation_into_its_own_language_is_refused(self):
        self.assertIn("already in “es”", self.refusal({"es": {"title": "x"}}))

    def test_shapes_that_are_no_translations_are_refused(self):
        for shapeless in (
            [],
            "x",
            {"en": "Clean water"},
            {"en": {"title": 3}},
            {"en": {"title": "a\0"}},
        ):
            with self.subTest(shapeless):
                self.assertTrue(self.refusal(shapeless))
