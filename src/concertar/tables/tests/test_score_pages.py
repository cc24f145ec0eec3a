"""Bea gives her sheet on a telephone; Ana sees who is in; Zeca sees no form at all."""

from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from concertar.kit.models import JournalEntry
from concertar.tables import actions
from concertar.tables.models import Run, Sheet
from concertar.tables.models.table import State
from concertar.tables.tests import factories, scoring
from concertar.tables.views.packages import SEARCHING

SHEET = {
    "score.efluentes.hoy": "0",
    "score.efluentes.planta": "4",
    "score.efluentes.cada-uno": "2",
    "score.plazo.hoy": "0",
    "score.plazo.dos-anos": "4",
}


class InEnglish(TestCase):
    def setUp(self):
        self.client = Client(headers={"accept-language": "en"})
        self.cast = factories.forum()


class GiveASheet(InEnglish):
    def setUp(self):
        super().setUp()
        self.table = factories.table_in(self.cast, State.SCORING)
        self.actor = factories.actor(self.table, "state")
        self.need = factories.interest(self.actor, "Que no falte agua")
        self.url = reverse("tables:sheet", args=["bahia", self.actor.pk])
        self.client.force_login(self.cast.bea)

    def send(self, step="give", **changed):
        return self.client.post(self.url, {**SHEET, "step": step, **changed})

    def test_the_table_asks_for_the_sheet_until_it_is_in(self):
        address = reverse("tables:table_detail", args=["bahia"])
        self.assertContains(self.client.get(address), "Give your scores")
        self.send()
        page = self.client.get(address)
        self.assertContains(page, "See your score sheet")
        self.assertNotContains(page, "Give your scores")

    def test_the_scores_page_leads_a_delegate_to_the_own_sheet(self):
        page = self.client.get(reverse("tables:scores", args=["bahia"]))
        self.assertRedirects(page, self.url)

    def test_the_form_shows_every_option_and_says_that_the_best_has_4(self):
        with self.assertNumQueries(6):
            page = self.client.get(self.url)
        self.assertContains(page, 'name="score.efluentes.cada-uno"', count=6)
        self.assertContains(page, "give 4 to the option that serves you best")
        self.assertContains(page, "can be gamed")

    def test_a_sheet_is_read_over_before_it_is_given(self):
        page = self.send("check")
        self.assertContains(page, "It has not been given yet")
        self.assertContains(page, '<input type="hidden" name="score.efluentes.planta" value="4">')
        self.assertEqual(Sheet.objects.count(), 0)

    def test_a_sheet_is_given(self):
        self.assertRedirects(self.send(), self.url)
        sheet = Sheet.objects.get()
        self.assertEqual(sheet.scores.count(), 5)
        self.assertEqual(sheet.mandate, self.cast.mandates["bea"])
        entry = JournalEntry.objects.get(verb="tables.sheet_given")
        self.assertEqual(entry.facts, {})
        self.assertEqual(entry.on_behalf_of, str(self.actor.seat.institution_id))

    def test_what_is_wrong_stands_on_top_and_nothing_is_lost(self):
        page = self.send(
            **{
                "score.plazo.dos-anos": "3",
                "score.efluentes.cada-uno": "no",
                "why.efluentes.cada-uno": "Sin plata",
                "weight.plazo": "mucho",
            }
        )
        self.assertEqual(page.status_code, 422)
        self.assertContains(page, "“Plazo”: no option has 4", status_code=422)
        self.assertContains(page, "choose which interest of yours", count=2, status_code=422)
        self.assertContains(page, 'href="#option.efluentes.cada-uno"', status_code=422)
        self.assertContains(page, 'value="Sin plata"', status_code=422)
        self.assertContains(page, 'value="mucho"', status_code=422)
        self.assertEqual(Sheet.objects.count(), 0)

    def test_a_red_line_names_an_interest_and_a_reason(self):
        self.send(
            **{
                "score.efluentes.cada-uno": "no",
                "why.efluentes.cada-uno": "Sin plata",
                "interest.efluentes.cada-uno": str(self.need.pk),
            }
        )
        line = Sheet.objects.get().scores.get(is_red_line=True)
        self.assertEqual((line.interest, line.reason), (self.need, "Sin plata"))

    def test_the_interest_of_another_party_is_none(self):
        other = factories.interest(factories.actor(self.table, "academia"))
        page = self.send(
            **{
                "score.efluentes.cada-uno": "no",
                "why.efluentes.cada-uno": "Sin plata",
                "interest.efluentes.cada-uno": str(other.pk),
            }
        )
        self.assertEqual(page.status_code, 422)

    def test_only_if_is_kept_with_the_score(self):
        self.send(**{"if.efluentes.planta": "plazo.dos-anos"})
        condition = Sheet.objects.get().scores.get(option__key="planta").conditions.get()
        self.assertEqual(condition.option.key, "dos-anos")

    def test_a_condition_on_the_same_issue_is_refused(self):
        page = self.send(**{"if.efluentes.planta": "efluentes.hoy"})
        self.assertContains(page, "an option of another issue", status_code=422)

    def test_a_high_least_value_asks_for_a_tick(self):
        self.assertContains(self.send(least="80,5"), "Tick that you are sure", status_code=422)
        self.assertRedirects(self.send(least="80,5", sure="yes"), self.url)
        self.assertEqual(str(Sheet.objects.get().reservation), "80.50")

    def test_weights_add_up_to_100(self):
        wrong = self.send(**{"weight.plazo": "30", "weight.efluentes": "60"})
        self.assertContains(wrong, "add up to 90", status_code=422)
        self.send(**{"weight.plazo": "30", "weight.efluentes": "70"})
        weights = dict(Sheet.objects.get().weights.values_list("issue__key", "points"))
        self.assertEqual(weights, {"plazo": 30, "efluentes": 70})

    def test_correcting_brings_everything_back(self):
        page = self.send("edit", least="40")
        self.assertContains(page, 'value="40"')
        self.assertContains(page, 'name="score.plazo.dos-anos" value="4" checked')

    def test_a_sheet_can_be_given_again_and_the_first_stays_on_record(self):
        self.send()
        self.send(**{"score.efluentes.cada-uno": "3"})
        self.assertEqual([s.number for s in Sheet.objects.all()], [1, 2])
        page = self.client.get(self.url)
        self.assertContains(page, "Sheet 2")
        again = self.client.get(self.url + "?change=1")
        self.assertContains(again, 'name="score.efluentes.cada-uno" value="3" checked')

    def test_outside_scoring_there_is_no_form(self):
        self.table.state = State.TALKING
        self.table.save()
        self.assertNotContains(self.client.get(self.url), "<fieldset")
        self.assertEqual(self.send().status_code, 422)
        self.assertEqual(Sheet.objects.count(), 0)

    def test_a_stranger_sees_no_sheet_and_sends_none(self):
        self.client.force_login(self.cast.zeca)
        for url in (self.url, reverse("tables:scores", args=["bahia"])):
            self.assertEqual(self.client.get(url).status_code, 403)
        self.assertEqual(self.send().status_code, 403)

    def test_another_delegate_sees_no_sheet_and_sends_none(self):
        self.send()
        self.client.force_login(self.cast.caio)
        self.assertEqual(self.client.get(self.url).status_code, 403)
        self.assertEqual(self.send().status_code, 403)
        self.assertEqual(Sheet.objects.count(), 1)

    def test_whoever_is_not_signed_in_is_sent_to_sign_in(self):
        self.client.logout()
        self.assertEqual(self.client.get(self.url).status_code, 302)
        self.assertIn("login", self.client.get(self.url)["Location"])


