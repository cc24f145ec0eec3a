"""No package leaves the search before it was read a second time."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import prod

from concertar_methods.errors import MethodError
from concertar_methods.packages.answer import Package
from concertar_methods.packages.audit import Amounts, Audit
from concertar_methods.packages.integers import Columns
from concertar_methods.packages.rules import total


def confirmed(audit: Audit, columns: Columns, chosen: Sequence[int]) -> Package:
    """The package of these columns, its values and feasibility read from the table itself.

    Raises
    ------
    MethodError
        ``answer_not_confirmed`` where the two readings differ.
    """
    choice = columns.choice(chosen)
    values = audit.values(choice)
    gains = audit.gains(values)
    obstacle = next(audit.obstacles(choice, values), None)
    if obstacle is not None:
        raise MethodError("answer_not_confirmed", obstacle=obstacle.kind, name=obstacle.name)
    for row, (party, gain) in zip(columns.gains, gains.items(), strict=True):
        if total(row, chosen) != gain * columns.unit:
            raise MethodError("answer_not_confirmed", obstacle="gain", name=party)
    return Package(choice, values, gains, audit.constituencies(gains))


def objective(audit: Audit, rule: str, package: Package, best: Amounts | None) -> Fraction | None:
    """The first quantity a rule makes great, of one package; None where nobody is compared."""
    gains: Mapping[str, Fraction] = package.gains
    if rule == "nash":
        return Fraction(prod(gain for gain in gains.values() if gain > 0))
    if rule == "greatest_sum":
        return sum(gains.values(), Fraction(0))
    if rule == "kalai_smorodinsky":
        shares = [gain / best[p] for p, gain in gains.items() if best[p] > 0] if best else []
        return min(shares, default=None)
    levels = audit.constituencies(audit.compared(package.values, best))
    return min(levels.values(), default=None)
