"""Dates as sources give them: a year, a month, a day, or from one to another.

They are kept as the first and the last day of the period, with the precision of the source.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MONTHS = (
    _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"),
    _("August"), _("September"), _("October"), _("November"), _("December"),
)  # fmt: skip


class Precision(models.TextChoices):
    """How much of a date the source gives."""

    YEAR = "year", _("Year")
    MONTH = "month", _("Month")
    DAY = "day", _("Day")


WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, as exactly as the source says."""

    starts: date
    ends: date
    precision: Precision


def read_period(written: str) -> Period:
    """`1994`, `1996-03`, `1996-03-15` or two of them joined by `/`; ValueError otherwise."""
    first, slash, last = written.partition("/")
    starts = _read_one(first)
    ends = _read_one(last) if slash else starts
    if ends.precision != starts.precision or ends.ends < starts.starts:
        raise ValueError(written)
    return Period(starts.starts, ends.ends, starts.precision)


def _read_one(written: str) -> Period:
    parts = WRITTEN.fullmatch(written)
    if parts is None:
        raise ValueError(written)
    year, month, day = (int(part) if part else None for part in parts.groups())
    if year is None or not 1 <= year <= 9999:
        raise ValueError(written)
    if month is None:
        return Period(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)
    if day is None:
        last = calendar.monthrange(year, month)[1] if 1 <= month <= 12 else 0
        return Period(date(year, month, 1), date(year, month, last), Precision.MONTH)
    return Period(date(year, month, day), date(year, month, day), Precision.DAY)


def said_period(starts: date, ends: date, precision: str) -> str:
    """The period as people say it: `1994-1996`, `March 1996`, `15 March 1996`."""
    first, last = said_date(starts, precision), said_date(ends, precision)
    if first == last:
        return first
    if precision == Precision.YEAR:
        return f"{first}\u2013{last}"
    return gettext("%(first)s to %(last)s") % {"first": first, "last": last}


def said_date(day: date, precision: str) -> str:
    """As much of the day as the source knows."""
    if precision == Precision.YEAR:
        return str(day.year)
    month = {"month": str(MONTHS[day.month - 1]), "year": day.year, "day": day.day}
    if precision == Precision.MONTH:
        return gettext("%(month)s %(year)s") % month
    return gettext("%(day)s %(month)s %(year)s") % month
