"""What a package costs each payer and how near its worst case comes to each limit. Pure and exact.

Worst case = the bad end of the baseline plus the bad ends of the effects of the chosen options;
that effects add up is an assumption, printed with the result. What nobody knows keeps no limit.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

Range = tuple[Decimal, Decimal, Decimal]  # low, likely, high


@dataclass(frozen=True, slots=True)
class Taken:
    """One chosen option: its costs by payer, its effects by indicator, what its issue can move."""

    is_status_quo: bool
    affects: frozenset[str]
    costs: Mapping[str, int]
    effects: Mapping[str, Range]


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit: the indicator it bounds and its ends."""

    key: str
    indicator: str
    least: Decimal | None
    most: Decimal | None


@dataclass(frozen=True, slots=True)
class Case:
    """Where an indicator may come to under a limit; None: an effect or the baseline is unknown."""

    limit: str
    low: Decimal | None
    high: Decimal | None
    keeps: bool


def costs_of(taken: Iterable[Taken]) -> dict[str, int]:
    """What each payer pays for all of them, in cents."""
    sums: dict[str, int] = {}
    for option in taken:
        for payer, amount in option.costs.items():
            sums[payer] = sums.get(payer, 0) + amount
    return sums


def case_of(bound: Bound, taken: Sequence[Taken], baselines: Mapping[str, Range]) -> Case:
    """The two ends under one limit, and whether the bad one keeps it."""
    baseline = baselines.get(bound.indicator)
    moves = [_effect(option, bound.indicator) for option in taken]
    known = [one for one in moves if one is not None]
    if baseline is None or len(known) < len(moves):
        return Case(bound.key, None, None, keeps=False)
    low = baseline[0] + sum((one[0] for one in known), Decimal(0))
    high = baseline[2] + sum((one[2] for one in known), Decimal(0))
    keeps = (bound.most is None or high <= bound.most) and (
        bound.least is None or low >= bound.least
    )
    return Case(bound.key, low, high, keeps=keeps)


def _effect(option: Taken, indicator: str) -> Range | None:
    """Nothing where its issue cannot move it or all goes on as today; None where it is unknown."""
    if option.is_status_quo or indicator not in option.affects:
        return Decimal(0), Decimal(0), Decimal(0)
    return option.effects.get(indicator)
