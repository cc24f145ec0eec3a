"""Fora: the list, the page of one, and founding and changing them."""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from concertar.fora import actions, exports, forms, lists, rules
from concertar.fora.models import Forum, Seat
from concertar.fora.room import room_of
from concertar.fora.views.keeping import answer, desk_of, forum_kept_by, typed
from concertar.kit import clock
from concertar.kit.access import require, signed_in
from concertar.kit.exports import download
from concertar.kit.texts import reading_language


def _fora(request: HttpRequest) -> QuerySet[Forum]:
    """Each with the number of its seats that are open today, in its own zone."""
    today = clock.DayIn(clock.now(), "forum__zone")
    open_today = Seat.objects.visible_to(request.user).open_on(today).filter(forum=OuterRef("pk"))
    counted = open_today.order_by().values("forum").annotate(count=Count("pk")).values("count")
    fora = Forum.objects.visible_to(request.user)
    return fora.select_related("territory", "consortium", "parent").annotate(
        seat_count=Coalesce(Subquery(counted), 0)
    )


@require_safe
def forum_list(request: HttpRequest) -> HttpResponse:
    context = {
        "listed": lists.FORA.page(request, _fora(request)),
        "may_found": rules.may_found(request.user),
    }
    return render(request, "fora/forum_list.html", context)


@require_safe
def forum_export(request: HttpRequest, form: str) -> HttpResponseBase:
    return download(request, exports.FORA, lists.FORA.select(request, _fora(request)), form)


@require_safe
def forum_detail(request: HttpRequest, slug: str) -> HttpResponse:
    fora = Forum.objects.visible_to(request.user)
    forum = get_object_or_404(
        fora.select_related("territory", "consortium", "parent").prefetch_related("constituencies"),
        slug=slug,
    )
    context = {
        "room": room_of(forum, forum.day_of(clock.now()), request.user),
        "forum": forum,
        "children": fora.filter(parent=forum),
        "may_keep": rules.may_keep(request.user, forum),
    }
    return render(request, "fora/forum_detail.html", context)


@signed_in
@require_safe
def forum_keep(request: HttpRequest, slug: str) -> HttpResponse:
    forum = forum_kept_by(request, slug)
    context = {"room": room_of(forum, forum.day_of(clock.now()), request.user), "forum": forum}
    return render(request, "fora/forum_keep.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def forum_new(request: HttpRequest) -> HttpResponse:
    require(rules.may_found, request.user)
    form = forms.FoundForm(typed(request), person=request.user)

    def act(given: dict[str, Any]) -> Forum:
        return actions.found_forum(**given, language=reading_language(), by=request.user)

    return answer(
        request,
        None,
        form,
        act,
        title=_("Found a forum"),
        lede=_("A permanent space of concertación of a place, of a consortium, or of both."),
        button=_("Found it"),
        done=_("The forum was founded. Now its constituencies and seats."),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def forum_change(request: HttpRequest, slug: str) -> HttpResponse:
    forum = forum_kept_by(request, slug)
    initial = {name: getattr(forum, name) for name in forms.ForumForm.base_fields}
    for name in ("territory", "consortium", "parent"):
        initial[name] = initial[name] and initial[name].slug
    form = forms.ForumForm(typed(request), person=request.user, initial=initial)
    return answer(
        request,
        forum,
        form,
        lambda given: actions.change_forum(forum, **given, by=request.user),
        title=_("Change what the forum says of itself"),
        button=_("Save"),
        done=_("The changes were saved."),
        then=desk_of(forum),
    )
