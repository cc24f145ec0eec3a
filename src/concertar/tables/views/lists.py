"""The list of tables, the options of one, and both to take away."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concertar.fora.models import Forum
from concertar.kit.exports import download
from concertar.kit.listing import downloads_of
from concertar.observatory.models import Limit
from concertar.tables import exports, lists
from concertar.tables.models import Baseline, Cost, Effect, Issue, Load, Option, Table
from concertar.tables.views.seen import seen_table


def _tables(request: HttpRequest) -> QuerySet[Table]:
    tables: QuerySet[Table] = Table.objects.visible_to(request.user)
    return tables.select_related("forum__territory", "parent", "charter")


@require_safe
def table_list(request: HttpRequest) -> HttpResponse:
    facilitated = Forum.objects.visible_to(request.user).facilitated_by(request.user)
    context = {"listed": lists.TABLES.page(request, _tables(request)), "facilitated": facilitated}
    return render(request, "tables/table_list.html", context)


@require_safe
def table_export(request: HttpRequest, form: str) -> HttpResponseBase:
    return download(request, exports.TABLES, lists.TABLES.select(request, _tables(request)), form)


@require_safe
def option_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every option with its cost by payer, its load, its effects and their sources."""
    seen = seen_table(request, slug)
    issues: dict[Issue, list[Option]] = {}
    for option in _options(request, seen.table):
        issues.setdefault(option.issue, []).append(option)
    limits = Limit.objects.visible_to(request.user).filter(tables=seen.table)
    baselines = Baseline.objects.visible_to(request.user).filter(table=seen.table)
    context = {
        "seen": seen,
        "table": seen.table,
        "here": _("Issues and options"),
        "issues": list(issues.items()),
        "limits": limits.select_related("indicator", "entity"),
        "baselines": {one.indicator_id: one for one in baselines.select_related("indicator")},
        "downloads": downloads_of(request.path),
    }
    return render(request, "tables/option_list.html", context)


@require_safe
def option_export(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    table = seen_table(request, slug).table
    rows = [row for one in _options(request, table) for row in exports.rows_of(one)]
    return download(request, exports.OPTIONS, rows, form)


def _options(request: HttpRequest, table: Table) -> QuerySet[Option]:
    """The options of a table with all that is noted of them, however many: six queries."""
    tied = Option.objects.visible_to(request.user).select_related("issue")
    options = Option.objects.visible_to(request.user).filter(issue__table=table)
    options = options.select_related("issue__table", "proposed_by__seat__institution")
    costs = Cost.objects.visible_to(request.user).select_related("payer__seat__institution")
    loads = Load.objects.visible_to(request.user)
    effects = Effect.objects.visible_to(request.user).select_related("indicator")
    in_order = options.order_by("issue__order", "issue__key", "order", "key")
    loads = loads.select_related("bearer__seat__institution", "bearer__capacity")
    noted: dict[str, QuerySet[Any]] = {
        "costs": costs, "loads": loads, "effects": effects, "requires": tied, "excludes": tied,
    }  # fmt: skip
    return in_order.prefetch_related(*(Prefetch(name, rows) for name, rows in noted.items()))
