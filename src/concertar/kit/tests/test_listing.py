"""Lists: the address is the state, only what is declared is read, and the cost never grows."""

from uuid import uuid4

from django.contrib.auth import get_user_model
from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory, TestCase
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from concertar.kit.facets import Facet
from concertar.kit.listing import Listing, Order, Page
from concertar.kit.models import SearchEntry, SearchWord

Person = get_user_model()

LANGUAGES = {"es": "Spanish", "en": "English"}
PEOPLE = Listing(
    facets=(
        Facet("language", "Language", field="language", choices=LANGUAGES),
        Facet("steward", "Steward", field="is_steward", kind="flag"),
        Facet("name", "Name", field="name"),
    ),
    orders=(Order("name", "Name", ("name",)), Order("last", "Last first", ("-name",))),
    search=lambda rows, text: rows.filter(name__icontains=text),
    dataset="people",
)


def people(count: int) -> None:
    Person.objects.bulk_create(
        Person(name=f"Ana {i:05}", language=("es", "en", "")[i % 3], is_steward=i % 4 == 0)
        for i in range(count)
    )


def listed(query: str = "", listing: Listing = PEOPLE) -> Page:
    with override("en"):
        return listing.page(RequestFactory().get(f"/people/?{query}"), Person.objects.all())


def names(query: str) -> list[str]:
    return [person.name for person in listed(query).rows]


class WhatAnAddressAsks(TestCase):
    @classmethod
    def setUpTestData(cls):
        people(12)

    def test_everything_when_nothing_is_asked(self):
        self.assertEqual(listed().count, 12)

    def test_filters_narrow_together(self):
        self.assertEqual(names("language=es&steward=yes"), ["Ana 00000"])
        self.assertEqual(names("language=-&q=ana+0000"), ["Ana 00002", "Ana 00005", "Ana 00008"])

    def test_an_order_is_one_of_those_declared(self):
        self.assertEqual(names("order=last")[0], "Ana 00011")

    def test_names_that_are_not_declared_reach_no_column(self):
        for query in (
            "is_active=0",
            "password__startswith=a",
            "language__ne=es",
            "order_by=password",
            "q__name=x",
            "pk=1",
        ):
            with self.subTest(query):
                self.assertEqual(listed(query).count, 12)

    def test_a_value_that_cannot_be_shows_nothing_and_says_why(self):
        for query, said in (
            ("language=tlh", "“tlh” is not a value of “Language”"),
            ("steward=maybe", "“maybe” is not a value of “Steward”"),
            ("order=password", "“password” is not a value of “Order”"),
            ("q=%00", "is not a value of “Search”"),
            ("q=" + "a" * 300, "is not a value of “Search”"),
            ("name=a%0Ab", "“ab” is not a value of “Name”"),
            ("page=0", "This list has 1 page"),
            ("page=two", "This list has 1 page"),
            ("page=99999999999999", "This list has 1 page"),
        ):
            with self.subTest(query):
                page = listed(query)
                self.assertEqual(page.rows, ())
                self.assertIn(said, page.complaints[0])

    def test_sql_in_a_value_is_a_value_like_any_other(self):
        for payload in ("' OR 1=1 --", '"; DROP TABLE x; --', "%", "_", "\\", "name) OR (1=1"):
            with self.subTest(payload):
                request = RequestFactory().get("/people/", {"name": payload})
                self.assertEqual(PEOPLE.select(request, Person.objects.all()).rows.count(), 0)

    def test_an_identifier_that_is_none_is_refused_before_the_database(self):
        listing = Listing(facets=(Facet("person", "Person", field="pk", kind="uuid"),))
        self.assertIn("“7” is not a value", listed("person=7", listing).complaints[0])

    def test_a_year_is_digits(self):
        listing = Listing(facets=(Facet("year", "Year", field="joined_at__year", kind="number"),))
        self.assertIn("not a value", listed("year=1e3", listing).complaints[0])
        self.assertEqual(listed("year=1999", listing).count, 0)


class WhatTheFiltersCount(TestCase):
    @classmethod
    def setUpTestData(cls):
        people(12)

    def options(self, query: str, name: str) -> list[tuple[str, int]]:
        (found,) = (one for one in listed(query).filters if one.name == name)
        return [(option.label, option.count) for option in found.options]

    def test_a_filter_counts_what_the_others_leave(self):
        self.assertEqual(
            self.options("steward=yes&language=es", "language"),
            [("Spanish", 1), ("English", 1), ("Not stated", 1)],
        )
        self.assertEqual(self.options("language=es", "steward"), [("Yes", 1), ("No", 3)])

    def test_the_value_chosen_stays_to_be_seen_when_nothing_fits(self):
        self.assertEqual(self.options("name=Nobody&language=en", "language"), [("English", 0)])
        self.assertIn(("Nobody", 0), self.options("name=Nobody", "name"))

    def test_counts_and_rows_agree(self):
        for label, count in self.options("steward=no", "language"):
            value = {"Spanish": "es", "English": "en", "Not stated": "-"}[label]
            self.assertEqual(listed(f"steward=no&language={value}").count, count)


