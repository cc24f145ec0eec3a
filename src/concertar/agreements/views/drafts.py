"""The single text while it is written: read, begun, named and frozen."""

from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from concertar.agreements import actions, canonical, rules
from concertar.agreements.draft_forms import DraftForm, FreezeForm
from concertar.agreements.models import Clause, ClauseVersion, Commitment, Draft
from concertar.agreements.models.draft import guardianships_spoken_for_by
from concertar.agreements.views.answering import NOT_READ, answer
from concertar.kit.access import all_refusals, require, sentence, signed_in
from concertar.kit.texts import language_name, languages
from concertar.tables.models import Actor, Option, Table

HERE = "table__forum__territory", "table__charter", "package", "agreement"


def current_draft(request: HttpRequest, slug: str) -> Draft | None:
    """The draft being written, if this person sees it; else the last one they see."""
    drafts = Draft.objects.visible_to(request.user).filter(table__slug=slug)
    is_open = Case(When(state=Draft.State.OPEN, then=0), default=1)
    return drafts.select_related(*HERE).order_by(is_open, "-number").first()


def open_draft(request: HttpRequest, slug: str, verb: str) -> Draft:
    """The draft being written, for somebody who may do this in it."""
    draft = current_draft(request, slug)
    if draft is None or draft.state != Draft.State.OPEN:
        raise Http404
    require(rules.rule_of(verb), request.user, draft.table)
    return draft


@require_safe
def draft_detail(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    if number is None:
        draft = current_draft(request, slug)
    else:
        drafts = Draft.objects.visible_to(request.user).select_related(*HERE)
        draft = get_object_or_404(drafts, table__slug=slug, number=number)
    if draft is None:
        table = get_object_or_404(Table.objects.visible_to(request.user), slug=slug)
        if not rules.may_now(request.user, "begin_draft", table):
            raise Http404
        return redirect("agreements:draft_begin", slug)
    clauses = list(_clauses(request, draft))
    context: dict[str, Any] = {
        **_allowed(request, draft),
        "draft": draft,
        "table": draft.table,
        "clauses": [one for one in clauses if not one.is_removed],
        "removed": [one for one in clauses if one.is_removed],
        "commitments": _promises(request, draft),
        "absent": _absent(request, draft),
        "waiting": sum(one.waiting for one in clauses),
        "said": sum(one.said_of_it for one in clauses),
    }
    return render(request, "agreements/draft_detail.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def draft_begin(request: HttpRequest, slug: str) -> HttpResponse:
    tables = Table.objects.visible_to(request.user).select_related("forum__territory")
    table = get_object_or_404(tables, slug=slug)
    require(rules.rule_of("begin_draft"), request.user, table)
    before = current_draft(request, slug)
    source: Table | Draft = before or table
    initial = DraftForm.initial_of(before) if before else {"title": table.title}
    form = DraftForm(
        request.POST or None, initial=initial, table=table, person=request.user,
        language=source.language,
    )  # fmt: skip

    def act() -> str:
        values = form.values()
        actions.begin_draft(table, copy_of=before, by=request.user, **values)
        return reverse("agreements:draft_detail", args=[slug])

    context: dict[str, Any] = {
        "table": table,
        "before": before,
        "template": "agreements/draft_begin.html",
    }
    return answer(request, form, act, done=_("The draft was begun."), **context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def draft_change(request: HttpRequest, slug: str) -> HttpResponse:
    draft = open_draft(request, slug, "change_draft")
    initial = DraftForm.initial_of(draft) | {"package": draft.package_id}
    stamp = draft.stamp()
    form = DraftForm(
        request.POST or None, initial=initial, table=draft.table, person=request.user,
        language=draft.language,
    )  # fmt: skip

    def act() -> str:
        base = request.POST.get("base") or NOT_READ
        actions.change_draft(draft, base=base, by=request.user, **form.values())
        return reverse("agreements:draft_detail", args=[slug])

    context: dict[str, Any] = {
        "draft": draft,
        "base": stamp,
        "template": "agreements/draft_change.html",
    }
    return answer(request, form, act, done=_("The draft was changed."), **context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def draft_freeze(request: HttpRequest, slug: str) -> HttpResponse:
    draft = open_draft(request, slug, "freeze_text")
    form = FreezeForm(request.POST or None, initial={"place": draft.table.meets_at})

    def act() -> str:
        agreement = actions.freeze_text(draft, **form.cleaned_data, by=request.user)
        return reverse("agreements:agreement_detail", args=[agreement.slug])

    content = canonical.content_of(draft, to_freeze=False)
    obstacles = actions.obstacles_to_freezing(content)
    context: dict[str, Any] = {
        "template": "agreements/draft_freeze.html",
        "draft": draft,
        "obstacles": [(one.code, sentence(one, all_refusals()), one.params) for one in obstacles],
        "annexes": _annexes(content),
        "commitment_count": len(content.promises),
        "clause_count": len(content.clauses),
    }
    return answer(request, form, act, done=_("The text is frozen and open to sign."), **context)


# ---- what the pages show ------------------------------------------------------------------------


def _clauses(request: HttpRequest, draft: Draft) -> QuerySet[Any]:
    """Every clause with its origins, what was said of it and whether a text waits beside it."""
    aside = ClauseVersion.objects.visible_to(request.user).waiting_aside()
    options = Option.objects.visible_to(request.user).select_related("issue")
    return (
        Clause.objects.visible_to(request.user)
        .filter(draft=draft)
        .annotate(
            said_of_it=Count("criticisms"),
            waiting=Count("criticisms", filter=Q(criticisms__outcome="")),
            is_doubled=Exists(aside.filter(clause=OuterRef("pk"))),
        )
        .prefetch_related(Prefetch("options", options), "limits")
        .order_by("order")
    )


def _promises(request: HttpRequest, draft: Draft) -> QuerySet[Commitment]:
    promises = Commitment.objects.visible_to(request.user).filter(draft=draft).order_by("number")
    return promises.select_related("responsible__seat__institution", "clause")


def _absent(request: HttpRequest, draft: Draft) -> QuerySet[Actor]:
    absent = Actor.objects.visible_to(request.user).filter(table=draft.table, is_empty_chair=True)
    return absent.select_related("seat__institution")


def _allowed(request: HttpRequest, draft: Draft) -> dict[str, Any]:
    """What this person may do in the draft; those who write it do not also criticise it."""
    if draft.state != Draft.State.OPEN:
        return {"allowed": frozenset(), "criticises": False}
    allowed = rules.allowed_now(request.user, draft.table)
    if "criticise" in allowed:
        return {"allowed": allowed, "criticises": "edit_clause" not in allowed}
    guarded = guardianships_spoken_for_by(request.user).filter(tables=draft.table_id)
    return {"allowed": allowed, "criticises": guarded.exists()}


def _annexes(content: canonical.Content) -> list[tuple[str, list[tuple[str, Any]]]]:
    """Each other language, and the parts of the text that are not said in it as they stand.

    A clause whose translation is older than its text comes with its key.
    """
    others = [code for code in languages() if code != content.draft.language]
    return [
        (
            language_name(code),
            [(str(part), _outdated(part, code)) for part in canonical.unsaid_in(content, code)],
        )
        for code in others
    ]


def _outdated(part: Any, language: str) -> UUID | None:
    is_older = isinstance(part, Clause) and part.is_outdated_in(language)
    return part.pk if is_older else None
