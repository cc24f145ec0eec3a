"""Everything about a table that holds no score: options, costs, loads, effects and limits.

Read once, in few queries, and then only counted: what a package costs whom, and where it brings
each indicator. It serves a table that scores and one that only talks.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, DecimalField, OuterRef, QuerySet, Subquery, Value

from concertar.observatory.models import Limit
from concertar.tables.models.actor import Actor
from concertar.tables.models.option import VALUE, Baseline, Cost, Effect, Issue, Load, Option
from concertar.tables.models.table import Table

Chosen = Mapping[UUID, Option]
"""A package: of each issue, by its id, the option it takes."""


class Range(NamedTuple):
    """What an indicator, or an effect on it, may turn out to be."""

    low: Decimal
    likely: Decimal
    high: Decimal

    def moved_by(self, other: "Range") -> "Range":
        return Range(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


@dataclass(frozen=True, slots=True)
class Line:
    """One end of an adopted limit, and where its indicator will be if nothing changes."""

    key: str
    limit: Limit
    value: Decimal
    at_least: bool
    baseline: Range | None

    @property
    def operator(self) -> str:
        return ">=" if self.at_least else "<="

    def worst(self, found: Range) -> Decimal:
        return found.low if self.at_least else found.high

    def margin(self, found: Range) -> Decimal:
        """How far the worst case stays on the good side; less than nothing where it does not."""
        return self.worst(found) - self.value if self.at_least else self.value - self.worst(found)

    def nearness(self, found: Range) -> Decimal:
        """The margin in proportion to the limit: the least of several is the limit that binds."""
        return self.margin(found) / abs(self.value) if self.value else self.margin(found)


@dataclass(frozen=True, slots=True)
class Facts:
    """A table as it stands, without its scores."""

    table: Table
    actors: tuple[Actor, ...]
    issues: tuple[Issue, ...]
    options: Mapping[UUID, tuple[Option, ...]]  # of each issue, withdrawn ones too
    affects: Mapping[UUID, frozenset[UUID]]
    effects: Mapping[tuple[UUID, UUID], Range]  # by option and indicator
    costs: Mapping[UUID, Mapping[UUID, int]]  # of each option, by payer, in cents
    loads: Mapping[UUID, Mapping[UUID, int]]  # of each option, by bearer
    lines: tuple[Line, ...]

    @property
    def parties(self) -> tuple[Actor, ...]:
        """Those who came: an empty chair neither scores nor signs."""
        return tuple(actor for actor in self.actors if not actor.is_empty_chair)

    def live(self, issue: Issue) -> tuple[Option, ...]:
        return tuple(one for one in self.options[issue.pk] if not one.is_withdrawn)

    def status_quo(self) -> dict[UUID, Option]:
        return {
            issue.pk: next(one for one in self.options[issue.pk] if one.is_status_quo)
            for issue in self.issues
        }

    def fallback(self) -> dict[UUID, Option]:
        """What holds without an agreement: as declared, else as today."""
        return self.status_quo() | {
            issue.pk: one
            for issue in self.issues
            for one in self.options[issue.pk]
            if one.pk == issue.fallback_id
        }

    @property
    def declares_fallback(self) -> bool:
        return any(issue.fallback_id is not None for issue in self.issues)

    def cost_by_payer(self, chosen: Chosen) -> dict[UUID, int]:
        return _summed(self.costs.get(option.pk, {}) for option in chosen.values())

    def load_by_bearer(self, chosen: Chosen) -> dict[UUID, int]:
        return _summed(self.loads.get(option.pk, {}) for option in chosen.values())

    def found(self, line: Line, chosen: Chosen) -> Range | None:
        """Where a package brings the indicator of a limit; None where an effect is unknown.

        That effects add up is an assumption, and the pages say so.
        """
        indicator, total = line.limit.indicator_id, line.baseline
        for issue in self.issues:
            option = chosen[issue.pk]
            if option.is_status_quo or indicator not in self.affects[issue.pk]:
                continue
            effect = self.effects.get((option.pk, indicator))
            if effect is None or total is None:
                return None
            total = total.moved_by(effect)
        return total

    def breached(self, chosen: Chosen) -> tuple[Line, ...]:
        """The limits that the worst case of a package passes; what is unknown is not among them."""
        found = ((line, self.found(line, chosen)) for line in self.lines)
        return tuple(line for line, range_ in found if range_ and line.margin(range_) < 0)

    def binding(self, chosen: Chosen) -> dict[Line, Decimal]:
        """Every limit that leaves no room, or else the one that leaves least in proportion.

        Each with its margin; without any where nothing is known.
        """
        known = [
            (line, range_)
            for line in self.lines
            if (range_ := self.found(line, chosen)) is not None
        ]
        margins = {line: line.margin(range_) for line, range_ in known}
        without_room = {line: margin for line, margin in margins.items() if margin <= 0}
        if without_room or not known:
            return without_room
        nearest, _range = min(known, key=lambda one: one[0].nearness(one[1]))
        return {nearest: margins[nearest]}


@dataclass(frozen=True, slots=True)
class Ties:
    """Which options come only together, and which never do, by the option that says so."""

    requires: Mapping[UUID, frozenset[UUID]]
    excludes: Mapping[UUID, frozenset[UUID]]

    def broken(self, chosen: Chosen) -> tuple[Option, ...]:
        """The options of a package that lack what they require, or meet what they exclude."""
        taken = {option.pk for option in chosen.values()}
        return tuple(
            option
            for option in chosen.values()
            if not self.requires.get(option.pk, frozenset()) <= taken
            or self.excludes.get(option.pk, frozenset()) & taken
        )


def ties_of(table: Table) -> Ties:
    """Two queries."""

    def told(through: Any) -> dict[UUID, frozenset[UUID]]:
        found: dict[UUID, set[UUID]] = {}
        rows = through._default_manager.filter(from_option__issue__table=table)
        for option, other in rows.values_list("from_option", "to_option"):
            found.setdefault(option, set()).add(other)
        return {option: frozenset(others) for option, others in found.items()}

    return Ties(told(Option.requires.through), told(Option.excludes.through))


def facts_of(
    table: Table, actors: Sequence[Actor] | None = None, *, with_amounts: bool = True
) -> Facts:
    """Read a table in five queries; where its actors are known in four, without amounts in three.

    Amounts are costs and loads: a page that shows limits only does without them.
    """
    issues, options = _issues(table)
    costs, loads = _amounts(table) if with_amounts else ({}, {})
    affects, effects = _effects(table, issues)
    return Facts(
        table=table,
        actors=tuple(_actors(table) if actors is None else actors),
        issues=tuple(issues.values()),
        options=options,
        affects=affects,
        effects=effects,
        costs=costs,
        loads=loads,
        lines=tuple(_lines(table)),
    )


def outline_of(table: Table, actors: Sequence[Actor]) -> Facts:
    """Its issues and options only, for a page that counts nothing: one query."""
    issues, options = _issues(table)
    return Facts(table, tuple(actors), tuple(issues.values()), options, {}, {}, {}, {}, ())


def _issues(table: Table) -> tuple[dict[UUID, Issue], dict[UUID, tuple[Option, ...]]]:
    options: dict[UUID, list[Option]] = {}
    issues: dict[UUID, Issue] = {}
    rows = Option.objects.filter(issue__table=table).select_related("issue")
    for option in rows.order_by("issue__order", "issue__key", "order", "key"):
        issues.setdefault(option.issue_id, option.issue)
        options.setdefault(option.issue_id, []).append(option)
    return issues, {issue: tuple(ones) for issue, ones in options.items()}


def _actors(table: Table) -> QuerySet[Actor]:
    actors = Actor.objects.filter(table=table).order_by("order", "id")
    return actors.select_related(
        "seat__institution", "seat__constituency", "budget", "capacity", "consent"
    )


def _amounts(table: Table) -> tuple[dict[UUID, dict[UUID, int]], dict[UUID, dict[UUID, int]]]:
    """Costs and loads in one query."""

    def told(noun: type[Cost] | type[Load], who: str, kind: str) -> QuerySet[Any, Any]:
        rows = noun._default_manager.filter(option__issue__table=table).order_by()
        kinds = Value(kind, output_field=CharField())
        return rows.annotate(kind=kinds).values_list("option", who, "amount", "kind")

    found: dict[str, dict[UUID, dict[UUID, int]]] = {"cost": {}, "load": {}}
    both = told(Cost, "payer", "cost").union(told(Load, "bearer", "load"), all=True)
    for option, who, amount, kind in both:
        found[kind].setdefault(option, {})[who] = amount
    return found["cost"], found["load"]


def _effects(
    table: Table, issues: Iterable[UUID]
) -> tuple[dict[UUID, frozenset[UUID]], dict[tuple[UUID, UUID], Range]]:
    """Which indicators each issue can move, and by how much each option does: one query."""
    moved: dict[UUID, set[UUID]] = {issue: set() for issue in issues}
    effects: dict[tuple[UUID, UUID], Range] = {}
    empty = {end: Value(None, output_field=DecimalField(**VALUE)) for end in ("a", "b", "c")}
    through = Issue.affects.through._default_manager.filter(issue__table=table).order_by()
    told = Effect.objects.filter(option__issue__table=table).order_by()
    both = told.values_list("option", "indicator", *Range._fields).union(
        through.annotate(**empty).values_list("issue", "indicator", *empty), all=True
    )
    for of, indicator, low, likely, high in both:
        if low is None:
            moved[of].add(indicator)
        else:
            effects[of, indicator] = Range(low, likely, high)
    return {issue: frozenset(indicators) for issue, indicators in moved.items()}, effects


def _lines(table: Table) -> Iterable[Line]:
    """The ends of the adopted limits, each with its baseline."""
    base = Baseline.objects.filter(table=table, indicator=OuterRef("indicator"))
    limits = table.limits.filter(status=Limit.Status.ADOPTED).select_related("indicator", "entity")
    ends = {f"base_{end}": Subquery(base.values(end)[:1]) for end in Range._fields}
    for limit in limits.annotate(**ends).order_by("name", "slug"):
        known = [getattr(limit, f"base_{end}") for end in Range._fields]
        baseline = Range(*known) if known[0] is not None else None
        two = limit.least is not None and limit.most is not None
        if limit.most is not None:
            key = f"{limit.slug}.most" if two else limit.slug
            yield Line(key, limit, limit.most, at_least=False, baseline=baseline)
        if limit.least is not None:
            key = f"{limit.slug}.least" if two else limit.slug
            yield Line(key, limit, limit.least, at_least=True, baseline=baseline)


def _summed(amounts: Iterable[Mapping[UUID, int]]) -> dict[UUID, int]:
    total: dict[UUID, int] = {}
    for one in amounts:
        for who, amount in one.items():
            total[who] = total.get(who, 0) + amount
    return total
