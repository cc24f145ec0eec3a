"""Institutions: who belongs to the network and who works with it."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from concertar.kit import clock, paper
from concertar.kit.exports import download
from concertar.kit.numbers import said_number
from concertar.network import exports, lists, printing, wording
from concertar.network.models import Affiliation, Institution, Programme


def _institutions(request: HttpRequest) -> QuerySet[Institution]:
    institutions = Institution.objects.visible_to(request.user).with_standing()
    return institutions.select_related("place__assembly", "source")


@require_safe
def institution_list(request: HttpRequest) -> HttpResponse:
    listed = lists.institution_listing(request).page(request, _institutions(request))
    context = {"listed": listed, "print_query": listed.selection.query}
    return render(request, "network/institution_list.html", context)


@require_safe
def institution_export(request: HttpRequest, form: str) -> HttpResponseBase:
    chosen = lists.institution_listing(request).select(request, _institutions(request))
    return download(request, exports.INSTITUTIONS, chosen, form)


@require_safe
def institution_pdf(request: HttpRequest) -> HttpResponse:
    chosen = lists.institution_listing(request).select(request, _institutions(request))
    complaints = list(chosen.complaints)
    if not complaints and chosen.rows.count() > printing.MOST:
        complaints.append(wording.TOO_MANY_TO_PRINT % {"most": said_number(printing.MOST)})
    if complaints:
        text = "\n".join(complaints)
        return HttpResponseBadRequest(text, content_type="text/plain; charset=utf-8")
    address = request.build_absolute_uri(reverse("network:institution_list"))
    if chosen.query:
        address = f"{address}?{chosen.query}"
    sheet = printing.directory_of(chosen.rows, address=address, made_at=clock.now())
    return paper.answer(sheet, "institutions")


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
