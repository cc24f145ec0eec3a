"""The worked case, entered by its script through the actions: whole, once, and as it says."""

import re
from collections import Counter
from datetime import timedelta
from unittest import mock

from django.apps import apps
from django.test import TestCase
from django.utils.translation import override

from concertar.accounts.models import Person
from concertar.agreements.actions import freeze_text, verdict_of
from concertar.agreements.models import Agreement, Check, Commitment, Criticism, Signature
from concertar.fora.models import Forum, balance_of
from concertar.kit import clock
from concertar.kit.access import Refused
from concertar.kit.models import JournalEntry
from concertar.network.models import Institution
from concertar.network.tests.factories import place
from concertar.observatory.models import Indicator, Observation
from concertar.site.case import CaseDiffers, play
from concertar.site.case.scores import require_the_signed_one
from concertar.site.case.script import read, steps
from concertar.tables.actions import open_table, take_step
from concertar.tables.models import Attendance, Consent, Interest, Package, Sheet, Table
from concertar.tables.models.table import State

NOTHING_TO_WRITE = {"agreement.ratify", "follow.change"}
ROOMS = ("accounts", "network", "observatory", "fora", "tables", "agreements", "kit")
BELATED = {"paper", "hall"}


def rows() -> Counter[str]:
    """How many rows each noun has, in every room."""
    return Counter(
        {
            model._meta.label: model._base_manager.count()
            for room in ROOMS
            for model in apps.get_app_config(room).get_models()
        }
    )


class Played(TestCase):
    @classmethod
    def setUpTestData(cls):
        place("Ilo", inside=place("Perú"))
        cls.journalled: list[int] = []
        cls.told: list[tuple[int, int]] = []
        cls.table = play(cls._note)
        cls.forum = cls.table.forum
        cls.today = cls.forum.today()
        cls.agreement = Agreement.objects.get(table=cls.table)

    @classmethod
    def _note(cls, done: int, total: int) -> None:
        cls.told.append((done, total))
        cls.journalled.append(JournalEntry.objects.count())


