"""Deadlines are decided to the microsecond, by one clock, and shown in the place's own time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

import time_machine
from django.db import connection, transaction
from django.test import SimpleTestCase, TestCase

from concertar.kit import clock

CLOSE = datetime(2026, 6, 5, 17, 0, tzinfo=UTC)
A_MOMENT = timedelta(microseconds=1)


class AtTheBoundary(SimpleTestCase):
    def test_the_opening_moment_is_open_and_the_closing_moment_is_closed(self):
        opening = CLOSE - timedelta(days=1)
        for at, is_open in {
            opening - A_MOMENT: False,
            opening: True,
            opening + A_MOMENT: True,
            CLOSE - A_MOMENT: True,
            CLOSE: False,
            CLOSE + A_MOMENT: False,
        }.items():
            with self.subTest(at):
                self.assertIs(clock.is_within(opening, CLOSE, at), is_open)

    def test_an_end_that_was_not_set_is_no_limit(self):
        self.assertTrue(clock.is_within(None, None, CLOSE))
        self.assertFalse(clock.is_within(None, CLOSE, CLOSE))
        self.assertFalse(clock.is_within(CLOSE, None, CLOSE - A_MOMENT))

    def test_two_zones_agree_on_the_boundary(self):
        in_lima = clock.in_zone(CLOSE, "America/Lima")
        self.assertFalse(clock.is_within(None, in_lima, CLOSE))
        self.assertTrue(clock.is_within(None, in_lima, CLOSE - A_MOMENT))


class TheDatabasesClock(TestCase):
    def test_is_in_utc_and_near_ours(self):
        moment = clock.database_now()
        self.assertEqual(moment.utcoffset(), timedelta(0))
        self.assertLess(abs(moment - clock.now()), timedelta(seconds=30))

    def test_goes_on_inside_a_transaction(self):
        with transaction.atomic():
            first = clock.database_now()
            with connection.cursor() as cursor:
                while clock.database_now() <= first:
                    cursor.execute("SELECT 1")

    def test_is_another_than_the_processs_where_the_database_is_another_process(self):
        with time_machine.travel(CLOSE - A_MOMENT, tick=False):
            self.assertEqual(clock.now(), CLOSE - A_MOMENT)
            ours = clock.database_now() == CLOSE - A_MOMENT
        self.assertIs(ours, connection.vendor == "sqlite")


class InThePlacesZone(SimpleTestCase):
    def test_lima_is_five_hours_behind(self):
        self.assertEqual(clock.in_zone(CLOSE, "America/Lima").hour, 12)

    def test_every_zone_shows_the_same_moment_on_the_nights_the_clocks_change(self):
        for moment in (
            datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
            datetime(2026, 10, 25, 0, 59, 59, 999999, tzinfo=UTC),
            datetime(2026, 10, 25, 1, 0, tzinfo=UTC),
            datetime(2026, 11, 1, 6, 0, tzinfo=UTC),
        ):
            for zone in sorted(available_timezones()):
                shown = clock.in_zone(moment, zone)
                self.assertEqual(shown.astimezone(UTC), moment, zone)
