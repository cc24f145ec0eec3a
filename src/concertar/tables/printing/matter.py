"""The matter of a table in words: its issues with their options, and the limits they must keep."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext, pgettext

from concertar.kit.numbers import said_exactly, said_money, said_number
from concertar.kit.paper import said
from concertar.observatory.models import Limit
from concertar.tables.models import Issue, Option, Table


def issues_of(table: Table) -> list[dict[str, Any]]:
    """Every issue and option under the number that all sheets call it by."""
    issues = list(table.issues.prefetch_related("affects"))
    rows = Option.objects.filter(issue__table=table, is_withdrawn=False)
    rows = rows.order_by("issue__order", "issue__key", "order", "key").prefetch_related(
        "costs__payer__seat__institution",
        "loads__bearer__seat__institution",
        "loads__bearer__capacity",
        "effects__indicator",
        "requires",
        "excludes",
    )
    options: dict[Any, list[Option]] = {}
    for option in rows:
        options.setdefault(option.issue_id, []).append(option)
    numbers = {
        option.pk: f"{i}.{j}"
        for i, issue in enumerate(issues, start=1)
        for j, option in enumerate(options.get(issue.pk, ()), start=1)
    }
    return [
        {
            "number": str(i),
            "title": said(issue, "title"),
            "options": [
                _option(option, issue, table.currency, numbers)
                for option in options.get(issue.pk, ())
            ],
        }
        for i, issue in enumerate(issues, start=1)
    ]


def _option(option: Option, issue: Issue, currency: str, numbers: dict[Any, str]) -> dict[str, Any]:
    return {
        "number": numbers[option.pk],
        "title": said(option, "title"),
        "description": said(option, "description"),
        "is_status_quo": option.is_status_quo,
        "ties": _ties(option, numbers),
        "costs": [
            f"{cost.payer.seat.institution.name}: {said_money(cost.amount, currency)}"
            for cost in option.costs.all()
        ],
        "loads": [_load(load) for load in option.loads.all()],
        "effects": list(_effects(option, issue)),
    }


def _ties(option: Option, numbers: dict[Any, str]) -> list[str]:
    ties = []
    if together := _numbers(option.requires.all(), numbers):
        ties.append(gettext("Only together with %(options)s.") % {"options": together})
    if never := _numbers(option.excludes.all(), numbers):
        ties.append(gettext("Never together with %(options)s.") % {"options": never})
    return ties


def _numbers(options: Iterable[Option], numbers: dict[Any, str]) -> str:
    return ", ".join(sorted(numbers[one.pk] for one in options if one.pk in numbers))


def _load(load: Any) -> str:
    unit = getattr(getattr(load.bearer, "capacity", None), "unit", "")
    amount = said_number(load.amount, unit=unit)
    return gettext("Work of %(who)s: %(amount)s") % {
        "who": load.bearer.seat.institution.name,
        "amount": amount,
    }


def _effects(option: Option, issue: Issue) -> Iterable[dict[str, Any]]:
    """What the option does to each indicator its issue can move; what nobody said is unknown."""
    if option.is_status_quo:
        return
    known = {effect.indicator_id: effect for effect in option.effects.all()}
    for indicator in issue.affects.all():
        effect = known.get(indicator.pk)
        yield {
            "name": said(indicator, "name"),
            "range": _range(effect, indicator.said("unit").text)
            if effect
            else pgettext("effect", "unknown"),
        }


def _range(spread: Any, unit: str) -> str:
    ends = (said_exactly(end) for end in (spread.low, spread.likely, spread.high))
    return f"{' / '.join(ends)} {unit}"


def limits_of(table: Table) -> list[dict[str, Any]]:
    base = {one.indicator_id: one for one in table.baselines.all()}
    limits = table.limits.filter(status=Limit.Status.ADOPTED).select_related("indicator")
    return [
        {
            "name": said(limit, "name"),
            "indicator": said(limit.indicator, "name"),
            "kind": limit.kind,
            "bound": _bound(limit),
            "today": _range(base[limit.indicator_id], limit.indicator.said("unit").text)
            if limit.indicator_id in base
            else pgettext("effect", "unknown"),
            "basis": said(limit, "basis"),
        }
        for limit in limits
    ]


def _bound(limit: Limit) -> str:
    unit = limit.indicator.said("unit").text
    ends = []
    if limit.least is not None:
        value = said_exactly(limit.least, unit=unit)
        ends.append(gettext("at least %(value)s") % {"value": value})
    if limit.most is not None:
        value = said_exactly(limit.most, unit=unit)
        ends.append(gettext("at most %(value)s") % {"value": value})
    return ", ".join(ends)
