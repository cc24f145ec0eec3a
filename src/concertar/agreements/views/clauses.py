"""Clauses: added, written anew, compared, moved, taken out and brought back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from concertar.agreements import actions, differences
from concertar.agreements.draft_forms import ClauseForm
from concertar.agreements.models import Clause, ClauseVersion, Draft
from concertar.agreements.views.answering import answer
from concertar.agreements.views.drafts import open_draft
from concertar.kit.access import Refused, all_refusals, sentence, signed_in
from concertar.kit.texts import language_name

Parts = tuple[differences.Part, ...]
SHOWN = 20  # versions on one page


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def clause_add(request: HttpRequest, slug: str) -> HttpResponse:
    draft = open_draft(request, slug, "add_clause")
    form = ClauseForm(request.POST or None, draft=draft, person=request.user)

    def act() -> str:
        clause = actions.add_clause(draft, by=request.user, **form.values())
        return _place_of(draft, clause)

    context: dict[str, Any] = {"draft": draft, "template": "agreements/clause_add.html"}
    return answer(request, form, act, done=_("The clause was added."), **context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def clause_edit(request: HttpRequest, slug: str, clause: UUID) -> HttpResponse:
    draft = open_draft(request, slug, "edit_clause")
    found = _clause(request, draft, clause)
    initial = ClauseForm.initial_of(found)
    form = ClauseForm(request.POST or None, initial=initial, draft=draft, person=request.user)
    if request.method == "POST" and form.is_valid():
        base = form.cleaned_data["version"] or found.version
        try:
            done = actions.edit_clause(found, base_version=base, by=request.user, **form.values())
        except Refused as refusal:
            if refusal.code == "clause_changed":  # kept aside: the page shows both texts
                messages.warning(request, sentence(refusal, all_refusals()))
                return redirect("agreements:clause_edit", slug, clause)
            form.add_error(None, sentence(refusal, all_refusals()))
        else:
            messages.success(request, _("The clause was saved."))
            _warn_of_translations(request, done)
            return redirect(_place_of(draft, done))
    context: dict[str, Any] = {
        "draft": draft,
        "clause": found,
        "form": form,
        "asides": _asides(request, found),
    }
    status = 422 if form.errors else 200
    return render(request, "agreements/clause_edit.html", context, status=status)


@require_safe
def clause_history(request: HttpRequest, slug: str, clause: UUID) -> HttpResponse:
    clauses = Clause.objects.visible_to(request.user).select_related("draft__table")
    found = get_object_or_404(clauses, pk=clause, draft__table__slug=slug)
    versions = ClauseVersion.objects.visible_to(request.user).filter(clause=found)
    numbered = list(
        versions.filter(number__isnull=False)
        .select_related("written_by")
        .order_by("-number")[: SHOWN + 1]
    )
    before = [*numbered[1:], None]
    pairs = [(one, _changes(earlier, one)) for one, earlier in zip(numbered, before, strict=True)]
    context: dict[str, Any] = {"clause": found, "draft": found.draft, "versions": pairs[:SHOWN]}
    return render(request, "agreements/clause_history.html", context)


@signed_in
@require_POST
def clause_move(request: HttpRequest, slug: str, clause: UUID) -> HttpResponse:
    to = request.POST.get("to", "")
    place = int(to) if to.isascii() and to.isdecimal() and len(to) < 4 else 0

    def act(found: Clause) -> str:
        actions.move_clause(found, to=place, by=request.user)
        return _("The clause was moved.")

    return _done(request, slug, clause, "move_clause", act)


@signed_in
@require_POST
def clause_remove(request: HttpRequest, slug: str, clause: UUID) -> HttpResponse:
    def act(found: Clause) -> str:
        actions.remove_clause(found, by=request.user)
        return _("The clause was taken out. It stands below the text and can come back.")

    return _done(request, slug, clause, "remove_clause", act)


@signed_in
@require_POST
def clause_restore(request: HttpRequest, slug: str, clause: UUID) -> HttpResponse:
    def act(found: Clause) -> str:
        actions.restore_clause(found, by=request.user)
        return _("The clause is back, at the end of the text.")

    return _done(request, slug, clause, "restore_clause", act)


def _done(
    request: HttpRequest, slug: str, clause: UUID, verb: str, act: Callable[[Clause], str]
) -> HttpResponse:
    draft = open_draft(request, slug, verb)
    found = _clause(request, draft, clause)
    try:
        said = act(found)
    except Refused as refusal:
        messages.error(request, sentence(refusal, all_refusals()))
    else:
        messages.success(request, said)
    return redirect("agreements:draft_detail", slug)


def _clause(request: HttpRequest, draft: Draft, clause: UUID) -> Clause:
    clauses = Clause.objects.visible_to(request.user).filter(draft=draft)
    found = get_object_or_404(clauses, pk=clause)
    found.draft = draft
    return found


def _warn_of_translations(request: HttpRequest, clause: Clause) -> None:
    for code in clause.outdated_in:
        words = _("The translation into %(language)s is older than the text.")
        messages.warning(request, words % {"language": language_name(code)})


def _place_of(draft: Draft, clause: Clause) -> str:
    page = reverse("agreements:draft_detail", args=[draft.table.slug])
    return f"{page}#c{clause.order}"


def _asides(request: HttpRequest, clause: Clause) -> list[tuple[ClauseVersion, Parts]]:
    """The texts that wait beside the present one, each with what it says otherwise."""
    versions = ClauseVersion.objects.visible_to(request.user).filter(clause=clause)
    waiting = versions.waiting_aside().select_related("written_by").order_by("id")
    return [(one, differences.between(clause.text, one.text)) for one in waiting]


def _changes(before: ClauseVersion | None, after: ClauseVersion) -> Parts:
    return differences.between(before.text, after.text) if before else ()
