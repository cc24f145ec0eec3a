"""Two sheets of one party at the same instant: both are kept, one after the other.

Each claim has its negative control: with the guard taken away the same test sees what it keeps off.
"""

from django.db import IntegrityError, connection, transaction
from django.test import TestCase

from concertar.accounts.models import Person
from concertar.kit.access import Refused
from concertar.kit.tests import races
from concertar.tables import actions
from concertar.tables.actions import sheets
from concertar.tables.models import Misreading, Sheet, Table
from concertar.tables.models.table import State
from concertar.tables.tests import factories, scoring
from concertar.tables.tests.factories import actor, mandate, person


def set_up_scoring():
    """A table that scores, and two people who speak for the town hall."""
    with transaction.atomic():
        cast = factories.forum()
        mandate(cast.seats["state"], person("gina"), capacity="alternate")
        factories.table_in(cast, State.SCORING)


def give_as(who, points):
    table = Table.objects.select_related("forum").get()
    town = actor(table, "state")
    answers = scoring.sheet_of(table, "state", efluentes={"hoy": points})
    by = Person.objects.get(email=f"{who}@example.org")
    races.line_up()
    try:
        actions.give_sheet(town, answers, by=by)
    except IntegrityError:
        return "clash"
    return "given"


def give_as_carelessly(who, points):
    """Which number comes next is asked before, without the lock of the table."""
    last = Sheet.objects.count()
    sheets._next_number = lambda _actor: last + 1
    return give_as(who, points)


def drop_the_constraint():
    constraint = next(one for one in Sheet._meta.constraints if one.name == "one_sheet_of_a_number")
    # SQLite makes the table again from what the noun declares.
    Sheet._meta.constraints = [one for one in Sheet._meta.constraints if one is not constraint]
    with connection.schema_editor() as editor:
        editor.remove_constraint(Sheet, constraint)


def kept():
    """The number of each sheet, and how many scores it has."""
    return [[one.number, one.scores.count()] for one in Sheet.objects.order_by("number", "pk")]


class TwoSheetsAtOnce(TestCase):
    def race(self, act, *, constrained=True):
        with races.installation() as place:
            place.run(set_up_scoring)
            if not constrained:
                place.run(drop_the_constraint)
            answers = place.race((act, "bea", 0), (act, "gina", 1))
            return sorted(answers), place.run(kept)

    def test_both_are_kept_whole_and_the_later_one_counts(self):
        self.assertEqual(self.race(give_as), (["given", "given"], [[1, 5], [2, 5]]))

    def test_where_nobody_waits_the_database_still_takes_one_of_a_number(self):
        self.assertEqual(self.race(give_as_carelessly), (["clash", "given"], [[1, 5]]))

    def test_without_the_constraint_two_would_both_be_the_first(self):
        found = self.race(give_as_carelessly, constrained=False)
        self.assertEqual(found, (["given", "given"], [[1, 5], [1, 5]]))


GUESSERS = ("gina", "hugo", "ines", "juan", "kira")


def set_up_a_sheet_of_paper():
    """A sheet that Ana typed in, and five others who facilitate too."""
    with transaction.atomic():
        cast = factories.forum()
        table = factories.table_in(cast, State.SCORING)
        for who in GUESSERS:
            scoring.second_facilitator(cast, who)
        actions.type_in_sheet(
            actor(table, "state"), scoring.sheet_of(table, "state"),
            mandate=cast.mandates["bea"], by=cast.ana,
        )  # fmt: skip


def guess_as(who, points):
    sheet = Sheet.objects.select_related("actor__table").get()
    answers = scoring.sheet_of(sheet.actor.table, "state", efluentes={"hoy": points})
    by = Person.objects.get(email=f"{who}@example.org")
    races.line_up()
    try:
        actions.countersign_sheet(sheet, by=by, answers=answers)
    except Refused as refusal:
        return refusal.code
    return "countersigned"


def guess_as_carelessly(who, points):
    """How many have tried is asked before, and not again."""
    sheets.MOST_READINGS += Misreading.objects.count() + len(GUESSERS)
    return guess_as(who, points)


def guesses():
    return Misreading.objects.count()


class ManyGuessesAtOnce(TestCase):
    def race(self, act):
        with races.installation() as place:
            place.run(set_up_a_sheet_of_paper)
            acts = [(act, who, points) for points, who in enumerate(GUESSERS, 1) if points < 5]
            return sorted(place.race(*acts)), place.run(guesses)

    def test_no_more_than_three_are_answered(self):
        answers = ["countersign_differs"] * 3 + ["countersign_readings_used"]
        self.assertEqual(self.race(guess_as), (answers, 3))

    def test_without_the_count_all_would_be(self):
        self.assertEqual(self.race(guess_as_carelessly), (["countersign_differs"] * 4, 4))
