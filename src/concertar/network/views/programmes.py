"""Programmes: what the network undertakes."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from concertar.kit.exports import download
from concertar.kit.listing import downloads_of
from concertar.network import exports, wording
from concertar.network.models import Programme, ProgrammeLine


def _programmes(request: HttpRequest) -> QuerySet[Programme]:
    programmes = Programme.objects.visible_to(request.user).select_related("parent", "source")
    return programmes.prefetch_related("supported_by", "thematic_groups", "lines")


@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    outermost = Programme.objects.visible_to(request.user).outermost()
    plans = outermost.exclude(kind=Programme.Kind.ACTION)
    context = {
        "plans": plans.prefetch_related("children"),
        "actions": outermost.actions().prefetch_related("supported_by", "thematic_groups"),
        "downloads": downloads_of(request.path),
    }
    return render(request, "network/programme_list.html", context)


@require_safe
def programme_export(request: HttpRequest, form: str) -> HttpResponseBase:
    return download(request, exports.PROGRAMMES, _programmes(request), form)


@require_safe
def programme_detail(request: HttpRequest, slug: str) -> HttpResponse:
    programme = get_object_or_404(_programmes(request), slug=slug)
    context = {
        "programme": programme,
        "children": _programmes(request).filter(parent=programme),
        "lines": _by_kind(programme),
    }
    return render(request, "network/programme_detail.html", context)


def _by_kind(programme: Programme) -> list[tuple[str, list[tuple[str, list[ProgrammeLine]]]]]:
    """The lines of a programme under the heading of their kind and the name of their scope."""
    lines = list(programme.lines.all())
    found = []
    for kind, heading in wording.LINES.items():
        scopes = [
            (str(label) if scope else "", [x for x in lines if (x.kind, x.scope) == (kind, scope)])
            for scope, label in ProgrammeLine.Scope.choices
        ]
        if any(rows for _label, rows in scopes):
            found.append((str(heading), [(label, rows) for label, rows in scopes if rows]))
    return found
