"""A table in whole numbers: one column for every option, one row for every rule.

Fractions are brought to a common unit once, here; whatever counts packages afterwards adds
integers. Python's integers are kept, so nothing is ever rounded: `Program` holds the same
numbers in 64 bits for the solver, and refuses tables whose numbers do not fit.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal, NamedTuple

from concertar_methods.packages.answer import Reservations
from concertar_methods.packages.model import Issue, Limit, Option, Party, Table


class Linear(NamedTuple):
    """A sum over the chosen columns, plus a constant."""

    numbers: tuple[int, ...]
    constant: int = 0


class Cap(NamedTuple):
    """A row that may not add up to more than `most`; divide by `unit` for the file's numbers."""

    kind: Literal["limit", "budget", "capacity"]
    name: str
    numbers: tuple[int, ...]
    most: int
    unit: int


@dataclass(frozen=True)
class Columns:
    """A table laid out in columns, issue by issue in the order of the file."""

    table: Table

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Issue q has the columns ``starts[q]`` up to ``starts[q + 1]``."""
        ends = [0]
        for issue in self.table.issues:
            ends.append(ends[-1] + len(issue.options))
        return tuple(ends)

    @cached_property
    def names(self) -> tuple[tuple[str, str], ...]:
        """The issue and the option of every column."""
        return tuple((i.name, o.name) for i in self.table.issues for o in i.options)

    @cached_property
    def index(self) -> Mapping[tuple[str, str], int]:
        return {name: column for column, name in enumerate(self.names)}

    def choice(self, columns: Iterable[int]) -> dict[str, str]:
        """The package of these columns, by name."""
        return dict(self.names[column] for column in columns)

    # What people gain

    @cached_property
    def _values(self) -> tuple[tuple[tuple[Fraction, ...], Fraction], ...]:
        """For every party, its points for every column, and its reservation."""
        fallback = self.table.status_quo | dict(self.table.fallback)
        rows = []
        for party in self.table.parties:
            points = tuple(_points(self.table, party, *name) for name in self.names)
            reservation = party.reservation
            if reservation is None:
                reservation = sum(
                    (points[self.index[choice]] for choice in fallback.items()), Fraction(0)
                )
            rows.append((points, reservation))
        return tuple(rows)

    @cached_property
    def unit(self) -> int:
        """One point is this many units, the same for every party."""
        return math.lcm(
            *(n.denominator for points, reserved in self._values for n in (*points, reserved))
        )

    @cached_property
    def values(self) -> tuple[Linear, ...]:
        """Every party's value, in units."""
        return tuple(
            Linear(tuple(int(n * self.unit) for n in points)) for points, _ in self._values
        )

    @cached_property
    def gains(self) -> tuple[Linear, ...]:
        """Every party's value above its reservation, in units."""
        return tuple(
            Linear(value.numbers, -int(reserved * self.unit))
            for value, (_, reserved) in zip(self.values, self._values, strict=True)
        )

    @cached_property
    def constituency_of(self) -> tuple[int, ...]:
        order = {name: k for k, name in enumerate(self.table.constituencies)}
        return tuple(order[party.constituency] for party in self.table.parties)

    # What a package must respect

    @cached_property
    def reservations(self) -> Reservations:
        """Whether reservations bind: not where what happens without an agreement is unlawful."""
        without = self.table.status_quo | dict(self.table.fallback)
        for limit in self.table.limits:
            worst = self.table.worst_case(limit, without)
            if worst is None or limit.breached_at(worst):
                declared = bool(self.table.fallback)
                return "fallback_breaches_limit" if declared else "status_quo_breaches_limit"
        return "binding"

    @cached_property
    def floors(self) -> tuple[Linear, ...]:
        """Gains that may not be negative: those of the parties that must sign."""
        if self.reservations != "binding":
            return ()
        parties = zip(self.gains, self.table.parties, strict=True)
        return tuple(gain for gain, party in parties if party.signature_required)

    @cached_property
    def caps(self) -> tuple[Cap, ...]:
        """Limits at their worst case, budgets and capacities."""
        rows = [_limit_cap(self.table, limit) for limit in self.table.limits]
        for payer, most in self.table.budgets.items():
            costs = [option.costs.get(payer, Fraction(0)) for option in self._options]
            rows.append(_cap("budget", payer, costs, most))
        for office, most in self.table.capacities.items():
            loads = [option.loads.get(office, Fraction(0)) for option in self._options]
            rows.append(_cap("capacity", office, loads, most))
        return tuple(rows)

    @cached_property
    def forbidden(self) -> tuple[bool, ...]:
        """Red lines of those who must sign, and unknown effects under a limit."""
        signing = [party for party in self.table.parties if party.signature_required]
        limited = frozenset(limit.indicator for limit in self.table.limits)
        return tuple(
            any(party.scores[issue.name][option.name].red_line for party in signing)
            or _is_unknown(issue, option, limited)
            for issue in self.table.issues
            for option in issue.options
        )

    @cached_property
    def implies(self) -> tuple[tuple[int, int], ...]:
        """Pairs (a, b): a only together with b. What is required, and conditions of signers."""
        pairs: dict[tuple[int, int], None] = {}
        for column, option in enumerate(self._options):
            wanted = list(option.requires)
            for party in self.table.parties:
                issue, name = self.names[column]
                if party.signature_required:
                    wanted += party.scores[issue][name].only_if
            pairs |= dict.fromkeys((column, self.index[choice]) for choice in wanted)
        return tuple(pairs)

    @cached_property
    def excludes(self) -> tuple[tuple[int, int], ...]:
        return tuple(
            dict.fromkeys(
                (column, self.index[choice])
                for column, option in enumerate(self._options)
                for choice in option.excludes
            )
        )

    # What decides between equals

    @cached_property
    def changes(self) -> Linear:
        quo = self.table.status_quo
        return Linear(tuple(int(quo[issue] != option) for issue, option in self.names))

    @cached_property
    def costs(self) -> Linear:
        """What a package costs all payers together, in a unit of its own."""
        totals = [sum(option.costs.values(), Fraction(0)) for option in self._options]
        unit = math.lcm(*(total.denominator for total in totals))
        return Linear(tuple(int(total * unit) for total in totals))

    @cached_property
    def _options(self) -> tuple[Option, ...]:
        return tuple(option for issue in self.table.issues for option in issue.options)


def _is_unknown(issue: Issue, option: Option, limited: frozenset[str]) -> bool:
    """Whether an option does not say what it does to a limited indicator that its issue moves."""
    return option.name != issue.status_quo and not limited & issue.affects <= option.effects.keys()


def _points(table: Table, party: Party, issue: str, option: str) -> Fraction:
    return party.weights[issue] * party.scores[issue][option].points / table.scale


def _limit_cap(table: Table, limit: Limit) -> Cap:
    """A limit as a row of bad ends; turned round where more is better."""
    sign = 1 if limit.operator == "<=" else -1
    ends = []
    for issue in table.issues:
        for option in issue.options:
            effect = option.effects.get(limit.indicator)
            ends.append(Fraction(0) if effect is None else sign * limit.bad_end(effect))
    return _cap("limit", limit.name, ends, sign * (limit.value - limit.bad_end(limit.baseline)))


def _cap(
    kind: Literal["limit", "budget", "capacity"],
    name: str,
    numbers: Sequence[Fraction],
    most: Fraction,
) -> Cap:
    unit = math.lcm(most.denominator, *(number.denominator for number in numbers))
    return Cap(kind, name, tuple(int(n * unit) for n in numbers), int(most * unit), unit)
