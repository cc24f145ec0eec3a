"""The pages of the network as a reader gets them."""

import csv
import io
import json
import re
from unittest import mock

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from concertar.kit.access import OPERATOR
from concertar.network.actions import load_forum
from concertar.network.models import RESERVED_SLUGS, Institution, Territory
from concertar.network.tests.factories import body, institution, institutions, person, place

LISTS = ("place", "institution", "body", "programme", "milestone", "figure")
DETAILS = (
    ("place_detail", "arequipa"),
    ("place_detail", "peru"),
    ("institution_detail", "labor-pasco"),
    ("institution_detail", "ded"),
    ("body_detail", "asamblea-regional-del-norte"),
    ("body_detail", "foros-de-las-ciudades"),
    ("programme_detail", "programa-nacional-de-accion-2003-2007"),
    ("programme_detail", "calidad-ambiental-urbana"),
)
ADDRESSES = (
    *(reverse(f"network:{name}_list") for name in LISTS),
    *(reverse(f"network:{name}", args=[slug]) for name, slug in DETAILS),
)
MOST_QUERIES = 12


def visible(page):
    """What a reader sees of a page: no marks, one blank between words."""
    text = re.sub(r"<[^>]+>", " ", page.content.decode())
    return " ".join(text.split()).replace(" ,", ",")


