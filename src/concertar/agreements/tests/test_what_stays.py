"""What was signed stays as it was signed: commitments, their supporters, the mandates behind it."""

from datetime import timedelta

from django.db import IntegrityError, connection, transaction
from django.test import TestCase

from concertar.agreements.models import Commitment
from concertar.agreements.tests import factories as make
from concertar.fora.actions import end_delegate, remove_delegate
from concertar.fora.models import Delegate
from concertar.kit.access import Refused
from concertar.network.models import Mandate


class WhatWasSigned(TestCase):
    def setUp(self):
        self.cast = make.cast()
        self.agreement = make.agreement(self.cast)
        self.commitment = self.agreement.commitments.get()

    def refused_by_the_database(self, act):
        with self.assertRaisesMessage(IntegrityError, "frozen"), transaction.atomic():
            act()

    def test_a_commitment_is_not_changed_by_any_road(self):
        late = self.commitment.due + timedelta(days=365)
        rows = Commitment.objects.filter(pk=self.commitment.pk)
        self.refused_by_the_database(lambda: rows.update(due=late))
        self.refused_by_the_database(lambda: rows.update(agreement=None))
        self.refused_by_the_database(lambda: rows.delete())
        with connection.cursor() as cursor:
            self.refused_by_the_database(
                lambda: cursor.execute("UPDATE agreements_commitment SET target = 99")
            )

    def test_nobody_is_added_to_those_who_support_it(self):
        other = make.actor(self.agreement.table, "academia")
        self.refused_by_the_database(lambda: self.commitment.supporting.add(other))

    def test_a_mandate_that_signed_is_neither_ended_before_that_day_nor_taken_back(self):
        signature = make.signature(self.agreement, self.cast)
        delegate = Delegate.objects.get(mandate=signature.mandate)
        before = signature.day - timedelta(days=1)
        for code, act in (
            ("mandate_used_later", lambda: end_delegate(delegate, on=before, by=self.cast.ana)),
            ("mandate_was_used", lambda: remove_delegate(delegate, by=self.cast.ana)),
        ):
            with self.assertRaises(Refused) as found:
                act()
            self.assertEqual(found.exception.code, code)
        self.assertIsNone(Mandate.objects.get(pk=signature.mandate_id).ends)
        end_delegate(delegate, on=signature.day, by=self.cast.ana)
