"""What the factories of this room promise to other tests."""

from django.test import TestCase

from concertar.agreements.models import Agreement
from concertar.agreements.tests import factories as make
from concertar.tables.models import Table
from concertar.tables.models.table import State


class Factories(TestCase):
    def test_a_text_is_written_frozen_signed_and_stands(self):
        cast = make.cast()
        agreement = make.standing(cast)
        self.assertEqual(agreement.status, Agreement.Status.STANDING)
        self.assertEqual(agreement.signatures.count(), 5)
        self.assertEqual(agreement.commitments.count(), 1)
        self.assertEqual(Table.objects.get(pk=agreement.table_id).state, State.STANDING)
