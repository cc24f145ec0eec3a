"""The Forum's own facts, the demonstration's people and the worked case, once for each worker."""

import pytest
from django.test import Client

from concertar.accounts import actions as accounts
from concertar.accounts.models import Person
from concertar.kit.access import OPERATOR
from concertar.network import actions as network
from tests.pages import things


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        network.load_forum(by=OPERATOR)
        accounts.make_demo_people(by=OPERATOR)
        things.prepare()


@pytest.fixture
def people(db):
    """Nobody signed in; Zeca, who sits nowhere; Bea, a delegate; Ana, who facilitates; Rosa."""
    return {
        "stranger": None,
        "person": Person.objects.get(name__startswith="Zeca"),
        "delegate": Person.objects.get(name__startswith="Bea"),
        "facilitator": Person.objects.get(name__startswith="Ana"),
        "steward": Person.objects.filter(is_steward=True).get(),
    }


@pytest.fixture
def as_role(people):
    """A browser in which somebody of this role is signed in."""

    def sign_in(role: str) -> Client:
        client = Client(HTTP_ACCEPT_LANGUAGE="es")
        if people[role]:
            client.force_login(people[role])
        return client

    return sign_in
