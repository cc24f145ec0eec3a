"""What of the observatory can be taken away, and what each column means."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from concertar.kit.exports import Column, Dataset, Kind, column_of, register
from concertar.observatory.models import Indicator, Limit, Observation


def _said(field: str, language: str) -> Callable[[Any], str]:
    return lambda one: one.said(field, language).text


INDICATORS = register(
    Dataset(
        "indicators",
        _("Indicators"),
        _("What is measured, in which unit and by which method."),
        columns=(
            column_of(Indicator, "slug", meaning=_("The word in the address of its page.")),
            Column(
                "name_es", _("name"), _("What is measured, in Spanish."), value=_said("name", "es")
            ),
            Column(
                "name_en", _("name"), _("What is measured, in English."), value=_said("name", "en")
            ),
            column_of(Indicator, "unit"),
            Column(
                "method_es",
                _("method"),
                _("How it is measured, in Spanish."),
                value=_said("method", "es"),
            ),
            Column(
                "method_en",
                _("method"),
                _("How it is measured, in English."),
                value=_said("method", "en"),
            ),
        ),
    )
)

LIMITS = register(
    Dataset(
        "limits",
        _("Limits"),
        _("The limits of nature and of law on the indicators."),
        columns=(
            column_of(Limit, "slug", meaning=_("The word in the address of its page.")),
            column_of(Limit, "kind", meaning=_("Whether nature or the law sets it.")),
            Column(
                "indicator",
                _("indicator"),
                _("The key of its indicator."),
                value=lambda one: one.indicator.slug,
            ),
            Column(
                "unit", _("unit"), _("The unit of both ends."), value=lambda one: one.indicator.unit
            ),
            column_of(Limit, "least", meaning=_("The least that keeps to it; empty: none.")),
            column_of(Limit, "most", meaning=_("The most that keeps to it; empty: none.")),
            column_of(Limit, "basis"),
            column_of(Limit, "status", meaning=_("How far it has come.")),
            column_of(Limit, "adopted_on", meaning=_("The day since which it binds.")),
        ),
    )
)

OBSERVATIONS = register(
    Dataset(
        "observations",
        _("Observations"),
        _("The values of one indicator, corrected ones with those that correct them."),
        columns=(
            Column(
                "id", _("The number of the row."), _("The number of the row."), kind=Kind.NUMBER
            ),
            Column(
                "indicator",
                _("indicator"),
                _("The key of the indicator."),
                value=lambda one: one.indicator.slug,
            ),
            Column(
                "place",
                _("place"),
                _("The key of the place."),
                value=lambda one: one.territory.slug,
            ),
            column_of(Observation, "station", meaning=_("Where in the place it was measured.")),
            column_of(Observation, "day"),
            column_of(
                Observation,
                "value",
                meaning=_("What was measured, in the unit of the next column."),
            ),
            Column(
                "unit", _("unit"), _("The unit of the value."), value=lambda one: one.indicator.unit
            ),
            column_of(Observation, "source"),
            column_of(Observation, "is_illustrative", meaning=_("Made up for a demonstration.")),
            Column(
                "corrects",
                _("corrects"),
                _("The number of the row it takes the place of."),
                value=lambda one: one.corrects_id,
                kind=Kind.NUMBER,
            ),
        ),
    )
)
