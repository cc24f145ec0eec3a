"""Sealed until all are in, then for the facilitator only: what a sheet says reaches nobody else.

What was planted in one sheet is looked for on the pages in `test_score_canary`.
"""

import json
import re
from fractions import Fraction

from django.test import TestCase

from concertar.accounts.models import Person
from concertar.kit.access import Forbidden, Refused
from concertar.kit.models import JournalEntry
from concertar.tables import actions
from concertar.tables.models import (
    Condition,
    Countersign,
    Interest,
    Misreading,
    Option,
    PackageValue,
    Run,
    Score,
    Sheet,
    Weight,
    facts_of,
    published_gains,
)
from concertar.tables.models.disclosure import price_for
from concertar.tables.models.standing import Standing, sheets_in
from concertar.tables.models.table import State
from concertar.tables.tests import factories, scoring
from concertar.tables.tests.planting import NEED, PLANTED, REASON, Open, everybody, planted


class Sealed(TestCase):
    """While a sheet is missing."""

    def setUp(self):
        self.cast = factories.forum()
        self.table = factories.table_in(self.cast, State.SCORING)
        self.sheet = planted(self.cast, self.table)

    def test_no_interest_can_be_taken_back_whatever_the_sealed_sheet_names(self):
        """Else the facilitator could try which of them a red line names."""
        for text in (NEED, "otro interés, que ninguna línea roja nombra"):
            actor = factories.actor(self.table, "private-sector")
            need, _new = Interest.objects.get_or_create(
                actor=actor, text=text, defaults={"visibility": "facilitator"}
            )
            with self.subTest(text), self.assertRaises(Refused) as refusal:
                actions.withdraw_interest(need, by=self.cast.ana, channel="paper")
            self.assertEqual(refusal.exception.code, "interest_in_use")

    def test_only_its_own_seat_sees_a_sheet_and_its_rows(self):
        owner = self.cast.dora
        for rows in (Sheet, Score, Weight, Condition, Countersign):
            for person in (*self.cast.people.values(), Person(is_steward=True)):
                with self.subTest(rows=rows.__name__, person=person.name):
                    seen = rows.objects.visible_to(person).exists()
                    wanted = person == owner and rows.objects.exists()
                    self.assertEqual(seen, wanted)

    def test_a_delegate_whose_mandate_ended_sees_it_no_more(self):
        given = self.cast.mandates["dora"]
        given.ends = factories.LONG_AGO
        given.save()
        self.assertFalse(Sheet.objects.visible_to(self.cast.dora).exists())

    def test_the_facilitator_learns_who_is_in_and_nothing_else(self):
        found = sheets_in(facts_of(self.table))
        standings = {actor.seat.constituency.key: one for actor, one in self.by_actor(found)}
        self.assertEqual(standings.pop("private-sector"), Standing.IN)
        self.assertEqual(set(standings.values()), {Standing.MISSING})

    def by_actor(self, found):
        actors = {actor.pk: actor for actor in facts_of(self.table).actors}
        return [(actors[key], one.standing) for key, one in found.items()]

    def test_the_sheets_stay_shut_until_all_are_in(self):
        with self.assertRaises(Refused) as refusal:
            actions.unseal_scores(self.table, by=self.cast.ana)
        self.assertEqual(refusal.exception.code, "sheet_missing")

    def test_an_empty_chair_is_not_waited_for(self):
        for side in scoring.LIKINGS:
            actor = factories.actor(self.table, side)
            if side == "academia":
                actor.is_empty_chair, actor.absence = True, "Dos cartas"
                actor.save()
            elif side != "private-sector":
                scoring.give(self.cast, actor, side)
        self.assertIsNotNone(actions.unseal_scores(self.table, by=self.cast.ana).unsealed_at)

    def test_nobody_searches_and_no_package_gets_a_value_while_sealed(self):
        self.table.state = State.PROPOSING
        self.table.save()
        with self.assertRaises(Refused) as refusal:
            actions.search_packages(self.table, by=self.cast.ana)
        self.assertEqual(refusal.exception.code, "scores_sealed")
        choice = {"efluentes": "cada-uno", "plazo": "hoy"}
        package = actions.propose_package(self.table, choice, by=self.cast.ana)
        self.assertEqual(package.origins, ["table"])
        self.assertFalse(package.values.exists())

    def test_that_a_sheet_lapses_tells_nothing_of_its_scores(self):
        """An option comes: every sheet lapses alike, whatever it said."""
        for side in scoring.LIKINGS:
            if side != "private-sector":
                scoring.give(self.cast, factories.actor(self.table, side), side)
        factories.option(self.table.issues.get(key="plazo"), "tres-anos", order=2)
        found = sheets_in(facts_of(self.table))
        self.assertEqual({one.standing for one in found.values()}, {Standing.OUTDATED})

    def test_taking_an_option_away_tells_nothing_either(self):
        for side in scoring.LIKINGS:
            if side != "private-sector":
                scoring.give(self.cast, factories.actor(self.table, side), side)
        self.table.issues.get(key="efluentes").options.filter(key="planta").update(
            is_withdrawn=True
        )
        found = sheets_in(facts_of(self.table))
        self.assertEqual({one.standing for one in found.values()}, {Standing.OUTDATED})


