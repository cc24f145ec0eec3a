"""The page of an agreement: what was signed, by whom, and how it goes."""

from django.test import TestCase
from django.urls import reverse

from concertar.agreements.tests.factories import cast, standing


class AgreementPage(TestCase):
    def setUp(self):
        self.cast = cast()
        self.agreement = standing(self.cast)
        self.url = reverse("agreements:agreement_detail", args=[self.agreement.slug])

    def test_a_stranger_reads_it(self):
        page = self.client.get(self.url)
        self.assertContains(page, "Acta de la bahía")
