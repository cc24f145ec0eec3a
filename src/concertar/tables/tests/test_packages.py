"""The search, what it is asked, what stands in its way, and the packages on the table."""

import re
from pathlib import Path
from unittest import mock

from django.test import TestCase
from django.utils import translation

import concertar_methods.packages
from concertar.kit.access import Forbidden, Refused
from concertar.tables import actions, inquiry
from concertar.tables.actions import packages
from concertar.tables.comparing import compare
from concertar.tables.inquiry import ask
from concertar.tables.models import Budget, Capacity, Load, Package, Run, facts_of, ties_of
from concertar.tables.models.disclosure import Reader
from concertar.tables.models.shown import Shown
from concertar.tables.models.table import State
from concertar.tables.question import question_of, required_signers
from concertar.tables.search_sentences import OBSTACLES, TELLERS, names_of, search_sentences
from concertar.tables.sentences import disclosure_sentences, limit_sentences
from concertar.tables.tests import factories, scoring

BOTH = {"efluentes": "planta", "plazo": "dos-anos"}
QUO = {"efluentes": "hoy", "plazo": "hoy"}


class InTheBay(TestCase):
    """A bay with a limit: today breaks it, the plant keeps it, “cada-uno” is unknown."""

    def setUp(self):
        translation.activate("en")
        self.addCleanup(translation.deactivate)
        self.cast = factories.forum()

    def table(self, **replaced):
        table = factories.table_in(self.cast, State.SCORING)
        self.charge = factories.indicator()
        self.limit = factories.limit(self.charge)
        table.limits.add(self.limit)
        table.baselines.create(indicator=self.charge, low=22, likely=25, high=28, source="Estudio")
        self.effluents = table.issues.get(key="efluentes")
        factories.effect(self.effluents.options.get(key="planta"), self.charge, -18, -16, -14)
        scoring.give_all(self.cast, table, **replaced)
        table = actions.unseal_scores(table, by=self.cast.ana)
        actions.take_step(table, State.PROPOSING, by=self.cast.ana)
        table.refresh_from_db()
        return table

    def search(self, table):
        return actions.search_packages(table, by=self.cast.ana)


