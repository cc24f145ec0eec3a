"""What is wrong with a sheet: every fault at once, each at its place.

One list for the page, where each fault stands at its field, and for the action, which refuses a
sheet with any. A fault is said in `wording.FAULTS`, and names options and issues, never reasons.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from concertar.tables.models import Option
from concertar.tables.models.answers import HIGH_RESERVATION, POINTS, TOP, Answers, Mark
from concertar.tables.models.facts import Facts, Ties

LONGEST_REASON = 400


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to correct: where on the sheet, and the code of its sentence."""

    code: str
    issue: UUID | None = None
    option: UUID | None = None
    titles: tuple[tuple[str, str], ...] = ()

    @property
    def params(self) -> dict[str, str]:
        return dict(self.titles)


def faults(
    answers: Answers, facts: Facts, ties: Ties, interests: Collection[UUID]
) -> Iterator[Fault]:
    """Everything that keeps a sheet from being given; `interests` are those of the party."""
    live = {option.pk: option for issue in facts.issues for option in facts.live(issue)}
    if any(option not in live for option in answers.marks):
        yield Fault("option_gone")
    for issue in facts.issues:
        options = facts.live(issue)
        for option in options:
            for code in _of_a_mark(answers.marks.get(option.pk), option, live, ties, interests):
                yield _at(code, option, issue.said("title").text)
        marks = [answers.marks.get(option.pk) for option in options]
        if all(marks) and max((m.points or 0 for m in marks if m), default=0) != TOP:
            titles = (("issue", issue.said("title").text),)
            yield Fault("not_anchored", issue=issue.pk, titles=titles)
    yield from _of_weights(answers, facts)
    yield from _of_reservation(answers)


def _at(code: str, option: Option, issue: str) -> Fault:
    titles = (("issue", issue), ("option", option.said("title").text))
    return Fault(code, option.issue_id, option.pk, titles)


def _of_a_mark(
    mark: Mark | None,
    option: Option,
    live: Mapping[UUID, Option],
    ties: Ties,
    interests: Collection[UUID],
) -> Iterator[str]:
    if mark is None:
        yield "score_missing"
        return
    if mark.is_red_line:
        if mark.interest not in interests:
            yield "red_line_without_interest"
        if not mark.reason.strip():
            yield "red_line_without_reason"
        if mark.only_if:
            yield "red_line_with_condition"
    elif mark.points not in range(TOP + 1):
        yield "score_out_of_scale"
    if len(mark.reason) > LONGEST_REASON or "\0" in mark.reason:
        yield "reason_too_long"
    yield from _of_conditions(mark, option, live, ties)


def _of_conditions(
    mark: Mark, option: Option, live: Mapping[UUID, Option], ties: Ties
) -> Iterator[str]:
    """A condition that can never be met is no condition: it is refused with the reason why."""
    if any(wanted not in live for wanted in mark.only_if):
        yield "condition_gone"
        return
    wanted = [live[key] for key in mark.only_if]
    if any(one.issue_id == option.issue_id for one in wanted):
        yield "condition_on_own_issue"
    if any(count > 1 for count in Counter(one.issue_id for one in wanted).values()):
        yield "condition_twice"
    needs = {live[key].issue_id: key for key in ties.requires.get(option.pk, ()) if key in live}
    clashes = any(needs.get(one.issue_id, one.pk) != one.pk for one in wanted)
    if clashes or any(one.pk in ties.excludes.get(option.pk, ()) for one in wanted):
        yield "condition_impossible"


def _of_weights(answers: Answers, facts: Facts) -> Iterator[Fault]:
    if not answers.weights:
        return
    if set(answers.weights) != {issue.pk for issue in facts.issues}:
        yield Fault("weight_missing")
    elif any(not _within(weight, POINTS) for weight in answers.weights.values()):
        yield Fault("weight_out_of_scale")
    elif sum(answers.weights.values()) != POINTS:
        given = sum(answers.weights.values(), Decimal(0))
        yield Fault("weights_not_hundred", titles=(("sum", f"{given.normalize():f}"),))


def _of_reservation(answers: Answers) -> Iterator[Fault]:
    if answers.reservation is None:
        return
    if not _within(answers.reservation, POINTS):
        yield Fault("reservation_out_of_scale")
    elif answers.reservation > HIGH_RESERVATION and not answers.is_sure:
        yield Fault("reservation_high")


def _within(number: Decimal, most: Decimal) -> bool:
    """A number of 0 to `most` with two decimals: what the database keeps is what was given."""
    return number.is_finite() and 0 <= number <= most and number == round(number, 2)


def answers_by_key(
    said: Mapping[str, Mapping[str, Any]],
    facts: Facts,
    *,
    weights: Mapping[str, Any] | None = None,
    reservation: Any = None,
    is_sure: bool = False,
) -> Answers:
    """Answers from the keys of issues and options, as a case or the engine's document writes them.

    A score is a number, or a mapping: `score` with `only_if` (issue and option), or `interest`
    (an id) with `reason` for a red line.
    """
    issues = {issue.key: issue.pk for issue in facts.issues}
    options = {
        (issue.key, option.key): option.pk
        for issue in facts.issues
        for option in facts.options[issue.pk]
    }
    marks = {
        options[issue, option]: _mark(score, options)
        for issue, row in said.items()
        for option, score in row.items()
    }
    return Answers(
        marks=marks,
        weights={issues[key]: Decimal(str(weight)) for key, weight in (weights or {}).items()},
        reservation=None if reservation is None else Decimal(str(reservation)),
        is_sure=is_sure,
    )


def _mark(score: Any, options: Mapping[tuple[str, str], UUID]) -> Mark:
    if not isinstance(score, Mapping):
        return Mark(int(score))
    if "score" in score:
        wanted = tuple(options[one["issue"], one["option"]] for one in score.get("only_if", ()))
        return Mark(int(score["score"]), only_if=wanted)
    return Mark(None, interest=score["interest"], reason=score["reason"])
