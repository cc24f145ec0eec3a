"""Commitments: what is promised, how it goes, who checked it and what was replied."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from concertar.agreements import drawings, exports, lists, measures, rules
from concertar.agreements.models import Check, Commitment, Reply
from concertar.agreements.models.commitment import CommitmentQuerySet
from concertar.kit.access import Visitor, is_signed_in
from concertar.kit.exports import download
from concertar.tables.rules import own_actors


def seen_commitments(person: Visitor) -> CommitmentQuerySet:
    """Those this person may see, with their last check and all that a line of a list says."""
    seen = Commitment.objects.visible_to(person).following()
    return seen.select_related(
        "agreement", "indicator", "responsible__seat__institution", "draft__table__forum__territory"
    )


@require_safe
def commitment_list(request: HttpRequest) -> HttpResponse:
    listed = lists.COMMITMENTS.page(request, seen_commitments(request.user).binding())
    return render(request, "agreements/commitment_list.html", {"listed": listed})


@require_safe
def commitment_export(request: HttpRequest, form: str) -> HttpResponseBase:
    rows = (
        seen_commitments(request.user).binding().prefetch_related("supporting__seat__institution")
    )
    return download(request, exports.COMMITMENTS, lists.COMMITMENTS.select(request, rows), form)


@require_safe
def check_export(request: HttpRequest, form: str) -> HttpResponseBase:
    checks = Check.objects.visible_to(request.user).select_related(
        "commitment__agreement", "actor__seat__institution"
    )
    return download(request, exports.CHECKS, checks.prefetch_related("replies"), form)


@require_safe
def commitment_detail(request: HttpRequest, commitment: UUID) -> HttpResponse:
    seen = seen_commitments(request.user).select_related("clause", "draft__agreement")
    found = get_object_or_404(seen, pk=commitment)
    limits = measures.limits_on(request.user, found.draft.table, [found])
    values = measures.values_of(request.user, found.draft.table.forum, [found])
    context = {
        "commitment": found,
        "agreement": found.agreement,
        "table": found.draft.table,
        "supporting": found.supporting.select_related("seat__institution"),
        "checks": _checks(request.user, found),
        "limits": drawings.limits_of(found, limits),
        "figure": drawings.draw_commitment(found, values.get(found.indicator_id, ()), limits),
        **_may(request.user, found),
    }
    return render(request, "agreements/commitment_detail.html", context)


def _checks(person: Visitor, commitment: Commitment) -> QuerySet[Check]:
    replies = Reply.objects.visible_to(person).select_related("mandate__person")
    checks = Check.objects.visible_to(person).filter(commitment=commitment)
    return (
        checks.select_related("actor__seat__institution", "mandate__person", "file")
        .prefetch_related(Prefetch("replies", replies))
        .order_by("-day", "-entered_at")
    )


def _may(person: Visitor, commitment: Commitment) -> dict[str, Any]:
    """Which of the verbs this person's page offers; one question for all of them."""
    table = commitment.draft.table
    if not is_signed_in(person):
        return {}
    if commitment.agreement is None:
        return {"may_change": rules.may_now(person, "change_commitment", table)}
    if not commitment.is_bound or table.state not in rules.STOOD:
        return {}
    own = {actor.pk for actor in own_actors(person, table)}
    answers = commitment.responsible_id in own
    return {"may_check": bool(own) and not answers, "may_reply": answers}
