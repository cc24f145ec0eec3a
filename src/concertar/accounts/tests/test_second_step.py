"""Passkeys, authenticator app and recovery codes: what a stolen password does not open."""

import time

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.test import Client, override_settings

from concertar.accounts.models import Person
from concertar.accounts.tests.factories import PASSWORD, SignInCase, last_code, last_mail, person
from concertar.kit.models import JournalEntry


def six_digits(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


class AuthenticatorApp(SignInCase):
    def setUp(self):
        super().setUp()
        self.ana = person("ana")
        self.sign_in("ana@example.org")
        self.confirm_access()

    def turn_on(self) -> str:
        page = self.client.get("/accounts/2fa/totp/activate/")
        secret = page.context["form"].secret
        with self.captureOnCommitCallbacks(execute=True):
            page = self.client.post("/accounts/2fa/totp/activate/", {"code": six_digits(secret)})
        self.assertRedirects(page, "/accounts/2fa/recovery-codes/")
        return secret

    def test_after_it_is_turned_on_the_password_alone_does_not_open(self):
        secret = self.turn_on()
        other = Client()
        page = self.sign_in("ana@example.org", client=other)
        self.assertEqual(page["Location"], "/accounts/2fa/authenticate/")
        self.assertIsNone(self.who(other))
        self.assertEqual(other.get("/me/").status_code, 302)
        other.post("/accounts/2fa/authenticate/", {"code": "000000"})
        self.assertIsNone(self.who(other))
        other.post("/accounts/2fa/authenticate/", {"code": six_digits(secret)})
        self.assertEqual(self.who(other), str(self.ana.pk))

    def test_a_code_by_email_alone_does_not_open_either(self):
        self.turn_on()
        other = Client()
        other.post("/accounts/login/code/", {"email": "ana@example.org"})
        page = other.post("/accounts/login/code/confirm/", {"code": last_code("ana@example.org")})
        self.assertEqual(page["Location"], "/accounts/2fa/authenticate/")
        self.assertIsNone(self.who(other))

    def test_the_same_six_digits_do_not_work_twice(self):
        secret = self.turn_on()
        digits = six_digits(secret)
        for expected in (str(self.ana.pk), None):
            other = Client()
            self.sign_in("ana@example.org", client=other)
            other.post("/accounts/2fa/authenticate/", {"code": digits})
            self.assertEqual(self.who(other), expected)

    def test_a_recovery_code_opens_once(self):
        self.turn_on()
        codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
        self.assertEqual(len(codes), 10)
        for expected in (str(self.ana.pk), None):
            other = Client()
            self.sign_in("ana@example.org", client=other)
            other.post("/accounts/2fa/authenticate/", {"code": codes[0]})
            self.assertEqual(self.who(other), expected)

    def test_the_person_is_told_and_the_journal_keeps_it_without_words(self):
        self.turn_on()
        self.assertIn("If it was not you", last_mail("ana@example.org").body)
        changes = JournalEntry.objects.filter(verb="accounts.entry_changed")
        self.assertEqual(
            [entry.facts["change"] for entry in changes],
            ["totp_activated"],
        )
        self.assertContains(self.client.get("/me/"), "The authenticator app was turned on.")

    def test_the_secret_lies_encrypted_and_survives_a_new_key_of_the_site(self):
        secret = self.turn_on()
        stored = Authenticator.objects.get(type="totp").data["secret"]
        self.assertNotIn(secret, stored)
        with override_settings(SECRET_KEY="n" * 40), self.assertRaises(InvalidToken):
            get_adapter().decrypt(stored)
        with override_settings(SECRET_KEY="n" * 40, SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
            self.assertEqual(get_adapter().decrypt(stored), secret)

    def test_turning_it_off_asks_the_password_once_more(self):
        self.turn_on()
        other = Client()
        other.force_login(self.ana)
        page = other.post("/accounts/2fa/totp/deactivate/")
        self.assertIn("reauthenticate", page["Location"])
        self.assertTrue(Authenticator.objects.filter(type="totp").exists())
        self.client.post("/accounts/2fa/totp/deactivate/")
        self.assertFalse(Authenticator.objects.filter(type="totp").exists())

    def test_the_recovery_codes_of_another_person_are_out_of_reach(self):
        self.turn_on()
        codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
        zeca = Client()
        person("zeca")
        self.sign_in("zeca@example.org", client=zeca)
        for address in ("", "download/"):
            page = zeca.get(f"/accounts/2fa/recovery-codes/{address}", follow=True)
            self.assertNotIn(codes[0], page.content.decode())


class Passkeys(SignInCase):
    def setUp(self):
        super().setUp()
        self.ana, self.zeca = person("ana"), person("zeca")
        self.key = Authenticator.objects.create(
            user=self.ana,
            type=Authenticator.Type.WEBAUTHN,
            data={"name": "Celular", "passwordless": True, "credential": {}},
        )
        self.sign_in("zeca@example.org")
        self.confirm_access()

    def test_the_passkey_of_another_person_cannot_be_renamed_or_removed(self):
        for act in ("edit", "remove"):
            for method in (self.client.get, self.client.post):
                page = method(f"/accounts/2fa/webauthn/keys/{self.key.pk}/{act}/", {"name": "x"})
                self.assertEqual(page.status_code, 404)
        self.assertTrue(Authenticator.objects.filter(pk=self.key.pk).exists())

    def test_nonsense_instead_of_a_passkey_is_refused_without_a_trace_of_the_program(self):
        stranger = Client()
        stranger.get("/accounts/2fa/webauthn/login/", headers={"accept": "application/json"})
        for nonsense in ("", "{}", "[]", "null", '{"id": 1}', "not json", '{"response": {}}'):
            with self.subTest(nonsense):
                page = stranger.post(
                    "/accounts/2fa/webauthn/login/", {"credential": nonsense}, follow=True
                )
                self.assertIn(page.status_code, (200, 429))
                self.assertIsNone(self.who(stranger))

    def test_the_challenge_says_nothing_about_who_has_a_passkey(self):
        page = Client().get("/accounts/2fa/webauthn/login/", headers={"accept": "application/json"})
        options = page.json()["request_options"]["publicKey"]
        self.assertFalse(options.get("allowCredentials"))

    def test_joining_with_a_passkey_confirms_the_email_first(self):
        stranger = Client(headers={"accept-language": "en"})
        page = stranger.post(
            "/accounts/signup/passkey/", {"name": "Bea Torres", "email": "bea@example.org"}
        )
        self.assertEqual(page["Location"], "/accounts/confirm-email/")
        self.assertEqual(stranger.get("/accounts/2fa/webauthn/signup/").status_code, 302)
        bea = Person.objects.get(email="bea@example.org")
        self.assertFalse(bea.has_usable_password())
        self.assertNotEqual(PASSWORD, bea.password)
        self.assertIsNone(self.who(stranger))