class TheFacilitator(InEnglish):
    def setUp(self):
        super().setUp()
        self.table = factories.table_in(self.cast, State.SCORING)
        self.actor = factories.actor(self.table, "state")
        self.scores = reverse("tables:scores", args=["bahia"])
        self.unseal = reverse("tables:scores_unseal", args=["bahia"])
        self.client.force_login(self.cast.ana)

    def test_sees_who_is_in_and_no_sheet(self):
        scoring.give(self.cast, self.actor, "state")
        with self.assertNumQueries(6):
            page = self.client.get(self.scores)
        self.assertContains(page, "In.", count=1)
        self.assertContains(page, "Not in yet.", count=4)
        url = reverse("tables:sheet", args=["bahia", self.actor.pk])
        self.assertEqual(self.client.get(url).status_code, 403)

    def test_cannot_open_the_sheets_before_all_are_in(self):
        scoring.give(self.cast, self.actor, "state")
        page = self.client.post(self.unseal, follow=True)
        self.assertContains(page, "is not in yet")
        self.table.refresh_from_db()
        self.assertIsNone(self.table.unsealed_at)

    def test_opens_them_all_at_once(self):
        scoring.give_all(self.cast, self.table)
        page = self.client.post(self.unseal, follow=True)
        self.assertContains(page, "The sheets are open")
        url = reverse("tables:sheet", args=["bahia", self.actor.pk])
        self.assertContains(self.client.get(url), "4 of 4")

    def test_a_delegate_cannot_open_them(self):
        scoring.give_all(self.cast, self.table)
        self.client.force_login(self.cast.bea)
        self.assertEqual(self.client.post(self.unseal).status_code, 403)

    def test_types_in_a_sheet_of_paper_that_counts_once_the_seat_vouches(self):
        url = reverse("tables:sheet_type_in", args=["bahia", self.actor.pk])
        self.assertContains(self.client.get(url), "Who filled it in")
        paper = {"mandate": str(self.cast.mandates["bea"].pk), "on": "2026-11-02"}
        sent = {**SHEET, **paper, "channel": "paper", "step": "check"}
        self.assertRedirects(self.client.post(url, sent), self.scores)
        sheet = Sheet.objects.get()
        self.assertEqual((sheet.mandate, sheet.channel), (None, "paper"))
        self.assertContains(self.client.get(self.scores), "somebody else has to vouch for it")

        vouch = reverse("tables:sheet_countersign", args=["bahia", self.actor.pk])
        self.assertEqual(self.client.post(vouch, sent).status_code, 422)  # the typist
        self.client.force_login(self.cast.bea)
        page = self.client.post(vouch, follow=True)
        self.assertContains(page, "You vouched for the sheet")
        self.assertEqual(sheet.countersign.mandate, self.cast.mandates["bea"])

    def test_a_second_facilitator_types_the_same_paper_without_seeing_the_first(self):
        second = scoring.second_facilitator(self.cast)
        answers = scoring.sheet_of(self.table, "state")
        actions.type_in_sheet(
            self.actor, answers, mandate=self.cast.mandates["bea"], by=self.cast.ana
        )
        self.client.force_login(second)
        url = reverse("tables:sheet_countersign", args=["bahia", self.actor.pk])
        self.assertNotContains(self.client.get(url), "checked")
        wrong = self.client.post(url, {**SHEET, "score.efluentes.cada-uno": "3"})
        self.assertContains(wrong, "is not what was typed in before", status_code=422)
        self.client.post(url, SHEET)
        self.assertEqual(Sheet.objects.get().countersign.person, second)


