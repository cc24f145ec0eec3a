"""Places: where the network works."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from concertar.kit.exports import download
from concertar.network import drawings, exports, lists
from concertar.network.models import Body, Institution, Territory

SHOWN = 50  # rows of another noun on the page of a place
DRAWN = 400  # more dots than these say nothing


def _places(request: HttpRequest) -> QuerySet[Territory]:
    places = Territory.objects.visible_to(request.user).local()
    return places.select_related("parent", "assembly", "source").with_institution_counts()


@require_safe
def place_list(request: HttpRequest) -> HttpResponse:
    listing = lists.place_listing(request)
    bodies = list(Body.objects.visible_to(request.user).regional())
    listed = listing.page(request, _places(request))
    drawing = None
    if listed.count <= DRAWN:
        drawing = drawings.draw_regions(bodies, listing.select(request, _places(request)).rows)
    context = {"listed": listed, "drawing": drawing}
    return render(request, "network/place_list.html", context)


@require_safe
def place_export(request: HttpRequest, form: str) -> HttpResponseBase:
    chosen = lists.place_listing(request).select(request, _places(request))
    return download(request, exports.PLACES, chosen, form)


@require_safe
def place_detail(request: HttpRequest, slug: str) -> HttpResponse:
    places = Territory.objects.visible_to(request.user)
    place = get_object_or_404(places.select_related("parent", "assembly", "source"), slug=slug)
    institutions = Institution.objects.visible_to(request.user).within(place).with_standing()
    children = places.filter(parent=place).with_institution_counts().order_by("sort_name", "path")
    context = {
        "place": place,
        "around": places.filter(slug__in=place.path.split("/")[:-2]).order_by("path"),
        "institutions": institutions.select_related("place")[:SHOWN],
        "institution_count": institutions.count(),
        "children": children[:SHOWN],
        "child_count": children.count(),
        "milestones": place.milestones.visible_to(request.user)[:SHOWN],
    }
    return render(request, "network/place_detail.html", context)
