"""Who keeps the network's data, and that somebody always does."""

from django.test import TestCase

from concertar.accounts import actions
from concertar.accounts.models import Person
from concertar.accounts.tests.factories import person
from concertar.kit.access import OPERATOR, Forbidden, Refused
from concertar.kit.models import JournalEntry


class Stewards(TestCase):
    def setUp(self):
        self.ana, self.zeca = person("ana"), person("zeca")
        self.rosa = person("rosa", is_steward=True)

    def test_the_operator_appoints_the_first_and_stewards_the_next(self):
        ana = actions.appoint_steward(self.ana, by=OPERATOR)
        actions.appoint_steward(self.zeca, by=ana)
        self.assertEqual(Person.objects.stewards().count(), 3)
        channels = JournalEntry.objects.order_by("id").values_list("verb", "channel")
        self.assertEqual(
            list(channels),
            [("accounts.steward_appointed", "command"), ("accounts.steward_appointed", "web")],
        )

    def test_nobody_else_appoints_dismisses_closes_or_reopens(self):
        acts = (
            actions.appoint_steward,
            actions.dismiss_steward,
            actions.close_person,
            actions.reopen_person,
        )
        for act in acts:
            for person_ in (self.ana, self.rosa):
                with self.subTest(act.__name__), self.assertRaises(Forbidden):
                    act(person_, by=self.zeca)
        self.assertFalse(JournalEntry.objects.exists())

    def test_a_closed_steward_has_no_power_left(self):
        actions.appoint_steward(self.ana, by=OPERATOR)
        ana = actions.close_person(self.ana, by=self.rosa)
        with self.assertRaises(Forbidden):
            actions.appoint_steward(self.zeca, by=ana)

    def test_the_last_steward_can_neither_be_dismissed_nor_closed(self):
        for act in (actions.dismiss_steward, actions.close_person):
            with self.subTest(act.__name__), self.assertRaises(Refused) as refused:
                act(self.rosa, by=OPERATOR)
            self.assertEqual(refused.exception.code, "last_steward")
        ana = actions.appoint_steward(self.ana, by=OPERATOR)
        actions.dismiss_steward(self.rosa, by=ana)
        self.assertEqual(list(Person.objects.stewards()), [ana])

    def test_stewards_do_not_close_themselves(self):
        ana = actions.appoint_steward(self.ana, by=OPERATOR)
        with self.assertRaises(Forbidden):
            actions.close_person(ana, by=ana)

    def test_closing_and_reopening_twice_is_refused_with_a_code(self):
        actions.close_person(self.zeca, by=self.rosa)
        with self.assertRaises(Refused) as refused:
            actions.close_person(self.zeca, by=self.rosa)
        self.assertEqual(refused.exception.code, "already_closed")
        actions.reopen_person(self.zeca, by=self.rosa)
        with self.assertRaises(Refused) as refused:
            actions.reopen_person(self.zeca, by=self.rosa)
        self.assertEqual(refused.exception.code, "not_closed")
        with self.assertRaises(Refused) as refused:
            actions.appoint_steward(self.rosa, by=OPERATOR)
        self.assertEqual(refused.exception.code, "already_steward")
