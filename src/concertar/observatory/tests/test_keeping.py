"""Writing down what is measured and allowed: by whom, in which unit, and never over what stands."""

import json
from datetime import date, timedelta
from decimal import Decimal

from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction
from django.test import TestCase

from concertar.accounts.tests.factories import person
from concertar.kit import clock
from concertar.kit.access import OPERATOR, Forbidden, Refused, sentence
from concertar.kit.models import JournalEntry
from concertar.observatory import actions, wording
from concertar.observatory.models import Limit, Observation
from concertar.observatory.tests import factories

DAY = date(2026, 10, 31)


class KeepingCase(TestCase):
    def setUp(self):
        self.rosa = person("rosa", is_steward=True)
        self.nina = person("nina", is_steward=True)
        self.zeca = person("zeca")
        self.so2 = factories.indicator()
        self.city = factories.city()

    def refused(self, code, act, *arguments, **named):
        before = JournalEntry.objects.count()
        with self.assertRaises(Refused) as caught:
            act(*arguments, **named)
        self.assertEqual(caught.exception.code, code)
        self.assertTrue(sentence(caught.exception, wording))
        self.assertEqual(JournalEntry.objects.count(), before)

    def note(self, value="214", **rest):
        named = {
            "territory": self.city, "day": DAY, "value": Decimal(value), "unit": "µg/m³",
            "source": "Estación del puerto", "by": self.rosa, **rest,
        }  # fmt: skip
        return actions.note_observation(self.so2, **named)

    def propose(self, **rest):
        named = {
            "slug": "eca-so2", "kind": "law", "name": "ECA", "indicator": self.so2,
            "basis": "D.S. 003-2017-MINAM", "most": Decimal(250), "evidence": "El Peruano",
            "by": self.rosa, **rest,
        }  # fmt: skip
        return actions.propose_limit(**named)


class Observations(KeepingCase):
    def test_a_steward_notes_a_value_and_the_journal_holds_no_words(self):
        observation = self.note()
        entry = JournalEntry.objects.get(verb="observatory.observation_noted")
        self.assertEqual(entry.subject_id, str(observation.pk))
        self.assertNotIn("Estación", str(entry.facts))

    def test_a_stranger_and_a_person_without_a_forum_may_not(self):
        for by in (AnonymousUser(), self.zeca):
            with self.assertRaises(Forbidden):
                self.note(by=by)
        self.assertFalse(Observation.objects.exists())

    def test_the_same_value_twice_is_one_row_and_another_value_is_refused(self):
        first = self.note()
        self.assertEqual(self.note().pk, first.pk)
        self.refused("observation_known", self.note, "215")
        self.assertEqual(Observation.objects.count(), 1)

    def test_a_value_in_another_unit_is_refused_by_both_units(self):
        with self.assertRaises(Refused) as caught:
            self.note(unit="ppm")
        self.assertIn("ppm", sentence(caught.exception, wording))
        self.assertIn("µg/m³", sentence(caught.exception, wording))

    def test_tomorrow_cannot_be_measured_today(self):
        tomorrow = clock.now().date() + timedelta(days=2)
        self.refused("day_in_the_future", self.note, day=tomorrow)

    def test_what_is_no_number_is_refused(self):
        for odd in ("NaN", "Infinity", "1e15"):
            self.refused("value_is_no_number", self.note, odd)

    def test_a_correction_keeps_the_old_value_and_happens_once(self):
        old = self.note()
        named = {"unit": "µg/m³", "source": "Informe corregido", "by": self.rosa}
        new = actions.correct_observation(old, Decimal(217), **named)
        self.assertEqual(list(Observation.objects.standing()), [new])
        self.refused("already_corrected", actions.correct_observation, old, Decimal(1), **named)
        self.assertEqual(Observation.objects.count(), 2)

    def test_raw_sql_can_neither_change_nor_remove_a_value(self):
        self.note()
        for statement in ("UPDATE observatory_observation SET value = 1",
                          "DELETE FROM observatory_observation"):  # fmt: skip
            with (
                self.assertRaises(IntegrityError),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)
        self.assertEqual(Observation.objects.get().value, 214)


