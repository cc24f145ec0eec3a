"""Who speaks for a natural entity in a forum, without a vote."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from concertar.fora import actions, forms
from concertar.fora.models import Guardianship
from concertar.fora.views.keeping import answer, desk_of, forum_kept_by, typed
from concertar.kit.access import signed_in
from concertar.kit.texts import reading_language


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def guardianship_new(request: HttpRequest, slug: str) -> HttpResponse:
    """First the directory is searched; then one that was found becomes guardian."""
    forum = forum_kept_by(request, slug)
    title = _("Name a guardian")
    find = forms.FindForm(request.GET or None)
    if not find.is_valid():
        context = {"forum": forum, "form": find, "back": desk_of(forum), "title": title}
        return render(request, "fora/find.html", context)
    found = find.found(request.user)
    form = forms.GuardianshipForm(typed(request), person=request.user, found=found)

    def act(given: dict[str, Any]) -> Guardianship:
        return actions.add_guardianship(
            forum, **given, language=reading_language(), by=request.user
        )

    return answer(
        request, forum, form, act, title=title,
        lede=_("A guardian speaks for a natural entity by a legal basis, and does not vote."),
        button=_("Name the guardian"), done=_("The guardian was named."),
    )  # fmt: skip


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def guardianship_end(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    forum = forum_kept_by(request, slug)
    rows = Guardianship.objects.visible_to(request.user).select_related("entity", "guardian")
    guardianship = get_object_or_404(rows, forum=forum, pk=pk)
    return answer(
        request,
        forum,
        forms.EndForm(typed(request)),
        lambda given: actions.end_guardianship(guardianship, **given, by=request.user),
        title=_("End the guardianship of %(institution)s")
        % {"institution": guardianship.guardian.name},
        button=_("End the guardianship"),
        done=_("The guardianship has its last day."),
        is_grave=True,
    )
