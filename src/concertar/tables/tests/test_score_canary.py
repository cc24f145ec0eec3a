"""What is planted in one sheet appears on no page of anybody else, in no log and in no refusal."""

import logging
from fractions import Fraction

from django.test import Client
from django.urls import reverse

from concertar.kit.access import Refused
from concertar.kit.numbers import said_number
from concertar.tables import actions
from concertar.tables.models import (
    Choice,
    Condition,
    Countersign,
    Interest,
    Package,
    PackageValue,
    Run,
    Score,
    Sheet,
    Weight,
)
from concertar.tables.models.table import State
from concertar.tables.tests import factories, scoring
from concertar.tables.tests.planting import LEAST, NEED, PLANTED, REASON, WEIGHTS, Open


class Canary(Open):
    """What was planted in one sheet appears on no page, in no log and in no refusal."""

    def pages(self):
        actors = [factories.actor(self.table, side) for side in scoring.LIKINGS]
        yield reverse("tables:table_detail", args=["bahia"])
        yield reverse("tables:scores", args=["bahia"])
        yield reverse("tables:packages", args=["bahia"])
        yield reverse("tables:package_propose", args=["bahia"]) + "?rule=leximin"
        for actor in actors:
            for name in ("sheet", "sheet_type_in", "sheet_countersign"):
                yield reverse(f"tables:{name}", args=["bahia", actor.pk])

    def test_nothing_planted_is_on_any_page_of_anybody_else(self):
        for who in ("bea", "caio", "elis", "fabio", "zeca", None):
            client = Client()
            if who:
                client.force_login(self.cast.people[who])
            for url in self.pages():
                body = client.get(url, follow=True).content.decode()
                for mark in PLANTED:
                    with self.subTest(who=who, url=url, mark=mark):
                        self.assertNotIn(mark, body)

    def test_the_negative_control_finds_them_with_their_own_seat(self):
        self.client.force_login(self.cast.dora)
        url = reverse(
            "tables:sheet", args=["bahia", factories.actor(self.table, "private-sector").pk]
        )
        body = self.client.get(url).content.decode()
        self.assertIn(REASON, body)
        self.assertIn(NEED, body)

    def test_no_title_of_the_facilitators_pages_tells_a_score(self):
        self.client.force_login(self.cast.ana)
        for url in self.pages():
            body = self.client.get(url).content.decode()
            head = body.split("</head>")[0]
            for mark in PLANTED:
                self.assertNotIn(mark, head)

    def test_values_of_others_are_on_no_page_of_a_party(self):
        dora = factories.actor(self.table, "private-sector")
        value = PackageValue.objects.get(actor=dora)
        said = said_number(Fraction(value.value), places=1)
        self.client.force_login(self.cast.bea)
        page = self.client.get(reverse("tables:packages", args=["bahia"])).content.decode()
        self.assertNotIn(dora.seat.institution.name, page.split("</main>")[0].split("<main")[1])
        self.assertNotIn(said, page)

    def test_a_refusal_and_the_log_repeat_no_score(self):
        self.client.force_login(self.cast.dora)
        actor = factories.actor(self.table, "private-sector")
        answers = scoring.sheet_of(
            self.table, "private-sector", weights=WEIGHTS, plazo={"hoy": 3}, reservation=LEAST,
            efluentes={"planta": {"interest": actor.pk, "reason": REASON}},
        )  # fmt: skip
        with self.assertNoLogs(level=logging.WARNING), self.assertRaises(Refused) as refusal:
            actions.give_sheet(actor, answers, by=self.cast.dora)
        told = f"{refusal.exception} {refusal.exception.params}"
        for mark in PLANTED:
            self.assertNotIn(mark, told)

    def test_whoever_may_not_see_a_sheet_learns_not_whether_it_is_there(self):
        """A sealed sheet and a missing one answer alike, to the facilitator too."""
        other = factories.forum("Foro de otra parte", sides={
            "state": ("Estado", "Otra Municipalidad de Ejemplo", "hugo"),
            "academia": ("Academia", "Otra Universidad de Ejemplo", "ines"),
        })  # fmt: skip
        table = factories.table_in(other, State.SCORING, slug="otra")
        given = factories.actor(table, "state")
        actions.give_sheet(given, scoring.sheet_of(table, "state"), by=other.hugo)
        missing = factories.actor(table, "academia")
        for person in (other.ana, other.zeca, self.cast.bea):
            self.client.force_login(person)
            answers = [
                self.client.get(reverse("tables:sheet", args=["otra", actor.pk])).status_code
                for actor in (given, missing)
            ]
            self.assertEqual(answers, [403, 403])

    def test_packages_and_choices_are_all_that_a_stranger_may_read(self):
        for rows in (Package, Choice):
            self.assertTrue(rows.objects.visible_to(self.cast.zeca).exists())
        for rows in (Run, Sheet, Score, Weight, Condition, Countersign, PackageValue):
            self.assertFalse(rows.objects.visible_to(self.cast.zeca).exists())
        self.assertNotIn(NEED, str(list(Interest.objects.visible_to(self.cast.zeca).values())))
