"""Mandates of one kind share no day: the database refuses them, whoever asks and however."""

from datetime import date
from uuid import uuid4

from django.db import IntegrityError, connection, transaction
from django.test import TestCase

from concertar.kit import overlaps, triggers
from concertar.kit.tests.committed import lift_protection
from concertar.network.models import Mandate
from concertar.network.tests.factories import institution, person

MAY, JUNE, JULY = (date(2026, month, 1) for month in (5, 6, 7))
LAST_OF_MAY = date(2026, 5, 31)
INSERT = (
    "INSERT{} INTO network_mandate "
    "(id, institution_id, person_id, capacity, power, matter, document, starts, ends) "
    "VALUES ('{}', '{}', '{}', 'delegate', 'sign', '', 'Acta 1', {}, {})"
)


class OverlapsAreRefused(TestCase):
    def setUp(self):
        self.firm, self.bea, self.caio = institution("Firma"), person("bea"), person("caio")

    def mandate(self, who, starts, ends=None, **rest):
        return Mandate.objects.create(
            institution=rest.pop("of", self.firm),
            person=who,
            document="Acta 1",
            starts=starts,
            ends=ends,
            **rest,
        )

    def refuses(self, act, *args, **kwargs):
        with self.assertRaisesMessage(IntegrityError, "overlaps"), transaction.atomic():
            act(*args, **kwargs)

    def raw(self, starts, ends, verb=""):
        ids = [value.hex if connection.vendor == "sqlite" else value
               for value in (uuid4(), self.firm.pk, self.caio.pk)]  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(INSERT.format(verb, *ids, starts, ends))

    def test_one_shared_day_is_one_too_many(self):
        self.mandate(self.bea, MAY, JUNE)
        self.refuses(self.mandate, self.caio, JUNE)
        self.refuses(self.mandate, self.caio, date(2026, 4, 1), MAY)
        self.refuses(self.mandate, self.caio, date(2026, 4, 1))
        self.mandate(self.caio, date(2026, 6, 2))

    def test_what_has_no_end_goes_on(self):
        self.mandate(self.bea, MAY)
        self.refuses(self.mandate, self.caio, date(2099, 1, 1))
        self.mandate(self.caio, date(2026, 4, 1), date(2026, 4, 30))

    def test_another_matter_capacity_or_institution_is_another_kind(self):
        self.mandate(self.bea, MAY)
        self.mandate(self.caio, MAY, capacity="alternate")
        self.mandate(self.bea, MAY, matter="foro-de-ilo")
        self.mandate(self.bea, MAY, of=institution("Otra"))

    def test_nobody_is_delegate_and_alternate_at_once(self):
        self.mandate(self.bea, MAY)
        self.refuses(self.mandate, self.bea, JUNE, capacity="alternate")

    def test_neither_by_raw_insert_nor_by_raw_update(self):
        self.mandate(self.bea, MAY, JUNE)
        self.refuses(self.raw, "'2026-06-01'", "NULL")
        self.raw("'2026-06-02'", "'2026-12-31'")
        with connection.cursor() as cursor:
            self.refuses(cursor.execute, "UPDATE network_mandate SET ends = NULL")
            self.refuses(cursor.execute, "UPDATE network_mandate SET starts = '2026-05-30'")

    def test_the_ways_that_only_this_database_has_are_refused(self):
        self.mandate(self.bea, MAY, JUNE)
        if connection.vendor == "sqlite":
            for verb in (" OR REPLACE", " OR IGNORE"):
                self.refuses(self.raw, "'2026-06-01'", "NULL", verb)
            self.refuses(self.raw, "'2026-7-1'", "NULL")  # no day as SQLite orders them
        else:
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL session_replication_role = replica")
            self.refuses(self.raw, "'2026-06-01'", "NULL")

    def test_changing_a_row_does_not_meet_itself(self):
        one = self.mandate(self.bea, MAY)
        Mandate.objects.filter(pk=one.pk).update(ends=LAST_OF_MAY, power="sign")
        Mandate.objects.filter(pk=one.pk).update(starts=JUNE, ends=JULY)

    def test_without_the_triggers_they_pass(self):
        lift_protection()
        self.mandate(self.bea, MAY)
        self.mandate(self.caio, MAY)


class EveryBanHasItsTriggers(TestCase):
    def test_all_of_them_after_all_migrations(self):
        triggers.verify()
        self.assertIn(Mandate, overlaps.nouns())

    def test_a_missing_one_is_named(self):
        lift_protection()
        with self.assertRaisesMessage(triggers.Unprotected, "one_mandate_in_a_capacity"):
            triggers.verify()
