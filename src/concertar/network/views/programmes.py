"""Programmes: what the network undertakes."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from concertar.kit.exports import download
from concertar.network import exports
from concertar.network.models import Programme


def _programmes(request: HttpRequest) -> QuerySet[Programme]:
    programmes = Programme.objects.visible_to(request.user).select_related("parent", "source")
    return programmes.prefetch_related("supported_by", "thematic_groups", "lines")


@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    outermost = _programmes(request).outermost().prefetch_related("children")
    context = {
        "plans": outermost.exclude(kind=Programme.Kind.ACTION),
        "actions": outermost.actions(),
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
    }
    return render(request, "network/programme_detail.html", context)
