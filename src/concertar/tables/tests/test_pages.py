"""The pages of a table: who gets what, and what each costs."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from concertar.kit import canonical
from concertar.tables.models import Actor, Interest, Option
from concertar.tables.models.table import State
from concertar.tables.tests import factories
from concertar.tables.views.table import WITH_PACKAGES

pytestmark = pytest.mark.django_db

QUERIES = 12


@pytest.fixture
def cast():
    return factories.forum()


@pytest.fixture
def at(client):
    """Read a page as somebody."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    def get(name, table, *rest, by=None, **query):
        if by is not None:
            client.force_login(by)
        else:
            client.logout()
        slug = [table.slug] if table else []
        with CaptureQueriesContext(connection) as asked:
            page = client.get(reverse(f"tables:{name}", args=[*slug, *rest]), query)
        page.asked = [query["sql"][:110] for query in asked]
        return page

    return get


def full(cast, state=State.TALKING, **rest):
    """A table with something in every part of its page."""
    table = factories.table_in(cast, state, **rest)
    carga = factories.indicator()
    table.limits.add(factories.limit(carga))
    table.guardianships.add(factories.guardianship(cast))
    for actor in Actor.objects.filter(table=table):
        factories.interest(actor)
        factories.position(actor)
    for option in Option.objects.filter(issue__table=table, is_status_quo=False):
        factories.effect(option, carga, -3, -2, -1)
        factories.cost(option, factories.actor(table, "state"))
    factories.package(table, "A")
    factories.package(table, "B", "cada-uno")
    return table


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("who", ["ana", "bea", "zeca", None])
def test_the_table_page_shows_what_who_and_until_when_in_few_queries(cast, at, state, who):
    table = full(cast, state)
    person = getattr(cast, who) if who else None
    page = at("table_detail", table, by=person)
    if state == State.DRAFT and who != "ana":
        assert page.status_code == 404
        return
    body = page.content.decode()
    assert table.question in body
    assert "5 institutions of 5 sides that weigh the same." in body
    assert "does not vote: it sets the limit" in body
    assert ("The packages" in body) is (state in WITH_PACKAGES)
    assert len(page.asked) <= QUERIES, page.asked


@pytest.mark.parametrize("state", [State.PROPOSING, State.DRAFTING])
def test_a_stranger_is_led_to_the_packages_and_not_to_a_text_that_is_still_written(cast, at, state):
    table = full(cast, state)
    body = at("table_detail", table).content.decode()
    assert 'class="button" href="#packages"' in body
    assert "/draft/" not in body


def test_the_options_page_costs_the_same_however_many_there_are(cast, at):
    table = full(cast)
    counts = []
    for number in range(2):
        for extra in range(number * 20):
            factories.option(table.issues.first(), f"mas-{extra}")
        page = at("option_list", table, by=cast.bea)
        assert page.status_code == 200
        counts.append(len(page.asked))
    assert counts[0] == counts[1] <= QUERIES, page.asked


@pytest.mark.parametrize("name", ["facilitate", "table_words", "option_list"])
def test_the_other_pages_are_cheap_too(cast, at, name):
    table = full(cast)
    page = at(name, table, by=cast.ana)
    assert page.status_code == 200
    assert len(page.asked) <= QUERIES, page.asked


FORMS = (
    "table_change", "table_rule", "table_open", "actor_new", "issue_new", "baseline", "limit_new",
    "guardian_new",
)  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_a_form_of_the_facilitator_is_nobody_elses(cast, at, name):
    draft = factories.table_in(cast, State.DRAFT, slug="borrador")
    assert at(name, draft, by=cast.ana).status_code == 200
    assert at(name, draft, by=cast.bea).status_code == 404
    talking = factories.table_in(cast, State.TALKING)
    assert at(name, talking, by=cast.bea).status_code == 403
    assert at(name, talking, by=cast.zeca).status_code == 403
    assert at(name, talking).status_code == 302


def test_a_form_asked_for_too_late_says_in_which_state_the_table_is(cast, at):
    page = at("issue_new", factories.table_in(cast, State.DRAFTING), by=cast.ana)
    assert page.status_code == 409
    assert "while the table is in the state" in page.content.decode()


