"""The tables of the demonstration say what the published figures say."""

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from unittest import TestCase

from concertar_methods.packages import find_packages, read_table

ROOT = Path(__file__).parents[4]
FOLDER = ROOT / "src/concertar/site/data/negotiations"


class HistoricalNegotiations(TestCase):
    def test_the_tables_are_what_the_facts_make(self):
        script = [sys.executable, str(ROOT / "scripts/negotiations.py"), "--check"]
        run = subprocess.run(script, capture_output=True, text=True, check=False)
        self.assertEqual(run.returncode, 0, f"Run scripts/negotiations.py: {run.stdout}")

    def test_every_party_gives_out_a_hundred_points_and_has_its_own_name(self):
        for path in (FOLDER / "paris-2015.es.json", FOLDER / "paris-2015.en.json"):
            table = json.loads(path.read_text(encoding="utf-8"))
            with self.subTest(path.name):
                self.assertEqual(len({party["name"] for party in table["parties"]}), 15)
                for party in table["parties"]:
                    weights = [Fraction(weight) for weight in party["weights"].values()]
                    self.assertEqual(sum(weights), 100, party["name"])

    def test_the_readme_prints_the_figures_of_the_facts(self):
        facts = json.loads((FOLDER / "paris-2015.facts.json").read_text(encoding="utf-8"))
        readme = (FOLDER / "README.md").read_text(encoding="utf-8")
        for party in facts["parties"]:
            figures = zip(party["positions"].values(), party["saliences"].values(), strict=True)
            row = " | ".join(f"{position} / {salience}" for position, salience in figures)
            self.assertIn(f"| {row} |", readme, party["en"])

    def test_the_engine_finds_what_counting_by_hand_found(self):
        """The answers printed in the README, as positions on the scale of 0 to 100."""
        facts = json.loads((FOLDER / "paris-2015.facts.json").read_text(encoding="utf-8"))
        for language in ("es", "en"):
            text = (FOLDER / f"paris-2015.{language}.json").read_bytes()
            answer = find_packages(read_table(text))
            positions = {
                rule: [
                    next(o["position"] for o in issue["options"] if o[language] == chosen)
                    for issue, chosen in zip(
                        facts["issues"], getattr(answer, rule).package.choice.values(), strict=True
                    )
                ]
                for rule in ("leximin", "kalai_smorodinsky", "nash", "greatest_sum")
            }
            with self.subTest(language):
                self.assertEqual(positions["leximin"], [50, 70, 30, 50, 70])
                self.assertEqual(positions["kalai_smorodinsky"], [50, 70, 30, 50, 70])
                self.assertEqual(positions["nash"], [50, 50, 40, 50, 70])
                self.assertEqual(positions["greatest_sum"], [50, 50, 40, 50, 70])
                least = min(answer.leximin.package.values.values())
                self.assertEqual(least, Fraction(4870, 81))
                self.assertTrue(answer.leximin.proven)
