"""The sheets of texts: each is printed for whoever may see what stands on it."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from concertar.agreements import printing, wording
from concertar.agreements.models import Agreement, Draft
from concertar.agreements.printing.frame import Print, parties_of
from concertar.fora import rules as fora_rules
from concertar.kit import clock, paper
from concertar.kit.numbers import said_number
from concertar.tables.models import Table

MOST = 100  # sheets in one file


@require_safe
def draft_paper(request: HttpRequest, slug: str) -> HttpResponse:
    draft = _draft(request, slug)
    return paper.answer(printing.draft(_of_table(request, draft), draft), f"{slug}-draft")


@require_safe
def criticism_paper(request: HttpRequest, slug: str) -> HttpResponse:
    draft = _draft(request, slug)
    names = _critics(request, draft.table)
    if len(names) > MOST:
        text = wording.TOO_MANY_SHEETS % {"most": said_number(MOST)}
        return HttpResponseBadRequest(text, content_type="text/plain; charset=utf-8")
    made = printing.criticism(_of_table(request, draft), draft, names)
    return paper.answer(made, f"{slug}-criticism")


@require_safe
def acta_paper(request: HttpRequest, slug: str) -> HttpResponse:
    agreement = _agreement(request, slug)
    return paper.answer(printing.acta(_of_agreement(request, agreement), agreement), slug)


@require_safe
def follow_up_paper(request: HttpRequest, slug: str) -> HttpResponse:
    agreement = _agreement(request, slug)
    made = printing.follow_up(_of_agreement(request, agreement), agreement)
    return paper.answer(made, f"{slug}-follow-up")


def _draft(request: HttpRequest, slug: str) -> Draft:
    """The draft that `?number=` names, else the last one this person may see."""
    drafts = Draft.objects.visible_to(request.user).filter(table__slug=slug)
    drafts = drafts.select_related("table__forum").order_by("-number")
    number = request.GET.get("number", "")
    if number:
        if not number.isascii() or not number.isdecimal() or len(number) > 4:
            raise Http404
        return get_object_or_404(drafts, number=int(number))
    last = drafts.first()
    if last is None:
        raise Http404
    return last


def _critics(request: HttpRequest, table: Table) -> list[str]:
    """The critic that `?party=` names; else all of them for a facilitator, and none for others."""
    guards = table.guardianships.visible_to(request.user).select_related("guardian")
    institutions = [one.seat.institution for one in parties_of(table)]
    institutions += [one.guardian for one in guards]
    if wanted := request.GET.get("party", ""):
        named = [one.name for one in institutions if one.slug == wanted]
        if not named:
            raise Http404
        return named[:1]
    if not fora_rules.may_facilitate(request.user, table.forum):
        return []
    return [one.name for one in institutions]


def _agreement(request: HttpRequest, slug: str) -> Agreement:
    agreements = Agreement.objects.visible_to(request.user)
    return get_object_or_404(agreements.select_related("table__forum", "draft"), slug=slug)


def _of_table(request: HttpRequest, draft: Draft) -> Print:
    path = reverse("agreements:draft_detail", args=[draft.table.slug])
    return Print(draft.table, request.build_absolute_uri(path), clock.now())


def _of_agreement(request: HttpRequest, agreement: Agreement) -> Print:
    path = reverse("agreements:agreement_detail", args=[agreement.slug])
    return Print(agreement.table, request.build_absolute_uri(path), clock.now())
