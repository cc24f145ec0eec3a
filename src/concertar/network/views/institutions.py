"""Institutions: who belongs to the network and who works with it."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from concertar.kit.exports import download
from concertar.network import exports, lists
from concertar.network.models import Affiliation, Institution, Programme


def _institutions(request: HttpRequest) -> QuerySet[Institution]:
    institutions = Institution.objects.visible_to(request.user).with_standing()
    return institutions.select_related("place__assembly", "source")


@require_safe
def institution_list(request: HttpRequest) -> HttpResponse:
    listed = lists.institution_listing(request).page(request, _institutions(request))
    context = {"listed": listed, "standings": lists.STANDINGS}
    return render(request, "network/institution_list.html", context)


@require_safe
def institution_export(request: HttpRequest, form: str) -> HttpResponseBase:
    chosen = lists.institution_listing(request).select(request, _institutions(request))
    return download(request, exports.INSTITUTIONS, chosen, form)


@require_safe
def institution_detail(request: HttpRequest, slug: str) -> HttpResponse:
    institution = get_object_or_404(
        _institutions(request).select_related("place__parent", "place__assembly", "source"),
        slug=slug,
    )
    affiliations = Affiliation.objects.visible_to(request.user).filter(institution=institution)
    programmes = Programme.objects.visible_to(request.user).filter(supported_by=institution)
    neighbours = _institutions(request).filter(place=institution.place).exclude(pk=institution.pk)
    context = {
        "institution": institution,
        "affiliations": affiliations.select_related("source"),
        "programmes": programmes,
        "neighbours": neighbours[:12] if institution.place else (),
    }
    return render(request, "network/institution_detail.html", context)