class Story(Played):
    def test_the_case_is_followed_up_after_every_state_of_the_script(self):
        self.assertEqual(self.table.state, State.FOLLOWED)
        moves = [step.move for step in steps() if step.do == "table.step"]
        taken = list(self.table.steps.values_list("before", "after"))
        self.assertEqual(taken, moves)
        visited = {state for move in moves for state in move}
        self.assertEqual(visited, set(State.values) - {State.FAILED})

    def test_an_english_reader_meets_no_spanish_of_the_cases_own(self):
        self.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        slug, commitment = self.table.slug, self.agreement.commitments.get(number=1)
        spanish = ("estaciones", "boletines", "semanas", "Convocada por", "Dióxido")
        for address in (
            f"/tables/{slug}/",
            f"/tables/{slug}/packages/",
            f"/tables/{slug}/options/",
            f"/agreements/{self.agreement.slug}/",
            f"/commitments/{commitment.pk}/",
        ):
            with self.subTest(address):
                page = self.client.get(address).content.decode()
                # what is authored in Spanish alone says so: it is marked with its language
                plain = re.sub(r'<(\w+)[^>]* lang="es"[^>]*>.*?</\1>', "", page, flags=re.S)
                read = re.sub(r"<[^>]*>", " ", plain)  # keys in addresses are no words
                self.assertEqual([word for word in spanish if word in read], [])
        page = self.client.get(f"/agreements/{self.agreement.slug}/")
        self.assertContains(page, '<span class="tag">(in Spanish)</span>')

    def test_one_of_a_thing_is_said_as_one(self):
        stations = Indicator.objects.get(slug__startswith="estaciones")
        for language, one, three in (
            ("es", "estación", "estaciones"),
            ("en", "station", "stations"),
        ):
            with override(language):
                self.assertEqual((stations.unit_for(1), stations.unit_for(3)), (one, three))

    def test_every_step_is_in_the_journal_but_those_that_no_room_has_a_noun_for(self):
        self.assertEqual([done for done, _of in self.told], list(range(1, len(steps()) + 1)))
        before = 0
        for step, after in zip(steps(), self.journalled, strict=True):
            with self.subTest(step.do, day=step.day):
                if step.do in NOTHING_TO_WRITE:
                    self.assertEqual(after, before)
                else:
                    self.assertGreater(after, before)
            before = after

    def test_the_table_walks_back_once_and_says_why(self):
        back = self.table.steps.get(before=State.PROPOSING, after=State.TALKING)
        self.assertIn("línea de base", back.reason)
        self.assertEqual(back.day, self.today - timedelta(days=158 + 62))

    def test_the_agreement_stands_by_the_declared_rule_with_one_reservation(self):
        self.assertEqual(self.agreement.status, Agreement.Status.STANDING)
        self.assertTrue(verdict_of(self.agreement).stands)
        signed = Signature.objects.filter(agreement=self.agreement)
        kinds = Counter(signed.values_list("kind", flat=True))
        self.assertEqual(kinds, {"consent": 8, "reservation": 1})
        reserved = signed.get(kind="reservation")
        self.assertEqual(reserved.institution.slug, "ilustrativo-empresa-fundidora")
        self.assertEqual(reserved.clauses, [4])
        alternate = signed.get(institution__slug="ilustrativo-asociacion-ambiental").mandate
        self.assertEqual(alternate.capacity, "alternate")

    def test_the_text_is_frozen_in_spanish_with_a_whole_english_annex(self):
        texts = list(self.agreement.texts.order_by("is_translation"))
        self.assertEqual(
            [(one.language, one.is_translation) for one in texts], [("es", False), ("en", True)]
        )
        for one in texts:
            self.assertIn("250", one.text)
            self.assertIn("ilustrativ" if one.language == "es" else "illustrative", one.text)

    def test_the_signed_package_is_the_one_the_rule_puts_first(self):
        draft = self.agreement.draft
        self.assertEqual(draft.package.letter, "A")
        self.assertIn(Package.Origin.LEXIMIN, draft.package.origins)
        chosen = draft.package.choices.values_list("issue__key", "option__key")
        self.assertEqual(dict(chosen), read("agreement")["options"])

    def test_another_answer_of_the_engine_is_said_aloud(self):
        found = {"choice": read("agreement")["options"] | {"salud": "como-hoy"}, "proven": True}
        with self.assertRaisesRegex(CaseDiffers, "salud: como-hoy, not vigilancia"):
            require_the_signed_one({"leximin": found})
        unproven = {"choice": read("agreement")["options"], "proven": False}
        with self.assertRaisesRegex(CaseDiffers, "not proven"):
            require_the_signed_one({"leximin": unproven})

    def test_one_commitment_is_late_with_a_reply_expected(self):
        following = Commitment.objects.filter(agreement=self.agreement).following()
        stand = dict(following.order_by("number").values_list("number", "standing"))
        self.assertEqual(stand, {1: "done", 2: "due", 3: "late", 4: "due", 5: "due"})
        check = Check.objects.get(commitment__number=3)
        self.assertGreater(check.reply_by, self.today)
        self.assertEqual(check.replies.count(), 0)
        self.assertEqual(Check.objects.get(commitment__number=2).replies.count(), 1)

    def test_every_criticism_is_answered_and_so_is_the_guardian(self):
        outcomes = Counter(Criticism.objects.values_list("outcome", flat=True))
        self.assertEqual(outcomes, {"taken": 3, "partly": 1, "declined": 1})
        objection = Criticism.objects.get(guardianship__isnull=False)
        self.assertEqual(objection.outcome, "taken")

    def test_who_came_is_noted_for_every_session(self):
        said = read("forum")["attendance"]
        self.assertEqual(self.table.meetings.count(), len(said))
        came = sum(len(session["present"]) for session in said)
        self.assertEqual(Attendance.objects.count(), came)

    def test_the_seats_meet_their_quotas_when_the_table_opens_and_miss_one_today(self):
        seats = [actor.seat for actor in self.table.actors.present().select_related("seat")]
        opened_on = self.table.steps.get(after=State.OPEN).day
        self.assertTrue(balance_of(seats, self.forum, opened_on).is_met)
        now = balance_of(seats, self.forum, self.today)
        self.assertEqual((now.women.count, now.women.is_met), (4, False))

    def test_the_corrected_reading_stands_beside_the_wrong_one(self):
        self.assertEqual(Observation.objects.filter(corrects__isnull=False).count(), 3)
        self.assertEqual(self.table.baselines.get(indicator__slug="so2-24h-maximo").likely, 300)


