"""Loading the Forum's facts: what comes in, what a second load does, who may."""

import tempfile
from pathlib import Path
from unittest import mock

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError
from django.test import TestCase
from django.utils.translation import override

from concertar.kit import search
from concertar.kit.access import OPERATOR, Forbidden, Refused, sentence
from concertar.kit.models import JournalEntry
from concertar.network import wording
from concertar.network.actions import load_forum
from concertar.network.models import (
    Affiliation,
    Body,
    Institution,
    Milestone,
    Programme,
    ProgrammeLine,
    ReportedFigure,
    Territory,
    ThematicGroup,
)
from concertar.network.sheets import SHEETS
from concertar.network.tests.factories import (
    folder_of,
    institution,
    person,
    row_counts,
    spoil,
    steward,
)


class WhatComesIn(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.report = load_forum(by=OPERATOR)

    def test_seventy_nine_institutions_are_affiliated(self):
        self.assertEqual(Affiliation.objects.present().count(), 79)
        self.assertEqual(Institution.objects.affiliated().count(), 79)
        self.assertEqual(Affiliation.objects.filter(standing="founding").count(), 39)
        self.assertEqual(Affiliation.objects.filter(standing="member").count(), 40)

    def test_the_lists_of_the_source_have_their_lengths(self):
        lengths = {
            (standing, group): Affiliation.objects.filter(
                standing=standing, institution__source_group=group
            ).count()
            for standing in ("founding", "member")
            for group in ("municipality", "ngo_or_private", "university")
        }
        self.assertEqual(list(lengths.values()), [11, 23, 5, 21, 17, 2])

    def test_partners_are_institutions_that_are_not_affiliated(self):
        partners = Institution.objects.not_affiliated()
        self.assertEqual(partners.count(), Institution.objects.count() - 79)
        self.assertTrue(partners.filter(acronym="ONU-Hábitat").exists())

    def test_thirty_four_places_fifteen_with_agenda_21(self):
        local = Territory.objects.local()
        self.assertEqual((local.count(), local.with_agenda21().count()), (34, 15))
        self.assertEqual(local.located().count(), 34)
        self.assertEqual(local.filter(coordinates="approximate").count(), 5)

    def test_places_nest_and_everything_below_is_one_query(self):
        peru = Territory.objects.get(slug="peru")
        ancash = Territory.objects.get(slug="departamento-de-ancash")
        with self.assertNumQueries(1):
            names = {place.name for place in Territory.objects.below(ancash)}
        self.assertIn("Chimbote", names)
        self.assertNotIn("Arequipa", names)
        self.assertEqual(Territory.objects.below(peru).count(), Territory.objects.count())

    def test_a_place_whose_name_begins_another_does_not_hold_it(self):
        puno = Territory.objects.get(slug="puno")
        self.assertEqual([place.slug for place in Territory.objects.below(puno)], ["puno"])

    def test_what_is_inferred_is_recorded_as_inferred(self):
        chimbote = Territory.objects.get(slug="chimbote")
        self.assertEqual(chimbote.inferred_fields, ["assembly", "kind", "parent"])
        labor = Institution.objects.get(slug="labor-pasco")
        self.assertEqual(labor.inferred_fields, ["kind", "place"])

    def test_what_could_not_be_inferred_stays_unknown(self):
        self.assertIsNone(Institution.objects.get(slug="asodel").place)
        self.assertIsNone(Territory.objects.get(slug="chancay").assembly)

    def test_four_assemblies_three_action_programmes_seven_groups_and_themes(self):
        self.assertEqual(Body.objects.regional().count(), 4)
        self.assertEqual(Programme.objects.actions().count(), 3)
        self.assertEqual(ThematicGroup.objects.count(), 7)
        self.assertEqual(ProgrammeLine.objects.filter(kind="theme").count(), 7)

    def test_no_rows_stand_behind_a_reported_total(self):
        self.assertEqual(ReportedFigure.objects.get(slug="eventos").value, 75)
        self.assertEqual(ReportedFigure.objects.get(slug="ciudades").value, 29)
        self.assertTrue(Body.objects.get(slug="foros-de-las-ciudades").stands_for_many)
        self.assertEqual(Body.objects.filter(level="city").count(), 1)

    def test_every_authored_text_is_said_in_both_languages(self):
        for noun in (Body, Programme, ProgrammeLine, ThematicGroup, Milestone, ReportedFigure):
            for row in noun.objects.all():
                for field in noun.spoken:
                    said = row.said(field, "en")
                    self.assertEqual(bool(getattr(row, field)), bool(said.text), (row, field))
                    if said.text:
                        self.assertTrue(said.is_translation, (row, field))

    def test_every_row_of_the_source_names_its_place_in_it(self):
        for noun in (Institution, Affiliation, Body, Programme, Milestone, ReportedFigure):
            self.assertFalse(noun.objects.filter(source=None).exists(), noun)
            self.assertFalse(noun.objects.filter(source_pointer="").exists(), noun)

    def test_the_report_counts_every_file(self):
        self.assertEqual(set(self.report.counts), {sheet.name for sheet in SHEETS})
        self.assertEqual(
            self.report.counts["affiliations"],
            {"created": 79, "changed": 0, "unchanged": 0, "refused": 0},
        )

    def test_all_of_it_can_be_found_by_words(self):
        self.assertEqual(search.stale(), 0)
        hits = search.find("comision de la verdad", AnonymousUser()).hits
        self.assertEqual(hits[0].kind, "network.programme")


class ASecondLoad(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_forum(by=OPERATOR)

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = folder_of(Path(scratch.name))

    def test_the_same_files_change_nothing_and_leave_no_second_entry(self):
        before = row_counts()
        report = load_forum(by=OPERATOR)
        self.assertEqual((report.total("created"), report.total("changed")), (0, 0))
        self.assertEqual(row_counts(), before)
        self.assertEqual(JournalEntry.objects.filter(verb="network.forum_loaded").count(), 1)

    def test_one_changed_cell_changes_one_row(self):
        spoil(self.folder, "institutions.csv", 2, acronym="MPA")
        report = load_forum(self.folder, by=OPERATOR)
        self.assertEqual((report.total("created"), report.total("changed")), (0, 1))
        self.assertEqual(Institution.objects.get(slug="municipalidad-de-arequipa").acronym, "MPA")
        entry = JournalEntry.objects.filter(verb="network.forum_loaded").last()
        self.assertEqual((entry.facts["changed_rows"], entry.channel), (1, "command"))

    def test_a_place_that_moves_takes_along_what_lies_in_it(self):
        chimbote = Territory.objects.get(slug="chimbote")
        inner = Territory.objects.create(
            slug="centro", name="Centro", sort_name="centro", kind="neighbourhood",
            parent=chimbote, path=f"{chimbote.path}centro/", zone="America/Lima",
        )  # fmt: skip
        row = next(
            number
            for number, line in enumerate((self.folder / "places.csv").open(encoding="utf-8"), 1)
            if line.startswith("chimbote,")
        )
        spoil(self.folder, "places.csv", row, parent="departamento-de-lima")
        load_forum(self.folder, by=OPERATOR)
        inner.refresh_from_db()
        self.assertEqual(inner.path, "peru/departamento-de-lima/chimbote/centro/")

    def test_a_place_may_be_inside_one_that_comes_later_in_the_file(self):
        file = self.folder / "places.csv"
        header, *lines = file.read_text(encoding="utf-8").splitlines()
        file.write_text("\n".join([header, *reversed(lines)]) + "\n", encoding="utf-8")
        self.assertEqual(load_forum(self.folder, by=OPERATOR).total("changed"), 0)

    def test_an_affiliation_that_ended_is_not_begun_anew(self):
        spoil(self.folder, "affiliations.csv", 2, ends="2005-01-31")
        load_forum(self.folder, by=OPERATOR)
        self.assertEqual(Affiliation.objects.present().count(), 78)
        self.assertEqual(load_forum(self.folder, by=OPERATOR).total("created"), 0)

    def test_rows_that_a_file_does_not_name_are_left_alone(self):
        institution("Casa de la Mujer")
        load_forum(by=OPERATOR)
        self.assertTrue(Institution.objects.filter(slug="casa-de-la-mujer").exists())


class ATrial(TestCase):
    def test_it_tells_every_fate_and_writes_nothing(self):
        report = load_forum(by=OPERATOR, is_trial=True)
        self.assertEqual(report.counts["places"]["created"], 47)
        self.assertEqual(sum(row_counts().values()), 0)
        self.assertEqual(JournalEntry.objects.count(), 0)


class WhoMayLoad(TestCase):
    def test_a_stranger_may_not_load(self):
        with self.assertRaises(Forbidden):
            load_forum(by=AnonymousUser())
        self.assertEqual(sum(row_counts().values()), 0)

    def test_bea_who_takes_part_may_not_load(self):
        with self.assertRaises(Forbidden):
            load_forum(by=person("bea"))
        self.assertEqual(sum(row_counts().values()), 0)

    def test_a_steward_who_left_may_not_load(self):
        with self.assertRaises(Forbidden):
            load_forum(by=person("ines", is_steward=True, is_active=False))

    def test_a_steward_loads_and_the_journal_says_who(self):
        rosa = steward()
        load_forum(by=rosa)
        entry = JournalEntry.objects.get(verb="network.forum_loaded")
        self.assertEqual((entry.actor, entry.channel), (str(rosa.pk), "web"))


@pytest.mark.django_db
def test_when_somebody_else_changed_the_same_data_nothing_is_loaded():
    with (
        mock.patch.object(search, "rebuild", side_effect=IntegrityError("taken")),
        pytest.raises(Refused) as refusal,
    ):
        load_forum(by=OPERATOR)
    assert sum(row_counts().values()) == 0
    with override("en"):
        assert sentence(refusal.value, wording).endswith("Load it again.")


@pytest.mark.django_db
def test_progress_is_told_to_the_last_row():
    told = []
    load_forum(by=OPERATOR, progress=lambda *step: told.append(step))
    assert len(told) == len(SHEETS)
    what, done, total = told[-1]
    assert done == total == sum(row_counts().values())
    assert str(what)
