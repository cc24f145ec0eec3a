"""Signing in by password and by code: who gets in, who does not, and what a stranger may learn."""

import re
from unittest.mock import patch
from urllib.parse import urljoin, urlsplit

from django.contrib.auth.hashers import MD5PasswordHasher, make_password
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from concertar.accounts import actions
from concertar.accounts.models import Person
from concertar.accounts.tests.factories import (
    PASSWORD,
    SignInCase,
    last_code,
    last_mail,
    person,
)
from concertar.accounts.tests.test_joining import plain
from concertar.kit.access import OPERATOR
from concertar.kit.models import JournalEntry, OutboxMessage

WRITTEN = re.compile(r'^(INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "\\\\evil.example/",
    "/\\evil.example/",
    "http:///evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "\thttps://evil.example/",
    "/\t/evil.example/",
    "https://testserver@evil.example/",
    "//evil.example\\@testserver/",
    "https://testserver.evil.example/",
    "／／evil.example/",
    "http://evil.example#testserver",
)


class ByPassword(SignInCase):
    def setUp(self):
        super().setUp()
        self.ana = person("ana")

    def test_ana_gets_in_however_she_types_her_email(self):
        self.assertRedirects(self.sign_in(" ANA@Example.org "), "/", fetch_redirect_response=False)
        self.assertEqual(self.who(), str(self.ana.pk))

    def test_a_wrong_password_and_an_unknown_email_get_the_same_answer(self):
        wrong = self.sign_in("ana@example.org", "not her password at all")
        unknown = self.sign_in("nadie@example.org", "not her password at all")
        self.assertEqual(wrong.status_code, unknown.status_code)
        same = plain(wrong).replace("ana@example.org", "X")
        self.assertEqual(same, plain(unknown).replace("nadie@example.org", "X"))
        self.assertContains(wrong, "The e-mail or the password is not right.")
        self.assertIsNone(self.who())

    def test_the_session_gets_a_new_key_so_that_a_planted_one_is_worthless(self):
        self.client.get("/accounts/login/")
        session = self.client.session
        session["planted"] = True
        session.save()
        planted = session.session_key
        self.sign_in("ana@example.org")
        self.assertNotEqual(self.client.session.session_key, planted)
        thief = Client()
        thief.cookies["sessionid"] = planted
        self.assertIsNone(self.who(thief))

    def test_after_some_wrong_tries_even_the_right_password_waits(self):
        for _try in range(5):
            self.sign_in("ana@example.org", "wrong wrong wrong")
        page = self.sign_in("ana@example.org")
        self.assertContains(page, "Too many tries.")
        self.assertIsNone(self.who())

    def test_wrong_tries_from_elsewhere_do_not_shut_the_owner_out(self):
        for _try in range(10):
            self.sign_in("ana@example.org", "wrong", client=Client(REMOTE_ADDR="10.0.0.7"))
        self.sign_in("ana@example.org")
        self.assertIsNotNone(self.who())

    @override_settings(TRIES_FROM_EVERYWHERE="6/h/key")
    def test_tries_from_everywhere_together_are_limited_and_a_right_one_costs_nothing(self):
        for _try in range(7):
            self.sign_in("ana@example.org", client=Client())
        for number in range(6):
            self.sign_in("ana@example.org", "wrong", client=Client(REMOTE_ADDR=f"10.0.0.{number}"))
        self.assertContains(self.sign_in("ana@example.org"), "Too many tries.")

    def test_many_tries_from_one_place_are_answered_429_in_the_house_style(self):
        for number in range(31):
            page = self.sign_in(f"somebody{number}@example.org", "wrong wrong wrong")
        self.assertEqual(page.status_code, 429)
        self.assertIn("Too many tries", page.content.decode())

    def test_a_forged_proxy_header_does_not_buy_more_tries(self):
        for number in range(31):
            page = self.client.post(
                "/accounts/login/",
                {"login": f"somebody{number}@example.org", "password": "wrong"},
                headers={"x-forwarded-for": f"10.0.0.{number}"},
            )
        self.assertEqual(page.status_code, 429)

    def test_next_never_leads_to_another_site(self):
        for address in ELSEWHERE:
            with self.subTest(address):
                cache.clear()
                self.client.logout()
                page = self.sign_in("ana@example.org", next=address)
                landing = urljoin("http://testserver/accounts/login/", page["Location"])
                self.assertEqual(urlsplit(landing).netloc, "testserver", page["Location"])

    def test_next_leads_back_to_a_page_of_this_site(self):
        page = self.sign_in("ana@example.org", next="/about/")
        self.assertEqual(page["Location"], "/about/")

    def test_signing_out_needs_a_post_and_ends_the_session(self):
        self.sign_in("ana@example.org")
        key = self.client.session.session_key
        self.assertEqual(self.client.get("/accounts/logout/").status_code, 200)
        self.assertIsNotNone(self.who())
        page = self.client.post("/accounts/logout/", {"next": "//evil.example/"})
        self.assertEqual(page["Location"], "/")
        old = Client()
        old.cookies["sessionid"] = key
        self.assertIsNone(self.who(old))

    def test_every_form_refuses_a_post_without_its_token(self):
        strict = Client(enforce_csrf_checks=True)
        for name in FORMS_OF_STRANGERS:
            with self.subTest(name):
                self.assertEqual(strict.post(reverse(name), {}).status_code, 403)

    def test_a_forged_host_is_refused_and_reaches_no_mail(self):
        page = self.client.post(
            "/accounts/login/code/",
            {"email": "nadie@example.org"},
            headers={"host": "evil.example"},
        )
        self.assertEqual(page.status_code, 400)
        self.client.post(
            "/accounts/login/code/",
            {"email": "nadie@example.org"},
            headers={"x-forwarded-host": "evil.example"},
        )
        self.assertNotIn("evil", last_mail("nadie@example.org").body)

    def test_pages_of_sign_in_are_never_cached_nor_framed(self):
        page = self.client.get("/accounts/login/")
        self.assertIn("no-store", page["Cache-Control"])
        self.assertEqual(page["X-Frame-Options"], "DENY")
        self.assertIn("frame-ancestors 'none'", page["Content-Security-Policy"])
        self.assertNotIn("unsafe", page["Content-Security-Policy"])

    def test_the_cookie_of_the_session_is_out_of_reach_of_scripts(self):
        page = self.sign_in("ana@example.org", remember="on")
        cookie = page.cookies["sessionid"]
        self.assertTrue(cookie["httponly"])
        self.assertEqual(cookie["samesite"], "Lax")


