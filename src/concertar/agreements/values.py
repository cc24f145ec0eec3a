"""What of the scores is published with an agreement: what its charter said, and nothing more.

Who may learn what is decided in one place, for the pages and for this file: `tables.models.
disclosure`. Here its answer is written down as data: of every package that was on the table when
the agreement came to stand, its letter, which rules chose it, and its exact value to each side or
party that consented. Gains are never published: beside a value they would tell what a party needed
at least.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from concertar.agreements.models import Agreement
from concertar.kit.access import Visitor
from concertar.tables.models import Actor, Gains, published_gains
from concertar.tables.models.disclosure import declared_level
from concertar.tables.models.facts import Facts, outline_of
from concertar.tables.models.shown import Shown, on_the_table
from concertar.tables.models.table import Publishes

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Published:
    """The packages that were on the table, and what may leave of what they are worth."""

    level: Publishes
    facts: Facts
    packages: Sequence[Shown]
    gains: Gains

    @property
    def data(self) -> Data:
        return {"packages": [self._package(one) for one in self.packages], "values": self._values()}

    def _package(self, shown: Shown) -> Data:
        told = {
            "letter": shown.letter,
            "title": shown.package.title,
            "choices": {
                issue.key: shown.chosen[issue.pk].key for issue in self.facts.issues
            },
        }  # fmt: skip
        # Which rule chose it was computed from the scores, so it leaves with the values only.
        return told | {"origins": shown.package.origins} if self.gains.is_whole else told

    def _values(self) -> Data:
        told: Data = {"publishes": self.level.value}
        if self.level != Publishes.NOTHING:
            told["constituencies"] = self._of_sides()
        if self.level == Publishes.PARTIES:
            told["parties"] = [
                {"actor": str(actor.pk), "values": self._by_letter(amounts)}
                for actor in self.facts.parties
                if (amounts := self.gains.by_party.get(actor.pk))
            ]
        return told

    def _of_sides(self) -> list[Data]:
        sides = {
            one.seat.constituency_id: one.seat.constituency.key for one in self.facts.parties
        }  # fmt: skip
        return [
            {"constituency": key, "values": self._by_letter(amounts)}
            for side, key in sorted(sides.items(), key=lambda one: one[1])
            if (amounts := self.gains.by_side.get(side))
        ]

    def _by_letter(self, amounts: Mapping[UUID, Fraction]) -> dict[str, str]:
        """As exact fractions of 100 points."""
        known = ((one.letter, amounts.get(one.package.pk)) for one in self.packages)
        return {letter: str(amount) for letter, amount in known if amount is not None}


def published(agreement: Agreement, actors: Sequence[Actor], person: Visitor) -> Published:
    """What leaves with this agreement; before it stands, and once withdrawn, no value does."""
    facts = outline_of(agreement.table, actors)
    packages = on_the_table(person, facts).whole
    stands = agreement.status == Agreement.Status.STANDING
    keys = [one.package.pk for one in packages]
    gains = published_gains(facts, keys) if stands else Gains()
    return Published(declared_level(agreement.table), facts, packages, gains)
