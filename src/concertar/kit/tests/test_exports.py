"""What leaves the server: guarded, complete, private where it must be, and explained."""

import csv
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.template.loader import render_to_string
from django.test import RequestFactory, SimpleTestCase, TestCase
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from concertar.kit import exports
from concertar.kit.dictionary import DICTIONARY, entries
from concertar.kit.exports import Column, Dataset, Kind, Source, column_of, download
from concertar.kit.facets import Facet
from concertar.kit.guard import guarded, plain
from concertar.kit.listing import Listing, Order

Person = get_user_model()

PEOPLE = Dataset(
    "people",
    "People",
    "Who takes part.",
    columns=(
        column_of(Person, "name"),
        Column("city", "city", "Where.", value=lambda _person: "Chimbote", source=Source.INFERRED),
        column_of(Person, "email", may_read=lambda reader: getattr(reader, "is_steward", False)),
    ),
)
LIST = Listing(
    facets=(Facet("language", "Language", field="language", choices={"es": "Spanish"}),),
    orders=(Order("name", "Name", ("name",)),),
    dataset="people",
)


def taken(query: str = "", form: str = "csv", reader: object = None):
    request = RequestFactory().get(f"/people.{form}?{query}")
    request.user = reader or AnonymousUser()
    return download(request, PEOPLE, LIST.select(request, Person.objects.all()), form)


def text_of(response) -> str:
    return response.getvalue().decode()


class TheGuard(SimpleTestCase):
    def test_a_formula_becomes_a_text(self):
        for formula in (
            "=1+1",
            "+1",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "|cmd",
            "%x",
            "＝1",
            "\0=",
        ):
            with self.subTest(formula):
                self.assertEqual(guarded(formula)[0], "'")

    def test_a_formula_after_a_semicolon_or_on_a_new_line_becomes_a_text(self):
        for text, made in (("a;=1", "a;'=1"), ("a\n-b", "a\n'-b"), ("a\t@b", "a\t'@b")):
            with self.subTest(text):
                self.assertEqual(guarded(text), made)
                self.assertEqual(plain(made), text)

    def test_names_stay_as_they_are(self):
        for name in (
            "Municipalidad de Ilo",
            "O'Higgins",
            "A-1",
            "3 = 2 + 1",
            "¿Qué?",
            "línea\n\nlínea",
        ):
            with self.subTest(name):
                self.assertEqual(guarded(name), name)

    @given(
        st.text(
            alphabet=st.characters(exclude_categories=["Cs"]) | st.sampled_from("=+-@'\t\r\n;|")
        )
    )
    def test_no_cell_opens_a_formula_however_the_file_is_split_and_nothing_is_lost(self, text):
        made = guarded(text)
        self.assertEqual(plain(made), text)
        self.assertFalse(made[:1] and made[0] in "=+-@|%\t\r\n\0＝＋－＠")
        for cut in ";\t\r\n":
            for part in made.split(cut):
                self.assertFalse(part[:1] and part[0] in "=+-@|%＝＋－＠", repr(made))

    @given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), min_size=1))
    def test_a_file_gives_back_every_text(self, texts):
        column = Column("said", "said", "What was said.", value=lambda text: text)
        made = "".join(exports.csv_lines([column], texts))
        rows = list(csv.reader(io.StringIO(made, newline="")))
        self.assertEqual([plain(row[0]) if row else "" for row in rows[1:]], texts)


class Values(SimpleTestCase):
    def cell(self, value: object) -> str:
        column = Column("a", "a", "a")
        return list(exports.csv_lines([column], [SimpleNamespace(a=value)]))[1].strip()

    def test_values_are_written_the_same_in_every_language(self):
        for language in ("es", "en"):
            with override(language):
                self.assertEqual(self.cell(value=True), "true")
                self.assertEqual(self.cell(None), '""')
                self.assertEqual(self.cell(-5), "-5")  # a number is no formula
                self.assertEqual(self.cell(Decimal("1234.50")), "1234.50")
                self.assertEqual(self.cell(date(2003, 5, 1)), "2003-05-01")
                self.assertEqual(
                    self.cell(datetime(2003, 5, 1, 12, tzinfo=UTC)), "2003-05-01T12:00:00+00:00"
                )
                self.assertEqual(self.cell(["=a", "b"]), "'=a | b")


