"""Under the address of one table no key of another is known: not found, and nothing is written.

Ana facilitates both fora, and Bea speaks at every table: what they may do at the one they may do
at the other, and only the address keeps them apart. The addresses are read from the site itself.
"""

import re
from collections.abc import Iterator

from django.apps import apps
from django.db import transaction
from django.test import TestCase
from django.urls import URLPattern, URLResolver, get_resolver

from concertar.agreements.models import Draft
from concertar.agreements.tests import factories as make
from concertar.kit import clock
from concertar.kit.models import JournalEntry
from concertar.tables import actions
from concertar.tables.models import Actor, Option, Table
from concertar.tables.models.table import State
from concertar.tables.tests import factories, scoring

# What stands before a key in an address, and whose key it is; and names that are no keys.
NOUNS = {
    "actors": "actor", "scores": "actor", "interests": "interest", "positions": "position",
    "issues": "issue", "options": "option", "packages": "package", "guardians": "guardian",
    "limits": "limit", "clauses": "clause", "criticisms": "criticism", "attendance": "meeting",
    "meeting": "meeting",
    "draft": "draft", "interests/party": "party", "criticism/party": "party",
}  # fmt: skip
NO_KEYS = ("paper/sheet",)
OWN = "tables/<slug:slug>/"
KEY = re.compile(r"([\w-]+)/<(uuid|slug|int):(\w+)>")
SENT = {
    "text": "Otra cosa.", "title": "Otra", "reason": "Porque sí.", "absence": "No vino.",
    "sure": "on", "step": "give", "to": "1", "outcome": "taken", "answer": "Sí.",
    "visibility": "public", "severity": "1", "order": "1", "version": "1",
}  # fmt: skip
LIVES = (200, 302, 422)
STATES = (State.TALKING, State.DRAFTING, State.SCORING, State.PROPOSING, State.DRAFT)


def addresses() -> Iterator[tuple[str, str, str]]:
    """Every address of a table with a second key: its route, the noun, and the name of the key."""
    for route in _routes(get_resolver(), ""):
        found = KEY.search(route.removeprefix(OWN))
        if not route.startswith(OWN) or found is None:
            continue
        before, kind, name = found.groups()
        place = before if kind == "uuid" or name == "number" else f"{before}/{name}"
        if place not in NO_KEYS:
            yield route, NOUNS[place], found[0].partition("/")[2]


def _routes(resolver: URLResolver, before: str) -> Iterator[str]:
    for item in resolver.url_patterns:
        route = before + str(item.pattern).replace("^", "")
        if isinstance(item, URLPattern):
            yield route
        else:
            yield from _routes(item, route)


def laden(cast, slug, *, body, others):
    """A table at which there is one of everything, and a party that sits at no other."""
    side = "academia"
    factories.seat(cast, side, body)
    table = make.drafting_table(cast, slug=slug)
    indicator = table.limits.get().indicator
    table.limits.set([factories.limit(indicator, slug=f"limite-{slug}", name=f"Límite {slug}")])
    guardian = factories.guardianship(cast, f"Río de {slug}")
    table.guardianships.add(guardian)
    meeting = actions.call_meeting(table, starts_at=clock.now(), place="Aula", by=cast.ana)
    for _more in range(others):  # so that no other table has a meeting of this number
        meeting = actions.call_meeting(table, starts_at=clock.now(), place="Aula", by=cast.ana)
    draft = make.ready_draft(cast, table=table)
    if others:
        draft.number = 9
        draft.save()
    town = factories.actor(table, "state")
    Table.objects.filter(pk=table.pk).update(state=State.SCORING)
    actions.type_in_sheet(
        town, scoring.sheet_of(table, "state"), mandate=cast.mandates["bea"],
        by=scoring.second_facilitator(cast, f"gina-{slug}"),
    )  # fmt: skip
    Table.objects.filter(pk=table.pk).update(state=State.DRAFTING)
    return {
        "actor": town.pk,
        "interest": factories.interest(town).pk,
        "position": factories.position(town).pk,
        "issue": table.issues.get(key="efluentes").pk,
        "option": table.issues.get(key="efluentes").options.get(key="planta").pk,
        "package": factories.package(table).pk,
        "guardian": guardian.pk,
        "limit": table.limits.get().pk,
        "clause": draft.clauses.get(order=2).pk,
        "criticism": make.criticism(draft.clauses.get(order=2), cast, side="state").pk,
        "meeting": meeting.number,
        "draft": draft.number,
        "party": Actor.objects.get(table=table, seat__institution__name=body).seat.institution.slug,
    }


