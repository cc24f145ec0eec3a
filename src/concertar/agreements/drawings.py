"""The small picture of a commitment: what was measured, its target, and the limit drawn in."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext

from concertar.agreements.following import Value, is_reached, share_of_way, told, wants_more
from concertar.agreements.models import Commitment
from concertar.kit import charts
from concertar.kit.numbers import said_number, said_share
from concertar.observatory.models import Limit

FEW = 20  # things that can be counted are drawn as bars up to this many


def draw_commitment(
    commitment: Commitment, values: Sequence[Value], limits: Sequence[Limit]
) -> charts.Figure | None:
    """The readings of its indicator; None where the commitment has none or nothing was measured."""
    indicator, target = commitment.indicator, commitment.target
    if indicator is None or not values:
        return None
    rises = wants_more(commitment.baseline, target)
    readings = told(values, worst_is_most=not rises)
    bounds = _bounds(commitment, limits, rises=rises)
    known = [one.value for one in readings] + ([] if target is None else [target])
    places = places_of(known)
    caption = charts.Caption(
        name=f"measured-{commitment.number}",
        title=indicator.said("name").text,
        says=_says(commitment, readings[-1], places),
        unit=indicator.said("unit").text,
        source=gettext("Illustrative.") if any(x.is_illustrative for x in readings) else "",
    )
    when = _when(readings)
    return charts.series(
        caption,
        [charts.Reading(one.day, when(one.day), one.value) for one in readings],
        bounds=bounds,
        places=places,
        bars=rises and places == 0 and min(known) >= 0 and max(known) <= FEW,
    )


def limits_of(commitment: Commitment, limits: Sequence[Limit]) -> list[Limit]:
    """Those of the limits that bound the indicator of the commitment."""
    return [one for one in limits if one.indicator_id == commitment.indicator_id]


def _bounds(commitment: Commitment, limits: Sequence[Limit], *, rises: bool) -> list[charts.Bound]:
    """Each end of each limit; the target too, unless it is one of those ends."""
    bounds = []
    for one in limits_of(commitment, limits):
        ends = ((one.most, gettext("limit"), False), (one.least, gettext("limit"), True))
        bounds += [
            charts.Bound(end, label, at_least=at_least)
            for end, label, at_least in ends
            if end is not None
        ]
    target = commitment.target
    if target is not None and all(bound.value != target for bound in bounds):
        bounds.append(charts.Bound(target, gettext("target"), at_least=rises, is_target=True))
    return bounds


def _says(commitment: Commitment, last: Value, places: int) -> str:
    """The last value, and how far it is on the way to the target."""
    said = gettext("On %(day)s: %(value)s.") % {
        "day": date_format(last.day, "DATE_FORMAT"),
        "value": said_number(last.value, places=places),
    }
    baseline, target = commitment.baseline, commitment.target
    if baseline is None or target is None:
        return said
    aim = said_number(target, places=places)
    if is_reached(baseline, target, last.value):
        return said + " " + gettext("The target of %(target)s is kept.") % {"target": aim}
    share = share_of_way(baseline, target, last.value)
    if share is None or share <= 0:
        return said + " " + gettext("The target is %(target)s.") % {"target": aim}
    words = gettext("The target is %(target)s: %(share)s of the way.")
    return said + " " + words % {"target": aim, "share": said_share(share)}


def _when(readings: Sequence[Value]) -> Callable[[date], str]:
    """How days are printed: by their month, unless a month has two."""
    months = [(one.day.year, one.day.month) for one in readings]
    form = gettext("M Y") if len(set(months)) == len(months) else gettext("j M Y")

    def said(day: date) -> str:
        return date_format(day, form)

    return said


def places_of(values: Sequence[Decimal]) -> int:
    """How many decimals the most exact of these values has, three at most."""
    return min(3, max((_decimals(one) for one in values), default=0))


def _decimals(value: Decimal) -> int:
    return len(f"{value:f}".partition(".")[2].rstrip("0"))
