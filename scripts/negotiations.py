"""Make the tables of the historical negotiations, in each language, from one source of facts.

`<slug>.facts.json` holds what was published: positions and importance on scales of 0 to 100.
From it come `<slug>.es.json` and `<slug>.en.json`, which `concertar packages` reads. The README
beside them says what was published and what is our reading.

    python scripts/negotiations.py            write the tables
    python scripts/negotiations.py --check    only say which tables are not what the facts make
"""

import json
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "src/concertar/site/data/negotiations"
LANGUAGES = ("es", "en")
SCALE = 100


def table(facts: dict[str, Any], language: str) -> dict[str, Any]:
    """The table in the input format of `concertar packages`."""
    issues, parties = facts["issues"], facts["parties"]
    return {
        "scale": SCALE,
        "aggregate": "min",
        "compare": "value",
        "parties": [_party(party, issues, language) for party in parties],
        "issues": [_issue(issue, language) for issue in issues],
        "scores": {
            party[language]: {issue[language]: _scores(party, issue, language) for issue in issues}
            for party in parties
        },
    }


def _party(party: dict[str, Any], issues: list[dict[str, Any]], language: str) -> dict[str, Any]:
    total = sum(party["saliences"][issue["key"]] for issue in issues)
    return {
        "name": party[language],
        "constituency": party[language],
        "weights": {
            issue[language]: str(Fraction(100 * party["saliences"][issue["key"]], total))
            for issue in issues
        },
        "reservation": "0",
    }


def _issue(issue: dict[str, Any], language: str) -> dict[str, Any]:
    names = {option["position"]: option[language] for option in issue["options"]}
    return {
        "name": issue[language],
        "status_quo": names[issue["status_quo"]],
        "options": [{"name": name} for name in names.values()],
    }


def _scores(party: dict[str, Any], issue: dict[str, Any], language: str) -> dict[str, int]:
    """The nearer an option lies to the party's position, the higher its score."""
    ideal = party["positions"][issue["key"]]
    return {
        option[language]: SCALE - abs(option["position"] - ideal) for option in issue["options"]
    }


def main(arguments: list[str]) -> int:
    stale = []
    for source in sorted(FOLDER.glob("*.facts.json")):
        facts = json.loads(source.read_text(encoding="utf-8"))
        for language in LANGUAGES:
            path = source.with_name(f"{facts['slug']}.{language}.json")
            text = json.dumps(table(facts, language), ensure_ascii=False, indent=1) + "\n"
            if path.exists() and path.read_text(encoding="utf-8") == text:
                continue
            stale.append(path.name)
            if "--check" not in arguments:
                path.write_text(text, encoding="utf-8")
    for name in stale:
        print(name)
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
