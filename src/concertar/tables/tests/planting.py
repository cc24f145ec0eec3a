"""Marked values in one sheet, and a table on which everything that shows them was done."""

from django.test import TestCase

from concertar.tables import actions
from concertar.tables.models import facts_of
from concertar.tables.models.disclosure import Reader, gains_seen
from concertar.tables.models.table import State
from concertar.tables.tests import factories, scoring

REASON = "canario-motivo-7319"
NEED = "canario-interes-4471"
LEAST = "41.37"
WEIGHTS = {"efluentes": "61.83", "plazo": "38.17"}
PLANTED = (REASON, NEED, "41.37", "41,37", "61.83", "61,83", "38.17", "38,17")


def planted(cast, table):
    """Dora's sheet: a red line with a private interest, weights and a least value of their own."""
    actor = factories.actor(table, "private-sector")
    need = factories.interest(actor, NEED, visibility="facilitator")
    red_line = {"efluentes": {"planta": {"interest": need.pk, "reason": REASON}}}
    return scoring.give(
        cast, actor, "private-sector", weights=WEIGHTS, reservation=LEAST, **red_line
    )


def everybody(cast):
    for side, voice in scoring.VOICES.items():
        yield side, cast.people[voice]


class Open(TestCase):
    """Once the sheets are open, a search was made and packages are on the table."""

    def setUp(self):
        self.cast = factories.forum()
        self.table = factories.table_in(self.cast, State.SCORING, publishes=self.level())
        for side, voice in scoring.VOICES.items():
            actor = factories.actor(self.table, side)
            factories.consent(actor, self.cast.mandates[voice])
            if side != "private-sector":
                scoring.give(self.cast, actor, side)
        planted(self.cast, self.table)
        self.table = actions.unseal_scores(self.table, by=self.cast.ana)
        actions.take_step(self.table, State.PROPOSING, by=self.cast.ana)
        self.table.refresh_from_db()
        self.run_ = actions.search_packages(self.table, by=self.cast.ana)
        self.package = actions.propose_package(
            self.table,
            {"efluentes": "cada-uno", "plazo": "hoy"},
            title="Cada planta",
            run=self.run_,
            by=self.cast.ana,
        )

    def level(self):
        return "nothing"

    def gains_for(self, person):
        own = frozenset(
            actor.pk
            for side, voice in everybody(self.cast)
            if voice == person
            for actor in [factories.actor(self.table, side)]
        )
        facts = facts_of(self.table)
        reader = Reader(person == self.cast.ana, own)
        return gains_seen(facts, [self.package.pk], reader)

    def stand(self):
        self.table.state = State.STANDING
        self.table.save()
