"""The forms of numbers of an option: what is noted, what is taken back, what says nothing."""

import pytest
from django.urls import reverse

from concertar.tables.models import Option
from concertar.tables.models.table import State
from concertar.tables.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return factories.forum()


@pytest.fixture
def table(cast):
    return factories.table_in(cast, State.TALKING)


@pytest.fixture
def send(client, cast, table):
    """Ana sends a form and reads where it leads."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    client.force_login(cast.ana)

    def post(url, said):
        page = client.post(url, said, follow=True)
        return page.status_code, page.content.decode()

    return post


@pytest.mark.parametrize("name", ["cost", "load"])
def test_an_empty_amount_takes_back_what_was_noted_and_else_says_so(table, send, name):
    option = Option.objects.get(issue__table=table, key="planta")
    url = reverse(f"tables:option_{name}", args=[table.slug, option.pk])
    empty = {"actor": str(factories.actor(table, "state").pk), "amount": "", "source": ""}
    status, told = send(url, empty)
    assert (status, "Nothing was given" in told) == (422, True)
    assert f"The {name} was noted." in send(url, {**empty, "amount": "5", "source": "Perfil"})[1]
    assert f"The {name} was taken back." in send(url, empty)[1]


def test_an_empty_effect_and_an_empty_baseline_say_so_too(table, send):
    carga = factories.indicator()
    option = Option.objects.get(issue__table=table, key="planta")
    option.issue.affects.add(carga)
    effect = reverse("tables:option_effect", args=[table.slug, option.pk])
    baseline = reverse("tables:baseline", args=[table.slug])
    ends = {"low": "1", "likely": "2", "high": "3", "source": "Perfil"}
    for name, url in (("effect", effect), ("baseline", baseline)):
        empty = {"indicator": str(carga.pk), "unit": carga.unit}
        status, told = send(url, empty)
        assert (status, "Nothing was given" in told) == (422, True)
        assert f"The {name} was noted." in send(url, empty | ends)[1]
        assert f"The {name} was taken back." in send(url, empty)[1]
