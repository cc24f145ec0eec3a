"""What stands publishes of the packages only what is so of the sheets and figures that count."""

from django.test import TestCase
from django.urls import reverse

from concertar.agreements import actions
from concertar.agreements.models import Agreement
from concertar.agreements.tests import factories as make
from concertar.kit.access import Refused
from concertar.tables import actions as at_table
from concertar.tables.models import Package, Sheet
from concertar.tables.models.table import State
from concertar.tables.tests import factories, scoring

PLANT = {"efluentes": "planta", "plazo": "dos-anos"}
EACH = {"efluentes": "cada-uno", "plazo": "dos-anos"}


class LapsedPackages(TestCase):
    """Two packages on the table, the second found by a search; then the table scores again."""

    def setUp(self):
        self.cast = make.cast()
        self.ana = self.cast.ana
        self.table = factories.table_in(self.cast, State.SCORING, publishes="parties")
        for side, voice in scoring.VOICES.items():
            factories.consent(factories.actor(self.table, side), self.cast.mandates[voice])
        scoring.give_all(self.cast, self.table)
        self.unseal()
        self.package = at_table.propose_package(self.table, PLANT, by=self.ana)

    def unseal(self):
        self.table = at_table.unseal_scores(self.table, by=self.ana)
        self.step(State.PROPOSING)

    def step(self, to):
        at_table.take_step(self.table, to, reason="Se corrigió un dato.", by=self.ana)
        self.table.refresh_from_db()

    def draft(self):
        """The table's text, begun once, and then found again."""
        self.step(State.DRAFTING)
        found = self.table.drafts.first()
        if found is None:
            found = make.draft(self.cast, self.table, package=self.package)
            make.commitment(found, self.cast)
        return found

    def change(self, side="private-sector"):
        actor = factories.actor(self.table, side)
        return scoring.give(self.cast, actor, side, efluentes={"planta": 1})

    def assert_refused(self, draft, letters):
        with self.assertRaises(Refused) as refused:
            actions.freeze_text(draft, by=self.ana)
        self.assertEqual(refused.exception.code, "packages_lapsed")
        self.assertEqual(refused.exception.params, {"letters": letters})
        self.assertFalse(Agreement.objects.exists())

    def test_packages_of_the_sheets_that_count_are_frozen(self):
        self.assertTrue(actions.freeze_text(self.draft(), by=self.ana))

    def test_a_second_round_in_which_nobody_changed_keeps_them(self):
        self.step(State.SCORING)
        self.unseal()
        self.assertTrue(actions.freeze_text(self.draft(), by=self.ana))

    def test_a_sheet_given_in_a_later_round_makes_them_lapse(self):
        self.step(State.SCORING)
        self.change()
        self.unseal()
        self.assert_refused(self.draft(), "A")

    def test_a_sheet_changed_in_the_open_makes_them_lapse(self):
        self.change()
        self.assert_refused(self.draft(), "A")

    def test_a_sheet_that_says_the_same_makes_them_lapse_too(self):
        """Were it compared, a lapse would tell what a sealed sheet says."""
        self.step(State.SCORING)
        scoring.give(self.cast, factories.actor(self.table, "state"), "state")
        self.step(State.TALKING)
        self.assertIsNone(self.table.unsealed_at)
        self.assert_refused(self.draft(), "A")

    def test_a_sheet_of_paper_that_nobody_vouched_for_does_not_count_yet(self):
        actor = factories.actor(self.table, "state")
        at_table.type_in_sheet(
            actor, scoring.sheet_of(self.table, "state"), mandate=self.cast.mandates["bea"],
            by=self.ana,
        )  # fmt: skip
        self.assertTrue(actions.freeze_text(self.draft(), by=self.ana))

    def test_an_option_that_came_later_makes_them_lapse(self):
        self.step(State.TALKING)
        at_table.add_option(
            self.table.issues.get(key="plazo"), key="tres-anos", title="Tres años", by=self.ana
        )
        self.assert_refused(self.draft(), "A")

    def test_an_issue_that_came_later_leaves_the_package_behind(self):
        self.step(State.TALKING)
        factories.issue(self.table, "riego", "goteo")
        with self.assertRaises(Refused) as refused:
            actions.freeze_text(self.draft(), by=self.ana)
        self.assertEqual(refused.exception.code, "package_outdated")

    def test_a_figure_corrected_after_the_search_makes_what_it_found_lapse(self):
        at_table.withdraw_package(self.package, by=self.ana)
        run = at_table.search_packages(self.table, by=self.ana)
        self.package = at_table.propose_package(self.table, PLANT, run=run, by=self.ana)
        at_table.propose_package(self.table, EACH, by=self.ana)
        draft = self.draft()
        self.step(State.TALKING)
        plant = self.table.issues.get(key="efluentes").options.get(key="planta")
        payer = factories.actor(self.table, "state")
        at_table.set_cost(plant, payer, amount=5_000_00, source="Presupuesto", by=self.ana)
        self.step(State.DRAFTING)
        self.assert_refused(draft, "B")  # C was put together at the table: no rule chose it

    def test_the_page_says_so_and_proposed_again_it_is_frozen_with_the_values_of_now(self):
        before = self.worth()
        self.change()
        draft = self.draft()
        self.client.force_login(self.ana)
        address = reverse("agreements:draft_freeze", args=[self.table.slug])
        page = self.client.get(address, HTTP_ACCEPT_LANGUAGE="en")
        self.assertContains(page, "changed after these packages were put on the table: A.")
        self.step(State.PROPOSING)
        at_table.withdraw_package(self.package, by=self.ana)
        self.package = at_table.propose_package(self.table, PLANT, by=self.ana)
        self.step(State.DRAFTING)
        actions.change_draft(draft, package=self.package, by=self.ana)
        made = actions.freeze_text(draft, by=self.ana)
        make.signed_by_all(made, self.cast)
        actions.decide(made, by=self.ana)
        self.assertNotEqual(self.worth(), before)
        self.assertEqual(Sheet.objects.filter(actor=self.whose()).count(), 2)

    def test_the_page_that_asks_it_costs_few_queries(self):
        at_table.withdraw_package(self.package, by=self.ana)
        run = at_table.search_packages(self.table, by=self.ana)
        self.package = at_table.propose_package(self.table, PLANT, run=run, by=self.ana)
        self.draft()
        self.client.force_login(self.ana)
        address = reverse("agreements:draft_freeze", args=[self.table.slug])
        with self.assertNumQueries(12):
            self.client.get(address)

    def whose(self):
        return factories.actor(self.table, "private-sector")

    def worth(self):
        """What the last package is worth to the company, as it is written down."""
        package = Package.objects.filter(is_withdrawn=False).get()
        return package.values.get(actor=self.whose()).value
