"""What leaves with an agreement: all that was agreed, and of the scores what was consented to."""

from django.test import TestCase

from concertar.agreements import actions
from concertar.agreements.tests.factories import actor, agreement, cast
from concertar.agreements.tests.negotiation import VALUES, checked, signed
from concertar.tables.models import Actor


class OpenData(TestCase):
    def data_of(self, of):
        answer = self.client.get(f"/agreements/{of.slug}.json")
        self.assertEqual(answer.status_code, 200)
        return answer.json()

    def text_of(self, of) -> str:
        return self.client.get(f"/agreements/{of.slug}.json").content.decode()

    def test_values_by_party_leave_where_every_party_consented(self):
        made = signed(cast(), publishes="parties")
        values = self.data_of(made)["values"]
        told = {
            Actor.objects.get(pk=one["actor"]).seat.constituency.key: one["value"]
            for one in values["parties"]
        }
        self.assertEqual(told, VALUES)

    def test_values_by_constituency_leave_without_those_of_the_parties(self):
        values = self.data_of(signed(cast(), publishes="constituencies"))["values"]
        self.assertEqual(set(values), {"publishes", "constituencies"})
        told = {one["constituency"]: one["value"] for one in values["constituencies"]}
        self.assertEqual(told, VALUES)

    def test_nothing_leaves_where_nothing_was_declared(self):
        made = signed(cast(), publishes="nothing")
        self.assertEqual(self.data_of(made)["values"], {"publishes": "nothing"})
        for value in ("121/2", "12/5"):
            self.assertNotIn(value, self.text_of(made))

    def test_gains_never_leave(self):
        self.assertNotIn("12/5", self.text_of(signed(cast(), publishes="parties")))

    def test_who_did_not_consent_is_not_shown_nor_its_constituency(self):
        people = cast()
        made = signed(people, silent="academia")
        values = self.data_of(made)["values"]
        self.assertNotIn("academia", [one["constituency"] for one in values["constituencies"]])
        quiet = str(actor(made.table, "academia").pk)
        self.assertNotIn(quiet, [one["actor"] for one in values["parties"]])
        self.assertEqual(len(values["parties"]), 4)

    def test_an_agreement_that_does_not_stand_yet_publishes_no_value(self):
        people = cast()
        made = agreement(people)
        self.assertEqual(self.data_of(made)["values"], {"publishes": "nothing"})

    def test_no_confided_interest_leaves(self):
        self.assertNotIn("CONFIADO", self.text_of(signed(cast())))

    def test_checks_and_replies_leave_with_their_mandates(self):
        people = cast()
        made = signed(people)
        actions.reply_to_check(checked(made, people), text="Empezó tarde.", by=people.bea)
        data = self.data_of(made)
        check = data["checks"][0]
        self.assertEqual(check["replies"][0]["text"], "Empezó tarde.")
        known = {one["mandate"] for one in data["mandates"]}
        self.assertLessEqual({check["mandate"], check["replies"][0]["mandate"]}, known)

    def test_nobody_who_asks_gets_another_file(self):
        people = cast()
        made = signed(people, publishes="constituencies")
        files = set()
        for who in (None, people.ana, people.bea, people.zeca):
            self.client.logout()
            if who:
                self.client.force_login(who)
            files.add(self.text_of(made))
        self.assertEqual(len(files), 1)

    def test_an_agreement_nobody_knows_is_not_found(self):
        self.assertEqual(self.client.get("/agreements/nowhere.json").status_code, 404)
