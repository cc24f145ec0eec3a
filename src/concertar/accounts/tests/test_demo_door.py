"""The demo's door: one click as somebody made up, and outside the demo no door at all."""

import json
import os
import subprocess
import sys
from importlib import import_module
from tempfile import TemporaryDirectory

from django.conf import settings
from django.http import Http404
from django.test import RequestFactory, SimpleTestCase, override_settings
from django.urls import include, path

from concertar.accounts import actions, demo, urls, views
from concertar.accounts.models import Person
from concertar.accounts.tests.factories import SignInCase, person
from concertar.kit.access import OPERATOR, Forbidden
from concertar.kit.models import JournalEntry

# The addresses of the site as they are in the demo; this module is the tests' list of addresses.
ours = [*urls.urlpatterns, path("demo/", views.demo_door, name="demo_door")]
urlpatterns = [
    path("", include((ours, "accounts"))),
    *import_module(settings.ROOT_URLCONF).urlpatterns,
]

PROBE = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, resolve, reverse, Resolver404
from django.urls.resolvers import URLResolver

def routes(resolver, before=""):
    for item in resolver.url_patterns:
        here = before + str(item.pattern)
        yield from routes(item, here) if isinstance(item, URLResolver) else [here]

try:
    named = reverse("accounts:demo_door")
except NoReverseMatch:
    named = None
try:
    resolved = resolve("/demo/").url_name
except Resolver404:
    resolved = None
client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
options = {"secure": True}
print(json.dumps({
    "demo": settings.DEMO, "named": named, "resolved": resolved,
    "routes": [r for r in routes(get_resolver()) if "demo" in r],
    "get": client.get("/demo/", **options).status_code,
    "post": client.post("/demo/", {"person": "rosa.mamani@demo.invalid"}, **options).status_code,
}))
"""


@override_settings(DEMO=True, ROOT_URLCONF="concertar.accounts.tests.test_demo_door")
class InTheDemo(SignInCase):
    def setUp(self):
        super().setUp()
        self.made = actions.make_demo_people(by=OPERATOR)

    def test_the_four_are_made_once_and_put_right_again(self):
        self.assertEqual(self.made, {"created": 4, "changed": 0, "unchanged": 0})
        again = actions.make_demo_people(by=OPERATOR)
        self.assertEqual(again, {"created": 0, "changed": 0, "unchanged": 4})
        self.assertEqual(JournalEntry.objects.count(), 1)
        Person.objects.filter(email="zeca.lima@demo.invalid").update(is_steward=True)
        self.assertEqual(actions.make_demo_people(by=OPERATOR)["changed"], 1)
        self.assertEqual([p.name for p in Person.objects.stewards()], ["Rosa Mamani"])

    def test_one_click_signs_in_as_any_of_them(self):
        page = self.client.get("/demo/")
        for who in demo.PEOPLE:
            self.assertContains(page, f"Enter as {who.name}")
            answer = self.client.post("/demo/", {"person": who.email, "next": "/about/"})
            self.assertEqual(answer["Location"], "/about/")
            self.assertEqual(Person.objects.get(pk=self.who()).name, who.name)

    def test_a_link_signs_nobody_in_and_next_stays_here(self):
        self.client.get("/demo/?person=rosa.mamani@demo.invalid")
        self.assertIsNone(self.who())
        answer = self.client.post(
            "/demo/", {"person": "ana.quispe@demo.invalid", "next": "//evil.example"}
        )
        self.assertEqual(answer["Location"], "/")

    def test_people_made_up_for_paper_stand_at_no_door(self):
        noted = actions.note_person("Efraín Poma", is_fictitious=True, by=OPERATOR)
        self.assertNotIn(noted, demo.people())
        self.assertEqual(demo.people().count(), len(demo.PEOPLE))

    def test_real_people_cannot_be_entered_even_in_the_demo(self):
        real = person("bea")
        Person.objects.filter(email="zeca.lima@demo.invalid").update(is_active=False)
        for email in (real.email, "zeca.lima@demo.invalid", "", "x", "nadie@demo.invalid"):
            with self.subTest(email):
                self.assertEqual(self.client.post("/demo/", {"person": email}).status_code, 404)
                self.assertIsNone(self.who())

    def test_entering_gives_the_session_a_new_key(self):
        self.client.post("/demo/", {"person": "ana.quispe@demo.invalid"})
        first = self.client.session.session_key
        self.client.post("/demo/", {"person": "rosa.mamani@demo.invalid"})
        self.assertNotEqual(self.client.session.session_key, first)

    @override_settings(DEMO_PEOPLE=False)
    def test_no_one_makes_demo_people_in_production(self):
        with self.assertRaises(Forbidden):
            actions.make_demo_people(by=OPERATOR)

    def test_people_who_are_not_stewards_do_not_make_them(self):
        with self.assertRaises(Forbidden):
            actions.make_demo_people(by=person("bea"))


class OutsideTheDemo(SimpleTestCase):
    def test_the_view_refuses_even_if_somebody_calls_it(self):
        for request in (RequestFactory().get("/demo/"), RequestFactory().post("/demo/")):
            with override_settings(DEMO=False), self.assertRaises(Http404):
                views.demo_door(request)

    def test_a_production_site_has_no_such_address(self):
        found = probe(mode="production")
        self.assertEqual(found, {
            "demo": False, "named": None, "resolved": None, "routes": [], "get": 404, "post": 404,
        })  # fmt: skip

    def test_the_same_question_finds_the_door_where_there_is_one(self):
        found = probe(mode="demo")
        self.assertEqual(
            (found["demo"], found["named"], found["routes"]), (True, "/demo/", ["demo/"])
        )


def probe(*, mode: str) -> dict:
    """Ask a site started by itself, as it is started on a machine in this mode."""
    with TemporaryDirectory() as home:
        variables = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
            "CONCERTAR_MODE": mode,
            "CONCERTAR_HOME": home,
            "CONCERTAR_SECRET_KEY": "a key of this test alone, and long enough",
            "CONCERTAR_HOSTS": "foro.example.org,testserver",
            "CONCERTAR_MAIL_URL": "smtp://name:word@mail.example.org:587",
            "DJANGO_SETTINGS_MODULE": "concertar.site.settings",
        }
        django = [sys.executable, "-m", "django"]
        commands = (
            [*django, "migrate", "-v", "0"],
            [*django, "collectstatic", "--no-input", "-v", "0"],
            [sys.executable, "-c", PROBE],
        )
        for command in commands:
            done = subprocess.run(
                command, env=variables, capture_output=True, text=True, timeout=180
            )
            if done.returncode:
                raise AssertionError(done.stderr)
        return json.loads(done.stdout)
