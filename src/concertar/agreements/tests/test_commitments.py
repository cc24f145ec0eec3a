"""Commitments: who promises, who checks, who replies, and who may do neither."""

from datetime import timedelta
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.test import TestCase

from concertar.agreements import actions
from concertar.agreements.models import Check, Commitment, Reply
from concertar.agreements.tests.factories import actor, agreement, cast, commitment, draft
from concertar.agreements.tests.negotiation import checked, promised, signed
from concertar.kit.access import Forbidden, Refused
from concertar.kit.models import JournalEntry
from concertar.tables.tests.factories import mandate, table_in


class Promising(TestCase):
    def setUp(self):
        self.cast = cast()
        self.draft = draft(self.cast)

    def test_a_facilitator_adds_a_commitment_to_the_draft(self):
        made = commitment(self.draft, self.cast, supporting=[actor(self.draft.table, "academia")])
        self.assertEqual((made.number, made.lacks), (1, ()))
        self.assertEqual(made.supporting.get().seat.constituency.key, "academia")
        entry = JournalEntry.objects.get(verb="agreements.commitment_promised")
        self.assertEqual(entry.territory, str(self.cast.forum.territory.pk))

    def test_neither_a_delegate_nor_a_stranger_promises_for_others(self):
        for who in (self.cast.bea, self.cast.zeca):
            with self.assertRaises(Forbidden):
                actions.promise(
                    self.draft, deliverable="Nada", responsible=actor(self.draft.table, "state"),
                    by=who,
                )  # fmt: skip
        self.assertFalse(Commitment.objects.exists())

    def refused(self, code, **terms):
        with self.assertRaises(Refused) as refusal:
            commitment(self.draft, self.cast, **terms)
        self.assertEqual(refusal.exception.code, code)
        self.assertFalse(Commitment.objects.exists())

    def test_an_empty_chair_promises_nothing(self):
        absent = actor(self.draft.table, "academia")
        absent.is_empty_chair, absent.absence = True, "Dos oficios"
        absent.save()
        self.refused("empty_chair_promises_nothing", responsible=absent)
        self.refused("empty_chair_promises_nothing", supporting=[absent])

    def test_the_responsible_does_not_also_support(self):
        self.refused("supports_itself", supporting=[actor(self.draft.table, "state")])

    def test_a_party_of_another_table_is_refused(self):
        other = actor(table_in(self.cast, "talking", slug="otra"), "state")
        self.refused("party_of_another_table", responsible=other)

    def test_what_no_column_holds_is_refused_in_a_sentence(self):
        self.refused("field_does_not_fit", deliverable="x" * 301)
        self.refused("field_does_not_fit", baseline=Decimal("1e20"))
        self.refused("field_does_not_fit", translations={"en": {"color": "blue"}})
        self.refused("deliverable_is_empty", deliverable="  ")

    def test_it_says_what_it_lacks_and_cannot_be_signed_so(self):
        made = commitment(self.draft, self.cast, due=None, target=None)
        self.assertEqual(made.lacks, ("due", "target"))
        with self.assertRaises(Refused):
            actions.freeze_text(self.draft, place="Chimbote", by=self.cast.ana)

    def test_two_who_change_it_at_once_lose_nothing(self):
        made = commitment(self.draft, self.cast)
        read = made.stamp()
        actions.change_commitment(made, deliverable="Una planta", base=read, by=self.cast.ana)
        with self.assertRaises(Refused) as refusal:
            actions.change_commitment(made, deliverable="Dos", base=read, by=self.cast.ana)
        self.assertEqual(refusal.exception.code, "commitment_changed")
        self.assertEqual(Commitment.objects.get().deliverable, "Una planta")

    def test_those_after_a_dropped_one_move_up(self):
        first = commitment(self.draft, self.cast)
        for name in ("Dos", "Tres"):
            commitment(self.draft, self.cast, deliverable=name)
        actions.drop_commitment(first, by=self.cast.ana)
        kept = list(Commitment.objects.values_list("number", "deliverable"))
        self.assertEqual(kept, [(1, "Dos"), (2, "Tres")])


