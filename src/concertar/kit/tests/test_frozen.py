"""Rows change until they are frozen; from then on the database refuses, links and all."""

from contextlib import contextmanager

from django.db import IntegrityError, connection, models, transaction
from django.test import TestCase
from django.test.utils import isolate_apps

from concertar.kit import frozen, triggers
from concertar.kit.tests.committed import CommittedTestCase, lift_protection

INSERT = (
    "INSERT{} INTO kit_promise (id, number, seal, said) VALUES ({}, {}, NULL, 'something else')"
)


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def nouns():
    """A Promise, frozen once sealed, that links to many Friends; tables and triggers with it."""
    with isolate_apps("concertar.kit"):

        class Friend(models.Model):
            class Meta:
                app_label = "kit"

        @frozen.once("seal", links=["friends"])
        class Promise(models.Model):
            seal = models.CharField(max_length=9, null=True)
            number = models.IntegerField()
            said = models.CharField(max_length=80)
            friends = models.ManyToManyField(Friend)

            class Meta:
                app_label = "kit"
                constraints = [models.UniqueConstraint(fields=["number"], name="one_of_a_number")]

        with connection.schema_editor() as editor:
            editor.create_model(Friend)
            editor.create_model(Promise)
        triggers.install()
        try:
            yield Promise, Friend
        finally:
            lift_protection()
            frozen._freezes.pop()
            with connection.schema_editor() as editor:
                editor.delete_model(Promise)
                editor.delete_model(Friend)
            triggers.install()


class AFrozenRow(CommittedTestCase):
    def run(self, result=None):
        with nouns() as (self.Promise, self.Friend):
            return super().run(result)

    def setUp(self):
        self.pen, self.ink = self.Friend.objects.create(), self.Friend.objects.create()
        self.open = self.Promise.objects.create(id=1, number=1, said="perhaps")
        self.sealed = self.Promise.objects.create(id=2, number=2, said="surely")
        self.sealed.friends.add(self.pen)
        self.Promise.objects.filter(pk=2).update(seal="wax")

    def refused(self, statement):
        with (
            self.subTest(statement),
            self.assertRaisesMessage(IntegrityError, "frozen"),
            transaction.atomic(),
        ):
            sql(statement)

    def test_is_neither_changed_nor_removed_nor_thawed(self):
        self.refused("UPDATE kit_promise SET said = 'never' WHERE id = 2")
        self.refused("UPDATE kit_promise SET seal = NULL WHERE id = 2")
        self.refused("UPDATE kit_promise SET said = 'never'")
        self.refused("DELETE FROM kit_promise")

    def test_gains_moves_and_loses_no_link(self):
        self.refused(f"INSERT INTO kit_promise_friends (promise_id, friend_id) "
                     f"VALUES (2, {self.ink.pk})")  # fmt: skip
        self.refused("UPDATE kit_promise_friends SET promise_id = 1")
        self.refused("DELETE FROM kit_promise_friends")
        self.open.friends.add(self.pen)
        with self.assertRaisesMessage(IntegrityError, "frozen"), transaction.atomic():
            self.Promise.friends.through.objects.filter(promise=1).update(promise=2)

    def test_the_ways_that_only_this_database_has_are_refused(self):
        if connection.vendor == "postgresql":
            self.refused("TRUNCATE kit_promise CASCADE")
            self.refused("TRUNCATE kit_promise_friends")
            self.refused("SET LOCAL session_replication_role = replica; DELETE FROM kit_promise")
            return
        self.refused("UPDATE OR IGNORE kit_promise SET said = 'never' WHERE id = 2")
        for pragma in ("ON", "OFF"):  # OFF: whoever opens the file with another program
            sql(f"PRAGMA recursive_triggers = {pragma}")
            self.addCleanup(sql, "PRAGMA recursive_triggers = ON")
            self.refused(INSERT.format(" OR REPLACE", 2, 9))
            self.refused(INSERT.format(" OR REPLACE", 9, 2))
            self.refused("UPDATE OR REPLACE kit_promise SET number = 2 WHERE id = 1")

    def test_leaves_the_others_free(self):
        self.open.friends.add(self.pen)
        self.open.friends.clear()
        self.Promise.objects.filter(pk=1).update(said="no", number=5)
        self.Promise.objects.filter(pk=1).delete()
        self.assertEqual(self.Promise.objects.get().said, "surely")

    def test_without_the_triggers_it_would_change(self):
        lift_protection()
        sql("UPDATE kit_promise SET said = 'never' WHERE id = 2")
        self.assertEqual(self.Promise.objects.get(pk=2).said, "never")


class EveryFrozenNounHasItsTriggers(TestCase):
    def test_all_of_them_after_all_migrations(self):
        triggers.verify()
        self.assertIn("Commitment", [noun.__name__ for noun in frozen.nouns()])

    def test_a_value_freezes_as_well_as_a_reference(self):
        freeze = frozen.Freeze(frozen.nouns()[0], "language", ("es", "it's"), ())
        said = frozen._condition(connection, freeze)("OLD.")
        self.assertEqual(said, """OLD."language" IN ('es', 'it''s')""")