class ThePackages(InEnglish):
    def setUp(self):
        super().setUp()
        self.table = scoring.proposing(self.cast, publishes="constituencies")
        self.url = reverse("tables:packages", args=["bahia"])
        self.client.force_login(self.cast.ana)

    def propose(self):
        run = actions.search_packages(self.table, by=self.cast.ana)
        for rule in ("leximin", "greatest_sum"):
            actions.propose_package(
                self.table, run.answer[rule]["choice"], title=rule, run=run, by=self.cast.ana
            )

    def test_the_facilitator_searches_and_puts_what_was_found_on_the_table(self):
        search = reverse("tables:packages_search", args=["bahia"])
        page = self.client.post(search, {"seconds": "5"}, follow=True)
        self.assertContains(page, "There are 6 possible packages.")
        self.assertContains(page, "proven, not estimated")
        propose = reverse("tables:package_propose", args=["bahia"]) + "?rule=leximin"
        form = self.client.get(propose)
        self.assertContains(form, '<option value="cada-uno" selected>')
        sent = {
            "title": "Cada planta", "issue.efluentes": "cada-uno", "issue.plazo": "hoy",
            "language": "es",
        }  # fmt: skip
        page = self.client.post(propose, sent, follow=True)
        self.assertContains(page, "A. Cada planta")
        self.assertContains(page, "Why A goes first")

    def test_a_second_search_waits_and_holds_nobody_up(self):
        self.client.force_login(self.cast.ana)
        with SEARCHING:
            url = reverse("tables:packages_search", args=["bahia"])
            page = self.client.post(url, {"seconds": "5"}, follow=True)
        self.assertContains(page, "Another search is under way")
        self.assertFalse(Run.objects.exists())

    def test_the_pages_of_packages_cost_few_queries(self):
        self.propose()
        for who in ("ana", "bea", "zeca"):
            self.client.force_login(self.cast.people[who])
            for url in (self.url, reverse("tables:table_detail", args=["bahia"])):
                with self.subTest(who=who, url=url), CaptureQueriesContext(connection) as asked:
                    self.client.get(url)
                self.assertLessEqual(len(asked), 12)

    def test_the_page_of_the_table_shows_the_packages_to_each_as_far_as_they_may_know(self):
        self.propose()
        url = reverse("tables:table_detail", args=["bahia"])
        for who, knows in (("ana", True), ("bea", False), ("zeca", False)):
            self.client.force_login(self.cast.people[who])
            page = self.client.get(url)
            self.assertContains(page, "What each package takes")
            with self.subTest(who):
                self.assertEqual(b"Why A goes first" in page.content, knows)
                self.assertEqual(b"What each side gains" in page.content, knows)

    def test_a_delegate_reads_what_the_own_party_gets_and_gives(self):
        self.propose()
        self.client.force_login(self.cast.dora)
        page = self.client.get(self.url)
        self.assertContains(page, "worth 100 points of 100: 12.5 more")
        self.assertContains(page, "What your party gains")
        self.assertNotContains(page, "What each side gains")
        self.assertNotContains(page, "goes first")

    def test_a_stranger_sees_the_packages_and_nothing_of_what_they_are_worth(self):
        self.propose()
        self.client.force_login(self.cast.zeca)
        page = self.client.get(self.url)
        self.assertContains(page, "Cada-uno")
        for word in ("points of 100", "goes first", "The search", "gains"):
            self.assertNotContains(page, word)

    def test_a_package_is_taken_off(self):
        self.propose()
        package = self.table.packages.get(letter="A")
        withdraw = reverse("tables:package_withdraw", args=["bahia", package.pk])
        self.client.force_login(self.cast.bea)
        self.assertEqual(self.client.post(withdraw).status_code, 403)
        self.client.force_login(self.cast.ana)
        self.assertContains(self.client.get(self.url), f'href="{withdraw}"')
        self.assertContains(self.client.get(withdraw), "A. leximin")  # asked before it is done
        package.refresh_from_db()
        self.assertFalse(package.is_withdrawn)
        page = self.client.post(withdraw, follow=True)
        self.assertContains(page, "stays on record")
        package.refresh_from_db()
        self.assertTrue(package.is_withdrawn)

    def test_only_the_facilitator_searches_and_proposes(self):
        for who in ("bea", "zeca"):
            self.client.force_login(self.cast.people[who])
            for name in ("packages_search", "package_propose"):
                url = reverse(f"tables:{name}", args=["bahia"])
                with self.subTest(who=who, name=name):
                    self.assertEqual(self.client.post(url).status_code, 403)
