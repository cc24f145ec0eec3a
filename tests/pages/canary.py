"""The worked case with canaries: what each party confides is marked so that any leak is seen.

Every party gets an interest and a position that it confides, a red line with its reason, weights
of its own numbers; some a declared least value. Each text is a key and a twin: whoever looks for
the key may read it back, and never the twin.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import translation

from concertar.kit.numbers import said_number
from concertar.site.case.script import CASE
from concertar.tables.models import Actor, PackageValue, Table

Told = dict[str, Any]
# What is added to the weights: in all nothing, and each number a mark. Parties start at different
# places of it.
DELTAS = ("0.03", "-0.02", "0.04", "-0.05", "0.06", "-0.06")
# Close to what each would have without an agreement, so that what is found stays the same.
LEAST = {"juntas-vecinales": "49.91", "empresa-fundidora": "51.13", "colectivo-juvenil": "50.07"}
KINDS = ("interest", "interes", "position", "posicion", "motivo")


@dataclass(frozen=True, slots=True)
class Secret:
    """What nobody but its party, and the facilitator when the time has come, may read."""

    party: str
    what: str
    text: str = ""  # as it would stand on a page; or a number, in the ways it may be written
    forms: frozenset[str] = frozenset()
    is_of_the_sheet: bool = True

    def is_in(self, said: str) -> bool:
        if self.text:
            return self.text in said
        return bool(self.forms) and bool(_pattern(self.forms).search(said))


def mark(kind: str, party: str) -> tuple[str, str]:
    """The key and the twin of one text."""
    name = party.replace("-", "")
    return f"{kind}zorzal{name}", f"{kind}zunzun{name}"


def told_with_canaries(folder: Path) -> Path:
    """The files of the case, written anew with everything that is planted."""
    for file in CASE.glob("*.json"):
        told = json.loads(file.read_text(encoding="utf-8"))
        if plant := PLANTS.get(file.stem):
            plant(told)
        (folder / file.name).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return folder


def _plant_words(told: Told) -> None:
    told["packages"] = told["packages"][:1]  # with marked numbers the others are the same
    parties = {said["actor"] for said in told["interests"]}
    for party in sorted(parties):
        for noun, spanish in (("interest", "interes"), ("position", "posicion")):
            text = {"es": " ".join(mark(spanish, party)), "en": " ".join(mark(noun, party))}
            row = {"key": f"canary-{party}", "actor": party, "visibility": "facilitator"}
            told[f"{noun}s"].append(row | {"text": text})


def _plant_sheets(told: Told) -> None:
    taken = _options_in_play()
    for place, sheet in enumerate(told["sheets"]):
        party = sheet["actor"]
        for number, issue in enumerate(sheet["weights"]):
            delta = Fraction(DELTAS[(number + place) % len(DELTAS)])
            sheet["weights"][issue] = f"{float(sheet['weights'][issue] + delta):.2f}"
        if party in LEAST:
            sheet["reservation"] = LEAST[party]
        issue, option = next(
            (issue, option)
            for issue, row in sheet["scores"].items()
            for option, score in row.items()
            if score == 0 and option not in taken[issue]
        )
        sheet["scores"][issue][option] = {
            "red_line": True,
            "interest": f"canary-{party}",
            "reason": {"es": " ".join(mark("motivo", party)), "en": ""},
        }


def _options_in_play() -> dict[str, set[str]]:
    """Those signed or held without an agreement: a red line would change what is found."""
    table = json.loads((CASE / "table.json").read_text(encoding="utf-8"))
    signed = json.loads((CASE / "agreement.json").read_text(encoding="utf-8"))["options"]
    fund = "vigilancia-y-fondo"  # of the second package
    return {one["key"]: {one["fallback"], signed[one["key"]], fund} for one in table["issues"]}


def _plant_criticisms(told: Told) -> None:
    """Who criticises names an interest that was confided."""
    for said in told["criticisms"]:
        said["interest"] = f"canary-{said['actor']}"


PLANTS = {
    "table": _plant_words,
    "scores": _plant_sheets,
    "agreement": _plant_criticisms,
}


# ---- what was planted, and what was computed of it ----------------------------------------------


def secrets_of(table: Table) -> list[Secret]:
    """Everything of this table that is not for everybody, party by party."""
    return [*_words(table), *_numbers(), *_computed(table)]


def _words(table: Table) -> Iterator[Secret]:
    for party in parties(table):
        for kind in KINDS:
            for text in mark(kind, party):
                yield Secret(party, kind, text, is_of_the_sheet=kind == "motivo")


def _numbers() -> Iterator[Secret]:
    told = json.loads((CASE / "scores.json").read_text(encoding="utf-8"))
    _plant_sheets(told)
    for sheet in told["sheets"]:
        given = {*sheet["weights"].values(), sheet.get("reservation")} - {None}
        yield from (Secret(sheet["actor"], "number", forms=frozenset({one})) for one in given)


def _computed(table: Table) -> Iterator[Secret]:
    """Of every package, what it is worth to each party and what the party gains."""
    rows = PackageValue.objects.filter(package__table=table)
    for row in rows.select_related("actor__seat__institution"):
        for name in ("value", "gain"):
            written = frozenset(forms(Fraction(getattr(row, name))))
            yield Secret(_party(row.actor), name, forms=written)


def published_forms(table: Table) -> set[str]:
    """How what was consented to be published may be written: the least value of each side."""
    least: dict[tuple[Any, Any], Fraction] = {}
    rows = PackageValue.objects.filter(package__table=table, package__is_withdrawn=False)
    for side, package, value in rows.values_list("actor__seat__constituency", "package", "value"):
        key = side, package
        least[key] = min(least.get(key, Fraction(value)), Fraction(value))
    return {form for number in least.values() for form in forms(number)}


def forms(number: Fraction) -> set[str]:
    """How a number may be written: exactly, as a decimal, or rounded as pages say it."""
    found = {str(number)}
    for language in ("es", "en"):
        with translation.override(language):
            found |= {said_number(number, places=places) for places in (1, 2, 3)}
    return {form for form in found if not re.fullmatch(r"[-−]?\d+", form)}


def found_in(said: str, secrets: Iterable[Secret]) -> list[Secret]:
    """The secrets that stand there; numbers are looked for all at once, then one by one."""
    wanted = list(secrets)
    words = in_words(said)
    numbers = frozenset(form for one in wanted for form in one.forms)
    if not numbers or not _pattern(numbers).search(words):
        wanted = [one for one in wanted if one.text]
    return [one for one in wanted if one.is_in(said if one.text else words)]


def without(secrets: Iterable[Secret], allowed: set[str]) -> list[Secret]:
    """The secrets, and of numbers only what is not written like one that may be read anyway."""
    known = {form.replace(",", ".") for form in allowed}
    return [
        one
        if one.text
        else replace(one, forms=frozenset(x for x in one.forms if x.replace(",", ".") not in known))
        for one in secrets
    ]


@cache
def _pattern(numbers: frozenset[str]) -> re.Pattern[str]:
    """Any of these numbers, standing alone, with a point or a comma."""
    written = {re.sub(r"\\\.|,", "[.,]", re.escape(number)) for number in numbers}
    return re.compile(rf"(?<![\w.,/−-])(?:{'|'.join(sorted(written))})(?![\w/]|[.,]\d)")


GEOMETRY = re.compile(
    r'\s(?:d|x|y|cx|cy|r|rx|ry|x1|x2|y1|y2|dx|dy|width|height|points|viewBox|transform)="[^"]*"'
)


def in_words(said: str) -> str:
    """What is said without the coordinates of its drawings, which are numbers of something else."""
    return GEOMETRY.sub(" ", said)


def _party(actor: Actor) -> str:
    return actor.seat.institution.slug.removeprefix("ilustrativo-")


def parties(table: Table) -> Iterator[str]:
    for actor in Actor.objects.filter(table=table).present():
        yield _party(actor)
