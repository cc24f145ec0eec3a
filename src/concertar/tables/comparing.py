"""What a page shows of the packages: side by side, what they give, how near they come to limits.

Everything derived from scores comes out of `gains_seen`, which knows who may learn it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from concertar.kit import charts
from concertar.kit.access import Visitor
from concertar.kit.numbers import said_exactly, said_money, said_number
from concertar.tables.models import Actor, Issue, Mark, Option, Package, Sheet
from concertar.tables.models.answers import Answers, marks_in
from concertar.tables.models.disclosure import Gains, Reader, gains_seen
from concertar.tables.models.facts import Chosen, Facts, Line, Range, facts_of
from concertar.tables.models.shown import Shown, on_the_table
from concertar.tables.sentences import (
    first_of,
    for_party,
    limit_sentences,
    side_sentences,
    sides_of,
    why_first,
)


@dataclass
class Comparison:
    """The packages of a table as one reader may see them; templates read its properties."""

    facts: Facts
    packages: Sequence[Shown]
    gains: Gains
    outdated: Sequence[str] = ()  # letters of packages made before the issues changed
    own: Sequence[Actor] = ()
    marks: Mapping[UUID, Mapping[UUID, Mark]] = field(default_factory=dict)  # of own actors

    @cached_property
    def first(self) -> Shown | None:
        return first_of(self.packages, self.gains)

    @cached_property
    def rows(self) -> list[tuple[Issue, list[tuple[str, Option]]]]:
        """Each issue with what every package takes of it."""
        return [
            (issue, [(one.letter, one.chosen[issue.pk]) for one in self.packages])
            for issue in self.facts.issues
        ]

    @cached_property
    def side_figure(self) -> charts.Figure | None:
        """What each side gets, where this reader may know it of any."""
        names = sides_of(self.facts)
        rows = [
            self._gain(names[side], self.gains.by_side[side])
            for side in names
            if side in self.gains.by_side
        ]
        if not rows:
            return None
        says = _("Points of 100 above what its party that gains least would accept (0).")
        title = _("What each side gains")
        if self.gains.are_values:
            says = _("Points of 100, of its party that gets least.")
            title = _("What each package is worth to each side")
        caption = charts.Caption("gains", title, says, unit=_("points"))
        return charts.comparison(caption, self._signs(), rows, head=_("Side"), places=1)

    @cached_property
    def party_figure(self) -> charts.Figure | None:
        """What each party gets: the reader's own, all of them, or those that are published."""
        rows = [
            self._gain(actor.seat.institution.name, self.gains.by_party[actor.pk])
            for actor in self.facts.parties
            if actor.pk in self.gains.by_party
        ]
        if not rows:
            return None
        is_own = self.shows_own_only
        title = _("What your party gains") if is_own else _("What each party gains")
        says = _("Points of 100 above its least acceptable value (0).")
        if self.gains.are_values:
            title, says = _("What each package is worth to each party"), _("Points of 100.")
        caption = charts.Caption("party-gains", title, says, unit=_("points"))
        return charts.comparison(
            caption, self._signs(), rows, head=_("Institution"), places=1, sums=not is_own
        )

    @property
    def shows_own_only(self) -> bool:
        own = {actor.pk for actor in self.own}
        return not self.gains.are_values and set(self.gains.by_party) <= own

    def _gain(self, name: str, amounts: Mapping[UUID, Any]) -> charts.Gain:
        values = {one.letter: amounts.get(one.package.pk) for one in self.packages}
        return charts.Gain(charts.Label(name), values)

    def _signs(self) -> list[charts.Package]:
        return [
            charts.Package(one.letter, _label(one.package), one is self.first)
            for one in self.packages
        ]

    @cached_property
    def limit_figures(self) -> list[charts.Figure]:
        return [self._limit(line) for line in self.facts.lines]

    def _limit(self, line: Line) -> charts.Figure:
        found: list[tuple[charts.Label, Chosen, charts.limits.SpreadKind]] = [
            (charts.Label(_("As today")), self.facts.status_quo(), "today")
        ]
        if self.facts.declares_fallback:
            found.append((charts.Label(_("Fallback")), self.facts.fallback(), "fallback"))
        found += [(_lettered(one.package), one.chosen, "package") for one in self.packages]
        ranges = [(label, self.facts.found(line, chosen), kind) for label, chosen, kind in found]
        name, unit = (line.limit.indicator.said(field) for field in ("name", "unit"))
        caption = charts.Caption(
            f"limit-{line.key}".replace(".", "-"),
            line.limit.said("name").text,
            _("Each line goes from the best to the worst case; the worst, thick, is what counts."),
            unit=f"{name.text}, {unit.text}",
            source=line.limit.said("basis").text,
        )
        bound = charts.Bound(line.value, _("limit"), at_least=line.at_least)
        places = _places([line.value, *(end for _l, one, _k in ranges for end in one or ())])
        return charts.limit(caption, bound, [_spread(*one) for one in ranges], places=places)

    @cached_property
    def limit_says(self) -> list[str]:
        return list(limit_sentences(self.packages, self.facts))

    @cached_property
    def worst_cases(self) -> list[tuple[Line, list[str]]]:
        """How the worst case of each package is put together, limit by limit."""
        return [
            (line, [self._sum(line, one) for one in self.packages]) for line in self.facts.lines
        ]

    def _sum(self, line: Line, shown: Shown) -> str:
        total = self.facts.found(line, shown.chosen)
        if total is None or line.baseline is None:
            return _("%(letter)s: unknown.") % {"letter": shown.letter}
        terms = said_exactly(line.worst(line.baseline))
        for option in shown.chosen.values():
            effect = self.facts.effects.get((option.pk, line.limit.indicator_id))
            if effect is None or option.is_status_quo:
                continue
            end = line.worst(effect)
            terms += f" {'−' if end < 0 else '+'} {said_exactly(abs(end))}"
        return f"{shown.letter}: {terms} = {said_exactly(line.worst(total))}."

    @cached_property
    def why(self) -> list[str]:
        return list(why_first(self.packages, self.facts, self.gains))

    @cached_property
    def by_side(self) -> list[tuple[Shown, list[str]]]:
        told = [(one, list(side_sentences(one, self.facts, self.gains))) for one in self.packages]
        return [(one, says) for one, says in told if says]

    @cached_property
    def for_own(self) -> list[tuple[Actor, list[tuple[Shown, list[str]]]]]:
        """What each package gives and asks, to the parties this reader speaks for."""
        return [
            (
                actor,
                [
                    (one, list(for_party(actor, one, self._answers(actor), self.facts, self.gains)))
                    for one in self.packages
                ],
            )
            for actor in self.own
        ]

    def _answers(self, actor: Actor) -> Answers:
        return Answers(self.marks.get(actor.pk, {}))

    @cached_property
    def costs(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """What each payer pays with each package, by its letter."""
        totals = [self.facts.cost_by_payer(one.chosen) for one in self.packages]
        currency = self.facts.table.currency
        return [
            (
                actor.seat.institution.name,
                self._by_letter([said_money(t.get(actor.pk, 0), currency) for t in totals]),
            )
            for actor in self.facts.actors
            if any(actor.pk in total for total in totals)
        ]

    @cached_property
    def loads(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """What each party carries out with each package, by its letter."""
        totals = [self.facts.load_by_bearer(one.chosen) for one in self.packages]
        return [
            (
                _bearer(actor),
                self._by_letter([said_number(total.get(actor.pk, 0)) for total in totals]),
            )
            for actor in self.facts.actors
            if any(actor.pk in total for total in totals)
        ]

    def _by_letter(self, amounts: Sequence[str]) -> list[tuple[str, str]]:
        return [(one.letter, said) for one, said in zip(self.packages, amounts, strict=True)]


def compare(
    person: Visitor,
    table: Any,
    actors: Sequence[Actor],
    reader: Reader,
    *,
    in_full: bool = False,
) -> Comparison:
    """What this person may see of the packages on the table.

    Five queries; in full, with costs, loads and the reader's own scores, up to seven.
    """
    facts = facts_of(table, actors, with_amounts=in_full)
    shown, outdated = on_the_table(person, facts)
    own = [actor for actor in facts.parties if actor.pk in reader.own]
    return Comparison(
        facts=facts,
        packages=shown,
        gains=gains_seen(facts, [one.package.pk for one in shown], reader),
        outdated=[one.letter for one in outdated],
        own=own,
        marks=_own_marks(person, own) if in_full and own else {},
    )


def _own_marks(person: Visitor, own: Sequence[Actor]) -> dict[UUID, dict[UUID, Mark]]:
    """The scores that count of the parties the reader speaks for, by actor."""
    sheets = Sheet.objects.visible_to(person).filter(actor__in=own).effective().last_of_each()
    found = marks_in(sheets)
    if len(own) == 1:
        return dict.fromkeys((own[0].pk,), next(iter(found.values()), {}))
    of = dict(sheets.values_list("pk", "actor"))
    return {of[sheet]: marks for sheet, marks in found.items()}


def _bearer(actor: Actor) -> str:
    unit = actor.capacity.said("unit").text if hasattr(actor, "capacity") else ""
    return f"{actor.seat.institution.name} ({unit})" if unit else actor.seat.institution.name


def _label(package: Package) -> charts.Label:
    title = package.said("title")
    return charts.Label(title.text or _("without a name"), language=title.language)


def _lettered(package: Package) -> charts.Label:
    title = package.said("title")
    text = f"{package.letter}. {title.text}" if title.text else package.letter
    return charts.Label(text, language=title.language)


def _spread(
    label: charts.Label, found: Range | None, kind: "charts.limits.SpreadKind"
) -> charts.Spread:
    if found is None:
        return charts.Spread(label, kind=kind)
    return charts.Spread(label, found.low, found.likely, found.high, kind=kind)


def _places(numbers: Iterable[Decimal]) -> int:
    """As many places as the numbers have, and no more than three."""
    given = (max(0, -int(number.normalize().as_tuple().exponent)) for number in numbers)
    return min(3, max(given, default=0))
