"""A score sheet as it is filled in: what was typed comes back whole, whatever is wrong with it.

Names of fields are made of keys, so that a sheet can be carried from page to page in hidden
fields: nothing of an unfinished sheet is stored, in no session and in no draft.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from concertar.kit.numbers import said_exactly
from concertar.tables.answers import Fault, faults
from concertar.tables.models import Answers, Interest, Issue, Mark, Option
from concertar.tables.models.answers import TOP
from concertar.tables.models.facts import Facts, Ties
from concertar.tables.score_wording import fault as said_fault

UNACCEPTABLE = "no"
NUMBER = re.compile(r"\d{1,4}(?:[.,]\d{1,6})?")
LONGEST = 1000  # signs of one field that are carried on

Raw = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One option on the sheet."""

    name: str
    option: Option
    score: str
    reason: str
    interest: str
    conditions: tuple[str, ...]  # one of them empty, to be chosen
    faults: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether what needs more words is shown at once."""
        return bool(self.faults or self.reason or self.interest or any(self.conditions))

    @property
    def scores(self) -> list[tuple[str, bool]]:
        return [(str(n), self.score == str(n)) for n in range(TOP + 1)]

    @property
    def is_red_line(self) -> bool:
        return self.score == UNACCEPTABLE


@dataclass(frozen=True, slots=True)
class Part:
    """One issue on the sheet."""

    issue: Issue
    rows: tuple[Row, ...]
    weight: str
    others: tuple[tuple[Issue, tuple[tuple[str, Option], ...]], ...]  # what a condition may name
    faults: tuple[str, ...]


class SheetForm:
    """What one party fills in; `raw` is what came from the page, else what `given` said before."""

    def __init__(
        self,
        facts: Facts,
        interests: Sequence[Interest],
        *,
        raw: QueryDict | None = None,
        given: Answers | None = None,
    ) -> None:
        self.facts = facts
        self.interests = interests
        self.options = {
            f"{issue.key}.{option.key}": option
            for issue in facts.issues
            for option in facts.live(issue)
        }
        self.names = {option.pk: name for name, option in self.options.items()}
        self.raw: Raw = _texts(raw) if raw is not None else self._written(given)
        self.faults: tuple[Fault, ...] = ()

    def is_sound(self, ties: Ties) -> bool:
        """Whether the sheet can be given; what is wrong is kept for the page."""
        found = list(self._unread())
        interests = {interest.pk for interest in self.interests}
        found += faults(self.answers(), self.facts, ties, interests)
        self.faults = tuple(found)
        return not found

    # What was typed, as answers

    def answers(self) -> Answers:
        marks = {}
        for name, option in self.options.items():
            mark = self._mark(name)
            if mark is not None:
                marks[option.pk] = mark
        typed = {issue.pk: self._one(f"weight.{issue.key}") for issue in self.facts.issues}
        weights = {issue: number(text) for issue, text in typed.items() if text}
        return Answers(
            marks=marks,
            weights={issue: found for issue, found in weights.items() if found is not None},
            reservation=number(self.reservation),
            is_sure=self.is_sure,
        )

    @property
    def reservation(self) -> str:
        return self._one("least")

    @property
    def is_sure(self) -> bool:
        return self._one("sure") == "yes"

    def _mark(self, name: str) -> Mark | None:
        score = self._one(f"score.{name}")
        wanted = dict.fromkeys(one for one in self.raw.get(f"if.{name}", ()) if one)
        # A name that is no option any more stands for itself, and is found to be gone.
        only_if = tuple(
            self.options[one].pk if one in self.options else UUID(int=0) for one in wanted
        )
        if score == UNACCEPTABLE:
            interest, reason = self._one(f"interest.{name}"), self._one(f"why.{name}")
            chosen = next((one.pk for one in self.interests if str(one.pk) == interest), None)
            return Mark(None, only_if, chosen, reason)
        if not (score.isascii() and score.isdigit() and len(score) < 3):
            return None
        return Mark(int(score), only_if)

    def _unread(self) -> Iterator[Fault]:
        """Numbers that are none."""
        for issue in self.facts.issues:
            text = self._one(f"weight.{issue.key}")
            if text and number(text) is None:
                yield Fault("number_not_understood", issue=issue.pk)
        if self.reservation and number(self.reservation) is None:
            yield Fault("number_not_understood")

    def _one(self, name: str) -> str:
        values = self.raw.get(name, ())
        return values[0].strip() if values else ""

    # What was given before, as if typed

    def _written(self, given: Answers | None) -> Raw:
        if given is None:
            return {}
        raw: dict[str, list[str]] = {}
        for key, mark in given.marks.items():
            name = self.names.get(key)
            if name is None:
                continue
            raw[f"score.{name}"] = [UNACCEPTABLE if mark.points is None else str(mark.points)]
            raw[f"if.{name}"] = [self.names[one] for one in mark.only_if if one in self.names]
            raw[f"why.{name}"] = [mark.reason]
            raw[f"interest.{name}"] = [str(mark.interest or "")]
        keys = {issue.pk: issue.key for issue in self.facts.issues}
        for issue, weight in given.weights.items():
            if issue in keys:
                raw[f"weight.{keys[issue]}"] = [f"{weight.normalize():f}"]
        if given.reservation is not None:
            raw["least"] = [f"{given.reservation.normalize():f}"]
        return raw

    # For the page

    @property
    def parts(self) -> list[Part]:
        return [self._part(issue) for issue in self.facts.issues]

    def _part(self, issue: Issue) -> Part:
        others = tuple(
            (other, tuple((self.names[one.pk], one) for one in self.facts.live(other)))
            for other in self.facts.issues
            if other.pk != issue.pk
        )
        found = [one for one in self.faults if one.issue == issue.pk and one.option is None]
        return Part(
            issue=issue,
            rows=tuple(self._row(option) for option in self.facts.live(issue)),
            weight=self._one(f"weight.{issue.key}"),
            others=others,
            faults=tuple(said_fault(one) for one in found),
        )

    def _row(self, option: Option) -> Row:
        name = self.names[option.pk]
        wanted = [one for one in self.raw.get(f"if.{name}", ()) if one]
        return Row(
            name=name,
            option=option,
            score=self._one(f"score.{name}"),
            reason=self._one(f"why.{name}"),
            interest=self._one(f"interest.{name}"),
            conditions=(*wanted, ""),
            faults=tuple(said_fault(one) for one in self.faults if one.option == option.pk),
        )

    @property
    def whole_faults(self) -> list[str]:
        """What is wrong with the sheet and not with one issue."""
        return [said_fault(one) for one in self.faults if one.issue is None]

    @property
    def summary(self) -> list[tuple[str, str]]:
        """Every fault with the place it leads to, in the order of the page."""
        keys = {issue.pk: issue.key for issue in self.facts.issues}

        def place(one: Fault) -> str:
            if one.option in self.names:
                return f"option.{self.names[one.option]}"
            return f"issue.{keys[one.issue]}" if one.issue in keys else "rest"

        return [(place(one), said_fault(one)) for one in self.faults]

    @property
    def carried(self) -> list[tuple[str, str]]:
        """Everything typed, for hidden fields."""
        return [(name, value) for name, values in self.raw.items() for value in values if value]


def _texts(raw: QueryDict) -> Raw:
    wanted = ("score.", "if.", "interest.", "why.", "weight.")
    return {
        name: [value[:LONGEST] for value in raw.getlist(name)]
        for name in raw
        if name.startswith(wanted) or name in ("least", "sure", "mandate", "day", "channel")
    }


def number(text: str) -> Decimal | None:
    """A number as it is written here, with a comma or a point."""
    plain = "".join(text.split())
    return Decimal(plain.replace(",", ".")) if NUMBER.fullmatch(plain) else None


@dataclass(frozen=True, slots=True)
class Line:
    """One option of a sheet in words."""

    option: Option
    says: str
    reason: str = ""
    is_red_line: bool = False


def in_words(
    answers: Answers, facts: Facts, interests: Sequence[Interest]
) -> list[tuple[Issue, list[Line], str]]:
    """A whole sheet to be read: each issue with its lines and how many points it weighs."""
    options = {one.pk: one for ones in facts.options.values() for one in ones}
    needs = {interest.pk: interest.said("text").text for interest in interests}
    found = []
    for issue in facts.issues:
        lines = [
            _line(option, answers.marks[option.pk], options, needs)
            for option in facts.options[issue.pk]
            if option.pk in answers.marks
        ]
        weight = answers.weights.get(issue.pk)
        found.append((issue, lines, said_exactly(weight) if weight is not None else ""))
    return found


def _line(
    option: Option, mark: Mark, options: Mapping[UUID, Option], needs: Mapping[UUID, str]
) -> Line:
    if mark.points is None:
        need = needs.get(mark.interest, "") if mark.interest else ""
        says = _("unacceptable: it hurts “%(interest)s”") % {"interest": need}
        return Line(option, says, mark.reason, is_red_line=True)
    says = _("%(score)s of 4") % {"score": mark.points}
    wanted = [options[key] for key in mark.only_if if key in options]
    if wanted:
        names = "; ".join(f"{one.issue.said('title')}: {one.said('title')}" for one in wanted)
        says = _("%(score)s, only if: %(conditions)s") % {"score": says, "conditions": names}
    return Line(option, says)
