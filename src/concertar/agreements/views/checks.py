"""The forms by which seats check a commitment and its responsible replies.

What came on paper is typed in on the page of sheets, by a facilitator; see `typing_in`.
"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from concertar.agreements import actions
from concertar.agreements.forms import CheckForm, ReplyForm
from concertar.agreements.models import Check
from concertar.agreements.views.answering import answer
from concertar.agreements.views.commitments import seen_commitments
from concertar.kit import files
from concertar.kit.access import Refused, Visitor, require, signed_in
from concertar.kit.texts import reading_language
from concertar.tables.models import Table
from concertar.tables.rules import own_actors, speaks_for


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def check_new(request: HttpRequest, commitment: UUID) -> HttpResponse:
    seen = seen_commitments(request.user).filter(agreement__isnull=False)
    found = get_object_or_404(seen, pk=commitment)
    require(_has_a_seat, request.user, found.draft.table)
    if request.method != "POST" and speaks_for(request.user, found.responsible):
        raise Refused("checks_own_commitment")  # before anything is written for nothing
    form = CheckForm(request.POST or None, request.FILES or None)

    def act() -> str:
        terms = dict(form.cleaned_data)
        upload = terms.pop("file")
        content = files.take_in(upload) if upload else None  # read before the transaction
        actions.check_commitment(
            found, **terms, file=content, language=reading_language(), by=request.user
        )
        return reverse("agreements:commitment_detail", args=[found.pk])

    template, done = "agreements/check_form.html", _("The check was recorded.")
    return answer(request, form, act, template=template, done=done, commitment=found)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def reply_new(request: HttpRequest, check: UUID) -> HttpResponse:
    seen = Check.objects.visible_to(request.user).select_related(
        "commitment__responsible__seat__institution",
        "commitment__responsible__table__forum",
        "actor__seat__institution",
    )
    found = get_object_or_404(seen, pk=check)
    require(speaks_for, request.user, found.commitment.responsible)
    form = ReplyForm(request.POST or None)

    def act() -> str:
        text = form.cleaned_data["text"]
        actions.reply_to_check(found, text=text, language=reading_language(), by=request.user)
        return reverse("agreements:commitment_detail", args=[found.commitment_id])

    template, done = "agreements/reply_form.html", _("The reply was recorded.")
    context = {"check": found, "commitment": found.commitment}
    return answer(request, form, act, template=template, done=done, **context)


def _has_a_seat(person: Visitor, table: Table) -> bool:
    return own_actors(person, table).exists()
