"""Refusals that no page foresaw are answered in a sentence, never as a broken server."""

from datetime import timedelta
from unittest.mock import patch

from django.test import Client, TestCase
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from concertar.accounts import wording as accounts
from concertar.kit import wording as kit
from concertar.kit.access import Forbidden, Refused, all_refusals
from concertar.network import wording as network
from concertar.network.models import Mandate
from concertar.tables.models.table import State
from concertar.tables.tests import factories


class Unforeseen(TestCase):
    def answer(self, trouble):
        client = Client(raise_request_exception=False, headers={"accept-language": "en"})
        with patch("concertar.site.views.front.front_page", side_effect=trouble):
            return client.get("/")

    def test_a_refusal_is_said_with_409(self):
        answer = self.answer(Refused("mail_address_invalid"))
        self.assertContains(answer, "This e-mail address is not complete", status_code=409)
        self.assertContains(answer, "Nothing was changed.", status_code=409)

    def test_a_refusal_with_particulars_says_them(self):
        answer = self.answer(Refused("file_too_large", megabytes=10))
        self.assertContains(answer, "larger than 10 MB", status_code=409)

    def test_what_a_person_may_not_do_is_answered_403(self):
        self.assertEqual(self.answer(Forbidden("may_load")).status_code, 403)

    def test_the_sentence_of_every_room_is_known(self):
        with translation.override("en"):
            known = all_refusals().keys()
        for room in (kit, accounts, network):
            self.assertLessEqual(room.REFUSALS.keys(), known)


class MandateThatEnded(TestCase):
    """Bea spoke for the town hall until yesterday: each page that says no also says why."""

    def setUp(self):
        self.cast = factories.forum()
        self.table = factories.table_in(self.cast, State.TALKING)
        self.town = factories.actor(self.table, "state")
        self.yesterday = self.cast.forum.today() - timedelta(days=1)
        self.client = Client(headers={"accept-language": "en"})
        self.client.force_login(self.cast.bea)

    def end(self, who="bea"):
        Mandate.objects.filter(pk=self.cast.mandates[who].pk).update(ends=self.yesterday)

    def answer(self, name="tables:interest_new", method="post"):
        address = reverse(name, args=[self.table.slug, self.town.pk])
        return getattr(self.client, method)(address, {"text": "Aire", "visibility": "public"})

    def test_who_comes_a_day_late_reads_that_it_ended_when_and_what_to_do(self):
        self.end()
        for name in ("tables:interest_new", "tables:actor_means", "tables:consent_new"):
            for method in ("get", "post"):
                with self.subTest(name, method=method):
                    page = self.answer(name, method)
                    self.assertEqual(page.status_code, 403)
                    with translation.override("en"):
                        said = f"ended on {date_format(self.yesterday)}"
                    for part in ("Municipalidad de Ejemplo", said, "ask it for a new document"):
                        self.assertIn(part, page.content.decode())

    def test_a_page_that_is_hidden_now_says_so_too(self):
        self.end()
        self.assertContains(self.client.get("/tables/no-hay/"), "ended on", status_code=404)

    def test_a_mandate_that_another_one_follows_is_not_spoken_of(self):
        self.end()
        factories.mandate(self.town.seat, self.cast.bea, starts=self.cast.forum.today())
        self.assertNotContains(self.client.get("/tables/no-hay/"), "ended on", status_code=404)

    def test_nobody_reads_of_the_mandate_of_another(self):
        self.end("caio")
        self.assertNotContains(self.client.get("/tables/no-hay/"), "ended on", status_code=404)
        self.client.logout()
        self.assertNotContains(self.client.get("/tables/no-hay/"), "ended on", status_code=404)

    def test_what_ended_long_ago_is_not_brought_up(self):
        self.yesterday -= timedelta(days=400)
        self.end()
        self.assertNotContains(self.client.get("/tables/no-hay/"), "ended on", status_code=404)