class Downloads(TestCase):
    @classmethod
    def setUpTestData(cls):
        Person.objects.create(name="Ana Ñahui", email="ana@example.org", language="es")
        Person.objects.create(name="=cmd|' /C calc'!A0", email="bea@example.org", language="en")

    def test_a_stranger_gets_the_public_columns(self):
        response = taken()
        self.assertEqual(response["Content-Type"], "text/csv; charset=utf-8")
        self.assertEqual(response["Content-Disposition"], 'attachment; filename="people.csv"')
        self.assertEqual(
            text_of(response),
            "name,city\r\n'=cmd|' /C calc'!A0,Chimbote\r\nAna Ñahui,Chimbote\r\n",
        )

    def test_a_steward_gets_the_private_ones_and_no_cache_keeps_them(self):
        response = taken(reader=SimpleNamespace(is_steward=True))
        self.assertEqual(response["Cache-Control"], "private, no-store")
        self.assertIn("ana@example.org", text_of(response))
        self.assertNotIn("example.org", text_of(taken(form="json")))

    def test_the_filters_of_the_page_hold(self):
        made = json.loads(text_of(taken("language=es&page=2&for=x", "json")))
        self.assertEqual(made["filters"], {"language": ["es"]})
        self.assertEqual(made["rows"], [{"name": "Ana Ñahui", "city": "Chimbote"}])

    def test_json_of_nothing_is_json(self):
        Person.objects.all().delete()
        self.assertEqual(json.loads(text_of(taken(form="json")))["rows"], [])

    def test_excel_gets_its_mark_and_nobody_else(self):
        self.assertTrue(text_of(taken("for=excel")).startswith("\ufeffname"))
        self.assertTrue(text_of(taken()).startswith("name"))

    def test_a_value_that_cannot_be_is_answered_in_a_sentence(self):
        response = taken("language=tlh")
        self.assertEqual(response.status_code, 400)
        self.assertIn("tlh", text_of(response))

    def test_no_other_form_is_made(self):
        with self.assertRaises(Http404):
            taken(form="xlsx")

    def test_a_download_costs_one_query_however_long(self):
        Person.objects.bulk_create(Person(name=f"Bea {i}") for i in range(3000))
        with self.assertNumQueries(1):
            self.assertEqual(text_of(taken()).count("\r\n"), 3003)


class TheDictionary(SimpleTestCase):
    def test_a_column_of_a_model_explains_itself_by_its_field(self):
        column = column_of(Person, "is_steward", source=Source.COMPUTED)
        self.assertEqual((column.kind, column.source), (Kind.FLAG, Source.COMPUTED))
        self.assertEqual(column.label, Person._meta.get_field("is_steward").verbose_name)

    def test_every_registered_column_stands_in_it_in_every_language(self):
        lines = list(exports.csv_lines(DICTIONARY.columns, entries()))
        columns = sum(len(dataset.columns) for dataset in exports.registered())
        self.assertEqual(len(lines), 1 + columns)
        header = lines[0].strip().split(",")
        self.assertIn("label_es", header)
        self.assertIn("label_en", header)

    def test_no_column_is_without_label_and_meaning(self):
        for entry in entries():
            with self.subTest(f"{entry.dataset.name}.{entry.column.name}"):
                self.assertTrue(str(entry.column.label))
                self.assertTrue(str(entry.column.meaning))

    def test_two_datasets_may_not_share_a_name(self):
        with self.assertRaises(ValueError):
            exports.register(Dataset("dictionary", "x", "x", columns=()))

    def test_the_page_shows_codes_and_sources(self):
        with override("en"):
            made = render_to_string("kit/_dataset.html", {"dataset": DICTIONARY})
        self.assertIn('id="dictionary"', made)
        self.assertIn("<code>inferred</code>", made)
