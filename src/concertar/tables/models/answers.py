"""What one party answers on its sheet, as plain data: the same from the web, paper or a case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from django.db.models import QuerySet

from concertar.tables.models.facts import Chosen, Facts
from concertar.tables.models.option import Option
from concertar.tables.models.sheet import Score, Sheet, Weight

TOP = 4
"""The best option of each issue has this score: sheets of different parties share their scale."""

POINTS = Decimal(100)
HIGH_RESERVATION = Decimal(80)


@dataclass(frozen=True, slots=True)
class Mark:
    """What one option is worth to the party: 0 to 4, or (no points) a red line with its reason."""

    points: int | None
    only_if: tuple[UUID, ...] = ()
    interest: UUID | None = None
    reason: str = ""

    @property
    def is_red_line(self) -> bool:
        return self.points is None


@dataclass(frozen=True, slots=True)
class Answers:
    """A whole sheet. Marks go by option, weights by issue; no weights: all issues weigh the same.

    `is_sure` confirms a least acceptable value above 80 of the 100 points that can be had.
    """

    marks: Mapping[UUID, Mark]
    weights: Mapping[UUID, Decimal] = field(default_factory=dict)
    reservation: Decimal | None = None
    is_sure: bool = False

    def red_lines(self) -> int:
        return sum(mark.is_red_line for mark in self.marks.values())

    def same_as(self, other: "Answers") -> bool:
        """Whether two readings of one sheet of paper say the same; reasons are compared loosely."""
        return _comparable(self) == _comparable(other)

    def points_of(self, issue: UUID, facts: Facts) -> Fraction:
        """How many of its 100 points the party gives to an issue."""
        if not self.weights:
            return Fraction(100, len(facts.issues))
        return Fraction(self.weights[issue])

    def worth(self, option: Option, facts: Facts) -> Fraction:
        """What one option brings, in points of 100; a red line brings nothing."""
        mark = self.marks.get(option.pk)
        points = 0 if mark is None or mark.points is None else mark.points
        return self.points_of(option.issue_id, facts) * points / TOP

    def value(self, chosen: Chosen, facts: Facts) -> Fraction:
        """What a package is worth to the party, in points of 100."""
        return sum((self.worth(option, facts) for option in chosen.values()), Fraction(0))


def _comparable(answers: Answers) -> tuple[object, ...]:
    marks = {
        option: (
            mark.points, frozenset(mark.only_if), mark.interest, " ".join(mark.reason.split())
        )
        for option, mark in answers.marks.items()
    }  # fmt: skip
    return marks, dict(answers.weights), answers.reservation


def answers_of(sheets: Iterable[Sheet]) -> dict[UUID, Answers]:
    """What the sheets say, by sheet: two queries for all of them."""
    known = {sheet.pk: sheet for sheet in sheets}
    marks = marks_in(Sheet.objects.filter(pk__in=known))
    weights: dict[UUID, dict[UUID, Decimal]] = {key: {} for key in known}
    for weight in Weight.objects.filter(sheet__in=known):
        weights[weight.sheet_id][weight.issue_id] = weight.points
    return {
        key: Answers(marks.get(key, {}), weights[key], sheet.reservation)
        for key, sheet in known.items()
    }


def marks_in(sheets: QuerySet[Sheet]) -> dict[UUID, dict[UUID, Mark]]:
    """Scores with their conditions, by sheet and option: one query."""
    rows = Score.objects.filter(sheet__in=sheets).order_by("id", "conditions__id")
    names = ("sheet", "option", "points", "interest", "reason", "conditions__option")
    found: dict[UUID, dict[UUID, Mark]] = {}
    for sheet, option, points, interest, reason, wanted in rows.values_list(*names):
        row = found.setdefault(sheet, {})
        before = row[option].only_if if option in row else ()
        only_if = before if wanted is None else (*before, wanted)
        row[option] = Mark(points, only_if, interest, reason)
    return found
