"""Tables that only grow refuse change in the database itself, whoever asks and however."""

from django.core import checks
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.test import TestCase
from django.test.utils import isolate_apps

from concertar.kit import append_only, triggers
from concertar.kit.models import JournalEntry
from concertar.kit.tests.committed import CommittedTestCase, lift_protection

INSERT = (
    "INSERT{} INTO kit_journalentry (id, verb, subject_kind, subject_id, channel, facts) "
    "VALUES (%s, 'kit.message_sent_again', '', '', 'web', '{{}}')"
)
# Ways to change a row that only one of the two databases has.
OWN_WAYS = {
    "sqlite": (
        INSERT.format(" OR REPLACE") % "1",
        "UPDATE OR IGNORE kit_journalentry SET verb = 'kit.nothing_happened'",
    ),
    "postgresql": (
        "TRUNCATE kit_journalentry CASCADE",
        "SET LOCAL session_replication_role = replica; DELETE FROM kit_journalentry",
    ),
}


def entry(number: int = 1) -> None:
    with connection.cursor() as cursor:
        cursor.execute(INSERT.format(""), [number])


class TheJournalRefusesChange(TestCase):
    def setUp(self):
        entry()

    def refused(self, statement, parameters=()):
        with (
            self.assertRaisesMessage(IntegrityError, "append_only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, parameters)
        self.assertEqual(JournalEntry.objects.get().verb, "kit.message_sent_again")

    def test_a_raw_update_is_refused(self):
        self.refused("UPDATE kit_journalentry SET verb = 'kit.nothing_happened'")

    def test_a_raw_delete_is_refused(self):
        self.refused("DELETE FROM kit_journalentry")

    def test_an_upsert_is_refused(self):
        self.refused(INSERT.format("") + " ON CONFLICT (id) DO UPDATE SET verb = 'kit.x_y'", [1])

    def test_the_ways_that_only_this_database_has_are_refused(self):
        for statement in OWN_WAYS[connection.vendor]:
            with self.subTest(statement):
                self.refused(statement)

    if connection.vendor == "sqlite":  # whoever opens the file with another program

        def test_replacing_is_refused_where_triggers_do_not_wake_each_other(self):
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA recursive_triggers = OFF")
            try:
                self.refused(INSERT.format(" OR REPLACE"), [1])
                self.refused(INSERT.format("").replace("INSERT", "REPLACE"), [1])
            finally:
                with connection.cursor() as cursor:
                    cursor.execute("PRAGMA recursive_triggers = ON")

    def test_query_sets_are_refused_too(self):
        for act in (lambda rows: rows.update(verb="kit.x_y"), lambda rows: rows.delete()):
            with self.assertRaisesMessage(IntegrityError, "append_only"), transaction.atomic():
                act(JournalEntry.objects.all())

    def test_writing_on_is_allowed(self):
        entry(2)
        self.assertEqual(JournalEntry.objects.count(), 2)

    def test_the_moment_is_the_databases_own(self):
        self.assertIsNotNone(JournalEntry.objects.get().at)

    def test_without_the_triggers_the_same_update_passes(self):
        lift_protection()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE kit_journalentry SET verb = 'kit.nothing_happened'")
        self.assertEqual(JournalEntry.objects.get().verb, "kit.nothing_happened")


class EveryProtectedTableHasItsTriggers(TestCase):
    def test_all_of_them_after_all_migrations(self):
        triggers.verify()
        self.assertIn(JournalEntry, append_only.protected())

    def test_a_missing_trigger_is_named(self):
        lift_protection()
        with self.assertRaisesMessage(triggers.Unprotected, "kit_journalentry_no_delete"):
            triggers.verify()

    def test_the_database_check_warns_of_it(self):
        self.assertEqual(triggers.check_triggers(databases=["default"]), [])
        lift_protection()
        found = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
        self.assertEqual({warning.id for warning in found}, {"kit.W001"})

    if connection.vendor == "sqlite":  # only there a connection can let triggers sleep

        def test_a_connection_that_lets_replace_pass_is_noticed(self):
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA recursive_triggers = OFF")
                self.addCleanup(connection.close)
            try:
                with self.assertRaisesMessage(triggers.Unprotected, "recursive_triggers"):
                    triggers.verify()
            finally:
                with connection.cursor() as cursor:
                    cursor.execute("PRAGMA recursive_triggers = ON")


class TriggersComeBack(CommittedTestCase):
    def lengthened(self, by):
        wider = models.CharField(max_length=80 + by)
        wider.set_attributes_from_name("verb")
        wider.model = JournalEntry
        return wider

    def test_after_a_migration_rebuilt_the_table(self):
        entry()
        with connection.schema_editor() as editor:
            editor.alter_field(
                JournalEntry, JournalEntry._meta.get_field("verb"), self.lengthened(9)
            )
        self.addCleanup(self.shorten)
        if connection.vendor == "sqlite":
            self.assertTrue(triggers.missing(), "SQLite no longer drops triggers: simplify")
        call_command("migrate", verbosity=0)
        triggers.verify()
        with self.assertRaisesMessage(IntegrityError, "append_only"):
            JournalEntry.objects.all().delete()

    def shorten(self):
        with connection.schema_editor() as editor:
            editor.alter_field(
                JournalEntry, self.lengthened(9), JournalEntry._meta.get_field("verb")
            )
        triggers.install()

    @isolate_apps("concertar.kit")
    def test_a_noun_declared_later_is_missing_until_the_next_migrate(self):
        @append_only.protect
        class Seal(models.Model):
            class Meta:
                app_label = "kit"

        self.addCleanup(append_only._protected.remove, Seal)
        with connection.schema_editor() as editor:
            editor.create_model(Seal)
        self.addCleanup(self.drop, Seal)
        with self.assertRaisesMessage(triggers.Unprotected, "kit_seal_no_update"):
            triggers.verify()
        call_command("migrate", verbosity=0)
        triggers.verify()
        Seal.objects.create()
        with self.assertRaisesMessage(IntegrityError, "append_only"):
            Seal.objects.all().delete()

    def drop(self, noun):
        lift_protection()
        with connection.schema_editor() as editor:
            editor.delete_model(noun)
        triggers.install()
