"""What was negotiated, as data: issues, options, costs, effects, limits, and the sums."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Prefetch

from concertar.agreements.arithmetic import Bound, Case, Range, Taken, case_of, costs_of
from concertar.agreements.models import Agreement
from concertar.kit.access import Visitor
from concertar.kit.numbers import plain_number
from concertar.observatory.models import Limit
from concertar.tables.models import Baseline, Budget, Choice, Issue, Option

Data = dict[str, Any]


def data_of(agreement: Agreement, person: Visitor) -> Data:
    """The rows by keys, the package that was chosen, its costs by payer and its worst cases."""
    table = agreement.table
    issues = _issues(agreement, person)
    limits = list(Limit.objects.visible_to(person).filter(tables=table).select_related("indicator"))
    baselines = list(
        Baseline.objects.visible_to(person).filter(table=table).select_related("indicator")
    )
    budgets = Budget.objects.visible_to(person).filter(actor__table=table)
    taken = _taken(agreement, person, issues)
    return {
        "currency": table.currency,
        "issues": [_issue(one) for one in issues],
        "limits": [_limit(one) for one in limits],
        "baselines": [
            {"indicator": one.indicator.slug, **_range(one), "source": one.source}
            for one in baselines
        ],
        "budgets": [
            {"payer": str(one.actor_id), "amount": one.amount, "source": one.source}
            for one in budgets
        ],
        "package": _package(agreement, taken),
    } | _computed(taken, limits, baselines)


def _issues(agreement: Agreement, person: Visitor) -> list[Issue]:
    options = Option.objects.visible_to(person).prefetch_related(
        "costs", "loads", "effects__indicator"
    )
    seen = Issue.objects.visible_to(person).filter(table=agreement.table)
    return list(seen.prefetch_related(Prefetch("options", options), "affects"))


def _issue(issue: Issue) -> Data:
    return {
        "key": issue.key,
        "title": issue.title,
        "affects": sorted(one.slug for one in issue.affects.all()),
        "options": [_option(one) for one in issue.options.all()],
    }


def _option(option: Option) -> Data:
    return {
        "key": option.key,
        "title": option.title,
        "status_quo": option.is_status_quo,
        "withdrawn": option.is_withdrawn,
        "costs": [
            {"payer": str(one.payer_id), "amount": one.amount, "source": one.source}
            for one in option.costs.all()
        ],
        "loads": [
            {"bearer": str(one.bearer_id), "amount": one.amount, "source": one.source}
            for one in option.loads.all()
        ],
        "effects": [
            {"indicator": one.indicator.slug, **_range(one), "source": one.source}
            for one in option.effects.all()
        ],
    }


def _range(row: Any) -> Data:
    return {name: plain_number(getattr(row, name)) for name in ("low", "likely", "high")}


def _limit(limit: Limit) -> Data:
    return {
        "key": limit.slug,
        "kind": limit.kind,
        "name": limit.name,
        "indicator": limit.indicator.slug,
        "unit": limit.indicator.unit,
        "least": plain_number(limit.least),
        "most": plain_number(limit.most),
        "basis": limit.basis,
        "status": limit.status,
    }


# ---- the package and what follows ---------------------------------------------------------------


def _taken(
    agreement: Agreement, person: Visitor, issues: Sequence[Issue]
) -> Mapping[str, Option] | None:
    """The chosen option of each issue, by the key of the issue; None: no package was chosen."""
    if agreement.draft.package_id is None:
        return None
    seen = Choice.objects.visible_to(person).filter(package=agreement.draft.package_id)
    chosen = dict(seen.values_list("issue_id", "option_id"))
    return {
        issue.key: option
        for issue in issues
        for option in issue.options.all()
        if chosen.get(issue.pk) == option.pk
    }


def _package(agreement: Agreement, taken: Mapping[str, Option] | None) -> Data | None:
    package = agreement.draft.package
    if package is None or taken is None:
        return None
    choices = {issue: option.key for issue, option in taken.items()}
    return {"letter": package.letter, "choices": choices}


def _computed(
    taken: Mapping[str, Option] | None, limits: Sequence[Limit], baselines: Sequence[Baseline]
) -> Data:
    if taken is None:
        return {"costs": [], "cases": []}
    options = [_plain(one) for one in taken.values()]
    known = {one.indicator.slug: _triple(one) for one in baselines}
    cases = [case_of(_bound(one), options, known) for one in limits]
    sums = sorted(costs_of(options).items())
    return {
        "costs": [{"payer": payer, "amount": amount} for payer, amount in sums],
        "cases": [_case(one) for one in cases],
    }


def _plain(option: Option) -> Taken:
    return Taken(
        is_status_quo=option.is_status_quo,
        affects=frozenset(one.slug for one in option.issue.affects.all()),
        costs={str(one.payer_id): one.amount for one in option.costs.all()},
        effects={one.indicator.slug: _triple(one) for one in option.effects.all()},
    )


def _triple(row: Any) -> Range:
    return row.low, row.likely, row.high


def _bound(limit: Limit) -> Bound:
    return Bound(limit.slug, limit.indicator.slug, limit.least, limit.most)


def _case(case: Case) -> Data:
    return {
        "limit": case.limit,
        "low": plain_number(case.low),
        "high": plain_number(case.high),
        "keeps": case.keeps,
    }