class SealedAnew(TestCase):
    """A second round: the table came back to scoring after the sheets had been open."""

    def setUp(self):
        self.cast = factories.forum()
        self.table = scoring.proposing(self.cast)
        self.given = Sheet.objects.count()

    def back(self, *by_way_of):
        for state in (*by_way_of, State.SCORING):
            actions.take_step(self.table, state, by=self.cast.ana, reason="Se corrigió un dato.")
        self.table.refresh_from_db()

    def change(self, side="private-sector"):
        actor = factories.actor(self.table, side)
        return scoring.give(self.cast, actor, side, efluentes={"planta": 1})

    def test_the_facilitator_sees_no_changed_sheet_before_it_is_unsealed(self):
        for by_way_of in ((), (State.TALKING,)):
            with self.subTest(by_way_of):
                if by_way_of:
                    actions.unseal_scores(self.table, by=self.cast.ana)
                    actions.take_step(self.table, State.PROPOSING, by=self.cast.ana)
                self.back(*by_way_of)
                self.assertIsNone(self.table.unsealed_at)
                sheet = self.change()
                seen = Sheet.objects.visible_to(self.cast.ana)
                self.assertNotIn(sheet, seen)
                self.assertFalse(Score.objects.visible_to(self.cast.ana).exists())
                self.assertIn(sheet, Sheet.objects.visible_to(self.cast.dora))

    def test_the_page_of_a_changed_sheet_opens_to_the_facilitator_with_all_the_others(self):
        self.back()
        sheet = self.change()
        address = f"/tables/{self.table.slug}/scores/{sheet.actor_id}/"
        self.client.force_login(self.cast.dora)
        self.assertEqual(self.client.get(address).status_code, 200)
        self.client.force_login(self.cast.ana)
        self.assertEqual(self.client.get(address).status_code, 403)
        actions.unseal_scores(self.table, by=self.cast.ana)
        self.assertEqual(self.client.get(address).status_code, 200)
        self.assertIn(sheet, Sheet.objects.visible_to(self.cast.ana))

    def test_nothing_is_searched_before_the_sheets_are_open_again(self):
        self.back(State.TALKING)
        with self.assertRaises(Refused) as refusal:
            actions.take_step(self.table, State.PROPOSING, by=self.cast.ana)
        self.assertEqual(refusal.exception.code, "scores_sealed")

    def test_a_sheet_that_did_not_lapse_still_counts(self):
        self.back()
        self.change()
        found = sheets_in(facts_of(self.table))
        self.assertEqual({one.standing for one in found.values()}, {Standing.IN})
        self.assertEqual(Sheet.objects.count(), self.given + 1)
        table = actions.unseal_scores(self.table, by=self.cast.ana)
        self.assertIsNotNone(table.unsealed_at)

    def test_a_sheet_that_lapsed_is_asked_for_again(self):
        self.back(State.TALKING)
        factories.option(self.table.issues.get(key="plazo"), "tres-anos", order=2)
        with self.assertRaises(Refused) as refusal:
            actions.unseal_scores(self.table, by=self.cast.ana)
        self.assertEqual(refusal.exception.code, "sheet_missing")

    def test_a_sheet_of_the_second_round_is_given_and_not_a_change_in_the_open(self):
        self.back()
        self.change()
        self.assertFalse(JournalEntry.objects.filter(verb="tables.sheet_changed").exists())


