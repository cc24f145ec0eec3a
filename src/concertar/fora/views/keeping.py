"""How every form of this room is shown and sent: one thing a page, nothing typed is lost."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise

from concertar.fora import rules, wording
from concertar.fora.models import Forum
from concertar.kit.access import Refused, require, sentence

Words = str | Promise


def forum_kept_by(request: HttpRequest, slug: str) -> Forum:
    """The forum at this address, for those who keep it."""
    fora = Forum.objects.visible_to(request.user).select_related("territory")
    forum = get_object_or_404(fora, slug=slug)
    require(rules.may_keep, request.user, forum)
    return forum


def typed(request: HttpRequest) -> QueryDict | None:
    """What was typed into the form that was sent, be it nothing; None where none was sent."""
    return request.POST if request.method == "POST" else None


def answer(
    request: HttpRequest,
    forum: Forum | None,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Any],
    *,
    title: Words,
    button: Words,
    done: Words,
    lede: Words = "",
    then: str = "",
    is_grave: bool = False,
) -> HttpResponse:
    """The page of a form; once it is right and `act` was done, on to `then` or the forum's desk."""
    back = then or (forum and desk_of(forum)) or reverse("fora:forum_list")
    if request.method == "POST" and form.is_valid():
        try:
            made = act(form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, sentence(refusal, wording))
        else:
            messages.success(request, str(done))
            return redirect(desk_of(made) if isinstance(made, Forum) else back)
    context = {
        "forum": forum,
        "form": form,
        "title": title,
        "lede": lede,
        "button": button,
        "back": back,
        "is_grave": is_grave,
    }
    return render(request, "fora/form.html", context, status=422 if form.errors else 200)


def desk_of(forum: Forum) -> str:
    """The address of the page from which the forum is kept."""
    return reverse("fora:forum_keep", args=[forum.slug])
