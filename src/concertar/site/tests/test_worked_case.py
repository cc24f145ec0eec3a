"""The worked case says where its facts come from, hangs together, and is as hard as it claims."""

import csv
import json
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest import TestCase

from concertar_methods.packages import Answer, find_packages, read_table

CONCERTAR = Path(__file__).parents[2]
FOLDER = CONCERTAR / "site/data/cases/aire-limpio-ilo"
NAMES = ["case", "forum", "observatory", "table", "scores", "agreement", "follow-up", "steps"]
RULES = ("leximin", "nash", "kalai_smorodinsky", "greatest_sum")


def read(name: str) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return parsed


def walk(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        yield path, node
    pairs = node.items() if isinstance(node, dict) else enumerate(node)
    for key, inner in pairs:
        if isinstance(inner, (dict, list)):
            yield from walk(inner, f"{path}.{key}")


def texts(name: str) -> dict[str, dict[str, str]]:
    return {path: node for path, node in walk(read(name)) if "es" in node or "en" in node}


def sheets(turn: int) -> dict[str, dict[str, dict[str, Any]]]:
    """The scores as they stood in the first or the second turn of scoring."""
    scores = read("scores")
    given = {sheet["actor"]: sheet["scores"] for sheet in scores["sheets"]}
    for change in scores["changes"] if turn == 1 else ():
        for issue, row in change["was"].items():
            given[change["actor"]][issue] |= row
    return given


def as_scored(said: Any) -> Any:
    if not isinstance(said, dict):
        return said
    if said.get("red_line"):
        return "unacceptable"
    return {"score": said["score"], "only_if": said["only_if"]}


def parties() -> list[dict[str, Any]]:
    sides = {seat["key"]: seat["constituency"] for seat in read("forum")["seats"]}
    must = {actor["seat"]: actor["must_sign"] for actor in read("table")["actors"]}
    return [
        {"name": sheet["actor"], "constituency": sides[sheet["actor"]], "weights": sheet["weights"]}
        | {"signature": "required" if must[sheet["actor"]] else "optional"}
        | {key: sheet[key] for key in ("reservation",) if key in sheet}
        for sheet in read("scores")["sheets"]
    ]


def issues() -> list[dict[str, Any]]:
    return [
        {
            "name": issue["key"],
            "affects": issue["affects"],
            "status_quo": next(o["key"] for o in issue["options"] if o.get("status_quo")),
            "options": [
                {"name": option["key"], "cost": option.get("cost_cents", {})}
                | {key: option.get(key, {}) for key in ("load", "effects")}
                | {key: option.get(key, []) for key in ("requires", "excludes")}
                for option in issue["options"]
            ],
        }
        for issue in read("table")["issues"]
    ]


def limits(turn: int) -> list[dict[str, Any]]:
    bases = read("table")["baselines"]
    known = {base["indicator"]: base["range"] for base in bases if base["round"] <= turn}
    return [
        {"name": limit["slug"], "indicator": limit["indicator"], "operator": "<="}
        | {"value": limit["most"], "baseline": known[limit["indicator"]]}
        for limit in read("observatory")["limits"]
    ]


def question(turn: int = 2) -> dict[str, Any]:
    """The case as the engine reads it."""
    table = read("table")
    return {
        "scale": read("scores")["scale"],
        "aggregate": table["rule"]["aggregate"],
        "compare": table["rule"]["compare"],
        "parties": parties(),
        "issues": issues(),
        "scores": {
            actor: {
                issue: {option: as_scored(said) for option, said in row.items()}
                for issue, row in given.items()
            }
            for actor, given in sheets(turn).items()
        },
        "limits": limits(turn),
        "fallback": {issue["key"]: issue["fallback"] for issue in table["issues"]},
        "budgets": {row["actor"]: row["amount_cents"] for row in table["budgets"]},
        "capacities": {row["actor"]: row["amount"] for row in table["capacities"]},
    }


def answer(turn: int = 2) -> Answer:
    return find_packages(read_table(question(turn)))


def room(found: Any) -> dict[str, Fraction]:
    reasons = [reason.params for reason in found.explanation if reason.code == "room"]
    return {str(facts["name"]): Fraction(str(facts["left"])) for facts in reasons}


def plain(value: Fraction) -> str:
    return f"{float(value):g}"


class Texts(TestCase):
    def test_every_text_is_written_in_both_languages(self):
        for name in NAMES:
            for path, text in texts(name).items():
                with self.subTest(f"{name}{path}"):
                    self.assertEqual(set(text), {"es", "en"})
                    self.assertTrue(text["es"].strip() and text["en"].strip())

    def test_no_text_of_ours_names_an_institution_of_the_network(self):
        rows = csv.DictReader((CONCERTAR / "network/data/institutions.csv").open(encoding="utf-8"))
        real = [row["name"] for row in rows]
        self.assertGreater(len(real), 50)
        for name in NAMES[1:]:
            for path, text in texts(name).items():
                for institution in real:
                    self.assertNotIn(institution, text["es"], f"{name}{path}")

    def test_every_institution_and_every_document_says_that_it_is_illustrative(self):
        forum, agreement = read("forum"), read("agreement")
        said = [row["name"] for row in forum["institutions"]]
        said += [row["document"] for row in forum["mandates"] + agreement["ratifications"]]
        said += [read("case")["notice"], agreement["preamble"], read("table")["number_source"]]
        follow = read("follow-up")
        said += [
            row[key] for row in follow["commitments"] for key in ("funding", "legal_reference")
        ]
        said += [check["evidence"] for check in follow["checks"]]
        for text in said:
            self.assertIn("ilustrativ", text["es"].lower())
            self.assertIn("illustrative", text["en"].lower())

    def test_every_fact_names_its_source_and_the_place_in_it(self):
        case = read("case")
        sources = {source["key"]: source for source in case["sources"]}
        facts = {fact["key"]: fact for fact in case["facts"]}
        for key, fact in facts.items():
            with self.subTest(key):
                self.assertTrue(fact["pointer"])
                self.assertTrue(sources[fact["source"]]["title"])
        used = {key for limit in read("observatory")["limits"] for key in limit["facts"]}
        self.assertLessEqual(used | set(read("table")["facts"]), set(facts))

    def test_figures_do_not_part_from_their_units(self):
        for name in NAMES:
            for path, text in texts(name).items():
                for said in text.values():
                    self.assertNotRegex(said, r"\d (µg|%|km|\d{3}\b)|(S/|N\.º) \d", f"{name}{path}")

    def test_no_text_holds_a_date_of_the_story(self):
        for name in NAMES[1:]:
            for path, text in texts(name).items():
                self.assertNotRegex(text["es"], r"202[5-9]", f"{name}{path}")


class Coherence(TestCase):
    def test_every_party_gives_out_a_hundred_points_and_its_best_option_has_the_top(self):
        for turn in (1, 2):
            for actor, given in sheets(turn).items():
                for issue, row in given.items():
                    points = [x if isinstance(x, int) else x.get("score", 0) for x in row.values()]
                    self.assertEqual(max(points), 4, f"{actor} {issue}")
        for sheet in read("scores")["sheets"]:
            self.assertEqual(sum(sheet["weights"].values()), 100, sheet["actor"])

    def test_every_red_line_and_every_criticism_names_an_interest_of_its_own_party(self):
        owners = {interest["key"]: interest["actor"] for interest in read("table")["interests"]}
        for criticism in read("agreement")["criticisms"]:
            self.assertEqual(owners[criticism["interest"]], criticism["actor"])
            self.assertTrue(criticism["answer"]["es"])
        lines = [
            (sheet["actor"], node)
            for sheet in read("scores")["sheets"]
            for _path, node in walk(sheet)
            if node.get("red_line")
        ]
        self.assertGreater(len(lines), 1)
        for actor, line in lines:
            self.assertEqual(owners[line["interest"]], actor)

    def test_every_clause_cites_options_and_limits_that_exist(self):
        offered = {issue["name"]: {o["name"] for o in issue["options"]} for issue in issues()}
        adopted = {limit["slug"] for limit in read("observatory")["limits"]}
        cited = set()
        for clause in read("agreement")["clauses"]:
            self.assertLessEqual(set(clause["limits"]), adopted)
            for option in clause["options"]:
                issue, key = option.split(":")
                self.assertIn(key, offered[issue])
                cited.add(option)
        chosen = {f"{issue}:{key}" for issue, key in read("agreement")["options"].items()}
        self.assertEqual(cited, chosen)

    def test_every_clause_says_where_it_comes_from(self):
        table, agreement = read("table"), read("agreement")
        known = {f"interest:{row['key']}" for row in table["interests"]}
        known |= {f"criticism:{row['key']}" for row in agreement["criticisms"]}
        known |= {f"limit:{row['slug']}" for row in read("observatory")["limits"]}
        known |= {f"empty-chair:{a['seat']}" for a in table["actors"] if a.get("empty_chair")}
        known |= {f"objection:{agreement['objection']['key']}", "rule"}
        for clause in agreement["clauses"]:
            self.assertTrue(clause["origin"])
            self.assertLessEqual(set(clause["origin"]), known, clause["key"])

    def test_whoever_signs_or_checks_has_a_mandate_to_sign_that_day(self):
        mandates = read("forum")["mandates"]
        checks = read("follow-up")["checks"]
        deeds = [(s["actor"], s["person"], s["day"]) for s in read("agreement")["signatures"]]
        deeds += [(check["by"], check["person"], check["day"]) for check in checks]
        for actor, person, day in deeds:
            held = [
                mandate
                for mandate in mandates
                if (mandate["institution"], mandate["person"]) == (actor, person)
                and mandate["power"] == "sign"
                and mandate["from_day"] <= day <= mandate["to_day"]
            ]
            self.assertEqual(len(held), 1, f"{person} on day {day}")

    def test_nobody_checks_a_commitment_in_which_they_have_a_part(self):
        follow = read("follow-up")
        parts = {c["key"]: [c["responsible"], *c["supporting"]] for c in follow["commitments"]}
        for check in follow["checks"]:
            self.assertNotIn(check["by"], parts[check["commitment"]])

    def test_the_steps_follow_each_other_and_walk_back_once(self):
        steps = read("steps")["steps"]
        days = [step["day"] for step in steps]
        self.assertEqual(days, sorted(days))
        moves = [step for step in steps if step["do"] == "table.step"]
        for before, after in pairwise(moves):
            self.assertEqual(before["to"], after["from"])
        back = [m for m in moves if (m["from"], m["to"]) == ("proposing", "talking")]
        self.assertEqual(len(back), 1)
        self.assertTrue(back[0]["reason"]["es"])
        people = {person["key"] for person in read("forum")["people"]} | {"each"}
        self.assertLessEqual({step["who"] for step in steps}, people)


class Hardness(TestCase):
    def test_the_signed_package_is_the_one_the_declared_rule_finds(self):
        found = getattr(answer(), read("table")["rule"]["selects_by"])
        self.assertEqual(found.package.choice, read("agreement")["options"])
        self.assertTrue(found.proven)

    def test_the_signed_package_uses_up_both_limits(self):
        left = room(answer().leximin)
        for limit in read("observatory")["limits"]:
            self.assertEqual(left[limit["slug"]], 0, limit["slug"])

    def test_going_on_as_today_breaches_both_limits_and_the_fallback_neither(self):
        self.assertEqual(answer().reservations, "binding")
        as_today = find_packages(read_table(question() | {"fallback": {}}))
        self.assertEqual(as_today.reservations, "status_quo_breaches_limit")
        for limit in question()["limits"]:
            self.assertGreater(limit["baseline"][-1], int(limit["value"]))

    def test_the_rules_do_not_agree_on_one_package(self):
        found = answer()
        choices = {json.dumps(getattr(found, rule).package.choice) for rule in RULES}
        self.assertGreaterEqual(len(choices), 3)

    def test_an_option_of_unknown_effect_is_in_no_undominated_package(self):
        unknown = [
            (issue["key"], option["key"])
            for issue in read("table")["issues"]
            for option in issue["options"]
            if option.get("unknown_effects")
        ]
        self.assertEqual(unknown, [("captura", "solvente-en-prueba")])
        front = answer().pareto
        self.assertTrue(front)
        for package in front or ():
            self.assertNotEqual(package.choice["captura"], "solvente-en-prueba")

    def test_the_readme_prints_what_the_engine_answers(self):
        readme = (FOLDER / "README.md").read_text(encoding="utf-8")
        found = answer()
        self.assertIn(f"{found.feasible_count} feasible", readme)
        packages = [found.leximin.package, found.nash.package, found.greatest_sum.package]
        for side in read("forum")["constituencies"]:
            gains = " | ".join(plain(p.constituencies[side["key"]]) for p in packages)
            row = f"| {side['name']['es']} | {gains} |"
            self.assertIn(row, readme.replace("**", ""))
        sums = " | ".join(plain(sum(p.gains.values(), Fraction(0))) for p in packages)
        self.assertIn(f"| {sums} |", readme)
        self.assertIn(f"): {answer(1).feasible_count} feasible", readme)
