"""Indicators and what was measured of them."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from concertar.kit.access import signed_in
from concertar.kit.exports import download
from concertar.kit.listing import downloads_of
from concertar.kit.texts import reading_language
from concertar.network.models import Territory
from concertar.observatory import actions, drawings, exports, forms, lists, rules
from concertar.observatory.models import Indicator, Limit, NaturalEntity, Observation
from concertar.observatory.views.keeping import answer

PLACES = 100  # to choose from on the page of an indicator


@require_safe
def indicator_list(request: HttpRequest) -> HttpResponse:
    indicators = Indicator.objects.visible_to(request.user)
    context = {
        "listed": lists.INDICATORS.page(request, indicators),
        "limits": Limit.objects.visible_to(request.user).select_related("indicator", "entity"),
        "entities": NaturalEntity.objects.visible_to(request.user).select_related("territory"),
        "may_keep": rules.may_keep(request.user),
    }
    return render(request, "observatory/indicator_list.html", context)


@require_safe
def indicator_export(request: HttpRequest, form: str) -> HttpResponseBase:
    chosen = lists.INDICATORS.select(request, Indicator.objects.visible_to(request.user))
    return download(request, exports.INDICATORS, chosen, form)


@require_safe
def indicator_detail(request: HttpRequest, slug: str) -> HttpResponse:
    indicator = get_object_or_404(
        Indicator.objects.visible_to(request.user).select_related("source"), slug=slug
    )
    known = Limit.objects.visible_to(request.user).filter(indicator=indicator)
    limits = list(known.standing().select_related("indicator"))
    seen = Observation.objects.visible_to(request.user).filter(indicator=indicator)
    measured = Territory.objects.visible_to(request.user).filter(pk__in=seen.values("territory"))
    places = list(measured[:PLACES])
    asked = request.GET.get("place", "")
    place = next((one for one in places if one.slug == asked), places[0] if places else None)
    last = list(seen.standing().filter(territory=place).order_by("-day", "-id")[: drawings.SHOWN])
    context = {
        "indicator": indicator,
        "limits": limits,
        "places": places,
        "place": place,
        "drawing": drawings.draw_series(indicator, last[::-1], limits),
        "downloads": downloads_of(request.path),
        "may_keep": rules.may_keep(request.user),
    }
    return render(request, "observatory/indicator_detail.html", context)


@require_safe
def observation_export(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    indicator = get_object_or_404(Indicator.objects.visible_to(request.user), slug=slug)
    seen = Observation.objects.visible_to(request.user).filter(indicator=indicator)
    rows = seen.select_related("indicator", "territory")
    return download(request, exports.OBSERVATIONS, rows, form)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def indicator_new(request: HttpRequest) -> HttpResponse:
    form = forms.IndicatorForm(request.POST or None)

    def act() -> str:
        made = actions.add_indicator(
            **form.cleaned_data, language=reading_language(), by=request.user
        )
        return reverse("observatory:indicator_detail", args=[made.slug])

    return answer(
        request,
        form,
        act,
        title=_("A new indicator"),
        lede=_("One thing, measured in one unit by one method."),
        back=reverse("observatory:indicator_list"),
        done=_("The indicator was added."),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def observation_new(request: HttpRequest, slug: str) -> HttpResponse:
    indicator = get_object_or_404(Indicator.objects.visible_to(request.user), slug=slug)
    address = reverse("observatory:indicator_detail", args=[indicator.slug])
    form = forms.ObservationForm(
        request.POST or None, initial={"unit": indicator.unit}, person=request.user
    )

    def act() -> str:
        actions.note_observation(indicator, **form.cleaned_data, by=request.user)
        return address

    return answer(
        request,
        form,
        act,
        title=_("A new value of %(indicator)s") % {"indicator": indicator.said("name")},
        lede=_("Values are never changed: a correction is a new value, and both stay on record."),
        back=address,
        done=_("The value was noted."),
    )