class Limits(InTheBay):
    def test_the_worst_case_is_the_bad_end_of_all(self):
        facts = facts_of(self.table())
        (line,) = facts.lines
        chosen = facts.status_quo()
        self.assertEqual(facts.found(line, chosen), (22, 25, 28))
        self.assertEqual(facts.breached(chosen), (line,))
        chosen[self.effluents.pk] = self.effluents.options.get(key="planta")
        self.assertEqual(facts.found(line, chosen), (4, 9, 14))
        self.assertEqual((line.margin(facts.found(line, chosen)), facts.breached(chosen)), (0, ()))
        self.assertEqual(facts.binding(chosen), {line: 0})

    def test_every_limit_that_leaves_no_room_binds_and_is_named(self):
        table = self.table()
        noise = factories.indicator("ruido", "dB")
        table.limits.add(factories.limit(noise, slug="limite-ruido", name="Límite de ruido"))
        base = table.baselines.create(indicator=noise, low=10, likely=12, high=14, source="Estudio")
        chosen = facts_of(table).status_quo()
        chosen[self.effluents.pk] = self.effluents.options.get(key="planta")
        shown = Shown(Package(letter="A"), chosen)
        facts = facts_of(table)
        self.assertEqual(set(facts.binding(chosen).values()), {0})
        first, *_rest = limit_sentences([shown], facts)
        self.assertEqual(
            first, "A uses up “Límite de la bahía” and “Límite de ruido”: no room is left."
        )
        base.high = 13
        base.save()
        facts = facts_of(table)
        self.assertEqual([line.key for line in facts.binding(chosen)], ["limite-carga"])
        base.high = 15
        base.save()
        told = " ".join(limit_sentences([shown], facts_of(table)))
        self.assertIn("In its worst case A breaks “Límite de ruido”.", told)
        self.assertIn("A uses up “Límite de la bahía”: no room is left.", told)

    def test_packages_that_use_up_the_same_limit_share_one_sentence(self):
        table = self.table()
        facts = facts_of(table)
        chosen = facts.status_quo()
        chosen[self.effluents.pk] = self.effluents.options.get(key="planta")
        shown = [Shown(Package(letter=letter), chosen) for letter in "ABC"]
        shown.append(Shown(Package(letter="D"), facts.status_quo()))
        told = list(limit_sentences(shown, facts))
        self.assertEqual(told[0], "In its worst case D breaks “Límite de la bahía”.")
        self.assertEqual(told[1], "A, B and C use up “Límite de la bahía”: no room is left.")
        self.assertEqual(sum("uses up" in one or "use up" in one for one in told), 1)

    def test_with_room_everywhere_the_nearest_limit_binds(self):
        table = self.table()
        table.baselines.update(low=20, likely=21, high=22)
        chosen = facts_of(table).status_quo()
        chosen[self.effluents.pk] = self.effluents.options.get(key="planta")
        first, *_rest = limit_sentences([Shown(Package(letter="A"), chosen)], facts_of(table))
        self.assertIn("In A the limit that binds is “Límite de la bahía”: 6", first)

    def test_what_is_unknown_never_keeps_a_limit(self):
        facts = facts_of(self.table())
        chosen = facts.status_quo() | {
            self.effluents.pk: self.effluents.options.get(key="cada-uno")
        }
        self.assertIsNone(facts.found(facts.lines[0], chosen))
        self.assertEqual(facts.binding(chosen), {})

    def test_an_interval_is_two_lines(self):
        table = self.table()
        self.limit.least = 3
        self.limit.save()
        keys = [(line.key, line.operator) for line in facts_of(table).lines]
        self.assertEqual(keys, [("limite-carga.most", "<="), ("limite-carga.least", ">=")])

    def test_a_limit_that_was_not_adopted_binds_nothing(self):
        table = self.table()
        self.limit.status = "reviewed"
        self.limit.save()
        self.assertEqual(facts_of(table).lines, ())

    def test_the_search_keeps_to_them(self):
        run = self.search(self.table())
        self.assertEqual(run.answer["feasible_count"], 2)
        self.assertEqual(run.answer["reservations"], "status_quo_breaches_limit")

    def test_a_package_that_breaks_one_is_refused(self):
        table = self.table()
        with self.assertRaises(Refused) as refusal:
            actions.propose_package(table, QUO, by=self.cast.ana)
        self.assertEqual(refusal.exception.code, "package_breaks_limit")

    def test_an_unknown_effect_is_shown_as_unknown(self):
        table = self.table()
        choice = {"efluentes": "cada-uno", "plazo": "hoy"}
        actions.propose_package(table, choice, by=self.cast.ana)
        shown = compare(self.cast.zeca, table, list(table.actors.all()), Reader())
        (figure,) = shown.limit_figures
        self.assertIn("unknown", str(figure.table.rows[-1]))

    def test_without_any_score_limits_and_costs_are_shown_all_the_same(self):
        table = factories.table_in(self.cast, State.TALKING, slug="otra")
        table.state = State.PROPOSING
        table.save()
        plant = table.issues.get(key="efluentes").options.get(key="planta")
        factories.cost(plant, factories.actor(table, "state"))
        actions.propose_package(table, BOTH, title="Todo", by=self.cast.ana)
        shown = compare(self.cast.zeca, table, facts_of(table).actors, Reader(), in_full=True)
        self.assertEqual(shown.costs, [("Municipalidad de Ejemplo", [("A", "PEN\xa0100,000")])])
        self.assertIsNone(shown.side_figure)
        self.assertEqual(shown.why, [])


class TheQuestion(InTheBay):
    def test_holds_keys_and_ids_and_no_words(self):
        table = self.table()
        run = self.search(table)
        told = str(run.question)
        self.assertNotIn("Ejemplo", told)
        self.assertNotIn("Seguir", told)
        self.assertIn(str(factories.actor(table, "state").pk), told)

    def test_budgets_capacities_and_loads_reach_the_engine(self):
        table = self.table()
        actor = factories.actor(table, "state")
        plant = self.effluents.options.get(key="planta")
        factories.cost(plant, actor, 500)
        Load.objects.create(option=plant, bearer=actor, amount=7, source="Plan")
        Budget.objects.create(actor=actor, amount=400, source="Presupuesto")
        Capacity.objects.create(actor=actor, amount=6, unit="cuadrillas", source="Plan")
        run = self.search(table)
        self.assertFalse(run.answer["feasible"])
        self.assertEqual(run.question["budgets"], {str(actor.pk): 400})

    def test_those_who_must_sign_and_lone_voices_of_a_required_side_bind(self):
        table = factories.table(self.cast, state=State.TALKING, slug="otra")
        table.required_constituencies.add(self.cast.seats["academia"].constituency)
        factories.frozen(table)
        sides = {
            actor.seat.constituency.key
            for actor in facts_of(table).parties
            if actor.pk in required_signers(facts_of(table))
        }
        self.assertEqual(sides, {"state", "academia"})

    def test_where_nobody_is_named_everybody_binds(self):
        table = factories.table(self.cast, state=State.TALKING, slug="otra")
        table.actors.update(must_sign=False)
        factories.frozen(table)
        self.assertEqual(len(required_signers(facts_of(table))), 5)

    def test_what_needs_a_withdrawn_option_cannot_be_chosen(self):
        table = self.table()
        facts = facts_of(table)
        sheets = packages._sheets(facts)
        years = table.issues.get(key="plazo").options.get(key="dos-anos")
        self.effluents.options.get(key="planta").requires.add(years)
        years.is_withdrawn = True
        years.save()
        third = factories.option(table.issues.get(key="plazo"), "tres-anos")
        facts = facts_of(table)
        for answers in sheets.values():
            answers.marks[third.pk] = answers.marks[years.pk]
        question = question_of(facts, ties_of(table), sheets)
        names = [option["name"] for option in question["issues"][0]["options"]]
        self.assertEqual(names, ["hoy", "cada-uno"])


