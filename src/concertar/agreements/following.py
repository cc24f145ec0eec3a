"""Where a commitment stands, by its day, its last check and what was measured. Pure questions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db import models
from django.utils.translation import gettext_lazy as _

DONE = 3  # of the scores of a check
MOST_READINGS = 24  # in one small picture; more are told month by month


class Standing(models.TextChoices):
    """How a commitment goes on a day."""

    LATE = "late", _("Late")
    DUE = "due", _("Not due yet")
    DONE = "done", _("Done")


def standing_of(due: date | None, last_score: int | None, today: date) -> Standing:
    """Done when the last check says so, however late; else late from the day after it was due."""
    if last_score == DONE:
        return Standing.DONE
    return Standing.LATE if due is not None and due < today else Standing.DUE


def days_late(due: date | None, last_score: int | None, today: date) -> int:
    is_late = due is not None and standing_of(due, last_score, today) is Standing.LATE
    return (today - due).days if is_late and due is not None else 0


def wants_more(baseline: Decimal | None, target: Decimal | None) -> bool:
    """Whether the way from the baseline to the target leads upwards; to stay is not to rise."""
    return baseline is not None and target is not None and target > baseline


def is_reached(baseline: Decimal, target: Decimal, value: Decimal) -> bool:
    """Whether a value is at the target or beyond it, on the side away from the baseline."""
    return value >= target if wants_more(baseline, target) else value <= target


def share_of_way(baseline: Decimal, target: Decimal, value: Decimal) -> Fraction | None:
    """How much of the way from baseline to target a value has gone; less than 0: backwards.

    None where baseline and target are the same and there is no way to go.
    """
    if baseline == target:
        return None
    return Fraction(value - baseline) / Fraction(target - baseline)


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an indicator: of which day, and whether it was made up."""

    day: date
    value: Decimal
    is_illustrative: bool = False


def told(values: Sequence[Value], *, worst_is_most: bool) -> list[Value]:
    """One value a day, the worst of its stations; of many days, the worst of each month."""
    days = _worst_of(values, lambda one: one.day, worst_is_most=worst_is_most)
    if len(days) <= MOST_READINGS:
        return days
    months = _worst_of(days, lambda one: one.day.replace(day=1), worst_is_most=worst_is_most)
    return months[-MOST_READINGS:]


def _worst_of(
    values: Sequence[Value], group: Callable[[Value], date], *, worst_is_most: bool
) -> list[Value]:
    found: dict[date, Value] = {}
    for one in values:
        known = found.get(group(one))
        is_worse = known is None or (
            one.value > known.value if worst_is_most else one.value < known.value
        )
        if is_worse:
            found[group(one)] = one
    return sorted(found.values(), key=lambda one: one.day)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many commitments stand how."""

    all: int
    done: int
    late: int


def tally(standings: Sequence[str]) -> Tally:
    return Tally(
        len(standings), list(standings).count(Standing.DONE), list(standings).count(Standing.LATE)
    )
