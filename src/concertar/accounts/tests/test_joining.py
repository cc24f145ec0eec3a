"""Creating an account: nothing happens before the e-mail is confirmed, and nobody is betrayed."""

import re
from unittest.mock import patch

from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client

from concertar.accounts.models import Person
from concertar.accounts.tests.factories import (
    PASSWORD,
    SignInCase,
    last_code,
    last_mail,
    person,
)
from concertar.kit.models import JournalEntry, OutboxMessage

FORM = {"name": "Zeca Lima", "email": "zeca@example.org", "password1": PASSWORD}


class Joining(SignInCase):
    def join(self, **changes):
        return self.client.post("/accounts/signup/", FORM | changes)

    def test_a_code_by_email_confirms_and_signs_in(self):
        page = self.join()
        self.assertRedirects(page, "/accounts/confirm-email/")
        self.assertIsNone(self.who())
        self.client.post("/accounts/confirm-email/", {"code": last_code("zeca@example.org")})
        zeca = Person.objects.get()
        self.assertEqual(self.who(), str(zeca.pk))
        self.assertEqual(zeca.name, "Zeca Lima")
        self.assertTrue(EmailAddress.objects.get(user=zeca).verified)
        verbs = list(JournalEntry.objects.values_list("verb", flat=True))
        self.assertEqual(verbs[0], "accounts.person_joined")

    def test_the_password_opens_the_account_once_the_code_was_given_here(self):
        self.join()
        self.client.post("/accounts/confirm-email/", {"code": last_code("zeca@example.org")})
        self.assertEqual(self.client.get("/me/").status_code, 200)
        again = Client()
        self.sign_in("zeca@example.org", client=again)
        self.assertIsNotNone(self.who(again))

    def test_whoever_joined_with_the_address_of_another_keeps_no_key_to_the_account(self):
        """Zeca types Bea's address and a password; later Bea finds an account and enters it."""
        self.join(email="bea@example.org", name="Bea Torres")
        bea = Client()
        bea.post("/accounts/login/code/", {"email": "bea@example.org"})
        code = last_code("bea@example.org")
        bea.post("/accounts/login/code/confirm/", {"code": code})
        self.assertIsNotNone(self.who(bea))
        cache.clear()
        self.client.get("/accounts/confirm-email/")
        self.client.post("/accounts/confirm-email/", {"code": "1111-1111"})
        self.assertIsNone(self.who())
        for zeca in (self.client, Client()):
            self.sign_in("bea@example.org", client=zeca)
            self.assertIsNone(self.who(zeca))

    def test_extra_fields_in_the_form_give_no_power(self):
        self.join(is_steward="on", is_active="", is_fictitious="on", id="1", language="xx")
        zeca = Person.objects.get()
        self.assertFalse(zeca.is_steward)
        self.assertFalse(zeca.is_fictitious)
        self.assertTrue(zeca.is_active)
        self.assertEqual(zeca.language, "en")

    def test_the_name_is_cleaned_of_signs_that_hide(self):
        self.join(name="Ana\u202e Quispe\u200b")
        self.assertEqual(Person.objects.get().name, "Ana Quispe")

    def test_a_name_without_letters_is_refused_and_nothing_is_stored(self):
        page = self.join(name="\u200b\u2060")
        self.assertContains(
            page, "Write the name with letters.", count=2
        )  # above, and at the field
        self.assertEqual(Person.objects.count(), 0)
        self.assertEqual(OutboxMessage.objects.count(), 0)

    def test_an_email_with_letters_that_look_alike_is_refused(self):
        page = self.join(email="zeca@exаmple.org")  # the second a is Cyrillic
        self.assertContains(page, "Write the address with plain letters")
        self.assertEqual(Person.objects.count(), 0)

    def test_weak_passwords_are_refused_in_a_sentence(self):
        for weak in ("corta", "1234567890", "zeca@example.org"):
            with self.subTest(weak):
                page = self.join(password1=weak)
                self.assertEqual(page.status_code, 200)
                self.assertContains(page, 'class="errors"')
        self.assertEqual(Person.objects.count(), 0)

    def test_a_known_email_gets_the_same_answer_and_its_owner_a_mail(self):
        """The pages cannot tell whether the account exists; the mailbox can."""
        unknown = self.join()
        first = self.client.get(unknown["Location"])
        cache.clear()  # the limit on tries is the same for both, and is tested below
        other = self.client_class(headers={"accept-language": "en"})
        known = other.post("/accounts/signup/", FORM | {"name": "Somebody else"})
        second = other.get(known["Location"])
        self.assertEqual(known.status_code, unknown.status_code)
        self.assertEqual(known["Location"], unknown["Location"])
        self.assertEqual(plain(first), plain(second))
        self.assertEqual(Person.objects.count(), 1)
        self.assertIn("already", last_mail("zeca@example.org").subject)

    def test_the_email_of_a_person_known_from_paper_cannot_be_taken(self):
        person("zeca", email="zeca@example.org")
        EmailAddress.objects.all().delete()
        self.assertRedirects(self.join(email="ZECA@Example.org"), "/accounts/confirm-email/")
        self.assertEqual(Person.objects.count(), 1)

    def test_of_two_forms_with_one_email_at_one_moment_one_makes_an_account(self):
        """The second looked before the first was stored, so only the database can refuse it."""
        person("zeca", email="zeca@example.org")
        free = "allauth.account.internal.flows.manage_email.email_already_exists"
        with patch(free, side_effect=lambda email: (email, False)):
            self.assertRedirects(self.join(), "/accounts/confirm-email/")
        self.assertEqual(Person.objects.count(), 1)
        self.assertIn("already", last_mail("zeca@example.org").subject)

    def test_a_wrong_code_three_times_ends_the_attempt(self):
        self.join()
        for _try in range(3):
            self.client.post("/accounts/confirm-email/", {"code": "0000-0000"})
        code = last_code("zeca@example.org")
        self.client.post("/accounts/confirm-email/", {"code": code})
        self.assertIsNone(self.who())

    def test_no_more_than_three_mails_an_hour_reach_one_address(self):
        for _try in range(6):
            self.client_class().post("/accounts/signup/", FORM)
        self.assertLessEqual(OutboxMessage.objects.count(), 6)
        kinds = [m.key.split(":")[1] for m in OutboxMessage.objects.all()]
        self.assertTrue(all(kinds.count(kind) <= 3 for kind in kinds), kinds)


def plain(page) -> str:
    """A page without what is new in each: the token against forged requests."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.content.decode())
