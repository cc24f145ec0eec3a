"""Every address the sign-in library opens is either in the house's hands or closed."""

import re
from pathlib import Path

import allauth
from django.template.loader import get_template
from django.test import SimpleTestCase
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from concertar.accounts.tests.factories import SignInCase, last_code, person

LIBRARY = Path(allauth.__file__).parent
HOUSE = Path(__file__).parent.parent / "templates"

# The addresses there are, and what a stranger gets: a page, or the way to sign in.
OPEN = {
    "account_login", "account_logout", "account_inactive", "account_signup",
    "account_signup_by_passkey", "account_request_login_code", "account_reset_password",
    "account_password_reset_completed", "mfa_login_webauthn",
}  # fmt: skip
# A step of something that a stranger did not begin: back to its beginning.
STEPS = {
    "account_email_verification_sent", "account_confirm_login_code",
    "account_confirm_password_reset_code", "account_complete_password_reset",
    "mfa_authenticate", "mfa_signup_webauthn",
}  # fmt: skip
SIGNED_IN = {
    "account_reauthenticate", "account_email", "account_change_password", "account_set_password",
    "mfa_index", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
    "mfa_list_webauthn", "mfa_add_webauthn", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn",
    "mfa_edit_webauthn",
}  # fmt: skip

# Templates of the library that no address of ours can show, and why.
UNREACHABLE = {
    "account/base_.*": "frames of its own pages",
    "account/.*phone.*": "no sign-in by telephone",
    "account/email.html": "one e-mail a person: email_change.html",
    "account/email_confirm.html": "codes, not links",
    "account/verification_sent.html": "codes, not links",
    "account/password_reset_done.html": "codes, not links",
    "account/verified_email_required.html": "an e-mail is confirmed before the first sign-in",
    "account/snippets/.*": "parts of its own pages",
    "account/email/password_reset_key_.*": "codes, not links",
    "account/email/email_confirmation_signup_.*": "used with links",
    "mfa/(.*/)?base(_.*)?.html": "frames of its own pages",
    "mfa/trust.html": "no browser is trusted to skip the second step",
    "mfa/webauthn/snippets/.*": "parts of its own pages",
}

ADDRESSED_AS_A_FRIEND = re.compile(
    r"\b(tú|tu|tus|te|ti|contigo|tienes|puedes|haz|ingresa tu|introduce|escribe|olvidaste|has)\b",
    re.IGNORECASE,
)


def routes(resolver) -> dict[str, str]:
    found = {}
    for item in resolver.url_patterns:
        if isinstance(item, URLResolver):
            found |= routes(item)
        elif (item.name or "").startswith(("account_", "mfa_", "socialaccount", "usersessions")):
            found[item.name] = item
    return found


class Addresses(SignInCase):
    def address(self, name: str) -> str:
        from django.urls import reverse

        needs_key = name in ("mfa_remove_webauthn", "mfa_edit_webauthn")
        return reverse(name, kwargs={"pk": 1} if needs_key else None)

    def test_every_address_of_the_library_is_known_here(self):
        self.assertEqual(set(routes(get_resolver())), OPEN | STEPS | SIGNED_IN)

    def test_strangers_get_pages_or_the_way_to_sign_in_and_never_an_error(self):
        for name in sorted(OPEN | STEPS | SIGNED_IN):
            with self.subTest(name):
                page = self.client.get(self.address(name))
                if name in SIGNED_IN:
                    self.assertIn("/accounts/login/", page["Location"])
                elif name in STEPS:
                    self.assertEqual(page.status_code, 302)
                elif name not in ("mfa_login_webauthn", "account_logout"):
                    self.assertEqual(page.status_code, 200)

    def test_pages_of_a_signed_in_person_are_in_the_house_s_frame_in_both_languages(self):
        ana = person("ana")
        self.sign_in(ana.email)
        self.confirm_access()
        for language in ("es", "en"):
            ana.language = language
            ana.save()
            for name in sorted(SIGNED_IN):
                with self.subTest(f"{name} {language}"):
                    page = self.client.get(self.address(name), follow=True)
                    self.assertLess(page.status_code, 500)
                    if page.status_code == 200:
                        self.assertContains(page, "house.css")
                        self.assertNotIn("style=", page.content.decode())

    def test_no_page_runs_a_script_of_its_own_text(self):
        self.sign_in(person("ana").email)
        self.confirm_access()
        for name in ("mfa_add_webauthn", "mfa_index", "account_email"):
            html = self.client.get(self.address(name)).content.decode()
            for attributes in re.findall(r"<script([^>]*)>", html):
                self.assertTrue(
                    "src=" in attributes or 'type="application/json"' in attributes, attributes
                )
            self.assertNotRegex(html, r"\son[a-z]+=")


class Templates(SimpleTestCase):
    def test_every_template_the_library_can_show_is_the_house_s(self):
        theirs = [
            str(path.relative_to(LIBRARY / "templates"))
            for folder in ("account", "mfa")
            for path in (LIBRARY / "templates" / folder).rglob("*.*")
        ]
        self.assertGreater(len(theirs), 50)
        not_ours = [
            name
            for name in theirs
            if not any(re.fullmatch(pattern, name) for pattern in UNREACHABLE)
            and HOUSE not in Path(get_template(name).origin.name).parents
        ]
        self.assertEqual(not_ours, [])

    def test_the_spanish_never_speaks_as_to_a_friend(self):
        import polib

        book = polib.pofile(str(HOUSE.parent / "locale/es/LC_MESSAGES/django.po"))
        for entry in book:
            said = entry.msgstr or " ".join(entry.msgstr_plural.values())
            self.assertNotRegex(said, ADDRESSED_AS_A_FRIEND)


class Spanish(SignInCase):
    """The words that come from the library or from Django are Spanish too, and impersonal."""

    def setUp(self):
        super().setUp()
        self.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "es"
        person("ana")

    def assert_said(self, page, words):
        self.assertContains(page, words)
        main = page.content.decode().split("<main", 1)[1].split("</main>")[0]
        self.assertNotRegex(re.sub(r"<[^>]+>", " ", main), ADDRESSED_AS_A_FRIEND)

    def test_refusals_of_the_forms(self):
        page = self.sign_in("ana@example.org", "wrong wrong wrong")
        self.assert_said(page, "El correo o la contraseña no son correctos.")
        page = self.client.post("/accounts/signup/", {"email": "x", "password1": "corta"})
        self.assert_said(page, "Escriba el nombre con letras.")
        page = self.client.post("/accounts/login/code/", {"email": "x"})
        self.assert_said(page, "correo")

    def test_the_whole_way_by_code(self):
        self.assert_said(self.client.get("/accounts/login/code/"), "Recibir un código por correo")
        self.client.post("/accounts/login/code/", {"email": "ana@example.org"})
        page = self.client.get("/accounts/login/code/confirm/")
        self.assert_said(page, "Un correo va en camino a ana@example.org.")
        page = self.client.post("/accounts/login/code/confirm/", {"code": "1"})
        self.assert_said(page, "El código no es correcto.")
        code = last_code("ana@example.org")
        page = self.client.post("/accounts/login/code/confirm/", {"code": code}, follow=True)
        self.assertContains(page, "Sesión iniciada: Ana Quispe.")
