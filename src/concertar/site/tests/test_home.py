"""The home page: what this is, what is under way, and nothing that is not so."""

import gzip
import re

from django.test import Client, TestCase
from django.urls import reverse

from concertar.kit.access import OPERATOR
from concertar.network.actions import load_forum
from concertar.network.models import Territory


class HomeOfTheForum(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_forum(by=OPERATOR)

    def page(self, language="es"):
        return self.client.get("/", HTTP_ACCEPT_LANGUAGE=language)

    def test_it_says_in_one_sentence_what_this_is_in_both_languages(self):
        self.assertContains(
            self.page(), "Aquí las instituciones de una ciudad negocian", html=False
        )
        self.assertContains(self.page("en"), "Here a city’s institutions negotiate", html=False)

    def test_it_names_every_place_and_leads_to_its_page(self):
        html = self.page().content.decode()
        for place in Territory.objects.all().local():
            address = reverse("network:place_detail", args=[place.slug])
            self.assertGreaterEqual(html.count(f'href="{address}"'), 2, place)  # map and list
        self.assertContains(self.page(), "34 lugares")

    def test_the_list_beside_the_map_is_in_the_order_of_the_alphabet(self):
        listed = self.page().content.decode().split('<ul class="places">')[1].split("</ul>")[0]
        names = re.findall(r">([^<>]+)</", listed)
        in_order = Territory.objects.all().local().values_list("name", flat=True)
        self.assertEqual(names, list(in_order.order_by("sort_name")))

    def test_the_map_has_a_title_a_description_and_a_list_beside_it(self):
        html = self.page("en").content.decode()
        self.assertIn('aria-labelledby="map-title map-says"', html)
        self.assertIn("Map of Peru with the places of the network", html)
        self.assertIn("The same places in a list", html)

    def test_a_programme_without_supporters_says_that_it_seeks_funds(self):
        self.assertContains(self.page(), "Se buscan fondos.", count=1)
        self.assertContains(self.page("en"), "Urban environmental quality")

    def test_what_is_under_way_stands_there_once_and_in_its_order(self):
        html = self.page("en").content.decode()
        self.assertEqual(html.count("Action programmes</h2>"), 1)
        self.assertLess(html.index("Action programmes</h2>"), html.index("Latest milestones</h2>"))

    def test_a_figure_carries_its_qualifier_its_source_and_its_doubts(self):
        html = " ".join(re.sub(r"<[^>]+>", " ", self.page("en").content.decode()).split())
        self.assertIn("more than 7,000 people", html)
        self.assertIn("Source: Liliana Miranda 2004 , I, note 2", html)
        self.assertIn("In doubt.", html)

    def test_no_table_is_shown_where_none_was_convened(self):
        self.assertContains(self.page(), "Aún no se ha convocado aquí ninguna mesa.")

    def test_it_costs_few_queries_and_few_bytes(self):
        with self.assertNumQueries(10):
            page = self.page()
        self.assertLessEqual(len(gzip.compress(page.content)), 20_000)

    def test_it_says_its_language_and_offers_the_other(self):
        html = self.page().content.decode()
        self.assertIn('<html lang="es"', html)
        self.assertInHTML(
            '<button class="plain" type="submit" name="language" value="en" lang="en">'
            "English</button>",
            html,
        )
        self.assertRegex(self.page("en").content.decode(), r'value="es"\s+lang="es">Español<')


class HomeOfANewNetwork(TestCase):
    def test_a_network_without_data_has_a_home_that_says_so(self):
        page = Client().get("/", HTTP_ACCEPT_LANGUAGE="en")
        self.assertContains(page, "0 places")
        self.assertContains(page, "No programme is on record yet.")
        self.assertContains(page, "No milestone is on record yet.")
