"""Criticism only, by clause, interest and weight; every one answered; five hundred in a minute."""

import gzip
from collections import Counter
from datetime import timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from concertar.agreements import actions
from concertar.agreements.actions.criticisms import LONGEST_CRITICISM, MOST_OPEN
from concertar.agreements.criticism_list import PAGE_SIZE
from concertar.agreements.models import Criticism
from concertar.agreements.tests import factories as make
from concertar.kit.access import Forbidden, Refused
from concertar.kit.models import JournalEntry
from concertar.tables.models.actor import Visibility
from concertar.tables.tests.factories import (
    actor,
    guardianship,
    interest,
    mandate,
    person,
    seat,
)


class Criticisms(TestCase):
    def setUp(self):
        self.cast = make.cast()
        self.draft = make.draft(self.cast)
        self.clause = self.draft.clauses.get(order=3)
        self.firm = actor(self.draft.table, "private-sector")

    def test_a_delegate_says_what_hurts_which_interest(self):
        own = interest(self.firm, "Poder pagarlo")
        said = make.criticism(self.clause, self.cast, interest=own, severity=3)
        self.assertEqual((said.interest, said.severity, said.channel), (own, 3, "web"))
        entry = JournalEntry.objects.last()
        self.assertEqual(entry.verb, "agreements.clause_criticised")
        self.assertEqual(entry.on_behalf_of, str(self.firm.seat.institution_id))

    def test_a_sheet_of_paper_is_typed_in_under_the_mandate_of_who_wrote_it(self):
        yesterday = self.cast.forum.today() - timedelta(days=1)
        said = actions.criticise(
            self.clause, self.firm, text="Es corto.", severity=2, by=self.cast.ana,
            on=yesterday, channel="paper", mandate=self.cast.mandates["dora"],
        )  # fmt: skip
        self.assertEqual((said.day, said.channel, said.entered_by),
                         (yesterday, "paper", self.cast.ana))  # fmt: skip

    def test_nobody_speaks_for_the_seat_of_another(self):
        with self.assertRaises(Forbidden):
            actions.criticise(self.clause, self.firm, text="No.", severity=1, by=self.cast.bea)

    def test_what_cannot_be_is_refused_by_name(self):
        other = interest(actor(self.draft.table, "state"))
        for values, code in (
            ({"interest": other}, "interest_of_another"),
            ({"severity": 9}, "severity_unknown"),
            ({"text": " "}, "criticism_is_empty"),
            ({"text": "x" * 4001}, "criticism_too_long"),
            ({"text": "a\0"}, "field_does_not_fit"),
        ):
            with self.subTest(code), self.assertRaisesMessage(Refused, code):
                make.criticism(self.clause, self.cast, **values)
        self.assertEqual(Criticism.objects.count(), 0)

    def test_sent_twice_it_is_recorded_once(self):
        make.criticism(self.clause, self.cast)
        with self.assertRaisesMessage(Refused, "criticism_known"):
            make.criticism(self.clause, self.cast)

    def test_an_empty_chair_criticises_nothing(self):
        self.firm.is_empty_chair, self.firm.absence = True, "Dos cartas"
        self.firm.save()
        with self.assertRaisesMessage(Refused, "empty_chair_says_nothing"):
            make.criticism(self.clause, self.cast)

    def test_a_seat_has_so_many_open_ones_at_a_time_and_more_after_answers(self):
        for number in range(MOST_OPEN):
            make.criticism(self.clause, self.cast, text=f"Observación {number}")
        with self.assertRaisesMessage(Refused, "too_many_open_criticisms"):
            make.criticism(self.clause, self.cast, text="Una más")
        make.criticism(self.clause, self.cast, side="academia", text="Otra parte puede")
        first = Criticism.objects.first()
        actions.answer_criticism(first, outcome="taken", answer="Sí.", by=self.cast.ana)
        make.criticism(self.clause, self.cast, text="Una más")

    def test_it_is_answered_and_the_answer_can_be_bettered_but_not_written_over(self):
        said = make.criticism(self.clause, self.cast)
        done = actions.answer_criticism(
            said, outcome="taken", answer="Tres años.", by=self.cast.ana
        )
        self.assertEqual((done.outcome, done.answered_on), ("taken", self.cast.forum.today()))
        with self.assertRaisesMessage(Refused, "answered_meanwhile"):
            actions.answer_criticism(said, outcome="declined", answer="No.", by=self.cast.ana)
        better = actions.answer_criticism(
            said, outcome="partly", answer="Dos y medio.", base="Tres años.", by=self.cast.ana
        )
        self.assertEqual(better.answer, "Dos y medio.")

    def test_an_answer_is_whole(self):
        said = make.criticism(self.clause, self.cast)
        for outcome, answer, code in (("maybe", "Sí.", "outcome_unknown"),
                                      ("taken", " ", "answer_is_empty")):  # fmt: skip
            with self.subTest(code), self.assertRaisesMessage(Refused, code):
                actions.answer_criticism(said, outcome=outcome, answer=answer, by=self.cast.ana)

    def test_those_of_a_clause_taken_out_are_still_answered_before_freezing(self):
        make.criticism(self.clause, self.cast)
        actions.remove_clause(self.clause, by=self.cast.ana)
        with self.assertRaises(Refused) as refused:
            actions.freeze_text(self.draft, by=self.cast.ana)
        self.assertEqual((refused.exception.code, refused.exception.params),
                         ("criticisms_unanswered", {"count": 1}))  # fmt: skip


