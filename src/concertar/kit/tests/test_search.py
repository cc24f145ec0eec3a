"""Search: without accents, by beginnings of words, and only among what a person may see."""

from io import StringIO
from unittest import mock

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.test import SimpleTestCase, TestCase
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from concertar.kit import search
from concertar.kit.entries import SearchEntry, SearchWord
from concertar.kit.folding import fold, words_of
from concertar.kit.models import StoredFile
from concertar.kit.search import Searchable, asked_words, find, matching

Person = get_user_model()


class SeenPeople(models.QuerySet):
    """People as a room that hides some of them would give them: stewards are seen by none."""

    def visible_to(self, _person):
        return self.filter(is_steward=False)


PEOPLE = Searchable(
    Person,
    label="People",
    rows=lambda: SeenPeople(Person),
    address=lambda person: f"/people/{person.pk}/",
    texts=lambda person: ("Universidad del Santa",) if person.language == "en" else (),
)


def people(*names: str, **fields: object) -> list:
    made = [Person.objects.create(name=name, **fields) for name in names]
    search.index(*made)
    return made


class Folding(SimpleTestCase):
    def test_accents_capitals_and_signs_are_put_aside(self):
        for written, folded in (
            ("Áncash", "ancash"),
            ("ÑUÑOA", "nunoa"),
            ("Municipalidad   Provincial\tde «Ilo»", "municipalidad provincial de ilo"),
            ("Qosqo–Cusco (1997)", "qosqo cusco 1997"),
            ("agenda_21", "agenda 21"),
            ("Straße", "strasse"),
            ("ﬁn", "fin"),
            ("e\u0301", "e"),
        ):
            with self.subTest(written):
                self.assertEqual(fold(written), folded)

    @given(st.text())
    def test_folding_twice_changes_nothing(self, text):
        self.assertEqual(fold(fold(text)), fold(text))

    @given(st.text(max_size=60))
    def test_words_hold_no_sign_that_a_pattern_would_take_for_any(self, text):
        for word in words_of(text):
            self.assertFalse(set(word) & set("%_\\ '"))

    def test_a_question_is_asked_in_the_singular_and_without_empty_words(self):
        self.assertEqual(asked_words("Las Municipalidades de los Andes"), ("municipalidad", "ande"))
        self.assertEqual(asked_words("de la"), ("de", "la"))


class SearchCase(TestCase):
    def setUp(self):
        search.registered()  # the rooms declare theirs before ours stand in for them
        mine = mock.patch.dict(search._searchables, {PEOPLE.kind: PEOPLE}, clear=True)
        mine.start()
        self.addCleanup(mine.stop)

    def found(self, text: str) -> list[str]:
        return [hit.title for hit in find(text, AnonymousUser()).hits]


class Finding(SearchCase):
    def test_accents_and_capitals_make_no_difference(self):
        people("Municipalidad de Ñuñoa")
        for text in ("ñuñoa", "NUNOA", "Nuñoa", "municipalidades ñuñoa", "nuno", "  nunoa  "):
            with self.subTest(text):
                self.assertEqual(self.found(text), ["Municipalidad de Ñuñoa"])

    def test_every_word_must_be_there_and_words_are_found_by_how_they_begin(self):
        people("Universidad de Ilo", "Municipalidad de Ilo")
        self.assertEqual(self.found("univ ilo"), ["Universidad de Ilo"])
        self.assertEqual(self.found("versidad"), [])
        self.assertEqual(self.found("ilo puno"), [])

    def test_what_is_called_so_comes_before_what_only_tells_of_it(self):
        people("IPES", language="en")  # its texts name the Universidad del Santa
        people("Egresados de la Universidad", "Universidad de Ilo")
        self.assertEqual(
            self.found("universidad"), ["Universidad de Ilo", "Egresados de la Universidad", "IPES"]
        )

    def test_signs_of_patterns_and_of_sql_find_nothing(self):
        people("Ilo")
        for text in ("%", "_", "\\", "'", "' OR 1=1 --", '"*"', "\0", "\U0001f600", "", " "):
            with self.subTest(text):
                self.assertEqual(find(text, AnonymousUser()).count, 0)

    def test_what_a_person_may_not_see_is_neither_shown_nor_counted(self):
        people("Ana visible")
        people("Ana hidden", is_steward=True)
        found = find("ana", AnonymousUser())
        self.assertEqual([hit.title for hit in found.hits], ["Ana visible"])
        self.assertEqual([(one.label, one.count) for one in found.counts], [("People", 1)])

    def test_a_question_costs_two_queries_whatever_it_finds(self):
        people(*(f"Ana {i}" for i in range(60)))
        find("ana", AnonymousUser())
        for text in ("ana", "ana 7", "nobody"):
            with self.subTest(text), CaptureQueriesContext(connection) as captured:
                find(text, AnonymousUser())
            self.assertEqual(len(captured), 2)

    def test_no_more_hits_are_read_than_are_shown_and_all_are_counted(self):
        people(*(f"Ana {i}" for i in range(60)))
        found = find("ana", AnonymousUser())
        self.assertEqual((len(found.hits), found.count), (50, 60))

    def test_a_list_is_narrowed_by_the_same_words(self):
        ana, _bea = people("Ana Ñahui", "Bea Ñahui")
        self.assertEqual(list(matching(Person.objects.all(), "nahui ana")), [ana])
        self.assertEqual(matching(Person.objects.all(), "").count(), 2)
        self.assertEqual(matching(Person.objects.all(), "¿?").count(), 0)

    def test_words_come_from_an_index_on_both_databases(self):
        plan = SearchWord.objects.filter(word__begins="univ").values("entry").order_by().explain()
        wanted = "search_by_word" if connection.vendor == "sqlite" else "word ~>=~"
        if connection.vendor == "postgresql":  # an empty table is scanned unless told otherwise
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL enable_seqscan = off")
            plan = (
                SearchWord.objects.filter(word__begins="univ").values("entry").order_by().explain()
            )
            wanted = "search_by_word"
        self.assertIn(wanted, plan)


