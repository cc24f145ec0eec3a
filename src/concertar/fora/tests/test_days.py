"""A mandate that ended yesterday acts nowhere; whose yesterday, the forum's place says."""

from contextlib import contextmanager
from datetime import UTC, date, datetime
from unittest.mock import patch

from django.test import TestCase

from concertar.fora import actions, rules
from concertar.fora.models import Delegate, Seat
from concertar.fora.tests import factories as make
from concertar.kit import clock
from concertar.kit.access import Refused
from concertar.network.actions import end_mandate
from concertar.network.models import Mandate

LAST = date(2026, 5, 31)
BEFORE_MIDNIGHT_IN_LIMA = datetime(2026, 6, 1, 4, 59, 59, tzinfo=UTC)
MIDNIGHT_IN_LIMA = datetime(2026, 6, 1, 5, 0, tzinfo=UTC)


@contextmanager
def at(moment):
    with (
        patch.object(clock, "now", return_value=moment),
        patch.object(clock, "database_now", return_value=moment),
    ):
        yield


class AMandateThatEndedYesterday(TestCase):
    def setUp(self):
        self.city = make.city_forum()
        self.seat, self.bea = self.city.bea_seat, self.city.bea
        Mandate.objects.filter(person=self.bea).update(ends=LAST)
        self.mandate = Mandate.objects.get(person=self.bea)

    def speaks(self):
        today = self.city.forum.today()
        answers = {
            rules.speaks_for(self.bea, self.seat, today),
            rules.mandate_of(self.bea, self.seat, today) == self.mandate,
            rules.is_mandate_for(self.mandate, self.seat, today),
            self.seat in rules.seats_spoken_for_now(self.bea),
            Delegate.objects.filter(mandate=self.mandate).valid_on(today).exists(),
        }
        self.assertEqual(len(answers), 1, answers)
        return answers.pop()

    def test_speaks_through_its_last_day_and_not_one_second_longer(self):
        with at(BEFORE_MIDNIGHT_IN_LIMA):
            self.assertTrue(self.speaks())
        with at(MIDNIGHT_IN_LIMA):
            self.assertFalse(self.speaks())

    def test_a_mandate_of_tomorrow_does_not_speak_today(self):
        Mandate.objects.filter(person=self.bea).update(starts=date(2026, 6, 1), ends=None)
        self.mandate.refresh_from_db()
        with at(BEFORE_MIDNIGHT_IN_LIMA):
            self.assertFalse(self.speaks())
        with at(MIDNIGHT_IN_LIMA):
            self.assertTrue(self.speaks())

    def test_each_forum_has_its_own_midnight_in_one_question(self):
        madrid = make.forum("Foro de Madrid", zone="Europe/Madrid")
        there = make.seat(make.constituency(madrid), self.seat.institution)
        make.delegate(there, self.bea, ends=LAST)
        in_madrid = datetime(2026, 5, 31, 22, 0, tzinfo=UTC)
        with at(in_madrid), self.assertNumQueries(1):
            self.assertEqual(list(rules.seats_spoken_for_now(self.bea)), [self.seat])
        with at(in_madrid.replace(hour=21, minute=59)):
            self.assertEqual(rules.seats_spoken_for_now(self.bea).count(), 2)

    def test_a_closed_seat_is_spoken_for_by_nobody(self):
        Seat.objects.filter(pk=self.seat.pk).update(ends=date(2026, 5, 30))
        with at(BEFORE_MIDNIGHT_IN_LIMA):
            self.assertFalse(rules.is_mandate_for(self.mandate, self.seat, self.city.forum.today()))
            self.assertNotIn(self.seat, rules.seats_spoken_for_now(self.bea))

    def test_a_stranger_speaks_for_nobody(self):
        self.assertFalse(rules.seats_spoken_for_now(self.city.zeca).exists())
        self.assertFalse(rules.seats_spoken_for_now(self.city.ana).exists())

    def test_its_seat_is_empty_in_the_balance_the_day_after(self):
        from concertar.fora.models import balance_of

        def taken():
            return balance_of(
                self.city.forum.seats.all(), self.city.forum, self.city.forum.today()
            ).occupied

        with at(BEFORE_MIDNIGHT_IN_LIMA):
            self.assertEqual(taken(), 6)
        with at(MIDNIGHT_IN_LIMA):
            self.assertEqual(taken(), 5)


class EndingAMandate(TestCase):
    def setUp(self):
        self.city = make.city_forum()
        self.delegate = self.city.delegates["Asociación Aire Limpio"]

    def refused(self, code, act, *args, **kwargs):
        with self.assertRaises(Refused) as found:
            act(*args, **kwargs)
        self.assertEqual(found.exception.code, code)

    def test_is_refused_before_its_first_day_and_after_its_last(self):
        self.refused(
            "mandate_begins_later",
            actions.end_delegate, self.delegate, on=date(2019, 12, 31), by=self.city.ana,
        )  # fmt: skip
        actions.end_delegate(self.delegate, on=LAST, by=self.city.ana)
        self.refused(
            "mandate_ends_already",
            actions.end_delegate, self.delegate, on=date(2026, 6, 1), by=self.city.ana,
        )  # fmt: skip

    def test_never_unsays_what_was_done_by_it(self):
        with patch("concertar.network.actions.mandates._last_day_used", return_value=LAST):
            self.refused(
                "mandate_used_later",
                actions.end_delegate, self.delegate, on=date(2026, 5, 30), by=self.city.ana,
            )  # fmt: skip
            actions.end_delegate(self.delegate, on=LAST, by=self.city.ana)

    def test_is_for_those_who_keep_the_forum_only(self):
        for who in (self.city.bea, self.city.zeca):
            with self.assertRaises(Exception) as found:
                end_mandate(self.delegate.mandate, on=LAST, by=who)
            self.assertEqual(type(found.exception).__name__, "Forbidden")