class Honesty(Played):
    def test_nothing_of_the_past_says_that_it_came_by_the_web(self):
        looked_at = 0
        for room in ROOMS:
            for model in apps.get_app_config(room).get_models():
                names = {field.name for field in model._meta.concrete_fields}
                if {"day", "channel"} <= names:
                    found = model._base_manager.filter(day__lt=self.today)
                    channels = set(found.values_list("channel", flat=True))
                    self.assertLessEqual(channels, BELATED, model)
                    looked_at += found.count()
        self.assertGreater(looked_at, 40)

    def test_no_act_of_a_seat_is_journalled_as_done_on_the_web(self):
        on_the_web = JournalEntry.objects.filter(channel="web", on_behalf_of__isnull=False)
        verbs = set(on_the_web.values_list("verb", flat=True))
        self.assertLessEqual(verbs, {"tables.sheet_countersigned"})

    def test_every_sheet_was_typed_in_and_vouched_for_by_its_own_party(self):
        sheets = Sheet.objects.select_related("countersign__mandate", "actor__seat")
        self.assertEqual(len(sheets), 10)
        for sheet in sheets:
            vouching = sheet.countersign.mandate
            self.assertEqual(vouching.institution_id, sheet.actor.seat.institution_id)
            self.assertNotEqual(sheet.countersign.person_id, sheet.entered_by_id)

    def test_all_that_is_made_up_says_so(self):
        self.assertTrue(self.forum.is_illustrative and self.table.is_illustrative)
        seated = Institution.objects.filter(seats__forum=self.forum)
        self.assertEqual(seated.filter(is_illustrative=False).count(), 0)
        self.assertFalse(Observation.objects.filter(is_illustrative=False).exists())
        for name in ("effects", "costs", "loads"):
            model = apps.get_model("tables", name[:-1].capitalize())
            for source in model._base_manager.values_list("source", flat=True):
                self.assertIn("ilustrativ", source.lower())
        self.assertFalse(Person.objects.filter(is_fictitious=False).exists())

    def test_what_was_confided_stays_with_the_facilitator(self):
        confided = [row for row in read("table")["interests"] if row["visibility"] != "public"]
        kept = Interest.objects.filter(visibility="facilitator")
        self.assertEqual(kept.count(), len(confided))
        self.assertGreater(kept.count(), 0)

    def test_every_party_consented_to_what_is_published(self):
        consents = Consent.objects.filter(actor__table=self.table)
        hashes = set(consents.values_list("charter_sha256", flat=True))
        self.assertEqual((consents.count(), hashes), (9, {self.table.charter.sha256}))


class Again(Played):
    def test_a_second_run_adds_no_row(self):
        before = rows()
        self.assertEqual(play(), self.table)
        self.assertEqual(rows(), before)


class Interrupted(TestCase):
    def setUp(self):
        place("Ilo", inside=place("Perú"))

    def test_an_interrupted_run_leaves_nothing_and_the_next_one_is_whole(self):
        before = rows()

        def stop(done: int, _of: int) -> None:
            if done == 12:
                raise KeyboardInterrupt

        with self.assertRaises(KeyboardInterrupt):
            play(stop)
        self.assertEqual(rows() - before, Counter())
        self.assertEqual(play().state, State.FOLLOWED)

    def test_a_refusal_says_at_which_step_it_came(self):
        refusal = Refused("scores_sealed")
        with (
            mock.patch("concertar.site.case.scores.search_packages", side_effect=refusal),
            self.assertRaises(Refused) as caught,
        ):
            play(until="table.packages")
        self.assertIn("table.compute on day -75", caught.exception.__notes__[0])


class Blank(TestCase):
    """A copy that stops before a state: tests and journeys go on from there by hand, today."""

    def setUp(self):
        place("Ilo", inside=place("Perú"))

    def test_a_draft_is_opened_by_hand(self):
        table = play(until="open")
        self.assertEqual((table.slug, table.state), ("aire-limpio-ilo-open", State.DRAFT))
        self.assertGreater(table.decides_by, clock.now())
        open_table(table, by=Person.objects.get(name="Ana Quispe"))
        table.refresh_from_db()
        self.assertEqual(table.state, State.OPEN)

    def test_talks_go_on_to_scores_by_hand(self):
        table = play(until="scoring")
        self.assertEqual(table.state, State.TALKING)
        take_step(table, State.SCORING, by=Person.objects.get(name="Ana Quispe"))
        self.assertFalse(Sheet.objects.filter(actor__table=table).exists())

    def test_a_draft_text_waits_for_its_first_word(self):
        table = play(until="drafting")
        self.assertEqual(table.state, State.PROPOSING)
        self.assertEqual(table.packages.count(), 3)
        self.assertFalse(table.drafts.exists())

    def test_a_text_is_frozen_by_hand(self):
        table = play(until="signing")
        self.assertEqual(table.state, State.DRAFTING)
        agreement = freeze_text(
            table.drafts.get(state="open"), by=Person.objects.get(name="Ana Quispe")
        )
        self.assertEqual(agreement.frozen_on, table.forum.today())

    def test_a_copy_stands_beside_another_and_is_found_again(self):
        first, second = play(until="open"), play(until="table.issues", copy="talks")
        self.assertEqual(second.slug, "aire-limpio-ilo-talks")
        self.assertEqual(play(until="open"), first)
        self.assertEqual((Forum.objects.count(), Table.objects.count()), (2, 2))
        made_up = Institution.objects.filter(is_illustrative=True)
        self.assertEqual(made_up.count(), len(read("forum")["institutions"]))

    def test_a_state_that_the_case_never_comes_to_is_refused(self):
        with self.assertRaisesRegex(ValueError, "failed"):
            play(until="failed")
