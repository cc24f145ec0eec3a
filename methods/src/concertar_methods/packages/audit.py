"""A second, independent reading of a package: values, gains and obstacles, in fractions.

It starts from the table and the names of the chosen options, and shares nothing with the
search: what the search found is believed only when this reading agrees.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from concertar_methods.packages.model import Choice, Option, Party, Table

Amounts = Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What a package runs into: its kind, whose or which it is, and where."""

    kind: str
    name: str
    at: Choice | None = None
    missing: Choice | None = None
    amount: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """How a limit, a budget or a capacity stands under a package; `used` None: unknown."""

    kind: str
    name: str
    used: Fraction | None
    most: Fraction

    @property
    def left(self) -> Fraction | None:
        return None if self.used is None else abs(self.most - self.used)


class Audit:
    """The reading of packages of one table, each a mapping from issue to option."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._options = {
            issue.name: {option.name: option for option in issue.options} for issue in table.issues
        }
        self._points = [self._party_points(party) for party in table.parties]
        fallback = self.table.status_quo
        fallback.update(table.fallback)
        at_fallback = self.values(fallback)
        self.reservations: Amounts = {
            party.name: at_fallback[party.name] if party.reservation is None else party.reservation
            for party in table.parties
        }
        self.breaches_without = tuple(self._breaches(fallback))
        """The limits that what happens without an agreement breaches."""
        self.binding = not self.breaches_without

    def _party_points(self, party: Party) -> Mapping[str, Mapping[str, Fraction]]:
        return {
            issue: {
                option: party.weights[issue] * score.points / self.table.scale
                for option, score in row.items()
            }
            for issue, row in party.scores.items()
        }

    def values(self, package: Mapping[str, str]) -> dict[str, Fraction]:
        """What every party gets, in points."""
        return {
            party.name: _sum(points[issue][option] for issue, option in package.items())
            for party, points in zip(self.table.parties, self._points, strict=True)
        }

    def gains(self, values: Amounts) -> dict[str, Fraction]:
        return {name: value - self.reservations[name] for name, value in values.items()}

    def constituencies(self, amounts: Amounts) -> dict[str, Fraction]:
        """The least, or the mean, of every constituency's amounts; a party may have none."""
        parts: dict[str, list[Fraction]] = {}
        for party in self.table.parties:
            if party.name in amounts:
                parts.setdefault(party.constituency, []).append(amounts[party.name])
        if self.table.aggregate == "min":
            return {name: min(part) for name, part in parts.items()}
        return {name: _sum(part) / len(part) for name, part in parts.items()}

    def compared(self, values: Amounts, best: Amounts | None) -> dict[str, Fraction]:
        """The quantity the table compares; `best` are the greatest feasible gains."""
        gains = self.gains(values)
        if self.table.compare == "value":
            return dict(values)
        if self.table.compare == "gain" or best is None:
            return gains
        return {name: gain / best[name] for name, gain in gains.items() if best[name] > 0}

    def obstacles(self, package: Mapping[str, str], values: Amounts) -> Iterator[Obstacle]:
        """Everything that makes a package infeasible, one after the other."""
        yield from self._breaches(package)
        yield from self._broken_links(package)
        for room in self.rooms(package):
            if room.kind != "limit" and room.used is not None and room.used > room.most:
                yield Obstacle(room.kind, room.name, amount=room.used - room.most)
        for party in self.table.parties:
            if party.signature_required:
                yield from self.refusals(party, package, values, binding=self.binding)

    def refusals(
        self, party: Party, package: Mapping[str, str], values: Amounts, *, binding: bool = True
    ) -> Iterator[Obstacle]:
        """Why one party would not sign: red lines, conditions, its reservation."""
        for issue, option in package.items():
            score, at = party.scores[issue][option], Choice(issue, option)
            if score.red_line:
                yield Obstacle("red_line", party.name, at)
            for wanted in score.only_if:
                if package[wanted.issue] != wanted.option:
                    yield Obstacle("condition", party.name, at, wanted)
        short = self.reservations[party.name] - values[party.name]
        if binding and short > 0:
            yield Obstacle("reservation", party.name, amount=short)

    def rooms(self, package: Mapping[str, str]) -> list[Room]:
        """How every limit, budget and capacity stands."""
        rooms = []
        for limit in self.table.limits:
            used: Fraction | None = limit.bad_end(limit.baseline)
            for issue in self.table.issues:
                option = package[issue.name]
                if limit.indicator in issue.affects and option != issue.status_quo:
                    effect = self._options[issue.name][option].effects.get(limit.indicator)
                    if effect is None or used is None:
                        used = None
                    else:
                        used += limit.bad_end(effect)
            rooms.append(Room("limit", limit.name, used, limit.value))
        chosen = self._chosen(package)
        for name, most in self.table.budgets.items():
            used = _sum(option.costs.get(name, Fraction(0)) for option in chosen)
            rooms.append(Room("budget", name, used, most))
        for name, most in self.table.capacities.items():
            used = _sum(option.loads.get(name, Fraction(0)) for option in chosen)
            rooms.append(Room("capacity", name, used, most))
        return rooms

    def _chosen(self, package: Mapping[str, str]) -> list[Option]:
        return [self._options[issue][option] for issue, option in package.items()]

    def _breaches(self, package: Mapping[str, str]) -> Iterator[Obstacle]:
        limits = {limit.name: limit for limit in self.table.limits}
        for room in self.rooms(package):
            if room.kind != "limit":
                continue
            if room.used is None:
                yield Obstacle("unknown_effect", room.name)
            elif limits[room.name].breached_at(room.used):
                yield Obstacle("limit", room.name, amount=room.left)

    def _broken_links(self, package: Mapping[str, str]) -> Iterator[Obstacle]:
        for (issue, name), option in zip(package.items(), self._chosen(package), strict=True):
            at = Choice(issue, name)
            for other in option.requires:
                if package[other.issue] != other.option:
                    yield Obstacle("requires", issue, at, other)
            for other in option.excludes:
                if package[other.issue] == other.option:
                    yield Obstacle("excludes", issue, at, other)


def _sum(numbers: Iterator[Fraction] | list[Fraction]) -> Fraction:
    """Over one denominator at the end: to reduce after each summand costs ten times as much."""
    parts = [number.as_integer_ratio() for number in numbers]
    shared = lcm(*(below for _above, below in parts))
    return Fraction(sum(above * (shared // below) for above, below in parts), shared)
