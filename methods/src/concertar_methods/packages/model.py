"""The nouns of a negotiation: what a table of parties, issues and limits says, exactly.

Every number is a `Fraction`; every name is the text the file gave. Nothing here decides:
`reader` makes tables out of JSON, `integers` turns them into columns of whole numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

Aggregate = Literal["min", "mean"]
Compare = Literal["gain", "value", "relative"]
Operator = Literal["<=", ">="]


class Choice(NamedTuple):
    """One option of one issue, by name."""

    issue: str
    option: str


class Range(NamedTuple):
    """What an effect or a baseline may turn out to be."""

    low: Fraction
    likely: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Option:
    """One way to settle an issue: what it costs, whom it loads, what it moves."""

    name: str
    costs: Mapping[str, Fraction]
    loads: Mapping[str, Fraction]
    effects: Mapping[str, Range]
    requires: tuple[Choice, ...]
    excludes: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """A question of the table; `affects` lists the indicators its options can move."""

    name: str
    status_quo: str
    affects: frozenset[str]
    options: tuple[Option, ...]

    @property
    def option_names(self) -> tuple[str, ...]:
        return tuple(option.name for option in self.options)


@dataclass(frozen=True, slots=True)
class Score:
    """What one party thinks of one option; a red line scores 0."""

    points: Fraction
    red_line: bool = False
    only_if: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """One side of the table, its weights and scores; `reservation` None: the fallback's value."""

    name: str
    constituency: str
    signature_required: bool
    weights: Mapping[str, Fraction]
    reservation: Fraction | None
    scores: Mapping[str, Mapping[str, Score]]


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound on an indicator that is never conceded."""

    name: str
    indicator: str
    baseline: Range
    operator: Operator
    value: Fraction

    def bad_end(self, effect: Range) -> Fraction:
        """The end of a range that brings the indicator nearer to the limit."""
        return effect.high if self.operator == "<=" else effect.low

    def breached_at(self, worst: Fraction) -> bool:
        return worst > self.value if self.operator == "<=" else worst < self.value


@dataclass(frozen=True, slots=True)
class Table:
    """Everything the search may know; `fallback` is empty where the table declares none."""

    scale: Fraction
    aggregate: Aggregate
    compare: Compare
    parties: tuple[Party, ...]
    issues: tuple[Issue, ...]
    limits: tuple[Limit, ...]
    fallback: Mapping[str, str]
    budgets: Mapping[str, Fraction]
    capacities: Mapping[str, Fraction]

    @property
    def constituencies(self) -> tuple[str, ...]:
        """The constituencies in the order in which their first parties are listed."""
        return tuple(dict.fromkeys(party.constituency for party in self.parties))

    @property
    def status_quo(self) -> dict[str, str]:
        return {issue.name: issue.status_quo for issue in self.issues}

    def worst_case(self, limit: Limit, package: Mapping[str, str]) -> Fraction | None:
        """The bad end of a limit's indicator under a package; None where an effect is unknown."""
        worst = limit.bad_end(limit.baseline)
        for issue in self.issues:
            chosen = package[issue.name]
            if limit.indicator not in issue.affects or chosen == issue.status_quo:
                continue
            option = next(option for option in issue.options if option.name == chosen)
            if limit.indicator not in option.effects:
                return None
            worst += limit.bad_end(option.effects[limit.indicator])
        return worst

    @property
    def outcomes(self) -> int:
        """How many packages there are, feasible or not."""
        count = 1
        for issue in self.issues:
            count *= len(issue.options)
        return count