class Limits(KeepingCase):
    def test_a_limit_is_proposed_reviewed_by_another_and_adopted(self):
        limit = self.propose()
        actions.review_limit(limit, by=self.nina)
        limit = actions.adopt_limit(limit, by=self.rosa, on=date(2026, 1, 20))
        self.assertEqual((limit.status, limit.reviewed_by), (Limit.Status.ADOPTED, self.nina))

    def test_who_proposed_it_may_not_review_it(self):
        limit = self.propose()
        with self.assertRaises(Forbidden):
            actions.review_limit(limit, by=self.rosa)
        with self.assertRaises(IntegrityError), transaction.atomic():
            Limit.objects.filter(pk=limit.pk).update(reviewed_by=self.rosa)

    def test_an_interval_that_no_value_keeps_to_is_refused_by_the_verb_and_by_the_database(self):
        self.refused(
            "limit_interval_impossible", self.propose, least=Decimal("8.5"), most=Decimal("6.5")
        )
        with self.assertRaises(IntegrityError), transaction.atomic():
            factories.limit(self.so2, most="6.5", least=Decimal("8.5"))

    def test_a_limit_without_an_end_is_refused(self):
        self.refused("limit_without_ends", self.propose, most=None)

    def test_steps_are_taken_in_their_order(self):
        limit = self.propose()
        self.refused("limit_not_reviewed", actions.adopt_limit, limit, by=self.rosa)
        actions.review_limit(limit, by=OPERATOR)
        self.refused("limit_not_proposed", actions.review_limit, limit, by=self.nina)
        actions.adopt_limit(limit, by=self.rosa)
        self.refused("limit_stands", actions.withdraw_limit, limit, by=self.rosa)

    def test_without_evidence_there_is_nothing_to_review(self):
        limit = self.propose(evidence="")
        self.refused("limit_without_evidence", actions.review_limit, limit, by=self.nina)

    def test_a_limit_allows_its_own_ends(self):
        limit = Limit(least=Decimal("6.5"), most=Decimal("8.5"))
        said = [limit.allows(Decimal(value)) for value in ("6.4", "6.5", "8.5", "8.6")]
        self.assertEqual(said, [False, True, True, False])


class Pages(KeepingCase):
    def test_an_indicator_shows_its_values_against_its_limit(self):
        factories.limit(self.so2)
        for month, value in ((8, "262"), (9, "247"), (10, "214")):
            factories.observation(self.so2, value, date(2026, month, 28))
        page = self.client.get("/observatory/indicators/so2/", HTTP_ACCEPT_LANGUAGE="en")
        self.assertContains(page, "214")
        self.assertContains(page, "at most 250")
        self.assertContains(page, "Estación de prueba")

    def test_a_wrong_form_keeps_what_was_typed_and_says_what_to_do(self):
        self.client.force_login(self.rosa)
        page = self.client.post(
            "/observatory/indicators/so2/new/",
            {"territory": "chimbote", "day": "2026-10-31", "value": "0.08", "unit": "ppm",
             "source": "Estación"},
            HTTP_ACCEPT_LANGUAGE="en",
        )  # fmt: skip
        self.assertEqual(page.status_code, 422)
        self.assertContains(page, "convert it", status_code=422)
        self.assertContains(page, 'value="0.08"', status_code=422)

    def test_a_person_without_a_forum_gets_no_form(self):
        self.client.force_login(self.zeca)
        self.assertEqual(self.client.get("/observatory/new/").status_code, 403)
        limit = self.propose()
        answer = self.client.post(f"/observatory/limits/{limit.slug}/review/")
        self.assertEqual(answer.status_code, 403)

    def test_a_page_of_many_values_asks_the_database_as_often_as_one_of_few(self):
        factories.limit(self.so2)
        for day in range(1, 29):
            factories.observation(self.so2, "200", date(2026, 9, day))
        with self.assertNumQueries(4):
            self.client.get("/observatory/indicators/so2/")

    def test_values_are_taken_away_with_their_corrections(self):
        old = self.note()
        actions.correct_observation(old, Decimal(217), unit="µg/m³", source="Informe", by=self.rosa)
        answer = self.client.get("/observatory/indicators/so2.json")
        rows = json.loads(answer.getvalue())["rows"]
        self.assertEqual([row["corrects"] for row in rows], [None, old.pk])
