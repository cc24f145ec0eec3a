"""What a party confides leaves by no door: the worked case with canaries, crawled by everybody.

In each state of the table every route is asked by every kind of reader, rightly and wrongly;
nothing that is marked may be in an answer, its head, a log, a mail or the journal, unless
that reader may see it. That those who may do see it shows that the test can fail.
"""

import json
import logging
from collections.abc import Iterable

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from concertar.accounts.models import Person
from concertar.fora import actions as fora
from concertar.kit import paper
from concertar.kit.models import JournalEntry, OutboxMessage
from concertar.site.case import play
from concertar.tables.models import Actor, Sheet, Table
from tests.pages import canary, crawl
from tests.pages.canary import Secret

# Where the case is stopped, so that the table is in the state; none: it is played to its end.
UNTIL = {
    "talking": "scoring",
    "scoring": "proposing",
    "proposing": "drafting",
    "drafting": "signing",
    "signing": "standing",
    "followed": "",
}
# While scores are sealed, while all sign, and once all is public, everybody reads; in between, one
# each of those who have no seat, who have one, and who facilitate.
ALL_READ_IN = ("scoring", "signing", "followed")
STAND_FOR_ALL = ("stranger", "Gustavo", "Nélida")
OPENED = ("proposing", "drafting", "signing", "followed")
# Another party, and who facilitates: others are turned away before any form is read.
ASKS_WRONGLY = {"Gustavo", "Nélida"}
BEA, SMELTER = "juntas-vecinales", "empresa-fundidora"


class Readers:
    """Who reads, and whose words each may: of everything confided, and of sheets."""

    def __init__(self, table: Table) -> None:
        everybody = frozenset(canary.parties(table))
        opened = everybody if table.unsealed_at else frozenset()
        nobody: frozenset[str] = frozenset()
        another = Person.objects.get(name__startswith="Nélida")
        fora.add_facilitator(table.forum, another, by=_named("Rosa"))
        self.of = {
            "stranger": (None, nobody, nobody),
            "Zeca": (_named("Zeca"), nobody, nobody),
            "Bea": (_named("Bea"), frozenset({BEA}), frozenset({BEA})),
            "Gustavo": (_named("Gustavo"), frozenset({SMELTER}), frozenset({SMELTER})),
            "Rosa": (_named("Rosa"), nobody, nobody),
            # Who typed the sheets in knows what they say; who did not waits until all are in.
            "Ana": (_named("Ana"), everybody, everybody),
            "Nélida": (another, everybody, opened),
        }

    def may_not(self, who: str, secrets: Iterable[Secret]) -> list[Secret]:
        _person, confided, of_sheets = self.of[who]
        return [
            one
            for one in secrets
            if one.party not in (of_sheets if one.is_of_the_sheet else confided)
        ]

    def browser(self, who: str) -> Client:
        client = Client(HTTP_ACCEPT_LANGUAGE="es", raise_request_exception=False)
        if person := self.of[who][0]:
            client.force_login(person)
        return client


def _named(name: str) -> Person:
    return Person.objects.get(name__startswith=name)


@pytest.fixture
def printed(monkeypatch):
    """Paper says what it is made of: faster than to print it and to read the print."""

    def made_of(_template, *, sys_inputs, **_how):
        return b"%PDF-1.7 " + sys_inputs["data"].encode()

    monkeypatch.setattr(paper.typst, "compile", made_of)


@pytest.fixture
def logged(caplog):
    """Everything that is logged, however little it matters."""
    caplog.set_level(logging.DEBUG)
    for name in ("django", "django.request", "django.security", "concertar"):
        logging.getLogger(name).addHandler(caplog.handler)
        caplog.set_level(logging.DEBUG, name)
    yield caplog
    for name in ("django", "django.request", "django.security", "concertar"):
        logging.getLogger(name).removeHandler(caplog.handler)


@pytest.fixture
def planted(db, tmp_path, request):
    """A table in the state that the test names, with canaries in it."""
    state = request.getfixturevalue("state")
    folder = canary.told_with_canaries(tmp_path)
    table = play(until=UNTIL[state], copy=f"canary-{state}", folder=folder)
    assert table.state == state
    return table


def leaks(said: str, secrets: Iterable[Secret]) -> list[str]:
    return [f"{one.what} of {one.party}" for one in canary.found_in(said, secrets)]


