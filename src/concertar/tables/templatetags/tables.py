"""How the numbers of a table are said in its pages."""

from decimal import Decimal

from django import template
from django.utils.translation import gettext

from concertar.kit import numbers
from concertar.observatory.models import Limit
from concertar.tables.models import Baseline, Effect, Load
from concertar.tables.sentences import load_said

register = template.Library()


@register.filter
def said_ends(limit: Limit) -> str:
    """`at most 14 t/d`, `at least 5 mg/l`, or `from 6.5 to 8.5`."""
    unit = limit.indicator.said("unit").text
    if limit.least is not None and limit.most is not None:
        return gettext("from %(least)s to %(most)s") % {
            "least": numbers.said_exactly(limit.least),
            "most": numbers.said_exactly(limit.most, unit=unit),
        }
    if limit.most is not None:
        return gettext("at most %(most)s") % {"most": numbers.said_exactly(limit.most, unit=unit)}
    least = numbers.said_exactly(limit.least or Decimal(0), unit=unit)
    return gettext("at least %(least)s") % {"least": least}


@register.filter
def said_spread(row: Effect | Baseline) -> str:
    """`−14 to −9.3 t/d, likely −12`."""
    return gettext("%(low)s to %(high)s, likely %(likely)s") % {
        "low": numbers.said_exactly(row.low),
        "high": numbers.said_exactly(row.high, unit=row.indicator.said("unit").text),
        "likely": numbers.said_exactly(row.likely),
    }


@register.filter
def said_load(load: Load) -> str:
    return load_said(load.amount, load.bearer)


@register.filter
def said_money(cents: int, currency: str) -> str:
    return numbers.said_money(cents, currency)
