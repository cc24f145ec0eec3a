"""A commitment as one row of a sheet, from the row or from the frozen text."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from concertar.agreements.models import Commitment
from concertar.agreements.printing.frame import day_said
from concertar.kit.numbers import said_exactly
from concertar.kit.paper import said, spoken

Text = dict[str, str]


def promise_of(one: Commitment) -> dict[str, Any]:
    """As it is being drafted, or as it is followed up, in the reader's language."""
    indicator = one.indicator
    return {
        "number": one.number,
        "deliverable": said(one, "deliverable"),
        "responsible": one.responsible.seat.institution.name,
        "supporting": [actor.seat.institution.name for actor in one.supporting.all()],
        "due": day_said(one.due),
        "clause": one.clause.order if one.clause else "",
        "means": _means(said(one, "funding"), one.legal_act, said(one, "legal_reference")),
        "indicator": said(indicator, "name") if indicator else {"text": "", "language": ""},
        "path": _path(
            one.baseline, one.target, indicator.unit_for(one.target) if indicator else ""
        ),
    }


def promise_frozen(one: Mapping[str, Any], language: str) -> dict[str, Any]:
    """As the frozen text says it, to the letter."""
    indicator = one["indicator"] or {"name": "", "unit": ""}
    return {
        "number": one["number"],
        "deliverable": spoken(one["deliverable"], language),
        "responsible": one["responsible"]["name"],
        "supporting": [party["name"] for party in one["supporting"]],
        "due": day_said(date.fromisoformat(one["due"])) if one["due"] else "",
        "clause": one["clause"] if one["clause"] is not None else "",
        "means": _means(
            spoken(one["funding"], language),
            one["legal_act"],
            spoken(one["legal_reference"], language),
        ),
        "indicator": spoken(indicator["name"], language),
        "path": _path(_decimal(one["baseline"]), _decimal(one["target"]), indicator["unit"]),
    }


def promise_words() -> dict[str, str]:
    return {
        "number": gettext("No."),
        "deliverable": gettext("What is handed over or done"),
        "who": gettext("Who answers for it"),
        "supported": gettext("Supported by:"),
        "due": gettext("Due"),
        "means": gettext("With what means"),
        "known_by": gettext("How it is known"),
        "clause": gettext("Clause"),
    }


def _decimal(plain: str | None) -> Decimal | None:
    return None if plain is None else Decimal(plain)


def _path(baseline: Decimal | None, target: Decimal | None, unit: str) -> str:
    if baseline is None or target is None:
        return ""
    return gettext("from %(baseline)s to %(target)s") % {
        "baseline": said_exactly(baseline),
        "target": said_exactly(target, unit=unit),
    }


def _means(funding: Text, act: str, reference: Text) -> list[Text]:
    means = [funding] if funding["text"] else []
    if act:
        means.append({"text": str(Commitment.LegalAct(act).label), "language": ""})
    if reference["text"]:
        means.append(reference)
    return means
