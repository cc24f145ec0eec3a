"""The operator of the machine appoints the first steward: nobody on the site could."""

from io import StringIO

from django.core.management import CommandError, call_command
from django.test import TestCase
from django.utils import translation

from concertar.accounts.models import Person
from concertar.accounts.tests.factories import person
from concertar.kit.models import JournalEntry


class AppointingByCommand(TestCase):
    def setUp(self):
        self.enterContext(translation.override("en"))
        self.ana = person("ana")

    def appoint(self, email: str) -> str:
        said = StringIO()
        call_command("appoint_steward", email, stdout=said)
        return said.getvalue()

    def test_a_person_keeps_the_data_and_the_journal_knows_who_said_so(self):
        self.assertIn("Ana Quispe keeps the network's data now.", self.appoint("ANA@example.org"))
        self.assertEqual(list(Person.objects.stewards()), [self.ana])
        entry = JournalEntry.objects.get()
        self.assertEqual(
            (entry.verb, entry.actor, entry.channel, entry.subject_id),
            ("accounts.steward_appointed", None, "command", str(self.ana.pk)),
        )

    def test_what_cannot_be_is_said_in_a_sentence_and_nothing_is_written(self):
        person("bea", is_active=False)
        for email in ("bea@example.org", "zeca@example.org"):
            with self.assertRaisesMessage(CommandError, "No open account"):
                self.appoint(email)
        self.appoint("ana@example.org")
        with self.assertRaisesMessage(CommandError, "already keeps"):
            self.appoint("ana@example.org")
        self.assertEqual(JournalEntry.objects.count(), 1)
