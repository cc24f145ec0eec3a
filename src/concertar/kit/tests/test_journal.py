"""The journal is written inside the act, holds no words of people, and can always be read aloud."""

import unittest
import uuid
from datetime import UTC, date, datetime
from decimal import Decimal

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.transaction import TransactionManagementError
from django.test import TestCase
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from concertar.kit import journal
from concertar.kit.access import OPERATOR
from concertar.kit.models import JournalEntry
from concertar.kit.tests.cast import person, steward
from concertar.kit.tests.committed import CommittedTestCase

VERB = "kit.message_sent_again"


class AnEntry(TestCase):
    def setUp(self):
        self.ana, self.bea = person("ana"), person("bea")

    def test_says_who_did_what_to_what_and_for_whom(self):
        with transaction.atomic():
            journal.record(self.ana, VERB, self.bea, on_behalf_of=self.bea, channel="hall", seats=3)
        entry = JournalEntry.objects.get()
        self.assertEqual(entry.actor, str(self.ana.pk))
        self.assertEqual(entry.on_behalf_of, str(self.bea.pk))
        self.assertEqual(
            (entry.subject_kind, entry.subject_id), ("accounts.person", str(self.bea.pk))
        )
        self.assertEqual(
            (entry.channel, entry.facts, entry.territory), ("hall", {"seats": 3}, None)
        )

    def test_outlives_the_person_it_tells_of(self):
        journal.record(self.ana, VERB, self.ana)
        self.ana.delete()
        self.assertEqual(JournalEntry.objects.count(), 1)

    def test_has_no_foreign_keys(self):
        self.assertFalse([field for field in JournalEntry._meta.get_fields() if field.is_relation])

    def test_of_the_operator_has_no_actor_and_came_by_command(self):
        entry = journal.record(OPERATOR, VERB, None)
        self.assertEqual((entry.actor, entry.channel, entry.subject_id), (None, "command", ""))

    def test_of_a_stranger_has_no_actor_and_came_by_the_web(self):
        entry = journal.record(AnonymousUser(), VERB, None)
        self.assertEqual((entry.actor, entry.channel), (None, "web"))

    def test_is_dated_by_the_database(self):
        before = datetime.now(UTC)
        entry = journal.record(self.ana, VERB, None)
        entry.refresh_from_db()
        self.assertLess(abs((entry.at - before).total_seconds()), 30)

    def test_goes_away_with_the_act_that_failed(self):
        with self.assertRaises(ZeroDivisionError), transaction.atomic():
            journal.record(self.ana, VERB, None)
            raise ZeroDivisionError
        self.assertFalse(JournalEntry.objects.exists())

    def test_is_read_in_the_readers_language(self):
        entry = journal.record(self.ana, VERB, None)
        with translation.override("en"):
            self.assertEqual(
                journal.sentence(entry),
                "A message whose delivery was uncertain was queued again.",
            )

    def test_a_verb_no_room_says_is_refused(self):
        for verb in ("kit.nothing_said", "nowhere.thing_done", "Kit.x_y", "kit.done", "kit"):
            with self.subTest(verb), self.assertRaises(journal.UnfitForTheJournal):
                journal.record(self.ana, verb, None)

    def test_is_seen_by_its_actor_and_by_stewards(self):
        journal.record(self.ana, VERB, None)
        self.assertEqual(JournalEntry.objects.visible_to(self.ana).count(), 1)
        self.assertEqual(JournalEntry.objects.visible_to(steward()).count(), 1)
        for other in (self.bea, AnonymousUser()):
            self.assertFalse(JournalEntry.objects.visible_to(other).exists())

    def test_of_a_stranger_belongs_to_no_stranger(self):
        journal.record(AnonymousUser(), VERB, None)
        self.assertFalse(JournalEntry.objects.visible_to(AnonymousUser()).exists())

    def test_is_found_by_what_it_is_about(self):
        journal.record(self.ana, VERB, self.ana)
        journal.record(self.ana, VERB, self.bea)
        self.assertEqual(JournalEntry.objects.about(self.bea).count(), 1)


class Facts(TestCase):
    def fits(self, value):
        return journal.record(None, VERB, None, fact=value).facts["fact"]

    def refused(self, value):
        with self.assertRaises(journal.UnfitForTheJournal):
            journal.record(None, VERB, None, fact=value)

    def test_ids_codes_numbers_moments_and_hashes_fit(self):
        number = uuid.uuid4()
        for value, kept in {
            number: str(number),
            7: 7,
            -1: -1,
            True: True,
            None: None,
            Decimal("12.50"): "12.50",
            date(2026, 6, 5): "2026-06-05",
            datetime(2026, 6, 5, 12, tzinfo=UTC): "2026-06-05T12:00:00+00:00",
            "local_government": "local_government",
            "municipalidad-del-santa": "municipalidad-del-santa",
            "-4.25": "-4.25",
            "2026-06-05T12:00:00Z": "2026-06-05T12:00:00Z",
            "ab" * 32: "ab" * 32,
            "": "",
        }.items():
            with self.subTest(value):
                self.assertEqual(self.fits(value), kept)
        self.assertEqual(self.fits({"park": [1, number]}), {"park": [1, str(number)]})

    def test_words_of_people_do_not_fit(self):
        for value in (
            "Ana Quispe",
            "ana quispe",
            "Ana",
            "ana@example.org",
            "+51 999 888 777",
            "Jr. Pizarro 123",
            "línea",
            "a\nb",
            "x" * 65,
            "ab" * 65,
            0.1,
            float("nan"),
            b"ab",
            object(),
            ["Ana Quispe"],
            {"who": ["Ana Quispe"]},
            {"Ana Quispe": 1},
            {"name": "ana"},
        ):
            with self.subTest(value):
                self.refused(value)

    def test_facts_about_somebody_are_refused_by_their_name(self):
        for name in ("name", "email", "dni", "phone", "Upper", "x" * 41):
            with self.subTest(name), self.assertRaises(journal.UnfitForTheJournal):
                journal.record(None, VERB, None, **{name: 1})


class AnyText(unittest.TestCase):
    @given(st.text(min_size=2).filter(lambda text: any(sign.isspace() for sign in text)))
    def test_with_a_blank_does_not_fit(self, text):
        with self.assertRaises(journal.UnfitForTheJournal):
            journal._fit("fact", text)

    @given(st.text(alphabet=st.characters(categories=["Lu", "Lt"]), min_size=1))
    def test_in_capitals_does_not_fit(self, text):
        with self.assertRaises(journal.UnfitForTheJournal):
            journal._fit("fact", text)


class OutsideATransaction(CommittedTestCase):
    def test_nothing_is_recorded(self):
        with self.assertRaises(TransactionManagementError):
            journal.record(None, VERB, None)
        self.assertFalse(JournalEntry.objects.exists())