FORMS_OF_STRANGERS = (
    "account_login",
    "account_logout",
    "account_signup",
    "account_signup_by_passkey",
    "account_request_login_code",
    "account_reset_password",
    "mfa_login_webauthn",
    "accounts:language",
)


class Closed(SignInCase):
    def setUp(self):
        super().setUp()
        self.zeca = person("zeca")

    def test_closing_an_account_ends_its_sessions_at_once(self):
        self.sign_in("zeca@example.org")
        self.assertEqual(self.client.get("/me/").status_code, 200)
        actions.close_person(self.zeca, by=OPERATOR)
        self.assertEqual(self.client.get("/me/").status_code, 302)
        page = self.client.post("/me/", {"name": "Still here", "language": ""})
        self.assertIn("/accounts/login/", page["Location"])
        self.zeca.refresh_from_db()
        self.assertEqual(self.zeca.name, "Zeca Lima")

    def test_a_closed_account_does_not_open_by_password_or_code(self):
        actions.close_person(self.zeca, by=OPERATOR)
        self.assertEqual(self.sign_in("zeca@example.org")["Location"], "/accounts/inactive/")
        self.assertIsNone(self.who())
        self.assertContains(self.client.get("/accounts/inactive/"), "This account is closed")
        self.client.post("/accounts/login/code/", {"email": "zeca@example.org"})
        self.assertNotRegex(last_mail("zeca@example.org").body, r"\d{4}-\d{4}")

    def test_a_code_sent_before_the_closing_does_not_open_it_after(self):
        self.client.post("/accounts/login/code/", {"email": "zeca@example.org"})
        code = last_code("zeca@example.org")
        actions.close_person(self.zeca, by=OPERATOR)
        self.client.post("/accounts/login/code/confirm/", {"code": code})
        self.assertIsNone(self.who())


