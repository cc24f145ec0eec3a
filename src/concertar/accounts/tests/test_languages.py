"""In which language a page answers, and what it says about that."""

from django.conf import settings
from django.test import Client

from concertar.accounts import actions
from concertar.accounts.tests.factories import SignInCase, person
from concertar.kit.access import Forbidden, Refused
from concertar.kit.models import JournalEntry

COOKIE = settings.LANGUAGE_COOKIE_NAME
PAGE = "/accounts/login/"


class Language(SignInCase):
    def language_of(self, client, **headers) -> str:
        return client.get(PAGE, headers=headers)["Content-Language"]

    def test_spanish_where_nothing_is_asked_or_what_is_asked_is_not_spoken(self):
        for asked in ("", "de", "qu", "*", "zz;q=0.9", "\x00", "es-PE"):
            with self.subTest(asked):
                client = Client(headers={"accept-language": asked})
                self.assertEqual(self.language_of(client), "es")
        self.assertContains(Client().get(PAGE), 'lang="es"')

    def test_the_browser_is_heard(self):
        client = Client(headers={"accept-language": "de, en-GB;q=0.8, es;q=0.5"})
        self.assertEqual(self.language_of(client), "en")
        self.assertContains(client.get(PAGE), "I do not remember my password")

    def test_the_switch_goes_before_the_browser_and_returns_to_the_page(self):
        client = Client(headers={"accept-language": "en"})
        page = client.post("/language/", {"language": "es", "next": "/about/?x=1"})
        self.assertEqual(page["Location"], "/about/?x=1")
        self.assertEqual(self.language_of(client), "es")
        self.assertContains(client.get(PAGE), "No recuerdo mi contraseña")

    def test_a_person_s_choice_goes_before_the_switch_and_follows_them(self):
        bea = person("bea")
        actions.choose_language(bea, "es", by=bea)
        client = Client(headers={"accept-language": "en"})
        client.cookies[COOKIE] = "en"
        client.force_login(bea)
        self.assertEqual(client.get("/me/")["Content-Language"], "es")

    def test_the_switch_is_remembered_for_a_person_and_is_no_act_for_the_journal(self):
        bea = person("bea")
        self.client.force_login(bea)
        self.client.post("/language/", {"language": "es"})
        bea.refresh_from_db()
        self.assertEqual(bea.language, "es")
        self.assertEqual(Client().get(PAGE)["Content-Language"], "es")
        self.assertFalse(JournalEntry.objects.exists())

    def test_an_unknown_language_changes_nothing_and_is_said_in_a_sentence(self):
        for unknown in ("xx", "", "es-PE", "en\r\nSet-Cookie: a=b", "../../es"):
            with self.subTest(unknown):
                page = self.client.post("/language/", {"language": unknown})
                self.assertEqual(page.status_code, 302)
                self.assertNotIn(COOKIE, page.cookies)

    def test_the_switch_does_nothing_by_a_link_and_leads_nowhere_else(self):
        self.assertEqual(self.client.get("/language/?language=es").status_code, 405)
        for elsewhere in ("https://evil.example/", "//evil.example", "/\\evil.example", "x"):
            page = self.client.post("/language/", {"language": "es", "next": elsewhere})
            self.assertEqual(page["Location"], "/")

    def test_a_forged_cookie_is_ignored(self):
        for forged in ("xx", "<script>", "es/../en", "a" * 4000):
            client = Client(headers={"accept-language": "en"})
            client.cookies[COOKIE] = forged
            self.assertEqual(self.language_of(client), "en")

    def test_caches_are_told_what_the_page_depends_on(self):
        page = self.client.get(PAGE)
        self.assertLessEqual({"Accept-Language", "Cookie"}, set(page["Vary"].split(", ")))

    def test_one_chooses_for_oneself_only(self):
        bea, rosa = person("bea"), person("rosa", is_steward=True)
        with self.assertRaises(Forbidden):
            actions.choose_language(bea, "en", by=rosa)
        with self.assertRaises(Refused):
            actions.choose_language(bea, "xx", by=bea)