class Guardians(TestCase):
    def setUp(self):
        self.cast = make.cast()
        self.nature = guardianship(self.cast)
        guarding = seat(self.cast, "civil-society", "Guardianes de Ejemplo")
        self.nature.guardian = guarding.institution
        self.nature.save()
        self.gil = person("gil")
        self.mandate = mandate(guarding, self.gil)
        guarding.ends = guarding.starts
        guarding.save()
        table = make.drafting_table(self.cast)
        table.actors.filter(seat=guarding).delete()
        table.guardianships.add(self.nature)
        self.draft = make.draft(self.cast, table)
        self.clause = self.draft.clauses.get(order=1)
        self.page = reverse("agreements:clause_criticise", args=["bahia", self.clause.pk])

    def test_a_guardian_objects_on_the_site_and_is_answered_before_anybody_signs(self):
        self.client.force_login(self.gil)
        self.assertContains(self.client.get(reverse("agreements:draft_detail", args=["bahia"])),
                            self.page)  # fmt: skip
        sent = {"speaker": self.nature.pk, "severity": 3, "text": "Una estación no basta."}
        self.assertEqual(self.client.post(self.page, sent).status_code, 302)
        said = Criticism.objects.get()
        self.assertEqual((said.guardianship, said.actor), (self.nature, None))
        with self.assertRaisesMessage(Refused, "criticisms_unanswered"):
            actions.freeze_text(self.draft, by=self.cast.ana)

    def test_on_paper_it_is_typed_in_by_the_facilitator(self):
        said = actions.object_for_nature(
            self.clause, self.nature, text="No basta.", by=self.cast.ana, channel="paper",
            mandate=self.mandate,
        )  # fmt: skip
        self.assertEqual((said.severity, said.channel), (3, "paper"))

    def test_a_mandate_for_another_forum_guards_nothing_here(self):
        self.mandate.matter = "otro-foro"
        self.mandate.save()
        self.client.force_login(self.gil)
        self.assertEqual(self.client.get(self.page).status_code, 404)
        with self.assertRaises(Forbidden):
            actions.object_for_nature(self.clause, self.nature, text="No.", by=self.gil)

    def test_a_guardian_of_another_table_is_refused(self):
        self.draft.table.guardianships.clear()
        with self.assertRaisesMessage(Refused, "guardianship_of_another_table"):
            actions.object_for_nature(self.clause, self.nature, text="No.", by=self.gil)