class FacetsThatCrossMany(TestCase):
    """Words of search entries stand for any noun with many of another."""

    LISTING = Listing(
        facets=(
            Facet("word", "Word", field="words__word"),
            Facet("title", "Title", field="title"),
            Facet("again", "Again", field="words__entry__title"),
        ),
        orders=(Order("title", "Title", ("title",)),),
    )

    @classmethod
    def setUpTestData(cls):
        entry = SearchEntry.objects.create(kind="x", key=uuid4(), title="Agua", folded="agua")
        SearchWord.objects.bulk_create(SearchWord(entry=entry, word=w) for w in ("agua", "ilo"))

    def page(self, query: str) -> Page:
        return self.LISTING.page(RequestFactory().get(f"/x/?{query}"), SearchEntry.objects.all())

    def test_a_row_with_several_values_is_counted_once_under_each(self):
        for query in ("", "again=Agua"):
            counted = [[(o.value, o.count) for o in f.options] for f in self.page(query).filters]
            self.assertEqual(counted, [[("agua", 1), ("ilo", 1)], [("Agua", 1)], [("Agua", 1)]])

    def test_a_row_that_fits_twice_is_shown_once(self):
        page = self.page("again=Agua&word=ilo")
        self.assertEqual((page.count, len(page.rows)), (1, 1))


class PagesOfAList(TestCase):
    def test_a_page_holds_fifty_and_links_keep_the_question(self):
        people(120)
        page = listed("order=last&steward=no&utm=x")
        self.assertEqual((len(page.rows), page.count, page.last), (50, 90, 2))
        self.assertEqual(page.next_url, "/people/?steward=no&order=last&page=2")
        self.assertEqual(page.previous_url, "")
        second = listed("order=last&steward=no&page=2")
        self.assertEqual(len(second.rows), 40)
        self.assertEqual(second.previous_url, "/people/?steward=no&order=last")

    def test_no_row_is_shown_twice_or_lost_when_names_are_equal(self):
        Person.objects.bulk_create(Person(name="Ana") for _ in range(120))
        seen = [row.pk for number in (1, 2, 3) for row in listed(f"page={number}").rows]
        self.assertEqual(len(set(seen)), 120)
        self.assertEqual(seen, sorted(seen))  # equal names stand by their keys, always

    def test_downloads_keep_the_question_and_leave_the_page(self):
        people(120)
        urls = [download.url for download in listed("steward=no&page=2").downloads]
        self.assertEqual(
            urls,
            [
                "/people.csv?steward=no",
                "/people.csv?steward=no&for=excel",
                "/people.json?steward=no",
            ],
        )

    def test_ten_thousand_rows_cost_the_queries_of_ten(self):
        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                listed("language=es&steward=no")
            return len(captured)

        people(10)
        few = queries()
        people(10_000)
        self.assertEqual(queries(), few)
        self.assertEqual(few, 5)  # the count, the page, three facets


class ThePartials(TestCase):
    def rendered(self, name: str, query: str = "") -> str:
        with override("en"):
            return render_to_string(f"kit/{name}", {"listed": listed(query)})

    def test_every_field_has_a_label_and_the_form_is_a_plain_get(self):
        people(4)
        made = self.rendered("_filters.html", "language=es")
        for name in ("q", "language", "steward", "order"):
            self.assertIn(f'for="filter-{name}"', made)
            self.assertIn(f'id="filter-{name}"', made)
        self.assertIn('method="get"', made)
        self.assertIn('<option value="es" selected>Spanish (2)</option>', made)
        self.assertIn("Clear the filters", made)

    def test_what_was_typed_is_shown_and_never_obeyed(self):
        asked = "q=%22%3E%3Cscript%3E&language=%3Cb%3E"
        found = self.rendered("_found.html", asked)
        for made in (found, self.rendered("_filters.html", asked)):
            self.assertNotIn("<script", made)
            self.assertNotIn("<b>", made)
            self.assertIn("&lt;script&gt;", made)
        self.assertIn("“&lt;b&gt;” is not a value", found)

    def test_how_many_there_are_and_what_was_asked_stand_together(self):
        people(4)
        found = self.rendered("_found.html", "language=es")
        self.assertIn("2 results", found)
        self.assertIn("Language: Spanish", found)
        self.assertIn("Clear the filters", found)
        self.assertNotIn("Clear the filters", self.rendered("_found.html"))

    def test_the_way_through_says_where_one_is(self):
        people(120)
        made = self.rendered("_pages.html", "page=2")
        self.assertIn('<span aria-current="page">Page 2 of 3</span>', made)
        self.assertIn('<a href="/people/?page=3" rel="next">Next</a>', made)

    def test_an_empty_list_says_what_to_do(self):
        self.assertIn("Clear the filters", self.rendered("_empty.html", "q=nobody"))
        self.assertIn("nothing yet", self.rendered("_empty.html"))
