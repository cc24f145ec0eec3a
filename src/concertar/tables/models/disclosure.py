"""Who learns what the packages are worth: the party itself, the facilitator, and what was agreed.

During talks nothing derived from scores reaches anybody but the party itself and the facilitator.
When an agreement stands, what the charter publishes of the packages then on the table reaches
everybody, as far as each party concerned consented to that very charter: values, and never gains,
which beside a value would tell the least that a party would accept.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any
from uuid import UUID

from concertar.tables.models.actor import Actor
from concertar.tables.models.facts import Facts
from concertar.tables.models.package import PackageValue, Run
from concertar.tables.models.table import Publishes, State, Table

STANDS = frozenset({State.STANDING, State.FOLLOWED})

Amounts = Mapping[UUID, Fraction]
"""A number for each package, by its id."""

Joined = Callable[[Sequence[Fraction]], Fraction]
"""Of the amounts of a side's parties, that of the side."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What somebody is to a table: its facilitator, or the voice of these actors, or neither."""

    is_facilitator: bool = False
    own: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Gains:
    """What each package gives, in points of 100; only what may be seen.

    Of parties and sides: gains over the least acceptable value to the facilitator and of the
    reader's own; values where they are published (`are_values`).
    """

    by_party: Mapping[UUID, Amounts] = field(default_factory=dict)
    by_side: Mapping[UUID, Amounts] = field(default_factory=dict)
    own_gains: Mapping[UUID, Amounts] = field(default_factory=dict)
    own_values: Mapping[UUID, Amounts] = field(default_factory=dict)
    are_values: bool = False
    is_whole: bool = False  # whether the reader may also learn which rule chose a package


def declared_level(table: Table) -> Publishes:
    """What the frozen charter publishes of the scores, when an agreement stands."""
    charter = getattr(table, "charter", None)
    return Publishes(json.loads(charter.text)["publishes"]) if charter else Publishes.NOTHING


def published_level(table: Table) -> Publishes:
    """What is published of the scores today."""
    return declared_level(table) if table.state in STANDS else Publishes.NOTHING


def lone_parties(parties: Iterable[Actor]) -> tuple[Actor, ...]:
    """Parties alone on their side: what is published of the side is what they themselves get."""
    sides: dict[UUID, list[Actor]] = {}
    for actor in parties:
        sides.setdefault(actor.seat.constituency_id, []).append(actor)
    return tuple(members[0] for members in sides.values() if len(members) == 1)


def gains_seen(facts: Facts, packages: Collection[UUID], reader: Reader) -> Gains:
    """What this reader may learn of what these packages give: one query, or none."""
    level = published_level(facts.table)
    is_anybodys = level != Publishes.NOTHING or reader.is_facilitator or reader.own
    if not packages or not is_anybodys:
        return Gains()
    gains, values = _read(packages)
    own_gains = {actor: gains[actor] for actor in gains if actor in reader.own}
    own_values = {actor: values[actor] for actor in values if actor in reader.own}
    if reader.is_facilitator:
        everybody = {actor.pk for actor in facts.parties}
        joined = _mean if _takes_the_mean(facts.table) else min
        return Gains(gains, _by_side(facts, gains, everybody, joined), is_whole=True)
    if level == Publishes.NOTHING:
        return Gains(by_party=own_gains, own_gains=own_gains, own_values=own_values)
    consenting = {actor.pk for actor in facts.parties if _consents(actor, facts.table)}
    named = consenting if level == Publishes.PARTIES else set()
    return Gains(
        by_party={actor: values[actor] for actor in values if actor in named},
        by_side=_by_side(facts, values, consenting, min),
        own_gains=own_gains,
        own_values=own_values,
        are_values=True,
        is_whole=True,
    )


def published_gains(facts: Facts, packages: Collection[UUID]) -> Gains:
    """What anybody may learn: for open data, and for whatever is printed."""
    return gains_seen(facts, packages, Reader())


@dataclass(frozen=True, slots=True)
class Price:
    """What the red lines of one party cost, by the last search; of others it says nothing.

    `is_found` says whether there is a package with them, `would_be` whether there is one without.
    """

    institution: str
    red_lines: int
    is_found: bool
    would_be: bool | None
    is_same: bool = False
    now: Fraction | None = None
    then: Fraction | None = None


def price_for(table: Table, actor: Actor) -> Price | None:
    """For the party itself, or the facilitator; None before a search, or without red lines."""
    answer = Run.objects.filter(table=table).order_by("at").values_list("answer", flat=True).last()
    return price_in(answer, actor) if answer else None


def price_in(answer: Mapping[str, Any], actor: Actor) -> Price | None:
    price, found = answer["prices"].get(str(actor.pk)), answer["leximin"]
    if price is None:
        return None
    return Price(
        institution=actor.seat.institution.name,
        red_lines=price["red_lines"],
        is_found=found is not None,
        would_be=price["feasible"],
        is_same=found is not None and found["choice"] == price.get("choice"),
        now=Fraction(found["values"][str(actor.pk)]) if found else None,
        then=Fraction(price["value"]) if "value" in price else None,
    )


def _read(packages: Collection[UUID]) -> tuple[dict[UUID, Amounts], dict[UUID, Amounts]]:
    gains: dict[UUID, dict[UUID, Fraction]] = {}
    values: dict[UUID, dict[UUID, Fraction]] = {}
    for row in PackageValue.objects.filter(package__in=packages):
        gains.setdefault(row.actor_id, {})[row.package_id] = Fraction(row.gain)
        values.setdefault(row.actor_id, {})[row.package_id] = Fraction(row.value)
    return dict(gains), dict(values)


def _consents(actor: Actor, table: Table) -> bool:
    consent = getattr(actor, "consent", None)
    charter = getattr(table, "charter", None)
    return bool(consent and charter and consent.charter_sha256 == charter.sha256)


def _by_side(
    facts: Facts, amounts: Mapping[UUID, Amounts], allowed: Collection[UUID], joined: Joined
) -> dict[UUID, dict[UUID, Fraction]]:
    """Of each side all of whose parties are known and allow it: one amount a package."""
    sides: dict[UUID, list[UUID]] = {}
    for actor in facts.parties:
        sides.setdefault(actor.seat.constituency_id, []).append(actor.pk)
    found: dict[UUID, dict[UUID, Fraction]] = {}
    for side, members in sides.items():
        if not all(one in allowed and one in amounts for one in members):
            continue
        shared = set.intersection(*(set(amounts[one]) for one in members))
        found[side] = {
            package: joined([amounts[one][package] for one in members]) for package in shared
        }
    return found


def _takes_the_mean(table: Table) -> bool:
    """Whether the rule of the charter looks at the mean of a side, not at who gains least."""
    charter = getattr(table, "charter", None)
    return charter is not None and json.loads(charter.text)["packages"]["aggregate"] == "mean"


def _mean(amounts: Sequence[Fraction]) -> Fraction:
    return sum(amounts, Fraction(0)) / len(amounts)