class ByCode(SignInCase):
    def setUp(self):
        super().setUp()
        self.bea = person("bea")

    def ask(self, email="bea@example.org", client=None):
        return (client or self.client).post("/accounts/login/code/", {"email": email})

    def test_bea_gets_in_with_the_code_of_her_mail(self):
        self.assertRedirects(self.ask(), "/accounts/login/code/confirm/")
        code = last_code("bea@example.org")
        self.client.post("/accounts/login/code/confirm/", {"code": code.replace("-", " ")})
        self.assertEqual(self.who(), str(self.bea.pk))

    def test_somebody_who_took_part_on_paper_gets_in_once_an_email_is_known(self):
        Person.objects.create(name="Paula en Papel", email="paula@example.org")
        self.ask("paula@example.org")
        self.client.post("/accounts/login/code/confirm/", {"code": last_code("paula@example.org")})
        self.assertIsNotNone(self.who())

    def test_an_unknown_email_gets_the_same_pages_and_a_mail_without_a_code(self):
        other = Client(headers={"accept-language": "en"})
        known, unknown = self.ask(), self.ask("nadie@example.org", client=other)
        self.assertEqual(
            (known.status_code, known["Location"]), (unknown.status_code, unknown["Location"])
        )
        first = plain(self.client.get(known["Location"])).replace("bea@", "X@")
        self.assertEqual(first, plain(other.get(unknown["Location"])).replace("nadie@", "X@"))
        wrong = [
            plain(c.post(known["Location"], {"code": "1111-1111"})) for c in (self.client, other)
        ]
        self.assertEqual(wrong[0].replace("bea@", "X@"), wrong[1].replace("nadie@", "X@"))
        self.assertNotRegex(last_mail("nadie@example.org").body, r"\d{4}-\d{4}")

    def test_the_same_work_is_done_for_known_and_unknown(self):
        """Else the time of an answer would tell them apart: counted, because a clock cannot be."""
        self.work("bea@example.org")  # the first request of a process does more
        known, unknown = (self.work(f"{name}@example.org") for name in ("bea", "nadie"))
        self.assertEqual(known, unknown)
        self.assertIn([("INSERT INTO", "kit_outboxmessage")], known[0])

    def work(self, email):
        """What each statement of one request writes, if it writes; and how many hashes it made."""
        cache.clear()
        with (
            CaptureQueriesContext(connection) as asked,
            patch.object(MD5PasswordHasher, "encode", return_value="x") as encode,
        ):
            self.ask(email, client=Client())
        done = [WRITTEN.findall(query["sql"]) or ["read"] for query in asked]
        return done, encode.call_count

    def test_three_wrong_codes_and_the_right_one_is_void(self):
        self.ask()
        for _try in range(3):
            self.client.post("/accounts/login/code/confirm/", {"code": "0000-0000"})
        code = last_code("bea@example.org")
        self.client.post("/accounts/login/code/confirm/", {"code": code})
        self.assertIsNone(self.who())

    def test_a_code_opens_only_in_the_browser_that_asked(self):
        self.ask()
        thief = Client()
        thief.post("/accounts/login/code/confirm/", {"code": last_code("bea@example.org")})
        self.assertIsNone(self.who(thief))

    def test_a_code_works_once(self):
        self.ask()
        code = last_code("bea@example.org")
        self.client.post("/accounts/login/code/confirm/", {"code": code})
        self.client.post("/accounts/logout/")
        self.client.post("/accounts/login/code/confirm/", {"code": code})
        self.assertIsNone(self.who())

    def test_a_thousand_requests_bring_three_mails_to_known_and_unknown_alike(self):
        for email in ("bea@example.org", "nadie@example.org"):
            answers = []
            for _try in range(6):
                forget_all_but_the_mails()
                answers.append(self.ask(email, client=Client()).status_code)
            with self.subTest(email):
                self.assertEqual(OutboxMessage.objects.filter(address=email).count(), 3)
                self.assertEqual(answers[:3], [302, 302, 302])

    def test_get_and_head_change_nothing_and_send_nothing(self):
        """Mail scanners press links; here there is nothing in a mail to press but plain pages."""
        self.ask()
        mails = OutboxMessage.objects.count()
        for _press in range(3):
            self.client.get("/accounts/login/code/confirm/?code=" + last_code("bea@example.org"))
            self.client.head("/accounts/login/code/")
        self.assertIsNone(self.who())
        self.assertEqual(OutboxMessage.objects.count(), mails)

    def test_the_mail_speaks_the_language_of_its_reader_not_of_its_cause(self):
        Person.objects.filter(pk=self.bea.pk).update(language="es")
        self.ask()
        self.assertIn("Este código permite ingresar una vez.", last_mail("bea@example.org").body)

    def test_an_address_longer_than_the_outbox_holds_is_refused_in_a_sentence(self):
        for path in ("/accounts/login/code/", "/accounts/password/reset/"):
            page = self.client.post(path, {"email": f"{'a' * 250}@example.org"})
            with self.subTest(path):
                self.assertContains(page, "254")
        self.assertEqual(OutboxMessage.objects.count(), 0)

    def test_a_mail_with_a_second_line_in_its_address_is_refused(self):
        page = self.ask("bea@example.org\r\nBcc: everybody@example.org")
        self.assertEqual(page.status_code, 200)
        self.assertEqual(OutboxMessage.objects.count(), 0)