class Paper(TestCase):
    def setUp(self):
        self.cast = factories.forum()
        self.table = factories.table_in(self.cast, State.SCORING)
        self.actor = factories.actor(self.table, "state")
        self.answers = scoring.sheet_of(self.table, "state")
        self.sheet = actions.type_in_sheet(
            self.actor, self.answers, mandate=self.cast.mandates["bea"], by=self.cast.ana
        )

    def standing(self):
        return sheets_in(facts_of(self.table))[self.actor.pk].standing

    def refused(self, **told):
        with self.assertRaises(Refused) as refusal:
            actions.countersign_sheet(self.sheet, **told)
        return refusal.exception.code

    def test_does_not_count_before_somebody_vouched_for_it(self):
        self.assertEqual(self.standing(), Standing.UNSIGNED)
        actions.countersign_sheet(self.sheet, by=self.cast.bea)
        self.assertEqual(self.standing(), Standing.IN)

    def test_whoever_typed_it_in_cannot_vouch_for_it(self):
        self.assertEqual(
            self.refused(by=self.cast.ana, answers=self.answers), "countersign_by_typist"
        )

    def test_a_stranger_and_another_seat_cannot_vouch_for_it(self):
        for who in (self.cast.zeca, self.cast.caio):
            with self.assertRaises(Forbidden):
                actions.countersign_sheet(self.sheet, by=who, answers=self.answers)

    def test_a_second_facilitator_reads_it_from_the_paper(self):
        second = scoring.second_facilitator(self.cast)
        self.assertFalse(Sheet.objects.visible_to(second).exists())
        self.assertEqual(self.refused(by=second), "countersign_differs")
        other = scoring.sheet_of(self.table, "state", efluentes={"cada-uno": 1})
        self.assertEqual(self.refused(by=second, answers=other), "countersign_differs")
        actions.countersign_sheet(self.sheet, by=second, answers=self.answers)
        self.assertEqual(self.standing(), Standing.IN)

    def test_what_differs_is_not_told(self):
        second = scoring.second_facilitator(self.cast)
        other = scoring.sheet_of(self.table, "state", efluentes={"cada-uno": 1})
        with self.assertRaises(Refused) as refusal:
            actions.countersign_sheet(self.sheet, by=second, answers=other)
        self.assertEqual(refusal.exception.params, {"left": 2})

    def guess(self, by, **marks):
        answers = scoring.sheet_of(self.table, "state", efluentes=marks)
        return self.refused(by=by, answers=answers)

    def test_whoever_guesses_is_soon_told_nothing_and_every_guess_is_on_record(self):
        second = scoring.second_facilitator(self.cast)
        third = scoring.second_facilitator(self.cast, "hugo")
        for by, points in ((second, 1), (third, 3), (second, 0)):
            self.assertEqual(self.guess(by, hoy=points, planta=points), "countersign_differs")
        self.assertEqual(self.refused(by=third, answers=self.answers), "countersign_readings_used")
        self.assertEqual(self.guess(third, hoy=2), "countersign_readings_used")
        self.assertEqual(self.standing(), Standing.UNSIGNED)
        told = JournalEntry.objects.filter(verb="tables.sheet_misread").order_by("pk")
        self.assertEqual(
            [one.actor for one in told], [str(second.pk), str(third.pk), str(second.pk)]
        )
        self.assertEqual({str(one.facts) for one in told}, {"{}"})
        self.assertEqual(Misreading.objects.filter(sheet=self.sheet).count(), 3)

    def test_the_seat_vouches_for_it_whoever_guessed(self):
        second = scoring.second_facilitator(self.cast)
        for points in (0, 1, 3):
            self.guess(second, hoy=points, planta=points)
        actions.countersign_sheet(self.sheet, by=self.cast.bea)
        self.assertEqual(self.standing(), Standing.IN)

    def test_the_page_says_how_many_readings_are_left_and_not_what_differs(self):
        second = scoring.second_facilitator(self.cast)
        self.client.force_login(second)
        address = f"/tables/{self.table.slug}/scores/{self.actor.pk}/countersign/"
        sent = {f"score.{key}": str(points) for key, points in (
            ("efluentes.hoy", 1), ("efluentes.planta", 4), ("efluentes.cada-uno", 2),
            ("plazo.hoy", 0), ("plazo.dos-anos", 4),
        )}  # fmt: skip
        english = {"accept-language": "en"}
        pages = [self.client.post(address, sent, headers=english) for _time in range(4)]
        self.assertEqual([page.status_code for page in pages], [422] * 4)
        for page, left in zip(pages, (2, 1, 0), strict=False):
            self.assertContains(page, f"Readings left: {left}.", status_code=422)
        self.assertContains(pages[3], "each time it said something else", status_code=422)
        self.assertEqual(self.standing(), Standing.UNSIGNED)

    def test_a_sheet_typed_in_anew_tells_nothing_of_the_one_before(self):
        """The same, or another, or one the seat gave itself: the answer is the same."""
        scoring.give(self.cast, self.actor, "state")
        other = scoring.sheet_of(self.table, "state", efluentes={"cada-uno": 1})
        self.client.force_login(scoring.second_facilitator(self.cast))
        address = f"/tables/{self.table.slug}/scores/{self.actor.pk}/type-in/"
        before = JournalEntry.objects.count()
        found = []
        for answers in (self.answers, other):
            marks = {
                f"score.{option.issue.key}.{option.key}": str(answers.marks[option.pk].points)
                for option in Option.objects.filter(issue__table=self.table).select_related("issue")
            }
            paper = {"mandate": str(self.cast.mandates["bea"].pk), "channel": "paper",
                     "on": self.table.forum.today().isoformat()}  # fmt: skip
            page = self.client.post(address, {**marks, **paper}, follow=True)
            said = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.content.decode())
            found.append((page.redirect_chain, said))
        self.assertEqual(found[0], found[1])
        self.assertEqual(len(found[0][0]), 1)
        self.assertEqual(JournalEntry.objects.count(), before + 2)

    def test_no_more_than_ten_sheets_of_a_party_are_typed_in_a_day(self):
        given = {"mandate": self.cast.mandates["bea"], "by": self.cast.ana}
        for _sheet in range(9):
            actions.type_in_sheet(self.actor, self.answers, **given)
        with self.assertRaises(Refused) as refusal:
            actions.type_in_sheet(self.actor, self.answers, **given)
        self.assertEqual(refusal.exception.code, "sheets_typed_in_today")
        self.assertEqual(Sheet.objects.filter(actor=self.actor).count(), 10)
        scoring.give(self.cast, self.actor, "state")  # the seat itself is not kept from scoring
        other = factories.actor(self.table, "academia")
        answers = scoring.sheet_of(self.table, "academia")
        given["mandate"] = self.cast.mandates["elis"]
        self.assertTrue(actions.type_in_sheet(other, answers, **given))

    def test_twice_is_once_too_often(self):
        actions.countersign_sheet(self.sheet, by=self.cast.bea)
        self.assertEqual(self.refused(by=self.cast.bea), "countersigned_already")

    def test_a_later_sheet_of_the_seat_takes_its_place(self):
        scoring.give(self.cast, self.actor, "state")
        self.assertEqual(self.refused(by=self.cast.bea), "sheet_replaced")

    def test_under_a_mandate_that_had_ended_it_is_refused(self):
        given = self.cast.mandates["bea"]
        given.ends = factories.LONG_AGO
        given.save()
        with self.assertRaises(Refused) as refusal:
            actions.type_in_sheet(self.actor, self.answers, mandate=given, by=self.cast.ana)
        self.assertEqual(refusal.exception.code, "mandate_not_valid")


