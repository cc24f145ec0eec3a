"""About, dictionary, search, the living sheet, and the pages for what goes wrong."""

import json

from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory, TestCase
from django.utils import translation

from concertar.kit import exports
from concertar.kit.access import OPERATOR
from concertar.kit.search import Counted, Found, Hit
from concertar.network.actions import load_forum
from concertar.site import front, troubles


class Pages(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_forum(by=OPERATOR)

    def test_about_says_what_concertacion_is_and_what_does_not_add_up(self):
        for language, word in (("es", "Lo que no cuadra"), ("en", "What does not add up")):
            page = self.client.get("/about/", HTTP_ACCEPT_LANGUAGE=language)
            self.assertContains(page, word)
            self.assertContains(page, "Cities for Life revisited")
            self.assertContains(page, "39")
            self.assertContains(page, "Affero")

    def test_the_dictionary_explains_every_column_of_every_download(self):
        page = self.client.get("/dictionary/", HTTP_ACCEPT_LANGUAGE="en")
        for dataset in exports.registered():
            self.assertContains(page, f'id="{dataset.name}"')
            for column in dataset.columns:
                self.assertContains(page, f"<code>{column.name}</code>")

    def test_the_dictionary_is_itself_taken_away(self):
        data = json.loads(b"".join(self.client.get("/dictionary.json").streaming_content))
        self.assertEqual(data["dataset"], "dictionary")
        named = {row["dataset"] for row in data["rows"]}
        self.assertEqual(named, {dataset.name for dataset in exports.registered()})
        self.assertEqual(self.client.get("/dictionary.xml").status_code, 404)

    def test_the_living_sheet_stands_in_both_languages_without_asking_for_rows(self):
        for language, word in (("es", "La hoja viva"), ("en", "The living sheet")):
            with self.assertNumQueries(0):
                page = self.client.get("/house/", HTTP_ACCEPT_LANGUAGE=language)
            self.assertContains(page, word)
            self.assertContains(page, 'class="scheme-dark flow"', count=9)


class Search(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_forum(by=OPERATOR)

    def test_nothing_asked_says_what_can_be_found(self):
        self.assertContains(
            self.client.get("/search/", HTTP_ACCEPT_LANGUAGE="en"), "What can be found"
        )

    def test_nothing_found_says_what_to_do_next(self):
        page = self.client.get("/search/?q=zzz", HTTP_ACCEPT_LANGUAGE="en")
        self.assertContains(page, "Nothing here is called “zzz”.")
        self.assertContains(page, 'href="/institutions/"')

    def test_what_was_asked_is_never_a_part_of_the_page(self):
        page = self.client.get("/search/", {"q": "<script>alert(1)</script>"})
        self.assertNotContains(page, "<script>alert")
        self.assertContains(page, "&lt;script&gt;")

    def test_hits_stand_under_their_rooms_and_a_long_room_leads_to_its_list(self):
        hit = Hit("Ilo", "es", "/places/ilo/", "network.territory")
        counts = (
            Counted("network.territory", "Places", 3),
            Counted("network.institution", "Institutions", 2),
            Counted("network.body", "Bodies", 1),
        )
        places, institutions, bodies = front.by_room(Found("ilo", (hit,), counts))
        self.assertEqual((places.hits, places.count), ((hit,), 3))
        self.assertEqual(places.more, "/places/?q=ilo")
        # none of them was among the best hits, and yet their list can be reached
        self.assertEqual((institutions.hits, institutions.more), ((), "/institutions/?q=ilo"))
        self.assertEqual((bodies.hits, bodies.more), ((), ""))


class Troubles(TestCase):
    def test_a_page_that_does_not_exist_says_so_in_both_languages(self):
        for language, word in (("es", "No existe esa página"), ("en", "There is no such page")):
            page = self.client.get("/nowhere/", HTTP_ACCEPT_LANGUAGE=language)
            self.assertContains(page, word, status_code=404)
            self.assertContains(page, 'href="/search/"', status_code=404)

    def test_a_form_without_its_proof_says_what_to_do(self):
        page = Client(enforce_csrf_checks=True).post(
            "/language/", {"language": "en"}, HTTP_ACCEPT_LANGUAGE="en"
        )
        self.assertContains(page, "The form could not be taken", status_code=403)

    def test_a_stranger_who_may_not_is_asked_to_sign_in(self):
        request = RequestFactory().get("/somewhere/?page=2")
        with translation.override("en"):
            page = troubles.forbidden(request, PermissionDenied())
        self.assertEqual(page.status_code, 403)
        self.assertIn("?next=/somewhere/%3Fpage%3D2", page.content.decode())

    def test_a_broken_server_answers_without_its_database(self):
        request = RequestFactory().get("/")
        with translation.override("en"), self.assertNumQueries(0):
            broken = troubles.broken(request)
            unread = troubles.bad_request(request, ValueError())
        self.assertEqual((broken.status_code, unread.status_code), (500, 400))
        self.assertIn("Something broke here", broken.content.decode())
        self.assertIn("This address cannot be read", unread.content.decode())
        with translation.override("es"):
            self.assertIn("Algo se rompió aquí", troubles.broken(request).content.decode())