class KeysOfOtherTables(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.cast = make.cast()
        cls.own = laden(cls.cast, "bahia", body="Colegio", others=0)
        neighbour = factories.forum("Foro de Ilo")
        cls.others = {
            "of the same forum": laden(cls.cast, "puerto", body="Instituto", others=1),
            "of another forum": laden(neighbour, "ilo", body="Escuela", others=2),
        }
        rooms = [apps.get_app_config(room) for room in ("tables", "agreements")]
        cls.nouns = [noun for room in rooms for noun in room.get_models()] + [JournalEntry]

    def written(self):
        """How much there is; every act also leaves its line in the journal."""
        return [noun._base_manager.count() for noun in self.nouns]

    def ask(self, method, address):
        """What is answered; whatever it writes is taken back."""
        with transaction.atomic():
            answer = getattr(self.client, method)(address, SENT if method == "post" else None)
            transaction.set_rollback(True)
        return answer.status_code

    def state_it_lives_in(self, route, noun, key):
        """The first state in which this address, with the own key, does something for whoever asks.

        Without it a refusal of the other keys would show nothing.
        """
        own = address_of(route, key, self.own[noun])
        for state in STATES:
            Table.objects.update(state=state)
            if {self.ask(method, own) for method in ("get", "post")} & set(LIVES):
                return state
        return None

    def test_is_not_found_and_nothing_is_written(self):
        alive = set()
        for who in ("ana", "bea"):
            self.client.force_login(self.cast.people[who])
            for route, noun, key in addresses():
                state = self.state_it_lives_in(route, noun, key)
                expected = {403, 404} if state is None else {404}
                if state is not None:
                    alive.add(route)
                for which, keys in self.others.items():
                    address = address_of(route, key, keys[noun])
                    with self.subTest(f"{who} {address}, {which}"):
                        self.assert_unknown(address, state or State.TALKING, expected)
        dead = {route for route, _noun, _key in addresses()} - alive
        self.assertEqual(dead, set(), "with their own keys these answer nobody")

    def assert_unknown(self, address, state, expected):
        Table.objects.update(state=state)
        before = self.written()
        found = {getattr(self.client, method)(address, SENT).status_code
                 for method in ("get", "post")}  # fmt: skip
        self.assertLessEqual(found - {405}, expected)
        self.assertTrue(found - {405})
        self.assertEqual(self.written(), before)

    def test_every_noun_with_a_key_is_asked_for(self):
        self.assertEqual({noun for _route, noun, _key in addresses()}, set(self.own))

    def test_a_form_takes_no_key_of_another_table_either(self):
        """Sent in a field, where the address is that of the own table; the own key is taken."""
        for who, state, address, send in self.forms():
            Table.objects.update(state=state)
            self.client.force_login(self.cast.people[who])
            with self.subTest(f"{who} {address}, own", sent=sorted(send(self.own))):
                with transaction.atomic():
                    answer = self.client.post(address, send(self.own))
                    transaction.set_rollback(True)
                self.assertEqual(answer.status_code, 302)
            for which, keys in self.others.items():
                with self.subTest(f"{who} {address}, {which}", sent=sorted(send(keys))):
                    before = self.written()
                    self.assertEqual(self.client.post(address, send(keys)).status_code, 422)
                    self.assertEqual(self.written(), before)

    def forms(self):
        """Who sends a form, in which state, to which address, and what with the keys of a table."""
        own, here = self.own, "/tables/bahia/"
        draft = Draft.objects.get(table__slug="bahia")
        later = Option.objects.get(issue__table__slug="bahia", key="dos-anos")
        clause, option = f"{here}draft/clauses/{own['clause']}/", f"{here}options/{later.pk}/"
        words = {"text": "Otra cosa."}
        criticism = {**words, "speaker": own["actor"], "severity": "1"}
        promise = {"deliverable": "Una planta", "responsible": own["actor"]}
        paper = {"channel": "paper", "language": "es", "title": "Humedales"}
        new = {"title": "Acta", "base": draft.stamp()}
        return (
            ("ana", "drafting", f"{here}draft/clauses/add/",
             lambda keys: {**words, "options": keys["option"]}),
            ("ana", "drafting", f"{here}draft/clauses/add/",
             lambda keys: {**words, "limits": keys["limit"]}),
            ("ana", "drafting", f"{clause}edit/",
             lambda keys: {**words, "version": 1, "options": keys["option"]}),
            ("ana", "drafting", f"{here}draft/change/",
             lambda keys: {**new, "package": keys["package"]}),
            ("ana", "drafting", f"{here}draft/commitments/new/",
             lambda keys: {**promise, "responsible": keys["actor"]}),
            ("ana", "drafting", f"{here}draft/commitments/new/",
             lambda keys: {**promise, "clause": keys["clause"]}),
            ("bea", "drafting", f"{clause}criticise/",
             lambda keys: {**criticism, "speaker": keys["actor"]}),
            ("bea", "drafting", f"{clause}criticise/",
             lambda keys: {**criticism, "interest": keys["interest"]}),
            ("ana", "talking", f"{option}cost/",
             lambda keys: {"actor": keys["actor"], "amount": "5", "source": "Perfil"}),
            ("ana", "talking", f"{option}ties/", lambda keys: {"requires": keys["option"]}),
            ("ana", "talking", f"{here}issues/{own['issue']}/fallback/",
             lambda keys: {"fallback": keys["option"]}),
            ("ana", "talking", f"{here}type-in/option/",
             lambda keys: {**paper, "issue": keys["issue"]}),
            ("ana", "talking", f"{here}type-in/option/",
             lambda keys: {**paper, "issue": own["issue"], "proposed_by": keys["actor"]}),
        )  # fmt: skip


def address_of(route, key, value):
    return "/" + route.replace("<slug:slug>", "bahia").replace(key, str(value))