class OpenToTheFacilitator(Open):
    def test_a_run_and_its_scores_are_seen_by_the_facilitator_only(self):
        self.assertIn(REASON, str(list(Score.objects.visible_to(self.cast.ana).values())))
        for person in self.cast.people.values():
            with self.subTest(person.name):
                seen = Run.objects.visible_to(person).exists()
                self.assertEqual(seen, person == self.cast.ana)

    def test_a_party_sees_the_value_of_its_own_only(self):
        for side, person in everybody(self.cast):
            rows = PackageValue.objects.visible_to(person)
            with self.subTest(side):
                self.assertEqual([row.actor.seat.constituency.key for row in rows], [side])
                self.assertEqual(set(self.gains_for(person).by_party), {rows[0].actor_id})
                self.assertEqual(self.gains_for(person).by_side, {})
        self.assertEqual(PackageValue.objects.visible_to(self.cast.ana).count(), 5)

    def test_neither_a_stranger_nor_a_steward_sees_any(self):
        steward = Person.objects.create(name="Rosa", email="rosa@example.org", is_steward=True)
        for person in (self.cast.zeca, steward):
            self.assertFalse(PackageValue.objects.visible_to(person).exists())
            self.assertFalse(Sheet.objects.visible_to(person).exists())
            gains = self.gains_for(person)
            self.assertEqual((gains.by_party, gains.by_side, gains.is_whole), ({}, {}, False))

    def test_when_nothing_is_published_a_standing_agreement_publishes_nothing(self):
        self.stand()
        gains = published_gains(facts_of(self.table), [self.package.pk])
        self.assertEqual((gains.by_party, gains.by_side, gains.is_whole), ({}, {}, False))
        self.assertFalse(PackageValue.objects.visible_to(self.cast.zeca).exists())

    def test_the_price_of_a_party_says_nothing_of_the_others(self):
        dora = factories.actor(self.table, "private-sector")
        price = price_for(self.table, dora)
        self.assertEqual((price.red_lines, price.would_be), (1, True))
        others = [value.value for value in PackageValue.objects.exclude(actor=dora)]
        told = {str(getattr(price, name)) for name in ("now", "then")}
        self.assertEqual(told & set(others), set())
        self.assertIsNone(price_for(self.table, factories.actor(self.table, "state")))

    def test_a_change_after_the_opening_is_on_record_without_values(self):
        scoring.give(self.cast, factories.actor(self.table, "state"), "state")
        entry = JournalEntry.objects.get(verb="tables.sheet_changed")
        self.assertEqual(entry.facts, {})

    def test_a_search_of_older_scores_serves_no_longer(self):
        scoring.give(
            self.cast, factories.actor(self.table, "state"), "state", efluentes={"cada-uno": 1}
        )
        with self.assertRaises(Refused) as refusal:
            actions.propose_package(
                self.table, self.run_.answer["leximin"]["choice"], run=self.run_, by=self.cast.ana
            )
        self.assertIn(refusal.exception.code, ("search_is_old", "package_known"))

    def test_the_journal_tells_no_score_no_hash_and_no_outcome(self):
        entries = JournalEntry.objects.filter(verb__contains="sheet") | JournalEntry.objects.filter(
            verb__contains="package"
        )
        told = json.dumps([entry.facts for entry in entries])
        for mark in (*PLANTED, self.run_.sha256, self.run_.sha256[:12]):
            self.assertNotIn(mark, told)
        search = JournalEntry.objects.get(verb="tables.packages_searched")
        self.assertEqual((search.facts, search.subject_id), ({}, str(self.table.pk)))


