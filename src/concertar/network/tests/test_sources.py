"""A source is written down once, by whoever keeps the network's data."""

from django.test import TestCase

from concertar.kit.access import Forbidden, Refused
from concertar.kit.models import JournalEntry
from concertar.network.actions import note_source
from concertar.network.models import Source
from concertar.network.tests.factories import person

DECREE = {"slug": "ds-003-2017", "title": "Decreto  Supremo N.º 003-2017", "year": 2017}


class NoteSource(TestCase):
    def setUp(self):
        self.rosa = person("rosa", is_steward=True)

    def test_a_steward_writes_a_source_down_and_it_is_journalled(self):
        source = note_source(**DECREE, by=self.rosa, channel="paper")
        self.assertEqual(source.title, "Decreto Supremo N.º 003-2017")
        entry = JournalEntry.objects.get(verb="network.source_noted")
        self.assertEqual((entry.subject_id, entry.channel), (str(source.pk), "paper"))

    def test_a_known_key_changes_nothing(self):
        first = note_source(**DECREE, by=self.rosa)
        again = note_source(**DECREE | {"title": "Otro título"}, by=self.rosa)
        self.assertEqual((again, again.title), (first, first.title))
        self.assertEqual(JournalEntry.objects.filter(verb="network.source_noted").count(), 1)

    def test_a_source_without_a_title_or_with_too_long_a_one_is_refused(self):
        for title, code in (("  ", "source_without_title"), ("x" * 301, "field_does_not_fit")):
            with self.assertRaises(Refused) as refusal:
                note_source(**DECREE | {"title": title}, by=self.rosa)
            self.assertEqual(refusal.exception.code, code)
        self.assertFalse(Source.objects.filter(slug="ds-003-2017").exists())

    def test_a_stranger_may_not(self):
        with self.assertRaises(Forbidden):
            note_source(**DECREE, by=person("zeca"))
