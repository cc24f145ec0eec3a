"""Bodies: how the network decides."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from concertar.kit.exports import download
from concertar.kit.listing import downloads_of
from concertar.network import drawings, exports
from concertar.network.models import Body, Institution, Territory

SHOWN = 50


@require_safe
def body_list(request: HttpRequest) -> HttpResponse:
    descent = drawings.in_descent(Body.objects.visible_to(request.user).select_related("source"))
    context = {
        "bodies": [body for body, _depth in descent],
        "drawing": drawings.draw_bodies(descent),
        "downloads": downloads_of(request.path),
    }
    return render(request, "network/body_list.html", context)


@require_safe
def body_export(request: HttpRequest, form: str) -> HttpResponseBase:
    bodies = Body.objects.visible_to(request.user).select_related("parent", "source")
    return download(request, exports.BODIES, bodies, form)


@require_safe
def body_detail(request: HttpRequest, slug: str) -> HttpResponse:
    bodies = Body.objects.visible_to(request.user)
    body = get_object_or_404(bodies.select_related("parent", "source"), slug=slug)
    places = Territory.objects.visible_to(request.user).filter(assembly=body)
    institutions = Institution.objects.visible_to(request.user).filter(place__assembly=body)
    context = {
        "body": body,
        "children": bodies.filter(parent=body),
        "places": places.with_institution_counts().order_by("sort_name", "path")[:SHOWN],
        "place_count": places.count(),
        "institution_count": institutions.count(),
    }
    return render(request, "network/body_detail.html", context)