class PublishedBySide(Open):
    def level(self):
        return "constituencies"

    def test_during_talks_nothing_is_published(self):
        for person in (self.cast.zeca, self.cast.bea):
            self.assertEqual(self.gains_for(person).by_side, {})
            self.assertFalse(self.gains_for(person).is_whole)

    def test_when_it_stands_everybody_sees_the_sides_and_no_party(self):
        self.stand()
        gains = self.gains_for(self.cast.zeca)
        self.assertEqual(len(gains.by_side), 5)
        self.assertEqual((gains.by_party, gains.own_gains), ({}, {}))
        self.assertFalse(PackageValue.objects.visible_to(self.cast.zeca).exists())

    def test_a_side_with_a_party_that_did_not_consent_is_not_published(self):
        other = factories.seat(self.cast, "state", "Agencia de Ejemplo")
        self.table.actors.create(seat=other, order=9)
        self.stand()
        gains = self.gains_for(self.cast.zeca)
        self.assertEqual(len(gains.by_side), 4)
        self.assertNotIn(other.constituency_id, gains.by_side)

    def test_consent_to_another_charter_is_none(self):
        self.stand()
        facts = facts_of(self.table)
        for actor in facts.actors:
            actor.consent.charter_sha256 = "0" * 64
        self.assertEqual(published_gains(facts, [self.package.pk]).by_side, {})


class PublishedByParty(Open):
    def level(self):
        return "parties"

    def test_during_talks_nothing_is_published(self):
        self.assertFalse(PackageValue.objects.visible_to(self.cast.zeca).exists())
        self.assertEqual(self.gains_for(self.cast.zeca).by_party, {})

    def test_when_it_stands_everybody_sees_the_parties(self):
        self.stand()
        gains = self.gains_for(self.cast.zeca)
        self.assertEqual(len(gains.by_party), 5)
        self.assertTrue(gains.are_values)

    def test_values_are_published_and_gains_never(self):
        """The two together would tell the least that a party would accept."""
        self.stand()
        gains = self.gains_for(self.cast.zeca)
        for row in PackageValue.objects.all():
            self.assertEqual(gains.by_party[row.actor_id][self.package.pk], Fraction(row.value))
        self.assertNotEqual([row.value for row in PackageValue.objects.all()], [
            row.gain for row in PackageValue.objects.all()
        ])  # fmt: skip
        self.assertFalse(PackageValue.objects.visible_to(self.cast.zeca).exists())

    def test_a_package_that_was_taken_off_is_not_published(self):
        actions.withdraw_package(self.package, by=self.cast.ana)
        self.stand()
        self.assertFalse(PackageValue.objects.visible_to(self.cast.zeca).exists())