class TheSearch(InTheBay):
    def test_is_thrown_away_if_a_sheet_changed_meanwhile(self):
        table = self.table()
        actor = factories.actor(table, "state")

        def slowly(question, **rest):
            scoring.give(self.cast, actor, "state", plazo={"hoy": 1})
            return ask(question, **rest)

        with mock.patch.object(packages, "ask", slowly), self.assertRaises(Refused) as refusal:
            self.search(table)
        self.assertEqual(refusal.exception.code, "table_changed_while_searching")
        self.assertFalse(Run.objects.exists())

    def test_asks_around_no_longer_than_it_may_and_says_what_is_missing(self):
        table = self.table()
        actor = factories.actor(table, "state")
        line = {"interest": factories.interest(actor).pk, "reason": "No"}
        scoring.give(self.cast, actor, "state", efluentes={"cada-uno": line})
        run = actions.search_packages(table, by=self.cast.ana, seconds=60)
        self.assertEqual((run.answer["is_cut"], len(run.answer["prices"])), (False, 1))
        with mock.patch.object(inquiry, "monotonic", side_effect=[0.0, 121.0]):
            run = actions.search_packages(table, by=self.cast.ana, seconds=60)
        self.assertEqual((run.answer["is_cut"], run.answer["prices"]), (True, {}))
        said = " ".join(search_sentences(run.answer, names_of(facts_of(table))))
        self.assertIn("The time ran out before everything around the search was asked", said)

    def test_only_the_facilitator_searches(self):
        table = self.table()
        for who in (self.cast.bea, self.cast.zeca):
            with self.assertRaises(Forbidden):
                actions.search_packages(table, by=who)

    def test_names_the_limit_when_no_option_keeps_it(self):
        table = self.table()
        self.limit.most = 2
        self.limit.save()
        run = self.search(table)
        self.assertEqual(run.answer["obstacles"], {"kind": "limits", "limits": ["limite-carga"]})
        said = " ".join(search_sentences(run.answer, names_of(facts_of(table))))
        self.assertIn("No combination of options keeps to “Límite de la bahía”", said)

    def test_names_to_the_facilitator_whose_demands_close_it(self):
        need = None
        table = factories.table_in(self.cast, State.SCORING)
        actor = factories.actor(table, "state")
        need = factories.interest(actor)
        line = {"interest": need.pk, "reason": "No"}
        scoring.give_all(
            self.cast, table, state={"plazo": {"hoy": line}, "efluentes": {"hoy": line}}
        )
        scoring.give(
            self.cast, actor, "state", plazo={"hoy": line, "dos-anos": 4},
            efluentes={"hoy": line, "planta": line, "cada-uno": 4}, reservation=80,
            weights={"plazo": 30, "efluentes": 70},
        )  # fmt: skip
        other = factories.actor(table, "academia")
        other.must_sign = True
        other.save()
        no = {"interest": factories.interest(other).pk, "reason": "No"}
        scoring.give(self.cast, other, "academia", efluentes={"cada-uno": no})
        table = actions.unseal_scores(table, by=self.cast.ana)
        actions.take_step(table, State.PROPOSING, by=self.cast.ana)
        run = self.search(table)
        self.assertFalse(run.answer["feasible"])
        self.assertEqual(run.answer["obstacles"]["kind"], "demands")
        self.assertEqual(set(run.answer["obstacles"]["parties"]), {str(actor.pk), str(other.pk)})
        said = " ".join(search_sentences(run.answer, names_of(facts_of(table))))
        self.assertIn("Municipalidad de Ejemplo and Universidad de Ejemplo", said)

    def test_every_code_of_the_engine_has_its_sentence(self):
        folder = Path(concertar_methods.packages.__file__).parent
        source = "".join(path.read_text() for path in folder.glob("*.py"))
        self.assertEqual(set(re.findall(r'Reason\(\s*"(\w+)"', source)), set(TELLERS))
        audit = (folder / "audit.py").read_text()
        kinds = set(re.findall(r'(?:Obstacle|Room)\(\s*"(\w+)"', audit)) | {"constituency"}
        self.assertEqual(kinds, set(OBSTACLES))

    def test_every_reason_of_a_search_is_said(self):
        table = self.table()
        run = self.search(table)
        for rule in ("leximin", "nash", "kalai_smorodinsky", "greatest_sum"):
            for reason in run.answer[rule]["explanation"]:
                self.assertTrue(list(TELLERS[reason["code"]](reason, names_of(facts_of(table)))))


