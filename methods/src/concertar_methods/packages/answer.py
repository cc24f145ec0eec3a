"""What the search answers: packages, how far they are proven, and why, as data.

Nothing here is a sentence: a reason is a code and its parameters, for the host to put into
words. `as_json` gives the object that ``concertar packages --json`` prints.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Reservations = Literal["binding", "status_quo_breaches_limit", "fallback_breaches_limit"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of an explanation."""

    code: str
    params: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Package:
    """One option for every issue, and what it is worth, in points."""

    choice: Mapping[str, str]
    values: Mapping[str, Fraction]
    gains: Mapping[str, Fraction]
    constituencies: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Found:
    """The package a rule chose, how far that is proven, and why.

    `bound` is what no feasible package exceeds in the rule's first quantity (the least
    constituency's for leximin and Kalai-Smorodinsky, the product for Nash, the sum for the
    greatest sum); `gap` is how far the package stays below it; None where nothing is known.
    """

    package: Package
    proven: bool
    bound: Fraction | None
    gap: Fraction | None
    explanation: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything the search found about one table.

    `feasible` is None where time was up before a package was found or ruled out. Conflicts,
    concessions, trades, diverse packages and robustness are not yet computed.
    """

    feasible: bool | None
    outcomes: int
    feasible_count: int | None
    reservations: Reservations
    leximin: Found | None
    nash: Found | None
    kalai_smorodinsky: Found | None
    greatest_sum: Found | None
    pareto: tuple[Package, ...] | None
    diverse: None = None
    conflicts: None = None
    concessions: None = None
    trades: None = None
    robustness: None = None


def as_json(answer: Answer) -> dict[str, object]:
    """The answer as one JSON object; exact numbers become integers or the nearest floats."""
    return {
        "feasible": answer.feasible,
        "outcomes": answer.outcomes,
        "feasible_count": answer.feasible_count,
        "reservations": answer.reservations,
        "leximin": _found(answer.leximin),
        "nash": _found(answer.nash),
        "kalai_smorodinsky": _found(answer.kalai_smorodinsky),
        "greatest_sum": _found(answer.greatest_sum),
        "pareto": None if answer.pareto is None else [_package(p) for p in answer.pareto],
        "diverse": answer.diverse,
        "conflicts": answer.conflicts,
        "concessions": answer.concessions,
        "trades": answer.trades,
        "robustness": answer.robustness,
    }


def _found(found: Found | None) -> dict[str, object] | None:
    if found is None:
        return None
    return _package(found.package) | {
        "proven": found.proven,
        "bound": _plain(found.bound),
        "gap": _plain(found.gap),
        "explanation": [
            {"code": reason.code} | {key: _plain(value) for key, value in reason.params.items()}
            for reason in found.explanation
        ],
    }


def _package(package: Package) -> dict[str, object]:
    return {
        "choice": dict(package.choice),
        "values": _plain(package.values),
        "gains": _plain(package.gains),
        "constituencies": _plain(package.constituencies),
    }


def _plain(value: object) -> object:
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else _float(value)
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value


def _float(number: Fraction) -> float | int:
    """The nearest float; beyond the floats (products of many gains), the whole number."""
    try:
        return float(number)
    except OverflowError:
        return round(number)