def hidden_from(who: str, readers: Readers, table: Table) -> list[Secret]:
    """The secrets this reader may not learn, without numbers written like some that it may."""
    secrets = canary.secrets_of(table)
    hidden = readers.may_not(who, secrets)
    known = [one for one in secrets if one not in hidden]
    allowed = {form for one in known for form in one.forms}
    if table.state == "followed":
        allowed |= canary.published_forms(table)
    return canary.without(hidden, allowed)


@pytest.mark.parametrize("state", UNTIL)
def test_nobody_reads_what_another_party_confided(planted, state, printed, logged):
    readers = Readers(planted)
    paths = list(crawl.addresses(planted))
    found = []
    for who in readers.of if state in ALL_READ_IN else STAND_FOR_ALL:
        hidden, client = hidden_from(who, readers, planted), readers.browser(who)
        if not hidden:
            assert who in ("Ana", "Nélida")
            continue
        for path in paths:
            asked = [("GET", crawl.said_at(client, path))]
            if who == "Gustavo":
                asked.append(("HEAD", crawl.said_at(client, path, "head")))
            if who in ASKS_WRONGLY:
                asked.append(("POST", crawl.said_to_wrong_input(client, path)))
            found += [
                (who, method, path, leak) for method, said in asked for leak in leaks(said, hidden)
            ]
    assert found == []
    everything = canary.secrets_of(planted)
    assert leaks(logged.text, everything) == []
    assert leaks(_kept_for_all(), everything) == []


@pytest.mark.parametrize("state", ["scoring", "followed"])
def test_looking_for_what_was_confided_finds_nothing(planted, state):
    readers = Readers(planted)
    for who in ("stranger", "Zeca", "Gustavo", "Rosa", "Ana"):
        client = readers.browser(who)
        for kind in canary.KINDS:
            key, twin = canary.mark(kind, BEA)
            for page in LISTS:
                said = crawl.found_by(client, page, key)
                assert twin not in said
                assert said == crawl.found_by(client, page, "zzzzzz"), (who, page)


@pytest.mark.parametrize("state", ["scoring", "followed"])
def test_what_a_person_takes_along_holds_their_own_and_nobody_elses(planted, state):
    readers = Readers(planted)
    for who in readers.of:
        if who == "stranger":
            continue
        said = crawl.said_at(readers.browser(who), reverse("accounts:my_data"))
        assert leaks(said, hidden_from(who, readers, planted)) == [], who


@pytest.mark.parametrize("state", UNTIL)
def test_those_who_may_see_it_do_so_that_the_crawl_can_fail(planted, state, printed):
    readers = Readers(planted)
    secrets = canary.secrets_of(planted)
    found = {who: _reads(readers.browser(who), secrets, planted) for who in ("Bea", "Nélida")}
    own = {one.what for one in found["Bea"]}
    assert {one.party for one in found["Bea"] if one.text} == {BEA}
    assert "interes" in own
    assert "posicion" in own
    confided = {one.party for one in found["Nélida"] if one.what == "interes"}
    assert confided == set(canary.parties(planted))
    of_sheets = {one.party for one in found["Nélida"] if one.what == "motivo"}
    if state == "talking":
        assert not Sheet.objects.filter(actor__table=planted).exists()
    else:
        assert {"motivo", "number"} <= own
        assert of_sheets == (set(canary.parties(planted)) if state in OPENED else set())
    if state in OPENED:
        assert "value" in own


LISTS = tuple(
    f"{page}?q="
    for page in ("/search/", "/tables/", "/agreements/", "/commitments/", "/fora/", "/observatory/")
)


def _reads(client: Client, secrets: list[Secret], table: Table) -> list[Secret]:
    """What somebody does read, on the pages where it would stand."""
    actors = list(Actor.objects.filter(table=table).present())
    paths = [f"/tables/{table.slug}/{page}/" for page in ("words", "seat", "packages", "scores")]
    paths += [f"/tables/{table.slug}/scores/{actor.pk}/" for actor in actors]
    said = "\n".join(crawl.said_at(client, path) for path in paths)
    return canary.found_in(said, secrets)


def _kept_for_all() -> str:
    """The journal, which outlives everybody; the mail; the index of the search."""
    entries = list(JournalEntry.objects.values("verb", "subject_kind", "facts"))
    mails = list(OutboxMessage.objects.values())
    index = [
        row
        for model in apps.get_app_config("kit").get_models()
        if model not in (JournalEntry, OutboxMessage)
        for row in model._default_manager.values()
    ]
    return json.dumps([entries, mails, index], default=str, ensure_ascii=False)
