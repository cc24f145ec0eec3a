"""Nothing is allowed by silence, and every no is a sentence."""

from types import ModuleType

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory, TestCase

from concertar.kit import access, wording
from concertar.kit.access import OPERATOR, Forbidden, Refused, require
from concertar.kit.models import JournalEntry
from concertar.kit.tests.cast import person, steward


def may_do(person):
    return True


def may_count(person, forum):
    return forum == "chimbote"


def forgets_to_answer(person):
    pass


def answers_with_a_thing(person):
    return [person]


def inside(request):
    return HttpResponse("in")


class Require(TestCase):
    def setUp(self):
        self.ana = person("ana")

    def test_a_yes_goes_on(self):
        require(may_do, self.ana)
        require(may_do, AnonymousUser())
        require(may_do, OPERATOR)
        require(may_count, self.ana, "chimbote")

    def test_a_no_is_a_403_that_names_its_rule(self):
        with self.assertRaises(Forbidden) as caught:
            require(may_count, self.ana, "lima")
        self.assertEqual(caught.exception.rule, "may_count")
        self.assertIsInstance(caught.exception, PermissionDenied)

    def test_silence_is_a_no(self):
        for rule in (forgets_to_answer, answers_with_a_thing):
            with self.subTest(rule.__name__), self.assertRaises(Forbidden):
                require(rule, self.ana)

    def test_nobody_is_refused_whatever_the_rule_says(self):
        with self.assertRaises(Forbidden):
            require(may_do, None)

    def test_a_person_put_out_of_action_is_refused_whatever_the_rule_says(self):
        self.ana.is_active = False
        with self.assertRaises(Forbidden):
            require(may_do, self.ana)


class WhoIsWho(TestCase):
    def test_stewards(self):
        retired = steward("zoe")
        retired.is_active = False
        self.assertTrue(access.is_steward(steward()))
        self.assertTrue(access.is_steward(OPERATOR))
        for other in (person("bea"), AnonymousUser(), None, retired):
            self.assertFalse(access.is_steward(other))

    def test_a_stranger_who_says_he_is_a_steward_is_none(self):
        zeca = AnonymousUser()
        zeca.is_steward = True
        self.assertFalse(access.is_steward(zeca))


class EveryNounSaysWhoSeesIt(TestCase):
    def test_each_query_set_of_the_house_answers_visible_to(self):
        nouns = [noun for noun in apps.get_models() if noun.__module__.startswith("concertar.")]
        self.assertIn(JournalEntry, nouns)
        for noun in nouns:
            with self.subTest(noun._meta.label):
                noun._default_manager.visible_to(AnonymousUser()).count()
                noun._default_manager.visible_to(person(noun.__name__.lower())).count()

    def test_a_query_set_that_was_not_told_shows_nothing_to_anybody(self):
        steward()
        rows = access.ClosedQuerySet(type(person("ana")))
        self.assertTrue(rows.exists())
        self.assertFalse(rows.visible_to(steward("rita")).exists())

    def test_a_public_one_shows_everything_to_a_stranger(self):
        person("ana")
        self.assertTrue(
            access.PublicQuerySet(type(person("bea"))).visible_to(AnonymousUser()).exists()
        )


class Sentences(TestCase):
    def test_of_the_room(self):
        room = ModuleType("wording")
        room.REFUSALS = {"row_bad": "Row %(row)d has no name."}
        self.assertEqual(access.sentence(Refused("row_bad", row=4), room), "Row 4 has no name.")
        self.assertEqual(
            access.sentence(Refused("row_bad", row=4), room.REFUSALS), "Row 4 has no name."
        )

    def test_of_the_kit_where_the_kit_refused(self):
        said = access.sentence(Refused("file_empty"), {})
        self.assertEqual(said, str(wording.REFUSALS["file_empty"]))

    def test_a_code_nobody_says_is_a_defect(self):
        with self.assertRaises(KeyError):
            access.sentence(Refused("unheard_of"), {})


class PagesForSome(TestCase):
    def ask(self, view, visitor):
        request = RequestFactory().get("/ledger/?page=2")
        request.user = visitor
        return view(request)

    def test_a_stranger_is_sent_to_sign_in_and_back(self):
        for guard in (access.signed_in, access.steward):
            page = self.ask(guard(inside), AnonymousUser())
            self.assertEqual(page.status_code, 302)
            self.assertIn("next=/ledger/%3Fpage%3D2", page["Location"])

    def test_who_signed_in_gets_in_and_only_stewards_get_in_to_theirs(self):
        page = access.signed_in(inside)
        ledger = access.steward(inside)
        bea = person("bea")
        self.assertEqual(self.ask(page, bea).content, b"in")
        self.assertEqual(self.ask(ledger, steward()).content, b"in")
        with self.assertRaises(Forbidden):
            self.ask(ledger, bea)

    def test_a_person_put_out_of_action_is_a_stranger(self):
        page = access.signed_in(inside)
        self.assertEqual(self.ask(page, person("ana", is_active=False)).status_code, 302)
