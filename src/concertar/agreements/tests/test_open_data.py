"""What leaves with an agreement: all that was agreed, and of the scores what was consented to."""

from django.contrib.auth.models import AnonymousUser
from django.test import TestCase

from concertar.agreements import actions
from concertar.agreements.models import Agreement
from concertar.agreements.tests.factories import actor, agreement, cast
from concertar.agreements.tests.negotiation import (
    GAINS,
    OTHER_VALUES,
    VALUES,
    checked,
    signed,
)
from concertar.tables.comparing import compare
from concertar.tables.models import Actor, Package, Table, facts_of
from concertar.tables.models.disclosure import Reader
from concertar.tables.models.table import State

BOTH = {side: {"A": VALUES[side], "B": OTHER_VALUES[side]} for side in VALUES}


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
            Actor.objects.get(pk=one["actor"]).seat.constituency.key: one["values"]
            for one in values["parties"]
        }
        self.assertEqual(told, BOTH)

    def test_values_by_constituency_leave_without_those_of_the_parties(self):
        values = self.data_of(signed(cast(), publishes="constituencies"))["values"]
        self.assertEqual(set(values), {"publishes", "constituencies"})
        told = {one["constituency"]: one["values"] for one in values["constituencies"]}
        self.assertEqual(told, BOTH)

    def test_the_page_of_the_table_says_the_same_by_constituency(self):
        self.require_the_same(signed(cast(), publishes="constituencies"))

    def test_the_page_of_the_table_says_the_same_by_party(self):
        self.require_the_same(signed(cast(), publishes="parties", silent="academia"))

    def require_the_same(self, made):
        """What anybody reads on the page, by side, party and letter, is what the file says."""
        made.table.refresh_from_db()
        page = compare(AnonymousUser(), made.table, facts_of(made.table).actors, Reader())
        self.assertTrue(page.gains.are_values)
        letters = {one.package.pk: one.letter for one in page.packages}

        def told(of):
            return {
                str(who): {letters[key]: str(amount) for key, amount in amounts.items()}
                for who, amounts in of.items()
            }

        values = self.data_of(made)["values"]
        sides = made.table.forum.constituencies
        said = {
            str(sides.get(key=one["constituency"]).pk): one["values"]
            for one in values["constituencies"]
        }
        self.assertEqual(said, told(page.gains.by_side))
        said = {one["actor"]: one["values"] for one in values.get("parties", [])}
        self.assertEqual(said, told(page.gains.by_party))
        self.assertTrue(page.gains.by_side)

    def test_nothing_leaves_where_nothing_was_declared(self):
        made = signed(cast(), publishes="nothing")
        data = self.data_of(made)
        self.assertEqual(data["values"], {"publishes": "nothing"})
        self.assertEqual([one["letter"] for one in data["packages"]], ["A", "B"])
        for mark in ("121/2", "301/4", *GAINS, "origins", "greatest_sum"):
            self.assertNotIn(mark, self.text_of(made))

    def test_which_rule_chose_a_package_leaves_with_the_values_only(self):
        people = cast()
        made = signed(people, publishes="constituencies")
        origins = [one["origins"] for one in self.data_of(made)["packages"]]
        self.assertEqual(origins, [["leximin"], ["greatest_sum"]])
        Agreement.objects.filter(pk=made.pk).update(status="signing")
        Table.objects.update(state=State.SIGNING)
        self.assertNotIn("origins", self.text_of(made))
        self.assertEqual(self.data_of(made)["values"]["constituencies"], [])

    def test_gains_never_leave(self):
        text = self.text_of(signed(cast(), publishes="parties"))
        for gain in GAINS:
            self.assertNotIn(gain, text)

    def test_a_package_taken_off_the_table_does_not_leave(self):
        made = signed(cast(), publishes="parties")
        Package.objects.filter(table=made.table, letter="B").update(is_withdrawn=True)
        self.assertNotIn("301/4", self.text_of(made))
        self.assertEqual([one["letter"] for one in self.data_of(made)["packages"]], ["A"])

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