class OnTheTable(InTheBay):
    def test_a_package_knows_every_rule_that_chose_it(self):
        table = self.table()
        run = self.search(table)
        package = actions.propose_package(
            table, run.answer["leximin"]["choice"], run=run, title="Planta", by=self.cast.ana
        )
        self.assertIn("leximin", package.origins)
        self.assertEqual(package.values.count(), 5)
        self.assertEqual(package.letter, "A")

    def test_a_letter_is_never_given_twice(self):
        table = self.table()
        first = actions.propose_package(table, BOTH, by=self.cast.ana)
        actions.withdraw_package(first, by=self.cast.ana)
        again = actions.propose_package(table, BOTH, by=self.cast.ana)
        self.assertEqual((first.letter, again.letter), ("A", "B"))

    def test_the_same_package_is_not_put_there_twice(self):
        table = self.table()
        actions.propose_package(table, BOTH, by=self.cast.ana)
        with self.assertRaises(Refused) as refusal:
            actions.propose_package(table, BOTH, by=self.cast.ana)
        self.assertEqual(refusal.exception.params, {"letter": "A"})

    def test_it_takes_one_option_of_every_issue(self):
        table = self.table()
        for choice in ({"efluentes": "planta"}, {**BOTH, "plazo": "nunca"}):
            with self.assertRaises(Refused) as refusal:
                actions.propose_package(table, choice, by=self.cast.ana)
            self.assertEqual(refusal.exception.code, "option_not_there")

    def test_options_that_exclude_each_other_are_no_package(self):
        table = self.table()
        years = table.issues.get(key="plazo").options.get(key="dos-anos")
        self.effluents.options.get(key="planta").excludes.add(years)
        with self.assertRaises(Refused) as refusal:
            actions.propose_package(table, BOTH, by=self.cast.ana)
        self.assertEqual(refusal.exception.code, "package_breaks_tie")

    def test_neither_a_delegate_nor_a_stranger_puts_one_there(self):
        table = self.table()
        for who in (self.cast.bea, self.cast.zeca):
            with self.assertRaises(Forbidden):
                actions.propose_package(table, BOTH, by=who)
        self.assertFalse(Package.objects.exists())

    def test_one_made_before_an_issue_came_is_not_compared(self):
        table = self.table()
        actions.propose_package(table, BOTH, by=self.cast.ana)
        factories.issue(table, "nuevo", "algo")
        shown = compare(self.cast.zeca, table, facts_of(table).actors, Reader())
        self.assertEqual((shown.packages, shown.outdated), ((), ["A"]))


class BeforeAnybodyConsents(InTheBay):
    def test_a_party_alone_on_its_side_is_told_that_the_side_is_itself(self):
        parties = facts_of(factories.table(self.cast)).parties
        said = " ".join(disclosure_sentences(parties, "constituencies"))
        self.assertIn("Municipalidad de Ejemplo", said)
        self.assertIn("alone on their side", said)

    def test_with_company_it_is_not_named(self):
        factories.seat(self.cast, "state", "Agencia de Ejemplo")
        parties = facts_of(factories.table(self.cast)).parties
        said = " ".join(disclosure_sentences(parties, "constituencies"))
        self.assertNotIn("Municipalidad de Ejemplo", said)