class TheForum(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_forum(by=OPERATOR)

    def get(self, address, language="es", **query):
        page = self.client.get(address, query, headers={"accept-language": language})
        self.assertEqual(page.status_code, 200, address)
        return page

    def test_every_page_answers_within_twelve_queries_to_strangers_and_people(self):
        for who in (None, person("bea")):
            if who:
                self.client.force_login(who)
            for address in ADDRESSES:
                with CaptureQueriesContext(connection) as queries:
                    self.get(address)
                self.assertLessEqual(len(queries), MOST_QUERIES, address)

    def test_every_page_is_whole_in_english(self):
        for address in ADDRESSES:
            page = visible(self.get(address, "en"))
            for word in ("inferido", "Fuente:", "Lugares", "Instituciones"):
                self.assertNotIn(word, page, address)

    def test_every_page_has_one_heading_and_no_style_or_script_of_its_own(self):
        for address in ADDRESSES:
            page = self.get(address).content.decode()
            self.assertEqual(len(re.findall(r"<h1\b", page)), 1, address)
            self.assertIsNone(re.search(r"\sstyle=|<style|<script(?![^>]*src=)", page), address)

    def test_ids_on_a_page_are_its_own(self):
        for address in ADDRESSES:
            ids = re.findall(r'\bid="([^"]+)"', self.get(address).content.decode())
            self.assertEqual(len(ids), len(set(ids)), address)

    def test_institutions_are_found_without_accents(self):
        page = self.get("/institutions/", q="agustin")
        self.assertContains(page, "Universidad Nacional de San Agustín")
        self.assertContains(self.get("/institutions/", q="AREAS VERDES"), "Instituto Áreas Verdes")

    def test_institutions_are_filtered_by_standing_constituency_kind_region_and_place(self):
        expected = {
            ("standing", "founding"): 39,
            ("standing", "member"): 40,
            ("constituency", "academia"): 7,
            ("kind", "municipality"): 32,
            ("region", "asamblea-regional-de-lima-metropolitana"): 11,
            ("place", "trujillo"): 5,
        }
        found = {
            (name, value): self.get("/institutions/", **{name: value}).context["listed"].count
            for name, value in expected
        }
        self.assertEqual(found, expected)

    def test_filters_join(self):
        page = self.get("/institutions/", standing="founding", kind="university")
        self.assertEqual(page.context["listed"].count, 5)

    def test_an_address_asks_only_what_the_list_declares(self):
        for query in ({"source__slug": "x"}, {"order": "source__slug"}, {"kind": "spaceship"}):
            self.get("/institutions/", **query)
        self.assertEqual(self.get("/institutions/", nobody="asks").context["listed"].count, 104)

    def test_a_page_of_a_list_has_fifty_rows(self):
        self.assertEqual(len(self.get("/institutions/").context["listed"].rows), 50)
        self.assertEqual(len(self.get("/institutions/", page=3).context["listed"].rows), 4)

    def test_nothing_found_says_what_to_do(self):
        page = self.get("/institutions/", q="zzz")
        self.assertContains(page, 'href="/institutions/"')
        self.assertNotContains(page, "<tbody")

    def test_names_are_sorted_as_people_sort_them(self):
        names = [one.name for one in self.get("/institutions/").context["listed"].rows]
        camara = names.index("Cámara de Comercio y Producción de la Libertad")
        self.assertLess(names.index("Calandria"), camara)
        self.assertLess(camara, names.index("Ceder"))

    def test_the_places_of_a_body_and_of_a_place_are_sorted_too(self):
        for address, kept in (
            ("/bodies/asamblea-regional-del-norte/", "places"),
            ("/places/peru/", "children"),
        ):
            names = [place.sort_name for place in self.get(address).context[kept]]
            self.assertGreater(len(names), 3)
            self.assertEqual(names, sorted(names))

    def test_the_way_back_speaks_the_language_of_the_page(self):
        page = visible(self.get("/bodies/asamblea-regional-del-norte/", "en"))
        self.assertIn("Bodies Regional Assembly of Northern Peru", page)
        self.assertNotIn("Asamblea Regional del Norte", page)

    def test_every_list_is_taken_away_in_three_forms_from_its_own_page(self):
        for name in LISTS:
            address = reverse(f"network:{name}_list")
            page = self.get(address).content.decode()
            for end in (".csv", ".csv?for=excel", ".json"):
                self.assertIn(f'href="{address.rstrip("/")}{end}"', page)

    def test_an_inferred_value_is_marked_in_words(self):
        page = visible(self.get("/places/chimbote/"))
        self.assertIn("Ciudad provincial inferido", page)
        self.assertIn("se dedujo de lo que sí dice", page)
        self.assertIn("Distrito (inferido)", visible(self.get("/places/")))

    def test_a_stated_value_is_not_marked(self):
        self.assertIn("Sector Sociedad civil Lugar", visible(self.get("/institutions/asodel/")))

    def test_the_page_names_its_source(self):
        self.assertIn("Liliana Miranda 2004, nota 2", visible(self.get("/institutions/asodel/")))
        self.assertIn(
            "Liliana Miranda 2004, note 2", visible(self.get("/institutions/asodel/", "en"))
        )

    def test_what_is_unknown_is_said_to_be_unknown(self):
        self.assertIn("la fuente no dice dónde está", visible(self.get("/institutions/asodel/")))

    def test_a_place_shows_its_institutions_and_what_happened_there(self):
        page = visible(self.get("/places/ilo/"))
        self.assertIn("Municipalidad de Ilo", page)
        self.assertIn("nace una red informal", page)

    def test_a_department_shows_the_places_inside_and_their_institutions(self):
        page = visible(self.get("/places/departamento-de-ancash/"))
        self.assertIn("Chimbote", page)
        self.assertIn("Municipalidad de Casma", page)

    def test_dates_are_as_exact_as_the_source(self):
        page = visible(self.get("/milestones/"))
        for when in ("1994–1996", "marzo de 1996", "setiembre de 2001"):
            self.assertIn(when, page)
        self.assertIn("September 2001", visible(self.get("/milestones/", "en")))

    def test_figures_keep_their_qualifier_and_unit(self):
        page = visible(self.get("/figures/"))
        self.assertIn("más de 7 000 personas", page.replace("\u00a0", " "))
        self.assertIn("alrededor de 300 personas", page)

    def test_the_plan_has_its_priorities_and_strategies_in_its_own_order(self):
        page = visible(self.get("/programmes/programa-nacional-de-accion-2003-2007/"))
        order = ["En el país", "En las ciudades", "Generales", "Para instituciones", "Financieras"]
        self.assertEqual(sorted(order, key=page.index), order)

    def test_what_is_not_there_is_not_found(self):
        for address in ("/places/atlantis/", "/institutions/nobody/", "/institutions.xml"):
            self.assertEqual(self.client.get(address).status_code, 404, address)

    def test_nothing_here_takes_a_post(self):
        for address in ADDRESSES:
            self.assertEqual(self.client.post(address).status_code, 405, address)


class TakenAway(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_forum(by=OPERATOR)

    def rows(self, address):
        answer = b"".join(self.client.get(address).streaming_content).decode()
        return list(csv.DictReader(io.StringIO(answer)))

    def test_a_download_carries_the_filters_of_its_page(self):
        rows = self.rows("/institutions.csv?standing=founding&kind=university")
        self.assertEqual(len(rows), 5)
        self.assertEqual({row["standing"] for row in rows}, {"founding"})
        self.assertEqual(len(self.rows("/institutions.csv")), 104)

    def test_a_download_says_what_is_inferred_and_from_where(self):
        row = next(row for row in self.rows("/places.csv") if row["slug"] == "chimbote")
        self.assertEqual(row["inferred"], "assembly | kind | parent")
        self.assertEqual((row["source"], row["coordinates"]), ("miranda-2004", "geonames"))

    def test_figures_leave_with_their_disputes_and_what_is_counted(self):
        row = next(row for row in self.rows("/figures.csv") if row["slug"] == "ciudades")
        self.assertEqual((row["value"], row["counted_here"]), ("29", "34"))

    def test_every_list_leaves_as_csv_and_json(self):
        for name in LISTS:
            many = reverse(f"network:{name}_list").strip("/")
            answer = json.loads(b"".join(self.client.get(f"/{many}.json").streaming_content))
            self.assertEqual(len(answer["rows"]), len(self.rows(f"/{many}.csv")), many)
            self.assertTrue(answer["rows"], many)

    def test_a_formula_leaves_as_text(self):
        institution("=1+1", slug="formula", acronym="@x")
        row = next(row for row in self.rows("/institutions.csv") if row["slug"] == "formula")
        self.assertEqual((row["name"], row["acronym"]), ("'=1+1", "'@x"))


class HoweverMany(TestCase):
    """A list costs the same number of queries whether it has ten rows or ten thousand."""

    def queries(self, address):
        with CaptureQueriesContext(connection) as queries:
            page = self.client.get(address)
            if page.streaming:
                b"".join(page.streaming_content)
        self.assertEqual(page.status_code, 200)
        return len(queries)

    def test_institutions(self):
        peru = place("Perú")
        norte = body("Asamblea del Norte")
        city = place("Ilo", inside=peru, assembly=norte)
        addresses = ("/institutions/", "/institutions.csv", "/places/", "/places/ilo/")
        institutions(10, place=city)
        with_ten = [self.queries(address) for address in addresses]
        Institution.objects.all().delete()
        institutions(10_000, place=city)
        self.assertEqual([self.queries(address) for address in addresses], with_ten)
        self.assertLessEqual(max(with_ten), MOST_QUERIES)

    def test_places(self):
        peru = place("Perú")

        def fill(count):
            Territory.objects.filter(parent=peru).delete()
            Territory.objects.bulk_create(
                Territory(
                    slug=f"p-{i}", name=f"P {i}", sort_name=f"p {i}", kind="district",
                    parent=peru, path=f"peru/p-{i}/", zone="America/Lima",
                )
                for i in range(count)
            )  # fmt: skip

        fill(10)
        with_ten = [self.queries(address) for address in ("/places/", "/places/peru/")]
        fill(2_000)
        with_many = [self.queries(address) for address in ("/places/", "/places/peru/")]
        for many, ten in zip(with_many, with_ten, strict=True):
            self.assertLessEqual(many, ten)

    def test_a_list_too_long_to_draw_is_not_drawn_in_part(self):
        peru = place("Perú")
        place("Ilo", inside=peru)
        self.assertContains(self.client.get("/places/"), "regions-title")
        with mock.patch("concertar.network.views.places.DRAWN", 0):
            self.assertNotContains(self.client.get("/places/"), "regions-title")


class AnEmptyNetwork(TestCase):
    def test_every_list_says_what_to_do(self):
        for name in LISTS:
            page = self.client.get(reverse(f"network:{name}_list"))
            self.assertContains(page, "load_forum")


@pytest.mark.django_db
def test_every_first_word_of_an_address_is_reserved():
    taken = {
        str(pattern.pattern).lstrip("^").split("/")[0].split("\\.")[0].split(".")[0]
        for pattern in _patterns(get_resolver())
    }
    words = {word for word in taken if re.fullmatch(r"[a-z0-9-]+", word)}
    assert words
    assert words <= set(RESERVED_SLUGS)


def _patterns(resolver, before=""):
    for item in resolver.url_patterns:
        inner = getattr(item, "url_patterns", None)
        if inner is not None and not str(item.pattern):
            yield from _patterns(item)
        else:
            yield item