class FiveHundredInAMinute(TestCase):
    def setUp(self):
        self.cast = make.cast()
        sides = list(self.cast.seats)
        for number in range(10):
            seat(self.cast, sides[number % 5], f"Junta {number}", f"vecina{number}")
        self.draft = make.draft(self.cast)
        self.clauses = list(self.draft.clauses.order_by("order"))
        self.list = reverse("agreements:criticism_list", args=["bahia"])
        parties = list(self.draft.table.actors.all())
        day = self.cast.forum.today()
        for number in range(500):  # as quickly as the database takes them
            actions_of(self.clauses[number % 3], parties[number % 15], number, day)

    def test_the_list_is_paged_and_costs_no_more_queries_than_for_one(self):
        self.client.force_login(self.cast.bea)
        with self.assertNumQueries(10):
            page = self.client.get(self.list, {"outcome": "-"})
        self.assertContains(page, "Observación", count=PAGE_SIZE)
        self.assertLess(len(page.content), 80_000)
        self.assertLess(len(gzip.compress(page.content)), 20_000)

    def test_the_list_weighs_no_more_for_all_that_follow(self):
        """Each is as long as one may be, of signs that take six times their room in a page."""
        Criticism.objects.update(text="'" * LONGEST_CRITICISM)
        self.client.force_login(self.cast.bea)
        many = len(self.client.get(self.list).content)
        kept = Criticism.objects.order_by("clause__order", "-severity", "entered_at", "pk")
        kept = list(kept.values_list("pk", flat=True)[: PAGE_SIZE + 1])
        Criticism.objects.exclude(pk__in=kept).delete()
        few = len(self.client.get(self.list).content)
        self.assertLess(many, PAGE_SIZE * (6 * LONGEST_CRITICISM + 1_500) + 20_000)
        self.assertLess(abs(many - few), 2_000)

    def test_giving_one_more_asks_no_more_than_giving_the_first(self):
        """And it asks the database nothing that grows with those there are."""
        clause = self.clauses[0]
        address = reverse("agreements:clause_criticise", args=["bahia", clause.pk])
        speaker = actor(self.draft.table, "state")
        self.client.force_login(self.cast.bea)
        asked = []
        for text in ("Con quinientas.", "Sin ninguna."):
            with CaptureQueriesContext(connection) as queries:
                answer = self.client.post(
                    address, {"speaker": speaker.pk, "severity": "2", "text": text}
                )
            self.assertEqual(answer.status_code, 302)
            asked.append(len(queries))
            Criticism.objects.all().delete()
        self.assertEqual(asked[0], asked[1])

    def test_of_one_seat_no_more_than_forty_come_in_however_fast(self):
        """On the site, where a script would send them."""
        Criticism.objects.all().delete()
        speaker = actor(self.draft.table, "state")
        self.client.force_login(self.cast.bea)
        found = Counter()
        for number in range(MOST_OPEN + 5):
            clause = self.clauses[number % 3]
            address = reverse("agreements:clause_criticise", args=["bahia", clause.pk])
            sent = {"speaker": speaker.pk, "severity": "1", "text": f"Observación {number}"}
            found[self.client.post(address, sent).status_code] += 1
        self.assertEqual(found, {302: MOST_OPEN, 422: 5})
        self.assertEqual(Criticism.objects.count(), MOST_OPEN)

    def test_the_draft_page_counts_them_and_shows_none(self):
        self.client.force_login(self.cast.ana)
        with self.assertNumQueries(10):
            page = self.client.get(reverse("agreements:draft_detail", args=["bahia"]))
        self.assertContains(page, "500")
        self.assertNotContains(page, "Observación")

    def test_freezing_says_how_many_wait_and_leads_to_them(self):
        self.client.force_login(self.cast.ana)
        self.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        page = self.client.get(reverse("agreements:draft_freeze", args=["bahia"]))
        self.assertContains(page, "Criticisms that wait for their answer: 500.")
        self.assertContains(page, f'href="{self.list}?outcome=-"')


def actions_of(clause, party, number, day):
    return Criticism.objects.create(
        clause=clause, actor=party, severity=number % 3 + 1, text=f"Observación {number}",
        day=day, channel="web",
    )  # fmt: skip


class WhatIsConfided(TestCase):
    """An interest that only the facilitator sees is not given away by a criticism that names it."""

    def setUp(self):
        self.cast = make.cast()
        self.draft = make.draft(self.cast)
        firm = actor(self.draft.table, "private-sector")
        secret = interest(firm, "Canario confidencial", visibility=Visibility.FACILITATOR)
        make.criticism(self.draft.clauses.get(order=1), self.cast, interest=secret)
        self.list = reverse("agreements:criticism_list", args=["bahia"])

    def test_others_at_the_table_read_the_criticism_and_not_the_interest(self):
        self.client.force_login(self.cast.bea)
        page = self.client.get(self.list)
        self.assertContains(page, "El plazo es corto.")
        self.assertNotContains(page, "Canario")

    def test_its_own_party_and_the_facilitator_read_both(self):
        for who in (self.cast.dora, self.cast.ana):
            self.client.force_login(who)
            self.assertContains(self.client.get(self.list), "Canario confidencial")