def test_each_form_of_an_option_and_of_an_actor_opens(cast, at):
    table = full(cast)
    option = Option.objects.filter(issue__table=table, is_status_quo=False).first()
    for name in ("change", "withdraw", "ties", "cost", "load", "effect"):
        assert at(f"option_{name}", table, option.pk, by=cast.ana).status_code == 200, name
    for name in ("issue_change", "issue_remove", "issue_fallback", "option_new"):
        assert at(name, table, option.issue_id, by=cast.ana).status_code == 200, name
    actor = factories.actor(table, "state")
    names = ("actor_change", "actor_empty_chair", "actor_means", "interest_new", "consent_new")
    for name in names:
        assert at(name, table, actor.pk, by=cast.ana).status_code == 200, name
    for name in ("interest_new", "position_new", "consent_new", "actor_means"):
        assert at(name, table, actor.pk, by=cast.bea).status_code == 200, name
    other = factories.actor(table, "academia")
    for name in ("interest_new", "position_new", "consent_new", "actor_means"):
        assert at(name, table, other.pk, by=cast.bea).status_code == 403, name


def test_a_delegate_says_an_interest_and_what_was_typed_is_not_lost(cast, at, client):
    table = factories.table_in(cast)
    actor = factories.actor(table, "state")
    client.force_login(cast.bea)
    address = reverse("tables:interest_new", args=[table.slug, actor.pk])
    page = client.post(address, {"text": "Aire limpio", "language": "es"})
    assert page.status_code == 422
    assert "Aire limpio" in page.content.decode()
    assert 'class="errors"' in page.content.decode()
    page = client.post(
        address, {"text": "Aire limpio", "visibility": "facilitator", "language": "es"}
    )
    assert page.status_code == 302
    assert Interest.objects.get().visibility == "facilitator"


def test_what_only_the_facilitator_may_see_is_on_no_page_of_another(cast, at):
    table = full(cast)
    canary = "canario-privado"
    actor = factories.actor(table, "state")
    factories.interest(actor, canary, visibility="facilitator")
    factories.position(actor, canary, visibility="facilitator")
    pages = ("table_detail", "table_words", "option_list")
    for name in pages:
        for other in (cast.caio, cast.zeca, None):
            assert canary not in at(name, table, by=other).content.decode()
    for known in (cast.ana, cast.bea):
        assert canary in at("table_words", table, by=known).content.decode()
    for form in ("csv", "json"):
        for name, args in (("table_export", [None, form]), ("option_export", [table, form])):
            page = at(name, *args, by=cast.ana)
            assert canary not in b"".join(page.streaming_content).decode()


def test_the_charter_can_be_read_to_the_byte_and_hashed_again(cast, at):
    table = factories.table_in(cast)
    page = at("charter_text", table)
    assert canonical.sha256_of(page.content.decode()) == table.charter.sha256
    assert json.loads(page.content)["rule"]["least_signatures"] == 3
    draft = factories.table(cast, slug="borrador")
    assert at("charter_text", draft, by=cast.ana).status_code == 404


def test_a_table_in_preparation_is_in_no_list_of_a_stranger(cast, at):
    factories.table(cast, slug="borrador", title="Mesa en preparación")
    shown = factories.table_in(cast, title="Mesa abierta")
    page = at("table_list", None, by=cast.zeca).content.decode()
    assert shown.title in page
    assert "Mesa en preparación" not in page
    rows = b"".join(at("table_export", None, "csv", by=cast.zeca).streaming_content).decode()
    assert "bahia" in rows
    assert "borrador" not in rows
    assert "Mesa en preparación" in at("table_list", None, by=cast.ana).content.decode()


def test_the_options_are_taken_away_with_their_numbers_and_sources(cast, at):
    table = full(cast)
    page = at("option_export", table, "json")
    rows = json.loads(b"".join(page.streaming_content))["rows"]
    costs = [row for row in rows if row["kind"] == "cost"]
    assert {row["institution"] for row in costs} == {"municipalidad-de-ejemplo"}
    assert {row["unit"] for row in costs} == {"PEN"}
    effects = [row for row in rows if row["kind"] == "effect"]
    assert all(row["low"] == -3 and row["source"] == "Estudio" for row in effects)
    assert sum(row["status_quo"] for row in rows) == 2


def test_whoever_notes_one_option_is_led_back_to_all_of_them(client, cast):
    table = full(cast)
    listed = reverse("tables:option_list", args=[table.slug])
    client.force_login(cast.ana)
    page = reverse("tables:option_new", args=[table.slug, table.issues.first().pk])
    answer = client.post(page, {"title": "Otra manera", "language": "es"})
    assert answer.headers["Location"] == listed
    assert reverse("tables:issue_new", args=[table.slug]) in client.get(listed).content.decode()


def test_an_address_with_a_sign_that_no_database_takes_leads_nowhere(cast, client):
    client.force_login(cast.ana)
    assert client.get("/tables/new/?forum=otro%00").status_code == 404
    for address in ("/tables/?q=%00", "/search/?q=%00", "/observatory/?q=%00&page=%00"):
        assert client.get(address).status_code == 200
