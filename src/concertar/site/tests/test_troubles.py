"""Refusals that no page foresaw are answered in a sentence, never as a broken server."""

from unittest.mock import patch

from django.test import Client, TestCase
from django.utils import translation

from concertar.accounts import wording as accounts
from concertar.kit import wording as kit
from concertar.kit.access import Forbidden, Refused, all_refusals
from concertar.network import wording as network


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