class KeepingTheIndex(SearchCase):
    def test_a_thing_written_again_has_one_entry_with_its_new_words(self):
        (ana,) = people("Ana Quispe")
        ana.name = "Ana Mamani"
        ana.save()
        self.assertEqual(search.stale(), 1)
        search.index(ana)
        self.assertEqual(search.stale(), 0)
        self.assertEqual(self.found("quispe"), [])
        self.assertEqual(self.found("mamani"), ["Ana Mamani"])
        self.assertEqual(SearchEntry.objects.count(), 1)

    def test_a_thing_forgotten_is_found_no_more(self):
        (ana,) = people("Ana")
        search.forget(ana)
        self.assertEqual(self.found("ana"), [])
        self.assertEqual(SearchWord.objects.count(), 0)

    def test_a_thing_deleted_leaves_no_hit_behind(self):
        (ana,) = people("Ana")
        ana.delete()
        self.assertEqual(self.found("ana"), [])
        self.assertEqual(search.stale(), 1)
        self.assertEqual(search.rebuild().written, 0)
        self.assertEqual(search.stale(), 0)

    def test_rebuilding_finds_what_no_action_wrote(self):
        Person.objects.bulk_create(Person(name=f"Ana {i}") for i in range(1500))
        self.assertEqual(search.stale(), 1500)
        with self.assertRaises(CommandError):
            call_command("index_search", check=True)
        said = StringIO()
        with override("en"):
            call_command("index_search", stdout=said)
            call_command("index_search", check=True, stdout=said)
        self.assertIn("1500 entries written", said.getvalue())
        self.assertIn("up to date", said.getvalue())

    def test_rebuilding_twice_changes_nothing(self):
        people("Ana", "Bea")
        before = set(SearchEntry.objects.values_list("pk", "title"))
        search.rebuild()
        self.assertEqual(set(SearchEntry.objects.values_list("pk", "title")), before)

    def test_entries_of_a_noun_that_nobody_declares_go(self):
        people("Ana")
        search._searchables.clear()
        search.rebuild()
        self.assertEqual(SearchEntry.objects.count(), 0)

    def test_a_very_long_text_keeps_a_bounded_number_of_words(self):
        person = Person(name="Ana", language="en")
        wordy = Searchable(
            Person,
            label="People",
            rows=PEOPLE.rows,
            address=PEOPLE.address,
            texts=lambda _one: (" ".join(f"word{i}" for i in range(5000)), "x" * 900),
        )
        _entry, words = search._entry(wordy, person)
        self.assertEqual(len(words), search.MOST_WORDS)
        self.assertTrue(all(len(word) <= 40 for word in words))

    def test_what_is_not_declared_cannot_be_indexed(self):
        with self.assertRaises(KeyError):
            search.index(StoredFile())
