"""The pictures of the observatory: what was measured in a place, with the limits drawn in."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concertar.kit import charts
from concertar.kit.numbers import said_number
from concertar.observatory.models import Indicator, Limit, Observation

SHOWN = 60  # readings of a place in one picture
ILLUSTRATIVE = _("illustrative")


def draw_series(
    indicator: Indicator, observations: Sequence[Observation], limits: Sequence[Limit]
) -> charts.Figure | None:
    """What was measured, in order of days; None where nothing was."""
    if not observations:
        return None
    last, places = observations[-1], places_of([one.value for one in observations])
    marks = [str(ILLUSTRATIVE)] if any(one.is_illustrative for one in observations) else []
    caption = charts.Caption(
        name=f"series-{indicator.slug}",
        title=", ".join([indicator.said("name").text, *marks]),
        says=gettext("The last value, of %(day)s, is %(value)s.")
        % {
            "day": date_format(last.day, "DATE_FORMAT"),
            "value": said_number(last.value, places=places, unit=indicator.unit_for(last.value)),
        },
        unit=indicator.said("unit").text,
        source="; ".join(dict.fromkeys(one.source.rstrip(".") for one in observations)),
    )
    return charts.series(
        caption,
        [
            charts.Reading(one.day, date_format(one.day, "SHORT_DATE_FORMAT"), one.value)
            for one in observations
        ],
        bounds=bounds_of([limit for limit in limits if limit.status == Limit.Status.ADOPTED]),
        places=places,
    )


def bounds_of(limits: Sequence[Limit]) -> list[charts.Bound]:
    """Each end of each limit as a line."""
    ends = [(limit, limit.most, False) for limit in limits]
    ends += [(limit, limit.least, True) for limit in limits]
    return [
        charts.Bound(end, limit.said("name").text, at_least=at_least)
        for limit, end, at_least in ends
        if end is not None
    ]


def places_of(values: Sequence[object]) -> int:
    """How many decimals the most exact of these values has, three at most."""
    return min(3, max((_decimals(str(value)) for value in values), default=0))


def _decimals(said: str) -> int:
    return len(said.partition(".")[2].rstrip("0"))
