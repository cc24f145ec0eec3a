"""What is said against the text, and what is answered: lists that stay readable at any length."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from concertar.agreements import actions, rules
from concertar.agreements.criticism_list import CRITICISMS
from concertar.agreements.draft_forms import AnswerForm, CriticismForm, Speaker
from concertar.agreements.models import Clause, Criticism, Draft
from concertar.agreements.models.draft import guardianships_spoken_for_by
from concertar.agreements.views.answering import answer
from concertar.agreements.views.drafts import current_draft, open_draft
from concertar.kit.access import Forbidden, signed_in
from concertar.kit.texts import reading_language
from concertar.tables.models import Actor, Interest
from concertar.tables.rules import own_actors


@require_safe
def criticism_list(request: HttpRequest, slug: str) -> HttpResponse:
    draft = current_draft(request, slug)
    if draft is None:
        raise Http404
    said = Criticism.objects.visible_to(request.user).filter(clause__draft=draft)
    listed = CRITICISMS.page(request, said.with_critics().select_related("clause"))
    shown = {one.interest_id for one in listed.rows if one.interest_id}
    interests = Interest.objects.visible_to(request.user).filter(pk__in=shown)
    may_answer = draft.state == Draft.State.OPEN and rules.may_now(
        request.user, "answer_criticism", draft.table
    )
    context: dict[str, Any] = {
        "draft": draft,
        "listed": listed,
        "interests": interests.in_bulk() if shown else {},
        "may_answer": may_answer,
    }
    return render(request, "agreements/criticism_list.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def clause_criticise(request: HttpRequest, slug: str, clause: UUID) -> HttpResponse:
    draft = current_draft(request, slug)
    if draft is None or draft.state != Draft.State.OPEN:
        raise Http404
    clauses = Clause.objects.visible_to(request.user).filter(draft=draft, is_removed=False)
    found = get_object_or_404(clauses, pk=clause)
    found.draft = draft
    speakers = _speakers(request, draft)
    if not speakers:
        raise Forbidden("may_criticise")
    form = CriticismForm(request.POST or None, speakers=speakers, person=request.user)

    def act() -> str:
        _criticise(request, found, form)
        return reverse("agreements:draft_detail", args=[slug]) + f"#c{found.order}"

    context: dict[str, Any] = {
        "draft": draft,
        "clause": found,
        "template": "agreements/clause_criticise.html",
    }
    done = _("The criticism is on record. It will be answered before anybody signs.")
    return answer(request, form, act, done=done, **context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def criticism_answer(request: HttpRequest, slug: str, criticism: UUID) -> HttpResponse:
    draft = open_draft(request, slug, "answer_criticism")
    said = Criticism.objects.visible_to(request.user).filter(clause__draft=draft)
    found = get_object_or_404(said.with_critics().select_related("clause"), pk=criticism)
    found.clause.draft = draft
    interest = Interest.objects.visible_to(request.user).filter(pk__in=[found.interest_id]).first()
    initial = {"base": found.answer, "outcome": found.outcome, "answer": found.answer}
    form = AnswerForm(request.POST or None, initial=initial)

    def act() -> str:
        actions.answer_criticism(found, by=request.user, **form.cleaned_data)
        return reverse("agreements:criticism_list", args=[slug]) + "?outcome=-"

    context: dict[str, Any] = {
        "template": "agreements/criticism_answer.html",
        "draft": draft,
        "one": found,
    }
    return answer(
        request, form, act, done=_("The answer was recorded."), interest=interest, **context
    )


def _criticise(request: HttpRequest, clause: Clause, form: CriticismForm) -> Criticism:
    terms = {name: form.cleaned_data[name] for name in ("text", "severity")}
    terms |= {"language": reading_language(), "by": request.user}
    speaker = form.chosen
    if isinstance(speaker, Actor):
        interest = form.cleaned_data.get("interest")
        return actions.criticise(clause, speaker, interest=interest, **terms)
    return actions.object_for_nature(clause, speaker, **terms)


def _speakers(request: HttpRequest, draft: Draft) -> list[Speaker]:
    """Everything this person may speak for here today: seats, and what it guards."""
    seats = (
        own_actors(request.user, draft.table)
        .filter(is_empty_chair=False)
        .select_related("seat__institution")
    )
    guards = guardianships_spoken_for_by(request.user).filter(tables=draft.table_id)
    return [*seats, *guards.select_related("guardian", "entity", "forum")]
