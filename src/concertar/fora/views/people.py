"""Who takes a seat, and who facilitates."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from concertar.fora import actions, forms
from concertar.fora.models import Delegate, Facilitator, Seat
from concertar.fora.views.keeping import answer, forum_kept_by, typed
from concertar.kit.access import signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def delegate_new(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    forum = forum_kept_by(request, slug)
    seat = get_object_or_404(
        Seat.objects.visible_to(request.user).select_related("institution"), forum=forum, pk=pk
    )
    form = forms.DelegateForm(typed(request), institution=seat.institution)

    def act(given: dict[str, Any]) -> Delegate:
        person, name = given.pop("known"), given.pop("name")
        del given["email"]
        if person is None:
            return actions.seat_somebody(seat, name, **given, by=request.user)
        return actions.seat_delegate(seat, person, **given, by=request.user)

    return answer(
        request,
        forum,
        form,
        act,
        title=_("Who takes the seat of %(institution)s") % {"institution": seat.institution.name},
        lede=_("By a document of the institution, from a day to a day. Two never overlap."),
        button=_("Seat the person"),
        done=_("The person takes the seat."),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def delegate_end(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    forum = forum_kept_by(request, slug)
    delegate = _delegate(request, slug, pk)
    return answer(
        request,
        forum,
        forms.EndForm(typed(request)),
        lambda given: actions.end_delegate(delegate, **given, by=request.user),
        title=_("End the mandate of %(person)s") % {"person": delegate.mandate.person.name},
        lede=_("From the day after its last day the mandate acts nowhere."),
        button=_("End the mandate"),
        done=_("The mandate has its last day."),
        is_grave=True,
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def delegate_remove(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    forum = forum_kept_by(request, slug)
    delegate = _delegate(request, slug, pk)
    return answer(
        request,
        forum,
        forms.SureForm(typed(request)),
        lambda _given: actions.remove_delegate(delegate, by=request.user),
        title=_("Take back the mandate of %(person)s") % {"person": delegate.mandate.person.name},
        lede=_("Only for what was entered by mistake and was never used; else end it."),
        button=_("Take it back"),
        done=_("The mandate was taken back."),
        is_grave=True,
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def facilitator_new(request: HttpRequest, slug: str) -> HttpResponse:
    forum = forum_kept_by(request, slug)
    return answer(
        request,
        forum,
        forms.FacilitatorForm(typed(request)),
        lambda given: actions.add_facilitator(forum, given["email"], by=request.user),
        title=_("Name a facilitator"),
        lede=_("Whoever facilitates convenes, prepares and types in, and is a party to nothing."),
        button=_("Name the person"),
        done=_("The person facilitates the forum from now on."),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def facilitator_end(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    forum = forum_kept_by(request, slug)
    rows = Facilitator.objects.visible_to(request.user).select_related("person")
    facilitator = get_object_or_404(rows, forum=forum, pk=pk)
    return answer(
        request,
        forum,
        forms.SureForm(typed(request)),
        lambda _given: actions.end_facilitator(facilitator, by=request.user),
        title=_("End the facilitation of %(person)s") % {"person": facilitator.person.name},
        lede=_("It ends at once. A forum always keeps at least one facilitator."),
        button=_("End it"),
        done=_("The facilitation ended."),
        is_grave=True,
    )


def _delegate(request: HttpRequest, slug: str, pk: str) -> Delegate:
    rows = Delegate.objects.visible_to(request.user).select_related(
        "mandate__person", "seat__institution"
    )
    return get_object_or_404(rows, seat__forum__slug=slug, pk=pk)
