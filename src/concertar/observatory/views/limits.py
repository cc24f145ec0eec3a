"""Limits of nature and of law, and the way from a proposal to an adopted limit."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from concertar.kit.access import Refused, sentence, signed_in
from concertar.kit.exports import download
from concertar.kit.texts import reading_language
from concertar.observatory import actions, exports, forms, rules, wording
from concertar.observatory.models import Limit
from concertar.observatory.views.keeping import answer

STEPS = {
    "review": actions.review_limit,
    "adopt": actions.adopt_limit,
    "withdraw": actions.withdraw_limit,
}


@require_safe
def limit_export(request: HttpRequest, form: str) -> HttpResponseBase:
    limits = Limit.objects.visible_to(request.user).select_related("indicator")
    return download(request, exports.LIMITS, limits, form)


@require_safe
def limit_detail(request: HttpRequest, slug: str) -> HttpResponse:
    limits = Limit.objects.visible_to(request.user)
    limit = get_object_or_404(
        limits.select_related("indicator", "entity", "territory", "reviewed_by"), slug=slug
    )
    context = {
        "limit": limit,
        "may_keep": rules.may_keep(request.user),
        "may_review": rules.may_review(request.user, limit),
    }
    return render(request, "observatory/limit_detail.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def limit_new(request: HttpRequest) -> HttpResponse:
    asked = {"indicator": request.GET.get("indicator", "")}
    form = forms.LimitForm(request.POST or None, initial=asked, person=request.user)

    def act() -> str:
        made = actions.propose_limit(
            **form.cleaned_data, language=reading_language(), by=request.user
        )
        return reverse("observatory:limit_detail", args=[made.slug])

    return answer(
        request,
        form,
        act,
        title=_("A new limit"),
        lede=_(
            "A limit is proposed, reviewed by somebody else and then adopted. Nobody votes on it."
        ),
        back=reverse("observatory:indicator_list"),
        done=_("The limit was proposed. Ask somebody else to review it."),
    )


@signed_in
@require_POST
def limit_step(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    limit = get_object_or_404(Limit.objects.visible_to(request.user), slug=slug)
    try:
        STEPS[step](limit, by=request.user)
    except Refused as refusal:
        messages.error(request, sentence(refusal, wording))
    else:
        messages.success(request, _("Done; it is on record."))
    return redirect("observatory:limit_detail", slug)
