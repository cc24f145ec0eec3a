"""People for tests, and what a test needs to read their mail."""

import re

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import TestCase

from concertar.accounts.models import Person
from concertar.kit.models import OutboxMessage

PASSWORD = "cuatro llamas cruzan el puente"


def person(who: str, /, **fields) -> Person:
    """Somebody with a confirmed e-mail and the password of all tests."""
    full = {"ana": "Ana Quispe", "bea": "Bea Torres", "zeca": "Zeca Lima", "rosa": "Rosa Mamani"}
    fields = {
        "name": full.get(who, who.capitalize()),
        "email": f"{who}@example.org",
        "password": make_password(PASSWORD),
    } | fields
    made = Person.objects.create(**fields)
    if made.email:
        EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


def last_mail(address: str) -> OutboxMessage:
    return OutboxMessage.objects.filter(address=address).latest("id")


def last_code(address: str) -> str:
    """The code in the last mail to an address."""
    found = re.search(r"^\s*(\d{4}-\d{4})\s*$", last_mail(address).body, re.MULTILINE)
    assert found, last_mail(address).body
    return found[1]


class SignInCase(TestCase):
    """Tests of sign-in: quick hashing, mail left in the outbox, no tries remembered, English."""

    def setUp(self):
        cache.clear()
        self.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    def sign_in(self, email: str, password: str = PASSWORD, client=None, **more):
        return (client or self.client).post(
            "/accounts/login/", {"login": email, "password": password, **more}
        )

    def confirm_access(self, client=None):
        """Answer what is asked before a way into the account changes."""
        return (client or self.client).post("/accounts/reauthenticate/", {"password": PASSWORD})

    def who(self, client=None) -> str | None:
        return (client or self.client).session.get("_auth_user_id")
