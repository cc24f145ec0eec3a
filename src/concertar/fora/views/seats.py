"""Constituencies and seats: declaring sides, opening and closing places on them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from concertar.fora import actions, exports, forms
from concertar.fora.models import Constituency, Delegate, Forum, Seat
from concertar.fora.views.keeping import answer, desk_of, forum_kept_by, typed
from concertar.kit.access import signed_in
from concertar.kit.exports import download
from concertar.kit.texts import reading_language


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def constituency_new(request: HttpRequest, slug: str) -> HttpResponse:
    forum = forum_kept_by(request, slug)
    form = forms.ConstituencyForm(typed(request))

    def act(given: dict[str, Any]) -> Constituency:
        return actions.add_constituency(
            forum, **given, language=reading_language(), by=request.user
        )

    return answer(
        request,
        forum,
        form,
        act,
        title=_("Add a constituency"),
        lede=_("A side of the forum. All sides weigh the same, however many seats each has."),
        button=_("Add it"),
        done=_("The constituency was added."),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def constituency_change(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    forum = forum_kept_by(request, slug)
    side = get_object_or_404(Constituency.objects.visible_to(request.user), forum=forum, key=key)
    initial = {"name": side.name, "least_seats": side.least_seats, "order": side.order}
    form = forms.ConstituencyForm(typed(request), initial=initial)

    def act(given: dict[str, Any]) -> Constituency:
        if given["order"] is None:
            del given["order"]
        return actions.change_constituency(side, **given, by=request.user)

    return answer(
        request,
        forum,
        form,
        act,
        title=_("Change a constituency"),
        button=_("Save"),
        done=_("The changes were saved."),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def seat_new(request: HttpRequest, slug: str) -> HttpResponse:
    """First the directory is searched; then one that was found, or a new one, takes the seat."""
    forum = forum_kept_by(request, slug)
    find = forms.FindForm(request.GET or None)
    if not find.is_valid():
        context = {"forum": forum, "form": find, "back": desk_of(forum), "title": _("Open a seat")}
        return render(request, "fora/find.html", context)
    form = forms.SeatForm(
        typed(request),
        forum=forum,
        found=find.found(request.user),
        initial={"name": find.cleaned_data["q"]},
    )
    return answer(
        request,
        forum,
        form,
        lambda given: _open_seat(request, forum, **given),
        title=_("Open a seat"),
        lede=_("Any institution may sit, whether it belongs to the network or not."),
        button=_("Open the seat"),
        done=_("The seat was opened. Now who takes it."),
    )


def _open_seat(request: HttpRequest, forum: Forum, *, name: str, kind: str, **given: Any) -> Seat:
    if given["institution"] is not None:
        return actions.open_seat(forum, **given, by=request.user)
    del given["institution"]
    return actions.open_seat_for_new(forum, name, kind=kind, **given, by=request.user)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def seat_close(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    forum = forum_kept_by(request, slug)
    seat = get_object_or_404(
        Seat.objects.visible_to(request.user).select_related("institution"), forum=forum, pk=pk
    )
    form = forms.EndForm(typed(request))
    return answer(
        request,
        forum,
        form,
        lambda given: actions.close_seat(seat, **given, by=request.user),
        title=_("Close the seat of %(institution)s") % {"institution": seat.institution.name},
        lede=_("The mandates for it end with it. What was done by them stays sound."),
        button=_("Close the seat"),
        done=_("The seat was closed."),
        is_grave=True,
    )


@require_safe
def seat_export(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    forum = get_object_or_404(Forum.objects.visible_to(request.user), slug=slug)
    seats = Seat.objects.visible_to(request.user).filter(forum=forum)
    rows = seats.select_related("forum", "constituency", "institution")
    return download(request, exports.SEATS, rows, form)


@require_safe
def mandate_export(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    forum = get_object_or_404(Forum.objects.visible_to(request.user), slug=slug)
    delegates = Delegate.objects.visible_to(request.user).filter(seat__forum=forum)
    rows = delegates.select_related("seat__forum", "seat__institution", "mandate__person")
    return download(request, exports.MANDATES, rows, form)
