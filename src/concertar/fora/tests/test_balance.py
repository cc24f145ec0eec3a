"""The balance of a forum: by side, women, youth and poorest districts, beside the quotas."""

from decimal import Decimal

from django.test import TestCase

from concertar.fora import drawings
from concertar.fora.models import balance_of
from concertar.fora.tests import factories as make


class ABalance(TestCase):
    def setUp(self):
        self.forum = make.forum(
            women_quota=Decimal("0.5"), youth_quota=Decimal("0.3"), poorest_quota=None
        )
        self.state = make.constituency(self.forum, "Estado", least_seats=2)
        self.people = make.constituency(self.forum, "Comunidades")
        self.council = make.seat(self.state, "Municipalidad")
        self.board = make.seat(self.people, "Junta", of_poorest_district=True)
        self.club = make.seat(self.people, "Club de Madres", of_poorest_district=True)

    def balance(self, seats=None):
        seats = self.forum.seats.all() if seats is None else seats
        return balance_of(seats, self.forum, self.forum.today())

    def test_of_an_empty_room_meets_no_quota(self):
        balance = self.balance()
        self.assertEqual((balance.seats, balance.occupied), (3, 0))
        self.assertEqual(
            (balance.women.is_met, balance.young.is_met, balance.poorest.is_met),
            (False, False, None),
        )
        self.assertFalse(balance.is_met)

    def test_counts_only_those_whose_seat_is_taken(self):
        make.delegate(self.council, "caio", gender="man", age="adult")
        make.delegate(self.club, "dora", gender="woman", age="young")
        balance = self.balance()
        state, people = balance.sides
        self.assertEqual((state.occupied, state.is_met), (1, False))
        self.assertEqual((people.occupied, people.seats, people.is_met), (1, 2, True))
        self.assertEqual((balance.women.count, balance.women.is_met), (1, True))
        self.assertEqual((balance.young.count, balance.young.share), (1, Decimal("0.5")))
        self.assertEqual((balance.poorest.count, balance.poorest.among), (1, 2))

    def test_an_alternate_counts_only_where_the_delegate_is_missing(self):
        make.delegate(self.board, "elis", gender="woman", capacity="alternate")
        self.assertEqual(self.balance().women.count, 1)
        make.delegate(self.board, "fede", gender="man")
        balance = self.balance()
        self.assertEqual((balance.women.count, balance.occupied), (0, 1))

    def test_of_a_session_is_that_of_the_seats_that_came(self):
        make.delegate(self.council, "caio", gender="woman")
        make.delegate(self.board, "dora", gender="man")
        balance = self.balance([self.council])
        self.assertEqual((balance.seats, balance.women.share), (1, 1))
        self.assertEqual(len(balance.sides), 2, "a side that nobody sits on is told too")

    def test_marks_do_not_stand_in_the_order_of_the_seats(self):
        make.delegate(self.board, "dora", gender="man")
        make.delegate(self.club, "elis", gender="woman", age="young")
        for seats in ([self.board, self.club], [self.club, self.board]):
            kinds = [mark.kind for mark in self.balance(seats).sides[1].marks]
            self.assertEqual(kinds, ["woman", "man"])

    def test_what_was_not_declared_or_is_other_is_one_mark(self):
        make.delegate(self.board, "dora", gender="other")
        make.delegate(self.club, "elis")
        kinds = {mark.kind for mark in self.balance().sides[1].marks}
        self.assertEqual(kinds, {"undeclared"})

    def test_is_told_in_words_beside_each_quota(self):
        make.delegate(self.council, "caio", gender="woman")
        told = {one.label: one for one in drawings.tell_balance(self.balance())}
        self.assertEqual(len(told), 5)
        self.assertFalse(told["Estado"].is_met)
        self.assertIsNone(drawings.tell_balance(self.balance())[-1].is_met)

    def test_is_drawn_only_where_there_are_seats(self):
        self.assertIsNotNone(drawings.draw_seats(self.balance(), []))
        empty = make.forum("Foro Vacío")
        self.assertIsNone(drawings.draw_seats(balance_of([], empty, empty.today()), []))
