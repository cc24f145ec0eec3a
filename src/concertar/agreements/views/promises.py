"""The forms by which commitments come into a draft, are changed there and are dropped."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from concertar.agreements import actions, rules
from concertar.agreements.forms import PromiseForm
from concertar.agreements.models import Commitment, Draft
from concertar.agreements.views.answering import NOT_READ, answer
from concertar.kit.access import Refused, all_refusals, require, sentence, signed_in

TEMPLATE = "agreements/commitment_form.html"


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def commitment_new(request: HttpRequest, slug: str) -> HttpResponse:
    drafts = Draft.objects.visible_to(request.user).filter(state=Draft.State.OPEN)
    draft = get_object_or_404(drafts.select_related("table__forum"), table__slug=slug)
    require(rules.rule_of("promise"), request.user, draft.table)
    form = PromiseForm(request.POST or None, draft=draft, person=request.user)

    def act() -> str:
        made = actions.promise(draft, by=request.user, **form.terms())
        return reverse("agreements:commitment_detail", args=[made.pk])

    done = _("The commitment was added to the draft.")
    return answer(request, form, act, template=TEMPLATE, done=done, draft=draft)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def commitment_change(request: HttpRequest, commitment: UUID) -> HttpResponse:
    found = _drafted(request, commitment)
    require(rules.rule_of("change_commitment"), request.user, found.draft.table)
    initial = PromiseForm.initial_of(found)
    form = PromiseForm(
        request.POST or None, initial=initial, draft=found.draft, person=request.user
    )
    stamp = found.stamp()

    def act() -> str:
        base, terms = request.POST.get("base") or NOT_READ, form.terms(found.translations)
        actions.change_commitment(found, by=request.user, base=base, **terms)
        return reverse("agreements:commitment_detail", args=[found.pk])

    done = _("The commitment was changed.")
    return answer(
        request, form, act, template=TEMPLATE, done=done,
        draft=found.draft, commitment=found, base=stamp,
    )  # fmt: skip


@signed_in
@require_POST
def commitment_drop(request: HttpRequest, commitment: UUID) -> HttpResponse:
    found = _drafted(request, commitment)
    require(rules.rule_of("drop_commitment"), request.user, found.draft.table)
    try:
        actions.drop_commitment(found, by=request.user)
    except Refused as refusal:
        messages.error(request, sentence(refusal, all_refusals()))
        return redirect("agreements:commitment_detail", commitment)
    messages.success(request, _("The commitment was taken out of the draft."))
    return redirect("agreements:commitment_new", found.draft.table.slug)


def _drafted(request: HttpRequest, commitment: UUID) -> Commitment:
    seen = Commitment.objects.visible_to(request.user).filter(agreement__isnull=True)
    return get_object_or_404(seen.select_related("draft__table__forum"), pk=commitment)