class ANewPassword(SignInCase):
    def setUp(self):
        super().setUp()
        self.ana = person("ana")

    def ask(self, client=None):
        return (client or self.client).post(
            "/accounts/password/reset/", {"email": "ana@example.org"}
        )

    def choose(self, password="cinco vicuñas bajan al valle"):  # noqa: S107
        return self.client.post(
            "/accounts/password/reset/complete/", {"password1": password, "password2": password}
        )

    def test_a_code_lets_ana_choose_one_and_ends_her_other_sessions(self):
        elsewhere = Client()
        self.sign_in("ana@example.org", client=elsewhere)
        self.ask()
        code = last_code("ana@example.org")
        self.client.post("/accounts/password/reset/confirm/", {"code": code})
        self.choose()
        self.assertEqual(elsewhere.get("/me/").status_code, 302)
        self.ana.refresh_from_db()
        self.assertTrue(self.ana.check_password("cinco vicuñas bajan al valle"))
        entry = JournalEntry.objects.latest("id")
        self.assertEqual(
            (entry.verb, entry.facts), ("accounts.entry_changed", {"change": "password_reset"})
        )
        self.assertIn("A new password was chosen", last_mail("ana@example.org").body)

    def test_without_the_code_nothing_can_be_chosen(self):
        self.ask()
        self.client.post("/accounts/password/reset/confirm/", {"code": "0000-0000"})
        self.choose()
        self.ana.refresh_from_db()
        self.assertTrue(self.ana.check_password(PASSWORD))

    def test_the_same_code_does_not_serve_twice(self):
        self.ask()
        code = last_code("ana@example.org")
        self.client.post("/accounts/password/reset/confirm/", {"code": code})
        self.choose()
        self.client.post("/accounts/password/reset/confirm/", {"code": code})
        self.choose("otra frase larga que no vale")
        self.ana.refresh_from_db()
        self.assertFalse(self.ana.check_password("otra frase larga que no vale"))

    def test_changing_the_password_needs_the_present_one_and_keeps_this_session(self):
        elsewhere = Client()
        self.sign_in("ana@example.org", client=elsewhere)
        self.sign_in("ana@example.org")
        new = "cinco vicuñas bajan al valle"
        form = {"oldpassword": "wrong", "password1": new, "password2": new}
        page = self.client.post("/accounts/password/change/", form)
        self.assertContains(page, "This is not your present password.")
        self.client.post("/accounts/password/change/", form | {"oldpassword": PASSWORD})
        self.assertEqual(self.client.get("/me/").status_code, 200)
        self.assertEqual(elsewhere.get("/me/").status_code, 302)

    def test_the_email_does_not_change_before_the_password_is_asked_once_more(self):
        self.sign_in("ana@example.org")
        page = self.client.post("/accounts/email/", {"action_add": "", "email": "x@example.org"})
        self.assertIn("/accounts/reauthenticate/", page["Location"])
        self.assertEqual(OutboxMessage.objects.count(), 0)

    def test_an_email_changes_only_after_its_code_and_the_old_one_is_told(self):
        self.sign_in("ana@example.org")
        self.confirm_access()
        self.client.post("/accounts/email/", {"action_add": "", "email": "ana@nuevo.example.org"})
        self.ana.refresh_from_db()
        self.assertEqual(self.ana.email, "ana@example.org")
        code = last_code("ana@nuevo.example.org")
        self.client.post("/accounts/confirm-email/", {"code": code})
        self.ana.refresh_from_db()
        self.assertEqual(self.ana.email, "ana@nuevo.example.org")
        self.assertIn("changed from ana@example.org", last_mail("ana@example.org").body)

    def test_the_email_of_another_person_cannot_be_taken_over(self):
        bea = person("bea")
        self.sign_in("ana@example.org")
        self.confirm_access()
        self.client.post("/accounts/email/", {"action_add": "", "email": "bea@example.org"})
        page = self.client.post("/accounts/confirm-email/", {"code": last_code("bea@example.org")})
        self.assertContains(page, "This address cannot be used.")
        self.ana.refresh_from_db()
        self.assertEqual(self.ana.email, "ana@example.org")
        self.assertEqual(Person.objects.get(email="bea@example.org"), bea)


class WorkOfPasswords(SignInCase):
    def test_an_unknown_email_costs_as_much_hashing_as_a_wrong_password(self):
        """Hashing is nearly all the time of a try, so the number of hashes is what would tell."""
        person("ana")
        person("paula", password=make_password(None))
        person("zeca", is_active=False)
        hashes = [self.hashes(name) for name in ("ana", "paula", "zeca", "nadie")]
        self.assertEqual(hashes, [1, 1, 1, 1])

    def hashes(self, name) -> int:
        cache.clear()
        with patch.object(MD5PasswordHasher, "encode", autospec=True, return_value="x") as encode:
            self.sign_in(f"{name}@example.org", "wrong wrong wrong", client=Client())
        return encode.call_count


def forget_all_but_the_mails() -> None:
    """As if minutes went by between the tries: only the count of mails in this hour is kept."""
    for key in list(cache._cache):
        if ":mail:" not in key:
            cache.delete(key.split(":", 2)[2])
