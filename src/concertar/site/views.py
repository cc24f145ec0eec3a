"""The pages that belong to no single room: home, about, the dictionary, the living sheet."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from concertar.kit import dictionary as kit_dictionary
from concertar.kit import exports
from concertar.kit import search as kit_search
from concertar.network.models import ReportedFigure, Source
from concertar.site import front, sheet, wording

LONGEST_QUESTION = 200


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "site/home.html", front.front_page(request))


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    context = {
        "principles": wording.PRINCIPLES,
        "sources": Source.objects.visible_to(request.user),
        "disputed": ReportedFigure.objects.visible_to(request.user).disputed(),
        "institutions": reverse("network:institution_list"),
        "programmes": reverse("network:programme_list"),
    }
    return render(request, "site/about.html", context)


@require_safe
def dictionary(request: HttpRequest) -> HttpResponse:
    return render(request, "site/dictionary.html", {"datasets": exports.registered()})


@require_safe
def dictionary_download(request: HttpRequest, form: str) -> HttpResponseBase:
    return exports.download(
        request, kit_dictionary.DICTIONARY, tuple(kit_dictionary.entries()), form
    )


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    asked = " ".join(request.GET.get("q", "").split())[:LONGEST_QUESTION]
    found = kit_search.find(asked, request.user)
    context = {"asked": asked, "found": front.by_room(found), "count": found.count}
    return render(request, "site/search.html", context)


@require_safe
def house(request: HttpRequest) -> HttpResponse:
    return render(request, "site/house.html", sheet.specimens())
