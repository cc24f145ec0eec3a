"""When a commitment is late, how far it is, and what costs and limits come to: pure questions."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from django.test import SimpleTestCase

from concertar.agreements.arithmetic import Bound, Taken, case_of, costs_of
from concertar.agreements.following import (
    MOST_READINGS,
    Standing,
    Value,
    days_late,
    is_reached,
    share_of_way,
    standing_of,
    told,
)
from concertar.kit.numbers import plain_number

DUE = date(2026, 10, 31)


class Following(SimpleTestCase):
    def test_it_is_late_from_the_day_after(self):
        self.assertEqual(standing_of(DUE, None, DUE), Standing.DUE)
        self.assertEqual(standing_of(DUE, 2, DUE + timedelta(days=1)), Standing.LATE)
        self.assertEqual(days_late(DUE, 1, date(2026, 11, 23)), 23)

    def test_what_is_done_is_never_late(self):
        self.assertEqual(standing_of(DUE, 3, date(2030, 1, 1)), Standing.DONE)
        self.assertEqual(days_late(DUE, 3, date(2030, 1, 1)), 0)

    def test_what_has_no_day_yet_is_not_late(self):
        self.assertEqual(standing_of(None, 0, DUE), Standing.DUE)

    def test_the_way_to_a_target_leads_up_or_down(self):
        three, one, two = Decimal(3), Decimal(1), Decimal(2)
        self.assertEqual(share_of_way(one, three, two), Fraction(1, 2))
        self.assertEqual(share_of_way(three, one, two), Fraction(1, 2))
        self.assertIsNone(share_of_way(one, one, two))
        self.assertTrue(is_reached(one, three, three))
        self.assertFalse(is_reached(one, three, two))
        self.assertTrue(is_reached(Decimal(300), Decimal(250), Decimal(250)))
        self.assertFalse(is_reached(Decimal(300), Decimal(250), Decimal("250.01")))

    def test_of_a_day_the_worst_station_is_told(self):
        day = date(2026, 5, 1)
        values = [Value(day, Decimal(n)) for n in (200, 260, 240)]
        self.assertEqual(told(values, worst_is_most=True), [Value(day, Decimal(260))])
        self.assertEqual(told(values, worst_is_most=False), [Value(day, Decimal(200))])

    def test_of_many_days_the_worst_of_each_month_is_told(self):
        start = date(2026, 1, 1)
        values = [Value(start + timedelta(days=i), Decimal(i % 31)) for i in range(365)]
        months = told(values, worst_is_most=True)
        self.assertEqual(len(months), 12)
        self.assertEqual(months, sorted(months, key=lambda one: one.day))
        years = [Value(start + timedelta(days=i), Decimal(i % 7)) for i in range(3000)]
        self.assertEqual(len(told(years, worst_is_most=True)), MOST_READINGS)


class Arithmetic(SimpleTestCase):
    def taken(self, **rest):
        values = {"is_status_quo": False, "affects": frozenset({"so2"}), "costs": {},
                  "effects": {}} | rest  # fmt: skip
        return Taken(**values)

    def range(self, *ends):
        return tuple(Decimal(end) for end in ends)

    def test_each_payer_pays_the_sum(self):
        taken = [self.taken(costs={"a": 5, "b": 1}), self.taken(costs={"a": 7})]
        self.assertEqual(costs_of(taken), {"a": 12, "b": 1})

    def test_the_worst_case_alone_is_compared_and_may_touch(self):
        bound = Bound("eca", "so2", None, Decimal(250))
        baselines = {"so2": self.range(250, 280, 330)}
        exact = [self.taken(effects={"so2": self.range(-90, -85, -80)})]
        case = case_of(bound, exact, baselines)
        self.assertEqual((case.low, case.high, case.keeps), (Decimal(160), Decimal(250), True))
        short = [self.taken(effects={"so2": self.range(-90, -85, Decimal("-79.999999"))})]
        self.assertFalse(case_of(bound, short, baselines).keeps)

    def test_a_limit_from_below_is_compared_with_the_low_end(self):
        bound = Bound("caudal", "so2", Decimal(100), None)
        baselines = {"so2": self.range(90, 120, 150)}
        self.assertFalse(case_of(bound, [], baselines).keeps)
        more = [self.taken(effects={"so2": self.range(10, 12, 15)})]
        self.assertTrue(case_of(bound, more, baselines).keeps)

    def test_what_nobody_knows_keeps_no_limit(self):
        bound = Bound("eca", "so2", None, Decimal(250))
        baselines = {"so2": self.range(0, 0, 0)}
        self.assertFalse(case_of(bound, [self.taken()], baselines).keeps)
        self.assertFalse(case_of(bound, [], {}).keeps)

    def test_as_today_and_outside_what_an_issue_moves_nothing_is_added(self):
        bound = Bound("eca", "so2", None, Decimal(250))
        baselines = {"so2": self.range(1, 2, 3)}
        still = [self.taken(is_status_quo=True), self.taken(affects=frozenset())]
        self.assertEqual(case_of(bound, still, baselines).high, Decimal(3))

    def test_a_number_has_one_spelling(self):
        for written, said in (("1200.000000", "1200"), ("0.500000", "0.5"), ("-9", "-9"),
                              ("100", "100"), ("0.000000", "0"), ("1E+3", "1000")):  # fmt: skip
            self.assertEqual(plain_number(Decimal(written)), said)
        self.assertIsNone(plain_number(None))