class Checking(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.cast = cast()
        cls.agreement = signed(cls.cast)
        cls.commitment = promised(cls.agreement)  # the town hall's, for which Bea speaks

    def refused(self, code, **terms):
        before = Check.objects.count()
        with self.assertRaises(Refused) as refusal:
            checked(self.agreement, self.cast, **terms)
        self.assertEqual(refusal.exception.code, code)
        self.assertEqual(Check.objects.count(), before)

    def test_somebody_else_checks(self):
        check = checked(self.agreement, self.cast)
        self.assertEqual(check.actor.seat.constituency.key, "civil-society")
        self.assertEqual(check.day, self.cast.forum.today())
        entry = JournalEntry.objects.get(verb="agreements.commitment_checked")
        institution = self.cast.seats["civil-society"].institution
        self.assertEqual(entry.on_behalf_of, str(institution.pk))
        self.assertEqual(entry.facts["score"], 2)

    def test_the_responsible_may_not_check_itself(self):
        self.refused("checks_own_commitment", by=self.cast.bea)

    def test_nor_may_a_person_who_speaks_for_two_of_which_one_is_the_responsible(self):
        hers = mandate(self.cast.seats["academia"], self.cast.bea, capacity="alternate")
        self.refused("checks_own_commitment", by=self.cast.bea)
        self.refused("checks_own_commitment", by=self.cast.ana, mandate=hers, channel="paper")

    def test_a_stranger_may_not_check(self):
        with self.assertRaises(Forbidden):
            checked(self.agreement, self.cast, by=self.cast.zeca)

    def test_a_facilitator_types_in_a_sheet_by_the_mandate_on_it(self):
        self.refused("sheet_without_mandate", by=self.cast.ana)
        check = checked(
            self.agreement, self.cast, by=self.cast.ana, channel="paper",
            mandate=self.cast.mandates["elis"],
        )  # fmt: skip
        self.assertEqual(check.actor.seat.constituency.key, "academia")
        self.assertEqual((check.channel, check.entered_by), ("paper", self.cast.ana))

    def test_a_facilitator_cannot_type_in_a_sheet_of_the_responsible(self):
        self.refused(
            "checks_own_commitment", by=self.cast.ana, channel="hall",
            mandate=self.cast.mandates["bea"],
        )  # fmt: skip

    def test_a_delegate_cannot_use_the_mandate_of_another(self):
        with self.assertRaises(Forbidden):
            checked(
                self.agreement, self.cast, by=self.cast.caio, channel="paper",
                mandate=self.cast.mandates["elis"],
            )  # fmt: skip

    def test_the_day_is_today_on_the_site_and_never_to_come(self):
        today = self.cast.forum.today()
        self.refused("day_in_the_future", on=today + timedelta(days=1))
        self.refused("day_needs_paper", on=today - timedelta(days=1))

    def test_nothing_is_checked_before_the_agreement_stood(self):
        self.refused(
            "day_before_agreement", by=self.cast.ana, channel="paper",
            mandate=self.cast.mandates["elis"], on=self.cast.forum.today() - timedelta(days=1),
        )  # fmt: skip

    def test_a_check_needs_evidence_and_a_known_score(self):
        self.refused("evidence_is_empty", evidence=" ")
        self.refused("score_unknown", score=4)
        yesterday = self.cast.forum.today() - timedelta(days=1)
        self.refused("reply_before_check", reply_by=yesterday)

    def test_a_form_that_is_sent_twice_is_recorded_once(self):
        checked(self.agreement, self.cast)
        self.refused("check_known")

    def test_a_check_never_changes(self):
        check = checked(self.agreement, self.cast)
        for change in (lambda: Check.objects.update(score=3), check.delete):
            with self.assertRaises(IntegrityError), transaction.atomic():
                change()

    def test_only_the_responsible_replies(self):
        check = checked(self.agreement, self.cast)
        for who in (self.cast.caio, self.cast.zeca):
            with self.assertRaises(Forbidden):
                actions.reply_to_check(check, text="No es así.", by=who)
        reply = actions.reply_to_check(check, text="Empezó tarde.", by=self.cast.bea)
        self.assertEqual(reply.mandate, self.cast.mandates["bea"])
        entry = JournalEntry.objects.get(verb="agreements.check_replied")
        self.assertEqual(entry.on_behalf_of, str(self.cast.seats["state"].institution.pk))

    def test_a_reply_is_not_empty_nor_twice_the_same(self):
        check = checked(self.agreement, self.cast)
        for text, code in ((" ", "reply_is_empty"), ("Sí.", ""), ("Sí.", "reply_known")):
            if not code:
                actions.reply_to_check(check, text=text, by=self.cast.bea)
                continue
            with self.assertRaises(Refused) as refusal:
                actions.reply_to_check(check, text=text, by=self.cast.bea)
            self.assertEqual(refusal.exception.code, code)
        self.assertEqual(Reply.objects.count(), 1)

    def test_how_it_goes_follows_from_the_day_and_the_last_check(self):
        def standing(number):
            return Commitment.objects.following().get(number=number).standing

        self.assertEqual((standing(1), standing(2)), ("due", "late"))
        checked(self.agreement, self.cast, number=2, score=3)
        self.assertEqual(standing(2), "done")
        checked(self.agreement, self.cast, number=2, score=1, evidence="Ya no funciona.")
        self.assertEqual(standing(2), "late")

    def test_a_reply_is_awaited_until_it_comes(self):
        def awaited():
            return Commitment.objects.following().get(number=1).awaited

        until = self.cast.forum.today() + timedelta(days=15)
        check = checked(self.agreement, self.cast, reply_by=until)
        self.assertEqual(awaited(), until)
        actions.reply_to_check(check, text="Empezó tarde.", by=self.cast.bea)
        self.assertIsNone(awaited())


class NotStanding(TestCase):
    def test_what_is_not_signed_is_not_checked(self):
        people = cast()
        made = agreement(people)
        with self.assertRaises(Refused) as refusal:
            checked(made, people)
        self.assertEqual(refusal.exception.code, "agreement_not_standing")

    def test_a_frozen_text_takes_no_more_commitments_and_lets_none_go(self):
        people = cast()
        made = agreement(people)
        with self.assertRaises(Refused):
            commitment(made.draft, people)
        with self.assertRaises(Refused):
            actions.drop_commitment(promised(made), by=people.ana)
