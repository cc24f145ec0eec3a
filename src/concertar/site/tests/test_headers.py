"""What every answer carries, whatever it is: pages, refusals, downloads and static files."""

from django.test import TestCase

from concertar.accounts.tests.factories import person

ANSWERS = {
    "/": 200,
    "/health/": 200,
    "/nowhere/": 404,
    "/places/%00/": 404,
    "/me/": 302,
    "/institutions.csv": 200,
    "/institutions.json": 200,
    "/static/house.css": 200,
    "/static/../settings.py": 404,
}


class Headers(TestCase):
    def require_safe(self, answer):
        self.assertIn("frame-ancestors 'none'", answer["Content-Security-Policy"])
        self.assertNotIn("unsafe", answer["Content-Security-Policy"])
        self.assertEqual(answer["X-Frame-Options"], "DENY")
        self.assertEqual(answer["X-Content-Type-Options"], "nosniff")
        self.assertEqual(answer["Referrer-Policy"], "same-origin")

    def test_every_kind_of_answer_says_what_a_browser_may_do_with_it(self):
        for address, status in ANSWERS.items():
            with self.subTest(address):
                answer = self.client.get(address)
                self.assertEqual(answer.status_code, status)
                self.require_safe(answer)

    def test_a_refused_form_method_or_host_says_it_too(self):
        refused = (
            (405, self.client.delete("/")),
            (405, self.client.get("/language/")),
            (400, self.client.get("/", headers={"host": "evil.example"})),
        )
        for status, answer in refused:
            self.assertEqual(answer.status_code, status)
            self.require_safe(answer)

    def test_a_page_made_for_a_person_is_kept_by_nobody_on_the_way(self):
        self.client.force_login(person("ana"))
        for address in ("/", "/institutions/", "/institutions.csv", "/me/", "/accounts/email/"):
            with self.subTest(address):
                kept = self.client.get(address)["Cache-Control"]
                self.assertIn("private", kept)
                self.assertIn("no-store", kept)

    def test_a_page_that_hands_out_a_cookie_is_kept_by_nobody_either(self):
        first = self.client.get("/accounts/password/reset/")
        self.assertTrue(first.cookies)
        self.assertIn("no-store", first["Cache-Control"])

    def test_a_static_file_stays_public(self):
        self.client.force_login(person("ana"))
        self.assertNotIn("private", self.client.get("/static/house.css")["Cache-Control"])
